"""Text that remembers where each of its characters came from."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass

Edit = tuple[int, int, str]
"""Replace [start, end) by a text."""


@dataclass(frozen=True, slots=True)
class Traced:
    """A text and, for each character, its offset in the source."""

    text: str
    origins: array[int]

    @classmethod
    def of(cls, text: str) -> Traced:
        """A text that is its own source."""
        return cls(text, array("I", range(len(text))))

    def edited(self, edits: Iterable[Edit]) -> Traced:
        """The text with non-overlapping edits, in order, applied."""
        parts: list[str] = []
        origins: array[int] = array("I")
        at = 0
        for start, end, new in edits:
            parts += (self.text[at:start], new)
            origins.extend(self.origins[at:start])
            origins.extend(self._origins_of(start, end, new))
            at = end
        if not parts:
            return self
        parts.append(self.text[at:])
        origins.extend(self.origins[at:])
        return Traced("".join(parts), origins)

    def _origins_of(self, start: int, end: int, new: str) -> array[int]:
        if len(new) == end - start:
            return self.origins[start:end]
        known = self.origins[start : start + 1] or self.origins[-1:] or array("I", [0])
        return known * len(new)

    def replaced(
        self, pattern: re.Pattern[str], new: str | Callable[[re.Match[str]], str]
    ) -> tuple[Traced, int]:
        """The text with every match replaced, and how many were."""
        make = new if callable(new) else (lambda _match: new)
        edits = []
        for match in pattern.finditer(self.text):
            made = make(match)
            if made != match[0]:
                edits.append((match.start(), match.end(), made))
        return self.edited(edits), len(edits)

    def spelt(self, text: str) -> Traced:
        """The same characters spelt otherwise, one for one."""
        return Traced(text, self.origins)
