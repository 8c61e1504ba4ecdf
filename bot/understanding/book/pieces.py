"""What readers make of tokens: conditions, links between them, order, limit, what is not read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from bot.book.fields import Field
from bot.book.query import Condition, Leaf, Op, Sort, Value
from bot.understanding.book.lexing import Form, Token

SKIPPED = frozenset({Form.GAP})
AMOUNTS = frozenset({Form.MONEY, Form.SHARE, Form.NUMBER, Form.STRETCH})
_ABOUT = frozenset("大概 大约 差不多 约".split())


class Join(Enum):
    """How what follows is linked to what came before."""

    NOT = "not"
    OR = "or"
    AND = "and"
    LISTING = "listing"
    EXCEPT = "except"
    OUTSIDE = "outside"
    BREAK = "break"
    HAVE = "have"


@dataclass(frozen=True, slots=True)
class Met:
    """A condition; `field` is what it is about, for an order named without one."""

    condition: Condition
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class OfHolding:
    """A condition on one holding; those side by side are of the same one."""

    condition: Condition
    field: Field


@dataclass(frozen=True, slots=True)
class BareAmount:
    """An amount of money without a name: of the holding beside it, else of all assets."""

    op: Op
    value: Value


@dataclass(frozen=True, slots=True)
class Link:
    """A link."""

    join: Join


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order, or one that goes by the amount or day named last (`sort` None).

    `amount` where its word is of an amount: 大的先排 goes by no day if an amount was named too.
    """

    sort: Sort | None
    descending: bool = True
    longest: bool = False
    amount: bool = False


@dataclass(frozen=True, slots=True)
class Limited:
    """How many are wanted."""

    count: int


@dataclass(frozen=True, slots=True)
class Counted:
    """Only the number is wanted."""


@dataclass(frozen=True, slots=True)
class Unread:
    """Words that no condition says."""


@dataclass(frozen=True, slots=True)
class Idle:
    """Words that say nothing: fillers and gaps."""


Content = Met | OfHolding | BareAmount | Link | Ordered | Limited | Counted | Unread | Idle


@dataclass(frozen=True, slots=True)
class Piece:
    """A content and where in the plain question it was read."""

    content: Content
    start: int
    end: int


@dataclass(frozen=True)
class Cursor:
    """The tokens of a question and a place among them."""

    tokens: Sequence[Token]
    today: date
    text: str
    known: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def token(self, at: int) -> Token | None:
        """The token at a place, None behind the last."""
        return self.tokens[at] if 0 <= at < len(self.tokens) else None

    def is_(self, at: int, role: str) -> bool:
        """Whether the token at a place may play a part."""
        token = self.token(at)
        return token is not None and token.has(role)

    def form(self, at: int) -> Form | None:
        """The form of the token at a place."""
        token = self.token(at)
        return token.form if token is not None else None

    def skip(self, at: int) -> int:
        """The next place that says something; a break says something."""
        while (token := self.token(at)) is not None:
            if token.form not in SKIPPED and not token.has("filler"):
                break
            if self.approximates(at):
                break
            at += 1
        return at

    def approximates(self, at: int) -> bool:
        """Whether the word here makes an amount behind it less than exact: 大概500万."""
        return self.tokens[at].text in _ABOUT and self.form(self.gaps(at + 1)) in AMOUNTS

    def gaps(self, at: int) -> int:
        """The next place that is no mere space."""
        while self.form(at) in SKIPPED:
            at += 1
        return at

    def end(self, at: int) -> int:
        """Where the token before a place ends."""
        return self.tokens[at - 1].end if at > 0 else 0


Reading = tuple[Content, int]
"""What was read, and the place behind it."""
Reader = Callable[[Cursor, int], Reading | None]


def leaf(field_: Field, op: Op, value: Value = None) -> Met:
    """A condition on one field."""
    return Met(Leaf(field_, op, value), field_)
