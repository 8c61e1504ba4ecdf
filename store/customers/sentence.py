"""A text being read against a book: its atoms, what may be looked up, what the words around say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlmodel import Session

from store.names.atoms import Atom, atoms_of, runs
from store.names.cues import addressed, company_cued, cued_after, cued_before, swallows_cue
from store.names.reading import CUE

_LONGEST = 12


@dataclass(frozen=True)
class Window:
    """Atoms from `first` to before `last` and the key they are looked up by."""

    first: int
    last: int
    key: str


@dataclass(frozen=True)
class Sentence:
    """A text, the store and the owners whose customers it may name."""

    text: str
    session: Session
    owners: Sequence[str]

    @cached_property
    def atoms(self) -> list[Atom]:
        """The atoms of the text."""
        return atoms_of(self.text)

    @cached_property
    def runs(self) -> list[tuple[int, int]]:
        """The stretches of atoms that a name may lie in."""
        return list(runs(self.atoms))

    def windows(self, shortest: int, longest: int = _LONGEST) -> Iterator[Window]:
        """Every stretch of so many atoms within a run."""
        said = [atom.said.replace("ü", "v") for atom in self.atoms]
        for first, last in self.runs:
            for start in range(first, last):
                for end in range(start + shortest, min(last, start + longest) + 1):
                    yield Window(start, end, "".join(said[start:end]))

    def place(self, first: int, last: int) -> tuple[int, int]:
        """Where atoms stand in the text: start, end."""
        return self.atoms[first].start, self.atoms[last - 1].end

    def cued(self, first: int, last: int) -> float:
        """What the words around atoms take off the cost of a name there."""
        start, end = self.place(first, last)
        swallowed = last - first > 1 and swallows_cue(self.text, self.atoms[last - 1].start, end)
        beside = cued_before(self.text, start) + cued_after(self.text, end)
        return CUE * (beside + addressed(self.text, start, end) - swallowed)

    def company_cued(self, first: int, last: int) -> bool:
        """Whether the words around atoms speak of a firm."""
        return company_cued(self.text, *self.place(first, last))

    def spelt(self, first: int, last: int) -> bool:
        """Whether atoms are Latin letters alone."""
        return all(atom.latin for atom in self.atoms[first:last])
