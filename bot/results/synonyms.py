"""The table of synonyms as listed, and what an edit of it does to saved questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class SynonymRow:
    """A term with its ways of saying; `added` and `removed` are what differs from the shipped."""

    term: str
    ways: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True)
class Replayed:
    """A saved question answered otherwise: the titles that come first, None where declined."""

    question: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class SynonymEdit:
    """An edit and what it does to the saved questions that hold its words.

    `asked` counts them; `other` are those answered otherwise, neither better nor worse.
    """

    term: str
    ways: tuple[str, ...]
    asked: int
    better: Sequence[Replayed]
    worse: Sequence[Replayed]
    other: Sequence[Replayed]
