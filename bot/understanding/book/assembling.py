"""Pieces put together: what is said side by side must all be met; 或, 除了, 不 as they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.book.fields import Field, Kind
from bot.book.query import (
    All,
    Any_,
    Condition,
    Leaf,
    Not,
    Op,
    Some,
    all_of,
    any_of,
    negated,
)
from bot.understanding.book.grouping import Part, clauses_of, grouped
from bot.understanding.book.pieces import (
    Join,
    Piece,
)

_SINGLE = frozenset(
    {Field.KIND, Field.TIER, Field.SURNAME, Field.OWNER, Field.CHANNEL, Field.RISK}
    | {Field.CREDIT, Field.PERSONALITY, Field.OCCUPATION, Field.INDUSTRY}
)
"""Fields of one value: two of them said side by side by 和 are alternatives."""
_EXCLUSIVE = frozenset({Field.KIND, Field.TIER, Field.CHANNEL, Field.PERSONALITY})
"""Fields whose second value contradicts the first: 几个企业几个个人 asks for two numbers."""


def assembled(pieces: Sequence[Piece], *, today: date) -> tuple[Condition | None, frozenset[int]]:
    """The whole condition, and the places of pieces that could not be put into it."""
    unread: set[int] = set()
    parts = grouped(pieces, today, unread)
    clauses = clauses_of(parts)
    built: list[Condition] = []
    said: dict[Field, Condition] = {}
    either = False
    for clause in clauses:
        first = clause[0].content if clause else None
        opens = first is Join.OR
        condition = _clause(clause[1:] if opens else clause, unread, said)
        if condition is None:
            continue
        if (opens or either) and built:
            built[-1] = any_of([built[-1], condition])
        else:
            built.append(condition)
        either = bool(clause) and clause[-1].content is Join.OR
    return all_of(built), frozenset(unread)


def _clause(
    parts: Sequence[Part], unread: set[int], said: dict[Field, Condition]
) -> Condition | None:
    """What one clause says; a second value of a field that has one only is not read."""
    builder = _Builder(unread)
    for part in parts:
        builder.take(part)
    whole = builder.whole()
    either = any(part.content is Join.OR for part in parts)
    for term in () if either else builder.terms:
        about = _field_of(term.condition)
        if about not in _EXCLUSIVE or not isinstance(term.condition, Leaf):
            continue
        if term.condition.op is Op.EQ and said.setdefault(about, term.condition) != term.condition:
            unread.update(term.places)
    return whole


@dataclass
class _Term:
    """A condition of a clause; `closed` by a word behind it, so that 以外 does not reach it."""

    condition: Condition
    places: tuple[int, ...]
    denied: bool = False
    listed: bool = False


@dataclass
class _Builder:
    """A clause as it is put together, part by part."""

    unread: set[int]
    terms: list[_Term] = field(default_factory=list)
    excepted: list[_Term] = field(default_factory=list)
    links: list[int] = field(default_factory=list)
    denying: tuple[int, ...] = ()
    joining: Join | None = None
    excepting: bool = False
    juxtaposed: bool = False
    divided: int = 0

    def take(self, part: Part) -> None:
        """Put a part in."""
        if not isinstance(part.content, Join):
            self._condition(part.content, part.made_of)
            return
        match part.content:
            case Join.NOT:
                self.denying = part.made_of
            case Join.OR | Join.LISTING:
                self.joining = part.content
            case Join.EXCEPT:
                self.excepting, self.links = True, list(part.made_of)
            case Join.OUTSIDE:
                self._outside(part.made_of)
            case _:
                self.joining, self.divided = None, len(self.terms)
                if self.denying:
                    self.unread.update(self.denying)
                    self.denying = ()

    def _condition(self, condition: Condition, places: tuple[int, ...]) -> None:
        denied = bool(self.denying)
        places = (*self.denying, *places)
        into = self.excepted if self.excepting else self.terms
        last = into[-1] if into else None
        if last is not None and self._alternative(last, condition, denied):
            self._alternate(last, condition, places, denied)
        elif (
            last is not None and _exact_then(last.condition, condition) and not self._linked(denied)
        ):
            self._put_right(last, condition, places)
        else:
            if self.excepting and into and self.joining is None:
                self.juxtaposed = True
            carried = last is not None and last.denied and self._carries_on(last, condition)
            denied = denied or carried
            final = denial(condition) if denied else condition
            into.append(_Term(final, places, denied, self.joining is Join.LISTING))
        self.denying, self.joining = (), None

    def _alternate(
        self, last: _Term, condition: Condition, places: tuple[int, ...], denied: bool
    ) -> None:
        """或: either of two; how far a 没 before the first reaches is clear within one field."""
        if denied:
            last.condition, last.denied = any_of([last.condition, negated(condition)]), False
        elif last.denied and not _alike(_bare(last), condition):
            self.unread.update(places)
        else:
            whole = any_of([_bare(last), condition])
            last.condition = Not(whole) if last.denied else whole
        last.places = (*last.places, *places)

    def _linked(self, denied: bool) -> bool:
        return denied or self.joining is not None

    def _put_right(self, last: _Term, condition: Condition, places: tuple[int, ...]) -> None:
        """五千万 五千万以上: the same once more, closer; another amount leaves the first unread."""
        if not _same_value(last.condition, condition):
            self.unread.update(last.places)
        last.condition, last.places = condition, (*last.places, *places)

    def _carries_on(self, last: _Term, condition: Condition) -> bool:
        """Whether 没有 before 保险和基金 is said of both."""
        return self.joining is Join.LISTING and _alike(_bare(last), condition)

    def _alternative(self, last: _Term, condition: Condition, denied: bool) -> bool:
        if self.joining is Join.OR:
            return True
        if denied:
            return False
        one, other = _field_of(_bare(last)), _field_of(condition)
        same = one is not None and one is other and one in _SINGLE
        if self.joining is Join.LISTING:
            return same or self.excepting
        return same and one is Field.SURNAME

    def _outside(self, places: tuple[int, ...]) -> None:
        """以外, 除外, 不要: what was said before it is not wanted."""
        if self.excepting:
            self._close_except()
            return
        among = self.terms[self.divided :]
        if len(among) != 1:
            self.unread.update(places)
            for term in among:
                self.unread.update(term.places)
            del self.terms[self.divided :]
            return
        among[0].condition = negated(among[0].condition)
        among[0].denied = True

    def _close_except(self) -> None:
        self.excepting = False
        conditions = [term.condition for term in self.excepted]
        whole = all_of(conditions) if self.juxtaposed else None
        if not conditions:
            self.unread.update(self.links)
        elif whole is not None:
            self.terms.append(_Term(Not(whole), ()))
        else:
            self.terms += [_Term(negated(each), ()) for each in conditions]
        self.excepted, self.juxtaposed = [], False
        self.divided = len(self.terms)

    def _denied_behind(self) -> None:
        """理财和基金没有的: what is held, said before its denial, is denied."""
        among = [] if self.excepting else self.terms[self.divided :]
        held = []
        for term in reversed(among):
            if term.denied or not isinstance(term.condition, Some):
                break
            held.append(term)
            if not term.listed:
                break
        if not held or self.joining is not None:
            self.unread.update(self.denying)
        for term in held:
            term.condition, term.denied = Not(term.condition), True
        self.denying = ()

    def whole(self) -> Condition | None:
        """The clause's condition."""
        if self.denying:
            self._denied_behind()
        if self.excepting and self.juxtaposed:
            for term in self.excepted:
                self.unread.update(term.places)
            self.unread.update(self.links)
            self.excepted = []
            self.excepting = False
        if self.excepting:
            self._close_except()
        return all_of([term.condition for term in self.terms])


