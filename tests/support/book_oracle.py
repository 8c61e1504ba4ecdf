"""What a condition on the book means, by the specification alone: the judge of the product's lists.

Where the specification is silent: who was never asked for his consent lacks it; a person of unknown
assets has no tier, nor has a company that is no key company; a company has no age and no surname;
an assessment that is `missing` is nothing else; unknown keys sort last.
`not` turns an answer round, so "没有基金" includes whoever holds nothing known.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tests.support.book_files import Customer, Holding, Talk, Value

AlertsOf = Callable[[str], Collection[str]]
"""The names of the alerts that stand for a customer id; theirs is the product's definition."""
Condition = Mapping[str, Any]
"""A condition as the specification writes it in JSON."""

_COMPOUND_SURNAMES = ("欧阳", "司马", "上官", "诸葛", "司徒", "夏侯")
_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
    "has": lambda value, wanted: wanted in value,
    "lacks": lambda value, wanted: wanted not in value,
    "in": lambda value, wanted: value in wanted,
    "between": lambda value, wanted: wanted[0] <= value <= wanted[1],
    "month": lambda value, wanted: value.month == wanted,
    "within": lambda value, wanted: _in_season(f"{value:%m-%d}", *wanted),
}
_KEY_REVENUE_WAN, _KEY_ASSETS_WAN = 10_000, 2_000
_POTENTIAL_WAN, _HIGH_NET_WORTH_WAN = 100, 500
_EXPIRING = timedelta(days=30)


@dataclass(frozen=True)
class Oracle:
    """Judges conditions on a day."""

    today: date
    alerts_of: AlertsOf

    def matches(self, condition: Condition, customer: Customer) -> bool:
        """Whether the customer satisfies the condition."""
        return _whole(condition, lambda leaf: self._leaf(leaf, customer))

    def answer(self, question: Condition, book: Sequence[Customer]) -> list[str] | None:
        """The ids asked for, sorted and cut by the question; ties stand in the book's order.

        A limit without a sort names no particular ones and cuts nothing. None where the question
        says nothing that a field expresses.
        """
        condition, sort = question["condition"], question["sort"]
        if condition is None and sort is None:
            return None
        found = [each for each in book if condition is None or self.matches(condition, each)]
        if sort is None:
            return [each.customer_id for each in found]
        return [each.customer_id for each in self._sorted(sort, found)][: question["limit"]]

    def agrees(self, question: Condition, book: Sequence[Customer], given: Sequence[str]) -> bool:
        """Whether a list of ids answers the question: ties in any order, any ones for a bare limit.

        "最久的在前" may begin with those whose day is unknown.
        """
        right = self.answer(question, book)
        if right is None or len(set(given)) != len(given):
            return right is None and not given
        sort, limit = question["sort"], question["limit"]
        if sort is None:
            enough = len(right) if limit is None else min(limit, len(right))
            return len(given) == enough and set(given) <= set(right)
        everyone = {each.customer_id: each for each in book}
        whole = self.answer({**question, "limit": None}, book)
        keys = [self._key(sort, everyone[each]) for each in whole or ()]
        orders = [keys]
        if sort["order"] == "asc" and sort["by"].endswith("_on"):
            orders.append(sorted(keys, key=lambda key: key is not None))
        if not set(given) <= set(whole or ()):
            return False
        return [self._key(sort, everyone[each]) for each in given] in [o[:limit] for o in orders]

    def value(self, field: str, customer: Customer) -> Value:
        """A field of the customer, given or worked out; None is unknown."""
        worked_out = _WORKED_OUT.get(field)
        return worked_out(customer, self.today) if worked_out else customer.fields[field]

    def _sorted(self, sort: Mapping[str, str], found: Sequence[Customer]) -> list[Customer]:
        known = [each for each in found if self._key(sort, each) is not None]
        unknown = [each for each in found if self._key(sort, each) is None]
        known.sort(key=lambda each: self._key(sort, each), reverse=sort["order"] == "desc")
        return known + unknown

    def _key(self, sort: Mapping[str, str], customer: Customer) -> Any:
        return _ordered(sort["by"], self.value(sort["by"], customer))

    def _leaf(self, leaf: Condition, customer: Customer) -> bool:
        field, wanted = leaf["field"], leaf.get("value")
        special = _SPECIAL.get(field)
        if field == "alert":
            return wanted in self.alerts_of(customer.customer_id)
        if special is not None:
            return special(customer, wanted, self.today)
        if field == "assessment":
            return wanted in _assessment(customer, self.today)
        if field == "holdings":
            return bool(customer.holdings) is (leaf["op"] == "known")
        return _compare(leaf, self.value(field, customer))


