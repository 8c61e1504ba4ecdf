"""The characters of a reading while it is worked on, and where in the source each came from."""

from __future__ import annotations

from collections.abc import Collection, Sequence


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

    def replace(self, start: int, end: int, word: str) -> None:
        """Read `word` for the characters from `start` to `end`, each from all their source."""
        first, last = self._starts[start], max(self._ends[start:end])
        self.text = self.text[:start] + word + self.text[end:]
        starts, ends = list(self._starts), list(self._ends)
        starts[start:end], ends[start:end] = [first] * len(word), [last] * len(word)
        self._starts, self._ends = starts, ends

    def put(self, at: int, char: str) -> None:
        """Read another character in the place of one."""
        self.text = self.text[:at] + char + self.text[at + 1 :]

    def drop(self, places: Collection[int]) -> None:
        """Leave characters out."""
        kept = [at for at in range(len(self.text)) if at not in places]
        self.text = "".join([self.text[at] for at in kept])
        self._starts = [self._starts[at] for at in kept]
        self._ends = [self._ends[at] for at in kept]
