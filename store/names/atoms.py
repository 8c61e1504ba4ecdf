"""A text as atoms: Chinese characters and Latin words, what may be one name standing together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from store.names.forms import DOTS, HAN, LATIN, normal

_ATOM = re.compile(
    rf"(?P<han>[{HAN}])|(?P<latin>{LATIN})|(?P<soft>[\s,，{DOTS}-]+)|(?P<hard>.)", re.S
)
_DOT = re.compile(rf"[{DOTS}]")
_WITHIN_LATIN = re.compile(r"\s*[,，.-]?\s*")
_WITHIN_HAN = re.compile(rf"[\s{DOTS}]+")


class Gap(IntEnum):
    """What stands before an atom: nothing, what a name may hold, or what ends a name."""

    NONE = 0
    DOT = 1
    SPACE = 2
    HARD = 3


@dataclass(frozen=True, slots=True)
class Atom:
    """A character or Latin word, at `start` to `end` of the text; `said` in normal form."""

    said: str
    start: int
    end: int
    latin: bool
    gap: Gap


def atoms_of(text: str) -> list[Atom]:
    """The atoms of *text*, in order."""
    atoms: list[Atom] = []
    between, hard = "", True
    for match in _ATOM.finditer(text):
        if match.lastgroup == "soft":
            between += match.group()
            continue
        if match.lastgroup == "hard":
            hard = True
            continue
        latin = match.lastgroup == "latin"
        gap = Gap.HARD if hard else _gap(between, latin, atoms[-1].latin)
        atoms.append(Atom(normal(match.group()), match.start(), match.end(), latin, gap))
        between, hard = "", False
    return atoms


def runs(atoms: Sequence[Atom]) -> Iterator[tuple[int, int]]:
    """The stretches of atoms with no hard gap within, as first and behind the last."""
    first = 0
    for place in range(1, len(atoms) + 1):
        if place == len(atoms) or atoms[place].gap is Gap.HARD:
            yield first, place
            first = place


def _gap(between: str, latin: bool, latin_before: bool) -> Gap:
    if not between:
        return Gap.NONE
    if latin and latin_before:
        return Gap.SPACE if _WITHIN_LATIN.fullmatch(between) else Gap.HARD
    if not _WITHIN_HAN.fullmatch(between):
        return Gap.HARD
    return Gap.DOT if _DOT.fullmatch(between) else Gap.SPACE
