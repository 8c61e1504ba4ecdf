"""Pieces put side by side: conditions and links in order, those of one holding together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.book.fields import AlertAsked, Field
from bot.book.query import (
    Condition,
    Leaf,
    Not,
    Op,
    Some,
    all_of,
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
_LEAST, _MOST = frozenset({Op.GE, Op.GT}), frozenset({Op.LE, Op.LT})
MATURING = Leaf(Field.ALERT, Op.IS, AlertAsked.MATURITY.value)


@dataclass(frozen=True, slots=True)
class Part:
    """A condition or link, and the pieces it was made of."""

    content: Condition | Join
    made_of: tuple[int, ...]


def clauses_of(parts: Sequence[Part]) -> list[list[Part]]:
    found: list[list[Part]] = [[]]
    for part in parts:
        if part.content is Join.BREAK:
            found.append([])
        else:
            found[-1].append(part)
    return [clause for clause in found if clause]


def grouped(pieces: Sequence[Piece], today: date, unread: set[int]) -> list[Part]:
    """Conditions and links in order, those of one holding put together."""
    found: list[Part] = []
    group = _Holding(today)
    for at, piece in enumerate(pieces):
        content = piece.content
        if isinstance(content, Idle | Ordered):
            continue
        if group.repeats(content):
            group.amounts, group.places = [], [*group.places, at]
        further = group.bounds(content) and not isinstance(_following(pieces, at), OfHolding)
        if group.takes(content) or further:
            group.add(content, at)
            continue
        if isinstance(content, Link) and group.goes_on(content.join, _following(pieces, at)):
            continue
        found += group.closed(unread)
        group = _Holding(today)
        if group.takes(content):
            group.add(content, at)
        elif isinstance(content, Met):
            found.append(Part(content.condition, (at,)))
        elif isinstance(content, Link):
            found.append(Part(content.join, (at,)))
        elif isinstance(content, Unread):
            found.append(Part(Join.AND, (at,)))
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
            lasting = following.field is Field.MATURITY and self.named
            return following.field is Field.AMOUNT or lasting
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
        return isinstance(content, Met) and content.condition == MATURING and not self.maturing

    def repeats(self, content: Content) -> bool:
        """Whether it says the bare amount before it once more, closer: 五十万 五十万以上."""
        if not isinstance(content, BareAmount) or len(self.amounts) != 1:
            return False
        said = self.amounts[0]
        return said.op is Op.EQ and said.value == content.value

    def bounds(self, content: Content) -> bool:
        """Whether it is the other bound of the amount: 不低于50万不超过100万."""
        if not isinstance(content, BareAmount) or len(self.amounts) != 1:
            return False
        return {self.amounts[0].op in _LEAST, content.op in _LEAST} == {True, False} and (
            {self.amounts[0].op, content.op} <= _LEAST | _MOST
        )

    def add(self, content: Content, at: int) -> None:
        """Put it in."""
        self.places.append(at)
        if isinstance(content, OfHolding):
            self.leaves.append((content.field, content.condition))
        elif isinstance(content, BareAmount):
            self.amounts.append(content)
        else:
            self.maturing = True

    def closed(self, unread: set[int]) -> list[Part]:
        """The conditions it makes."""
        if not self.places:
            return []
        places = tuple(self.places)
        if not self.leaves:
            return [Part(each, places) for each in self._without_holding()]
        inner = [condition for _, condition in self.leaves]
        inner += [Leaf(Field.AMOUNT, each.op, each.value) for each in self.amounts]
        if self.maturing:
            days = (self.today, self.today + _SOON)
            inner.append(Leaf(Field.MATURITY, Op.BETWEEN, days))
        negative = [each for each in inner if isinstance(each, Not)]
        if negative and len(inner) == 1:
            return [Part(Not(Some(negative[0].part)), places)]
        whole = all_of([each.part if isinstance(each, Not) else each for each in inner])
        if whole is None or (negative and len(negative) != 1):
            unread.update(places)
            return []
        return [Part(Not(Some(whole)) if negative else Some(whole), places)]

    def _without_holding(self) -> list[Condition]:
        found: list[Condition] = [Leaf(Field.AUM, each.op, each.value) for each in self.amounts]
        if self.maturing:
            found.append(MATURING)
        return found