def denial(condition: Condition) -> Condition:
    """没有养老和教育金需求 lacks both."""
    if isinstance(condition, All):
        return All(tuple(negated(each) for each in condition.parts))
    return negated(condition)


def _alike(one: Condition, other: Condition) -> bool:
    """Whether two conditions are of one field, or both of a holding."""
    if isinstance(one, Some) and isinstance(other, Some):
        return True
    return _field_of(one) is not None and _field_of(one) is _field_of(other)


def _exact_then(one: Condition, other: Condition) -> bool:
    """Whether a bare amount is followed by a comparison of the same field."""
    if not isinstance(one, Leaf) or not isinstance(other, Leaf) or one.field is not other.field:
        return False
    compared = other.op in {Op.GE, Op.GT, Op.LE, Op.LT}
    return one.field.kind_ is Kind.NUMBER and one.op is Op.EQ and compared


def _same_value(one: Condition, other: Condition) -> bool:
    return isinstance(one, Leaf) and isinstance(other, Leaf) and one.value == other.value


def _bare(term: _Term) -> Condition:
    if term.denied and isinstance(term.condition, Not):
        return term.condition.part
    return term.condition


def _field_of(condition: Condition) -> Field | None:
    if isinstance(condition, Any_):
        fields = {_field_of(part) for part in condition.parts}
        return fields.pop() if len(fields) == 1 else None
    return condition.field if isinstance(condition, Leaf) else None
