"""What a customer said in conversations: asked for, refused, wished, when the money is used."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from bot.record.talk import Talk, days_named, talk_of
from store.customers import PastContact
from store.models import Channel, ProductType
from tests.support.records import NOW, TODAY, ZONE, person, standing


def told(*notes: str, days_ago: int = 3) -> Talk:
    """The talk of conversations, the newest first and a day apart."""
    contacts = tuple(
        contact(note, NOW - timedelta(days=days_ago + at), name=f"I{at}")
        for at, note in enumerate(notes)
    )
    return talk_of(contacts, zone=ZONE, today=TODAY, days=90)


def contact(
    note: str, at: datetime, *, name: str = "I0", needs: tuple[str, ...] = ()
) -> PastContact:
    return PastContact(name, at, Channel.PHONE, "rm1", note, note, needs, (), None)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("三年期", 1095),
        ("存个半年", 182),
        ("十八个月的", 540),
        ("二十天左右", 20),
        ("两三个月内", 60),
        ("6个月", 180),
        ("一周", 7),
        ("5年", 1825),
        ("下周三", None),
        ("2026年", None),
        ("三年级", None),
        ("十二月", None),
        ("好几年", None),
    ],
)
def test_a_stretch_of_time(text: str, days: int | None) -> None:
    assert days_named(text) == days


@pytest.mark.parametrize(
    ("note", "types", "days"),
    [
        ("定期要到了，问有没有五年的", [], 1825),
        ("想存个大额存单，放两年", [ProductType.DEPOSIT], None),
        ("打听那款基金怎么样", [ProductType.FUND], None),
        ("对家族信托感兴趣", [ProductType.TRUST], None),
        ("电话里聊了聊近况", None, None),
        ("说三个月后要用钱", None, None),
        ("不想买基金", None, None),
    ],
)
def test_what_is_asked_for(note: str, types: list[ProductType] | None, days: int | None) -> None:
    asked = told(note).asked
    if types is None:
        assert asked == ()
    else:
        assert (sorted(asked[0].types), asked[0].days) == (types, days)
        assert asked[0].heard.interaction_id == "I0"


@pytest.mark.parametrize(
    ("notes", "refused"),
    [
        (("说不碰基金",), True),
        (("基金就别推了", "问过基金"), True),
        (("想了解基金", "当时说不考虑基金"), False),
        (("基金涨了，挺高兴",), False),
        (("不是不想买基金，是没钱",), False),
        ((), False),
    ],
)
def test_what_was_refused_holds_until_it_is_asked_for(
    notes: tuple[str, ...], refused: bool
) -> None:
    assert told(*notes).refuses(ProductType.FUND) is refused


@pytest.mark.parametrize(
    ("note", "questions"),
    [
        ("问网银怎么改密码", ["网银怎么改密码"]),
        ("寒暄几句，又问了网银怎么改密码", ["网银怎么改密码"]),
        ("问手机银行转账限额，已说明", []),
        ("没问什么", []),
    ],
)
def test_questions_that_nobody_answered(note: str, questions: list[str]) -> None:
    assert [each.words for each in told(note).questions] == questions


@pytest.mark.parametrize(
    ("note", "label"),
    [
        ("老伴住院，手头要留些钱", "看病备用"),
        ("钱得随时能取", "随时要用"),
        ("这笔等着用", "急用"),
        ("一切都好", None),
    ],
)
def test_money_that_must_be_at_hand(note: str, label: str | None) -> None:
    told_of = told(note).near_term
    assert (told_of.words if told_of else None) == label
    of = standing(person(interactions=(contact(note, NOW - timedelta(days=3)),)))
    assert of.near_term_need == label


@pytest.mark.parametrize(
    ("note", "by"),
    [
        ("两个月后要交学费", TODAY - timedelta(days=3) + timedelta(days=60)),
        ("年底要用一笔", TODAY - timedelta(days=3) + timedelta(days=30)),
        ("两天后要用", None),
        ("存两年", None),
    ],
)
def test_the_day_money_is_used_counts_from_the_day_it_was_said(note: str, by: date | None) -> None:
    use_by = told(note).use_by
    assert (use_by[1] if use_by else None) == by


def test_only_the_last_conversation_says_that_there_is_no_time() -> None:
    assert told("在开会，改天再说").busy is not None
    assert told("聊得挺好", "在开会，改天再说").busy is None


def test_how_he_wants_to_be_reached() -> None:
    talk = told("别再打电话了，发微信就行")
    assert talk.not_by == {Channel.PHONE}
    assert talk.by is Channel.WECHAT


def test_what_was_said_long_ago_no_longer_counts() -> None:
    assert told("问有没有五年的", days_ago=90).asked
    assert told("问有没有五年的", days_ago=91) == Talk()


def test_needs_noted_in_conversations_count_as_needs() -> None:
    of = person(interactions=(contact("看房", NOW, needs=("购房计划",)),))
    assert standing(of).near_term_need == "购房计划"
    assert [need.words for need in standing(of).talk.needs] == ["购房计划"]