def _whole(condition: Condition, leaf: Callable[[Condition], bool]) -> bool:
    """A condition of parts, its leaves judged by *leaf*."""
    if "all" in condition:
        return all(_whole(each, leaf) for each in condition["all"])
    if "any" in condition:
        return any(_whole(each, leaf) for each in condition["any"])
    if "not" in condition:
        return not _whole(condition["not"], leaf)
    return leaf(condition)


def _compare(leaf: Condition, value: Value) -> bool:
    """One comparison; an unknown value satisfies none but `unknown`.

    Who was never asked for his consent lacks it: nothing may be sold to him either.
    """
    if leaf["op"] in {"known", "unknown"}:
        return (value is None) is (leaf["op"] == "unknown")
    if value is None:
        return leaf["field"] == "consent" and leaf["op"] == "lacks"
    wanted = leaf["value"]
    if leaf["op"] in {"has", "lacks", "month", "within"}:
        return _COMPARE[leaf["op"]](value, wanted)
    return _COMPARE[leaf["op"]](_ordered(leaf["field"], value), _ordered(leaf["field"], wanted))


def _ordered(field: str, value: Any) -> Any:
    """A value, or each of several, in the order of its field: dates as ISO, A the best grade."""
    if isinstance(value, list):
        return [_ordered(field, each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return -ord(value) if field == "credit_grade" and value is not None else value


def _in_season(day: str, first: str, last: str) -> bool:
    return first <= day <= last if first <= last else day >= first or day <= last


def _tier(customer: Customer, today: date) -> str | None:
    fields = customer.fields
    assets: Any = fields["aum_wan"]
    revenue: Any = fields["annual_revenue_wan"]
    if fields["kind"] == "company":
        key = (revenue or 0) >= _KEY_REVENUE_WAN or (assets or 0) >= _KEY_ASSETS_WAN
        return "key_company" if key else None
    if assets is None:
        return None
    if assets >= _HIGH_NET_WORTH_WAN:
        return "high_net_worth"
    return "potential" if assets >= _POTENTIAL_WAN else "regular"


def _surname(customer: Customer, today: date) -> str | None:
    name = str(customer.fields["name"])
    if customer.fields["kind"] == "company":
        return None
    return name[:2] if name.startswith(_COMPOUND_SURNAMES) else name[:1]


def _age(customer: Customer, today: date) -> float | None:
    born = customer.fields["birthday"]
    if not isinstance(born, date) or customer.fields["kind"] == "company" or born > today:
        return None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _assessment(customer: Customer, today: date) -> frozenset[str]:
    """The states of the risk assessment that stand."""
    on = customer.fields["risk_assessed_on"]
    if customer.fields["risk_level"] is None or not isinstance(on, date):
        return frozenset({"missing"})
    ends = f"{on.year + 1}{on:-%m-%d}"
    if ends < today.isoformat():
        return frozenset({"expired"})
    soon = ends <= (today + _EXPIRING).isoformat()
    return frozenset({"valid", "expiring"} if soon else {"valid"})


def _holds(customer: Customer, wanted: Any, today: date) -> bool:
    def leaf_of(held: Holding) -> Callable[[Condition], bool]:
        return lambda leaf: _compare(leaf, getattr(held, leaf["field"]))

    return any(_whole(wanted, leaf_of(held)) for held in customer.holdings)


def _said(customer: Customer, wanted: Any, today: date) -> bool:
    since, until = wanted["since"] or "", wanted["until"] or "9"
    return any(
        wanted["words"] in talk.words and since <= talk.on.isoformat() <= until
        for talk in customer.talks
    )


def _contacted(customer: Customer, wanted: Any, today: date) -> bool:
    since, until, *channel = wanted

    def meant(talk: Talk) -> bool:
        return since <= talk.on.isoformat() <= until and channel in ([], [talk.channel])

    on = customer.fields["last_contact_on"]
    dated = not channel and on is not None and since <= on.isoformat() <= until
    return dated or any(map(meant, customer.talks))


def _due(kind: str) -> Callable[[Customer, Any, date], bool]:
    def stands(customer: Customer, wanted: Any, today: date) -> bool:
        dues = [due for due in customer.dues if due.kind == kind and due.is_open]
        return any(wanted == "open" or due.due_on < today for due in dues)

    return stands


_WORKED_OUT: Mapping[str, Callable[[Customer, date], Value]] = {
    "tier": _tier,
    "surname": _surname,
    "age": _age,
}
_SPECIAL: Mapping[str, Callable[[Customer, Any, date], bool]] = {
    "holding": _holds,
    "said": _said,
    "contacted": _contacted,
    "promise": _due("promise"),
    "follow_up": _due("follow_up"),
    "case": lambda customer, wanted, today: customer.fields["open_complaint"] is not None,
}
