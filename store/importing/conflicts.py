"""Facts of one record that cannot all be true; the row is kept, the contradiction named."""

from collections.abc import Iterator
from datetime import date

from store.customers.writing import CustomerRow
from store.importing.consents import contradictions
from store.models import CustomerKind
from store.names.salutations import note_in

_NOT_AHEAD = {
    "birthday": "生日",
    "opened_on": "开户日期",
    "last_contact_on": "最近沟通时间",
    "last_transaction_on": "最近交易日期",
    "risk_assessed_on": "风险测评日期",
}


def find_conflicts(row: CustomerRow, *, today: date) -> Iterator[tuple[str, str]]:
    """Column and reason of each contradiction."""
    facts = row.facts
    if row.kind is CustomerKind.PERSON and (note := note_in(row.name)):
        yield "name", f"姓名里有备注“{note}”，称呼时不念；备注请写进别的栏"
    for column, chinese in _NOT_AHEAD.items():
        when = facts.get(column)
        if when is not None and when > today:
            yield column, f"{chinese} {when} 在今天之后"
    opened = facts.get("opened_on")
    if opened is not None:
        yield from _against_opening(row, opened)
    for reason in contradictions(row.terms, today=today):
        yield "consent_terms", reason
    held = sum(holding.amount_wan or 0 for holding in row.holdings)
    aum = facts.get("aum_wan")
    if aum is not None and held > aum:
        yield "holdings", f"持有产品合计 {held:g} 万元，超过资产规模 {aum:g} 万元"


def _against_opening(row: CustomerRow, opened: date) -> Iterator[tuple[str, str]]:
    birthday, traded = row.facts.get("birthday"), row.facts.get("last_transaction_on")
    if birthday is not None and birthday > opened and row.kind is CustomerKind.PERSON:
        yield "birthday", f"生日 {birthday} 晚于开户日期 {opened}"
    if traded is not None and traded < opened:
        yield "last_transaction_on", f"最近交易日期 {traded} 早于开户日期 {opened}"
    for holding in row.holdings:
        if holding.maturity_date is not None and holding.maturity_date < opened:
            yield (
                "holdings",
                f"{holding.named} 到期日 {holding.maturity_date} 早于开户日期 {opened}",
            )
