"""Pieces put together: what is said side by side must all be met; 或, 除了, 不 as they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.book.fields import AlertAsked, Field
from bot.book.query import (
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
from bot.understanding.book.pieces import (
    BareAmount,
    Content,
    Idle,
    Join,
    Link,
    Met,
    OfHolding,
    Ordered,
    Piece,
    Unread,
)

_SOON = timedelta(days=30)
_MATURING = Leaf(Field.ALERT, Op.IS, AlertAsked.MATURITY.value)
_SINGLE = frozenset(
    {Field.KIND, Field.TIER, Field.SURNAME, Field.OWNER, Field.CHANNEL, Field.RISK}
    | {Field.CREDIT, Field.PERSONALITY, Field.OCCUPATION, Field.INDUSTRY}
)
"""Fields of one value: two of them said side by side by 和 are alternatives."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A condition or link, and the pieces it was made of."""

    content: Condition | Join
    made_of: tuple[int, ...]


def assembled(pieces: Sequence[Piece], *, today: date) -> tuple[Condition | None, frozenset[int]]:
    """The whole condition, and the places of pieces that could not be put into it."""
    unread: set[int] = set()
    parts = _grouped(pieces, today, unread)
    clauses = _clauses(parts)
    built: list[Condition] = []
    either = False
    for clause in clauses:
        first = clause[0].content if clause else None
        opens = first is Join.OR
        condition = _clause(clause[1:] if opens else clause, unread)
        if condition is None:
            continue
        if (opens or either) and built:
            built[-1] = any_of([built[-1], condition])
        else:
            built.append(condition)
        either = bool(clause) and clause[-1].content is Join.OR
    return all_of(built), frozenset(unread)


def _clauses(parts: Sequence[_Part]) -> list[list[_Part]]:
    found: list[list[_Part]] = [[]]
    for part in parts:
        if part.content is Join.BREAK:
            found.append([])
        else:
            found[-1].append(part)
    return [clause for clause in found if clause]


def _grouped(pieces: Sequence[Piece], today: date, unread: set[int]) -> list[_Part]:
    """Conditions and links in order, those of one holding put together."""
    found: list[_Part] = []
    group = _Holding(today)
    for at, piece in enumerate(pieces):
        content = piece.content
        if isinstance(content, Idle | Ordered):
            continue
        if group.takes(content):
            group.add(content, at)
            continue
        if isinstance(content, Link) and group.goes_on(content.join, _following(pieces, at)):
            continue
        found += group.closed(unread)
        group = _Holding(today)
        if group.takes(content):
            group.add(content, at)
        elif isinstance(content, Met):
            found.append(_Part(content.condition, (at,)))
        elif isinstance(content, Link):
            found.append(_Part(content.join, (at,)))
        elif isinstance(content, Unread):
            found.append(_Part(Join.AND, (at,)))
    found += group.closed(unread)
    return [part for part in found if part.content is not Join.HAVE]


def _following(pieces: Sequence[Piece], at: int) -> Content | None:
    """What is said next."""
    later = (piece.content for piece in pieces[at + 1 :])
    return next((each for each in later if not isinstance(each, Idle)), None)


@dataclass
class _Holding:
    """What is said of one holding, side by side."""

    today: date
    leaves: list[tuple[Field, Condition]] = field(default_factory=list)
    amounts: list[BareAmount] = field(default_factory=list)
    maturing: bool = False
    places: list[int] = field(default_factory=list)

    @property
    def named(self) -> bool:
        """Whether a kind or a product is said."""
        return any(each in {Field.TYPE, Field.PRODUCT} for each, _ in self.leaves)

    def goes_on(self, join: Join, following: Content | None) -> bool:
        """Whether what follows a link is still of the same holding: 理财，单笔50万以上."""
        if join is Join.HAVE:
            return not self.named or isinstance(following, BareAmount)
        more = isinstance(following, OfHolding) and self.takes(following)
        if not more or not self.leaves or not isinstance(following, OfHolding):
            return False
        if join is Join.BREAK:
            return following.field is Field.AMOUNT
        return join in {Join.LISTING, Join.AND} and following.field not in {
            Field.TYPE,
            Field.PRODUCT,
        }

    def takes(self, content: Content) -> bool:
        """Whether it may be of the same holding."""
        if isinstance(content, OfHolding):
            return all(each is not content.field for each, _ in self.leaves)
        if isinstance(content, BareAmount):
            return not self.amounts
        return isinstance(content, Met) and content.condition == _MATURING and not self.maturing

    def add(self, content: Content, at: int) -> None:
        """Put it in."""
        self.places.append(at)
        if isinstance(content, OfHolding):
            self.leaves.append((content.field, content.condition))
        elif isinstance(content, BareAmount):
            self.amounts.append(content)
        else:
            self.maturing = True

    def closed(self, unread: set[int]) -> list[_Part]:
        """The conditions it makes."""
        if not self.places:
            return []
        places = tuple(self.places)
        if not self.leaves:
            return [_Part(each, places) for each in self._without_holding()]
        inner = [condition for _, condition in self.leaves]
        inner += [Leaf(Field.AMOUNT, each.op, each.value) for each in self.amounts]
        if self.maturing:
            days = (self.today, self.today + _SOON)
            inner.append(Leaf(Field.MATURITY, Op.BETWEEN, days))
        negative = [each for each in inner if isinstance(each, Not)]
        if negative and len(inner) == 1:
            return [_Part(Not(Some(negative[0].part)), places)]
        whole = all_of([each.part if isinstance(each, Not) else each for each in inner])
        if whole is None or (negative and len(negative) != 1):
            unread.update(places)
            return []
        return [_Part(Not(Some(whole)) if negative else Some(whole), places)]

    def _without_holding(self) -> list[Condition]:
        found: list[Condition] = [Leaf(Field.AUM, each.op, each.value) for each in self.amounts]
        if self.maturing:
            found.append(_MATURING)
        return found


def _clause(parts: Sequence[_Part], unread: set[int]) -> Condition | None:
    """What one clause says."""
    builder = _Builder(unread)
    for part in parts:
        builder.take(part)
    return builder.whole()


@dataclass
class _Term:
    """A condition of a clause; `closed` by a word behind it, so that 以外 does not reach it."""

    condition: Condition
    places: tuple[int, ...]
    denied: bool = False


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

    def take(self, part: _Part) -> None:
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
            whole = any_of([_bare(last), condition])
            last.condition = Not(whole) if last.denied else whole
            last.places = (*last.places, *places)
        else:
            if self.excepting and into and self.joining is None:
                self.juxtaposed = True
            final = negated(condition) if denied else condition
            into.append(_Term(final, places, denied))
        self.denying, self.joining = (), None

    def _alternative(self, last: _Term, condition: Condition, denied: bool) -> bool:
        if denied:
            return False
        if self.joining is Join.OR:
            return True
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

    def whole(self) -> Condition | None:
        """The clause's condition."""
        if self.denying:
            self.unread.update(self.denying)
        if self.excepting and self.juxtaposed:
            for term in self.excepted:
                self.unread.update(term.places)
            self.unread.update(self.links)
            self.excepted = []
            self.excepting = False
        if self.excepting:
            self._close_except()
        return all_of([term.condition for term in self.terms])


def _bare(term: _Term) -> Condition:
    if term.denied and isinstance(term.condition, Not):
        return term.condition.part
    return term.condition


def _field_of(condition: Condition) -> Field | None:
    if isinstance(condition, Any_):
        fields = {_field_of(part) for part in condition.parts}
        return fields.pop() if len(fields) == 1 else None
    return condition.field if isinstance(condition, Leaf) else None
