"""The characters of a reading while it is worked on, and where in the source each came from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

Swap = tuple[int, int, str]
"""What is read for the characters from a place to another."""


class Cells:
    """`text[i]` was read from the source's `starts[i]:ends[i]`; offsets are held once they differ.

    What changes the text keeps the offsets in step; a text that nothing changes costs nothing.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts: Sequence[int] = range(len(text))
        self._ends: Sequence[int] = range(1, len(text) + 1)

    @classmethod
    def folded(cls, parts: Sequence[str]) -> Cells:
        """What each character of a source reads: none, one or several characters."""
        cells = cls("".join(parts))
        if len(cells.text) != len(parts) or "" in parts:
            cells._starts = [at for at, part in enumerate(parts) for _ in part]
            cells._ends = [at + 1 for at in cells._starts]
        return cells

    @property
    def offsets(self) -> tuple[Sequence[int], Sequence[int]]:
        """Where each character begins and ends in the source."""
        return self._starts, self._ends

    def replace(self, swaps: Iterable[Swap]) -> None:
        """Read words for stretches, each character of a word from all its stretch's source.

        The stretches are of the text as it is now, in order, none empty and none over another. All
        are replaced at once: each alone would copy the whole text.
        """
        parts: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        at = 0
        for start, end, word in swaps:
            parts += [self.text[at:start], word]
            starts += [*self._starts[at:start], *[self._starts[start]] * len(word)]
            ends += [*self._ends[at:start], *[max(self._ends[start:end])] * len(word)]
            at = end
        if parts:
            self.text = "".join([*parts, self.text[at:]])
            self._starts, self._ends = [*starts, *self._starts[at:]], [*ends, *self._ends[at:]]

    def drop(self, places: Collection[int]) -> None:
        """Leave characters out."""
        kept = [at for at in range(len(self.text)) if at not in places]
        self.text = "".join([self.text[at] for at in kept])
        self._starts = [self._starts[at] for at in kept]
        self._ends = [self._ends[at] for at in kept]
