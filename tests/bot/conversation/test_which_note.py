"""Which of two notes waiting for confirmation is meant, in words."""

from __future__ import annotations

import pytest

from bot.conversation.memory import Memory, memory_from, memory_json
from bot.conversation.which_note import meant_by
from bot.results.notes import CallNote
from store.models import Channel


def note(name: str) -> CallNote:
    return CallNote(
        note_id=name,
        customer_id=name,
        customer_name=name,
        said="聊了聊",
        summary="聊了聊",
        channel=Channel.PHONE,
        follow_up=None,
        needs=(),
        objections=(),
        promises=(),
        flags=(),
        suggestion_id=None,
    )


WAITING = (note("王建国"), note("李秀兰"))
THREE = (*WAITING, note("周晓岚"))


@pytest.mark.parametrize(
    ("text", "names", "written"),
    [
        ("确认第二个", "李秀兰", True),
        ("第一条确认", "王建国", True),
        ("两个都确认", "王建国 李秀兰", True),
        ("全部确认", "王建国 李秀兰", True),
        ("都记下吧", "王建国 李秀兰", True),
        ("确认王建国的", "王建国", True),
        ("秀兰那条确认", "李秀兰", True),
        ("放弃第二条", "李秀兰", False),
        ("王建国的不要了", "王建国", False),
        ("确认最后一条", "李秀兰", True),
    ],
)
def test_the_note_meant(text: str, names: str, written: bool) -> None:
    meant = meant_by(text, WAITING)
    assert meant is not None
    assert [each.customer_name for each in meant.notes] == names.split()
    assert meant.written is written


@pytest.mark.parametrize(
    "text",
    [
        *("确认", "放弃", "好的", "确认第三个", "客户不要保险"),
        *("王建国的记录", "王建国的沟通记录", "全部记录", "所有沟通记录", "三个都确认"),
        "帮我记下王建国说想买黄金下周再联系",
    ],
)
def test_words_that_choose_none(text: str) -> None:
    assert meant_by(text, WAITING) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("确认2", "李秀兰"),
        ("确认二", "李秀兰"),
        ("确认3", "周晓岚"),
        ("确认两个", ""),
        ("两个都确认", ""),
        ("三个都确认", "王建国 李秀兰 周晓岚"),
        ("全都确认", "王建国 李秀兰 周晓岚"),
    ],
)
def test_a_number_is_one_of_them_or_as_many_as_wait(text: str, names: str) -> None:
    meant = meant_by(text, THREE)
    assert [each.customer_name for each in meant.notes] == names.split() if meant else not names


def test_notes_waiting_outlast_a_restart() -> None:
    memory = Memory(read_back=WAITING, shown=("t.0", "t.1"))
    assert memory_from(memory_json(memory)) == memory
