"""What a question on the book found."""

from __future__ import annotations

from dataclasses import dataclass

from bot.book.query import Query
from bot.record.ruling import Ruling
from bot.record.vocabulary import Tier


@dataclass(frozen=True)
class Matched:
    """A customer of a list, the facts that put him there, and why he may not be called, if so."""

    customer_id: str
    name: str
    tier: Tier
    owner: str
    why: tuple[str, ...]
    refusal: Ruling | None


@dataclass(frozen=True)
class Strictest:
    """The single condition that keeps out most, and how many would be there without it."""

    words: str
    others: int


@dataclass(frozen=True)
class BookAnswer:
    """Who meets a query: `total` before its limit, `rows` in its order within it.

    `not_understood` are words of the question that the query does not say; `unreadable` the ids of
    customers whose records could not be judged. `heading` is the name of a kept list.
    """

    query: Query
    total: int
    rows: tuple[Matched, ...]
    not_understood: tuple[str, ...] = ()
    strictest: Strictest | None = None
    unreadable: tuple[str, ...] = ()
    heading: str = ""

    @property
    def asks_nothing(self) -> bool:
        """Whether nothing of the question was understood."""
        return self.query.condition is None and self.query.sort is None


@dataclass(frozen=True)
class NamedList:
    """A list of one's own, kept under a name."""

    list_id: str
    name: str
    query: Query
