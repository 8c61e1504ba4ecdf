"""What in a record contradicts itself or the calendar, and which judgement each touches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.record.policy import Policy
from bot.record.standing import Standing
from store.customers import CustomerRecord

_ROUNDING_WAN = 0.01
"""Amounts are kept in 万元 to two places."""


class Touched(StrEnum):
    """The judgement that cannot be made while a contradiction stands."""

    AGE = "age"
    MEANS = "means"
    OPENING = "opening"
    LEVEL = "level"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A contradiction in words, and what it leaves undecided."""

    text: str
    touches: Touched


def conflicts_of(
    record: CustomerRecord, *, standing: Standing, policy: Policy
) -> tuple[Conflict, ...]:
    """Every contradiction of the record on the standing's day."""
    return (
        *_misplaced_days(record, standing),
        *_of_age(record, standing, policy),
        *_of_assessment(record, standing),
        *_of_means(record, policy),
    )


def _misplaced_days(record: CustomerRecord, standing: Standing) -> Iterator[Conflict]:
    days = (
        ("开户日期", record.opened_on, Touched.OPENING),
        ("最近沟通时间", record.last_contact_on, Touched.NOTHING),
        ("最近交易日期", record.last_transaction_on, Touched.NOTHING),
        ("风险测评日期", record.risk_assessed_on, Touched.LEVEL),
        ("生日", None if record.is_company else record.birthday, Touched.AGE),
    )
    for name, day, touches in days:
        if day is not None and day > standing.today:
            yield Conflict(f"{name}在将来", touches)
    opened, traded = record.opened_on, record.last_transaction_on
    if opened and traded and traded < opened:
        yield Conflict("开户前就有交易", Touched.NOTHING)


def _of_age(record: CustomerRecord, standing: Standing, policy: Policy) -> Iterator[Conflict]:
    age = standing.age
    if age is None:
        return
    if age > policy["plausible.most_age"]:
        yield Conflict(f"年龄{age}岁", Touched.AGE)
    if record.occupation == "学生" and age > policy["plausible.student_age"]:
        yield Conflict("职业与年龄不符", Touched.NOTHING)
    if record.opened_on and record.birthday and record.opened_on < record.birthday:
        yield Conflict("开户早于出生", Touched.AGE)


def _of_assessment(record: CustomerRecord, standing: Standing) -> Iterator[Conflict]:
    if record.risk_level is None and record.risk_assessed_on is not None:
        yield Conflict("有测评日期而没有等级", Touched.LEVEL)
    if record.risk_level is not None and record.risk_assessed_on is None:
        yield Conflict("有风险等级而没有测评日期", Touched.LEVEL)
    if standing.minor and record.risk_level is not None:
        yield Conflict("未成年而有风险等级", Touched.LEVEL)
    for held in standing.above_level:
        text = f"{held.shown_name}（{held.risk_level}）高于客户{record.risk_level}"
        yield Conflict(text, Touched.LEVEL)


def _of_means(record: CustomerRecord, policy: Policy) -> Iterator[Conflict]:
    held = sum(each.amount_wan or 0.0 for each in record.holdings)
    share = 1 + policy["plausible.holdings_tolerance"]
    if record.aum_wan is not None and held > record.aum_wan * share + _ROUNDING_WAN:
        text = f"持有合计{held:g}万元大于资产{record.aum_wan:g}万元"
        yield Conflict(text, Touched.MEANS)
