"""A chat's memory and its buttons' subjects come back from the store as they were."""

from __future__ import annotations

import json
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.conversation.asked import (
    Asked,
    BriefAsked,
    CallAsked,
    CheckAsked,
    ComplaintSaid,
    NoteTold,
    Question,
    ShelfAsked,
    StatusAsked,
)
from bot.conversation.memory import (
    Awaited,
    CallTold,
    DraftLine,
    EditedText,
    InHand,
    Memory,
    NextContact,
    TextToCheck,
    UnfitReason,
    WhoIsMeant,
    memory_from,
    memory_json,
)
from bot.conversation.subjects import (
    AboutCustomer,
    AskedBefore,
    ComplaintTold,
    NoteRead,
    Nothing,
    Subject,
    subject_from,
    subject_json,
)
from bot.results.notes import CallNote
from bot.understanding import Promise
from store.models import Channel

SHANGHAI = ZoneInfo("Asia/Shanghai")
WANG = InHand("C001", "王建国")


def note(follow_up: date | datetime | None) -> CallNote:
    return CallNote(
        note_id="n1",
        customer_id="C001",
        customer_name="王建国",
        said="年底前要用一百万<b>",
        summary="年底前要用一百万",
        channel=Channel.PHONE,
        follow_up=follow_up,
        needs=("流动性",),
        objections=(),
        promises=(Promise("发产品资料", date(2026, 11, 25)),),
        flags=(),
        suggestion_id=None,
    )


MIDNIGHT = datetime(2026, 12, 2, 0, 0, tzinfo=SHANGHAI)
AWAITED: list[Awaited | None] = [
    None,
    EditedText("SG1"),
    UnfitReason("SG1"),
    CallTold(WANG, None),
    NextContact(note(MIDNIGHT)),
    NextContact(note(date(2026, 12, 2))),
    TextToCheck(),
    WhoIsMeant(BriefAsked("/brief")),
    DraftLine("doc-茶园-1"),
]

ASKED: list[Asked] = [
    BriefAsked("等下给王建国打电话，聊到期", "聊到期", "SG1"),
    Question("他嫌利率低", "SG2"),
    StatusAsked(),
    ShelfAsked("稳健添利起购多少"),
    CheckAsked("王总您好"),
    ComplaintSaid("手续费乱收"),
    CallAsked("SG1"),
    NoteTold("他说不急"),
    NoteTold("他说不急", note(MIDNIGHT), "IN1"),
]


def through_store(values: object) -> dict[str, object]:
    """What JSON columns give back."""
    content: dict[str, object] = json.loads(json.dumps(values))
    return content


@pytest.mark.parametrize("awaited", AWAITED)
def test_a_memory_comes_back(awaited: Awaited | None) -> None:
    memory = Memory(in_hand=WANG, suggestion_id="SG1", awaited=awaited)
    assert memory_from(through_store(memory_json(memory))) == memory


@pytest.mark.parametrize("asked", ASKED)
def test_what_was_asked_comes_back(asked: Asked) -> None:
    memory = Memory(in_hand=WANG, lately=MIDNIGHT, asked=asked)
    assert memory_from(through_store(memory_json(memory))) == memory


def test_nothing_to_remember_is_nothing_to_keep() -> None:
    assert memory_json(Memory()) == {}
    assert memory_from({}) == Memory()


@pytest.mark.parametrize(
    "values",
    [
        {"awaited": {"kind": "no such thing"}},
        {"in_hand": "C001"},
        {"awaited": {"kind": "call_told"}},
    ],
)
def test_a_memory_of_an_older_form_is_forgotten(values: dict[str, object]) -> None:
    assert memory_from(values) == Memory()


@pytest.mark.parametrize(
    "subject",
    [
        Nothing(),
        *(AskedBefore(each) for each in ASKED),
        AboutCustomer(WANG),
        NoteRead(note(None)),
        NoteRead(note(datetime(2026, 12, 2, 15, 0, tzinfo=SHANGHAI))),
        ComplaintTold(WANG, "手续费乱收"),
    ],
)
def test_a_subject_comes_back(subject: Subject) -> None:
    assert subject_from(through_store(subject_json(subject))) == subject


def test_a_subject_of_an_older_form_is_none() -> None:
    assert subject_from({"kind": "note", "note": {"customer_id": "C001"}}) is None
