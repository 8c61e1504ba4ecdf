"""The names conditions use: read from the record, checked against the vocabulary, spoken of."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.record.alerts import Alert
from bot.record.facts import facts_of, script_vocabulary
from bot.record.vocabulary import AlertCode
from bot.record.words import speaks_of, types_asked_for, words
from store.customers import KeptPromise
from store.models import (
    ComplaintSize,
    ConsentScope,
    FollowUpKind,
    Personality,
    ProductType,
)
from tests.support.records import call, due, held, person, standing

MATURING = held("甲", ProductType.FUND, until=date(2026, 12, 3))
MATURED = held("乙", ProductType.FUND, until=date(2026, 11, 21))
CALLED = call(datetime(2026, 11, 20, tzinfo=UTC))
KEPT = KeptPromise("寄茶", datetime(2026, 11, 20, tzinfo=UTC))
PROMISED = due(FollowUpKind.PROMISE, "寄", date(2026, 12, 9))
PLANNED = due(FollowUpKind.FOLLOW_UP, "寄", date(2026, 12, 9))
ALERT = Alert(AlertCode.SENIOR, "七十岁", None)


@pytest.mark.parametrize(
    ("changes", "name", "value"),
    [
        ({}, "alerts", {"SENIOR"}),
        ({}, "kind", "person"),
        ({}, "stage", "mature"),
        ({"aum_wan": 700.0}, "tier", "高净值"),
        ({"need_tags": ("购房",)}, "needs", ("购房",)),
        ({"resource_needs": ("场地",)}, "resources", ("场地",)),
        ({"interests": ("茶",)}, "interests", ("茶",)),
        ({"open_complaint": ComplaintSize.LARGE}, "complaint", "large"),
        ({"annual_revenue_wan": 8.0}, "revenue_wan", 8.0),
        ({"outflow_ratio_60d": 0.6}, "outflow_ratio", 0.6),
        ({"personality": Personality.QUIET}, "personality", "quiet"),
        ({"consent": None}, "consent", None),
        ({"holdings": (held("甲", ProductType.FUND),)}, "holding_types", {"fund"}),
        ({"holdings": (MATURING,)}, "maturity_days", 10),
        ({"follow_ups": (PROMISED,)}, "promise_due", True),
        ({"follow_ups": (PLANNED,)}, "promise_due", False),
        (
            {"complaint_solved_at": datetime(2026, 11, 19, 16, 30, tzinfo=UTC)},
            "solved_complaint_days",
            3,
        ),
        ({"follow_ups": (PROMISED,)}, "open_promises", ("寄",)),
        ({"kept_promises": (KEPT,)}, "kept_promises", ("寄茶",)),
        ({"last_contact_on": None}, "contacted", False),
        ({"interactions": (CALLED,)}, "contacted", True),
        ({"interactions": (CALLED,)}, "said", ("聊过",)),
        ({"interactions": (CALLED,)}, "last_channel", "phone"),
        ({"holdings": (MATURING, MATURED)}, "matured_days", 2),
        ({"holdings": (MATURING,)}, "matured_days", None),
        ({"birthday": date(1985, 11, 25)}, "birthday_days", 2),
        ({"last_contact_on": None}, "first_contact", True),
    ],
)
def test_each_name_reads_its_field(changes: dict[str, object], name: str, value: object) -> None:
    record = person(**changes)
    assert facts_of(record, standing=standing(record), alerts=[ALERT])[name] == value


def test_the_vocabulary_names_every_fact_and_the_values_it_takes() -> None:
    vocabulary = script_vocabulary()
    record = person(
        holdings=(held("甲", ProductType.FUND),),
        personality=Personality.OUTGOING,
        open_complaint=ComplaintSize.SMALL,
        credit_grade="A",
        interactions=(CALLED,),
    )
    facts = facts_of(record, standing=standing(record), alerts=[ALERT])
    assert facts.keys() == vocabulary.keys()
    for name, allowed in vocabulary.items():
        value = facts[name]
        if allowed is not None:
            values = value if isinstance(value, frozenset) else {value}
            assert values <= allowed, name
    assert vocabulary["alerts"] == set(AlertCode)
    assert vocabulary["consent"] == set(ConsentScope)
    assert vocabulary["age"] is None


def test_every_product_type_has_its_words() -> None:
    assert words().product_types.keys() == set(ProductType)
    for kind, said in words().product_types.items():
        assert said.asked
        assert all(kind in types_asked_for(f"有没有{word}") for word in said.asked)


@pytest.mark.parametrize(
    ("text", "kind", "speaks"),
    [
        ("买点基金吧", ProductType.FUND, True),
        ("货币基金随取随用", ProductType.FUND, False),
        ("货币基金随取随用", ProductType.MMF, True),
        ("您的公积金", ProductType.FUND, False),
        ("存款保险保障本息", ProductType.INSURANCE, False),
        ("这份保险能管一辈子", ProductType.INSURANCE, True),
        ("做一笔远期锁住汇率", ProductType.FX, True),
    ],
)
def test_a_line_speaks_of_a_type_by_its_words(text: str, kind: ProductType, speaks: bool) -> None:
    assert speaks_of(text, {kind}) is speaks
    assert not speaks_of(text, set())
