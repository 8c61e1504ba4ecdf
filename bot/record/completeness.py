"""What the bank needs to know of a customer, what is missing, and which script asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.record.slots import salutation
from store.customers import CustomerRecord
from store.models import Channel


@dataclass(frozen=True, slots=True)
class Wanted:
    """A field the handbook wants known. `vital` where an alert says so while it is missing.

    `asked_by` is the script and the line of it that asks for it, None where none does.
    """

    field: str
    label: str
    known: bool
    vital: bool = True
    asked_by: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much of what is wanted is known."""

    wanted: tuple[Wanted, ...]

    @property
    def missing(self) -> tuple[Wanted, ...]:
        """What is not known, the vital first."""
        return tuple(sorted((w for w in self.wanted if not w.known), key=lambda w: not w.vital))

    @property
    def share(self) -> float:
        """The part known, between 0 and 1."""
        return sum(each.known for each in self.wanted) / len(self.wanted)


def completeness_of(record: CustomerRecord) -> Completeness:
    """What of the wanted fields the record holds."""
    return Completeness(tuple(_wanted(record)))


def _wanted(record: CustomerRecord) -> Iterator[Wanted]:
    company = record.is_company
    channel = record.preferred_channel not in {None, Channel.UNKNOWN}
    contact, trade = ("data-minimisation", "q1"), ("data-minimisation", "q2")
    yield Wanted("phone", "联系方式", bool(record.phone), asked_by=None if company else contact)
    yield Wanted("aum_wan", "资产规模", record.aum_wan is not None)
    yield Wanted("birthday", "成立日期" if company else "生日", record.birthday is not None)
    if company:
        yield Wanted("industry", "行业", bool(record.industry))
    else:
        yield Wanted("occupation", "职业", bool(record.occupation), asked_by=trade)
    yield Wanted("preferred_channel", "首选渠道", channel, asked_by=("marketing-consent", "q2"))
    yield Wanted("opened_on", "开户日期", record.opened_on is not None)
    agreed = record.consent is not None
    yield Wanted("consent", "营销授权", agreed, vital=False, asked_by=("marketing-consent", "q1"))
    yield Wanted(
        "salutation",
        "称呼",
        bool(salutation(record)),
        vital=False,
        asked_by=("name-wrong-apology", "q1"),
    )
    if company:
        yield Wanted("annual_revenue_wan", "年营业额", record.annual_revenue_wan is not None, False)
    else:
        assessed = bool(record.risk_level and record.risk_assessed_on)
        renewal = ("risk-assessment-renewal", "q3")
        yield Wanted("risk_level", "风险测评", assessed, vital=False, asked_by=renewal)
