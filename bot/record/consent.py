"""What a customer agreed to be approached about, as of a day: what stands, ran out, soon ends."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from store.customers import ConsentTerms, CustomerRecord
from store.models import ConsentScope, Expertise, ProductType

SCOPE_OF = {
    ProductType.DEPOSIT: ConsentScope.WEALTH,
    ProductType.MMF: ConsentScope.WEALTH,
    ProductType.WEALTH: ConsentScope.WEALTH,
    ProductType.FUND: ConsentScope.WEALTH,
    ProductType.TRUST: ConsentScope.WEALTH,
    ProductType.INSURANCE: ConsentScope.INSURANCE,
    ProductType.LOAN: ConsentScope.LOAN,
    ProductType.SETTLEMENT: ConsentScope.SETTLEMENT,
    ProductType.FX: ConsentScope.SETTLEMENT,
}
"""The consent a product of each type may be offered under."""
CONSENT_FOR = {
    Expertise.ADVISER: ConsentScope.WEALTH,
    Expertise.TRUST: ConsentScope.WEALTH,
    Expertise.TAX: ConsentScope.WEALTH,
    Expertise.LAW: ConsentScope.WEALTH,
    Expertise.INSURANCE: ConsentScope.INSURANCE,
    Expertise.CREDIT: ConsentScope.LOAN,
    Expertise.ABROAD: ConsentScope.SETTLEMENT,
}
"""The consent under which a customer's data may go before a colleague; risk is the bank's own."""
_SOON = timedelta(days=30)


def missing_words(record: CustomerRecord, scope: ConsentScope, *, today: date, what: str) -> str:
    """Why there is no consent of this scope: run out, of the future, or never given."""
    past = _lapsed(record, {scope}, today)
    return past[0] if past else f"客户没有授权{scope.label}类{what}"


def none_words(record: CustomerRecord, *, today: date) -> str:
    """Why there is no consent to marketing at all."""
    past = _lapsed(record, set(ConsentScope) - {ConsentScope.SURVEY}, today)
    return past[0] if past else "没有营销授权"


def ending(record: CustomerRecord, *, today: date) -> tuple[ConsentTerms, ...]:
    """What runs out within thirty days, the first to end first."""
    held = [each for each in record.consents if each.stands_on(today) and each.valid_until]
    soon = [each for each in held if each.run_out(today + _SOON + timedelta(days=1))]
    return tuple(sorted(soon, key=lambda each: (each.valid_until or date.max, each.scope)))


def consent_until(record: CustomerRecord, *, today: date) -> date | None:
    """The first last day among what stands; None where nothing ends."""
    days = [each.valid_until for each in record.consents if each.stands_on(today)]
    return min((day for day in days if day is not None), default=None)


def ending_words(record: CustomerRecord, *, today: date) -> str:
    """理财授权12月3日到期; "" where nothing ends soon."""
    return "，".join(
        _ends(each.scope, each.valid_until, today) for each in ending(record, today=today)
    )


def run_out(record: CustomerRecord, *, today: date) -> tuple[ConsentTerms, ...]:
    """What the customer agreed to and has run out since."""
    return tuple(
        each for each in record.consents if each.withdrawn_at is None and each.run_out(today)
    )


def _ends(scope: ConsentScope, until: date | None, today: date) -> str:
    if until is None:
        return ""
    if until == today:
        return f"{scope.label}授权今天到期"
    year = "" if until.year == today.year else f"{until.year}年"
    return f"{scope.label}授权{year}{until.month}月{until.day}日到期"


def _lapsed(record: CustomerRecord, scopes: Iterable[ConsentScope], today: date) -> list[str]:
    """In words, what of these scopes was given and does not hold on the day."""
    told = []
    for each in record.consents:
        if each.scope not in scopes or each.withdrawn_at is not None:
            continue
        if each.run_out(today):
            told.append(f"{each.scope.label}营销授权{each.valid_until}已到期")
        elif not each.stands_on(today):
            told.append(f"{each.scope.label}营销授权的日期在将来（{each.agreed_on}），不作数")
    return told
