"""A message divided into words: those of the training sentences, by how often they stand there.

jieba finds the words once, when the model is made; answering needs their costs alone.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

LEAST = 3
"""How often a word of several characters must stand in the sentences to count as one."""


@dataclass(frozen=True)
class Words:
    """The words there are, each with what it costs to read it: the rarer the dearer."""

    costs: Mapping[str, float]

    def of(self, text: str) -> set[str]:
        """The words of the cheapest reading of a text; a character that is none stands alone."""
        ends = self._ends(text)
        found, start = set(), 0
        while start < len(text):
            found.add(text[start : ends[start]])
            start = ends[start]
        return found - {" "}

    def _ends(self, text: str) -> list[int]:
        """For every place of a text where the word that begins there ends."""
        size = len(text)
        paid, ends = [0.0] * (size + 1), [0] * size
        for start in range(size - 1, -1, -1):
            ends[start] = start + 1
            paid[start] = self.costs.get(text[start], self._unknown) + paid[start + 1]
            for end in range(start + 2, min(size, start + self._longest) + 1):
                cost = self.costs.get(text[start:end])
                if cost is not None and cost + paid[end] < paid[start]:
                    paid[start], ends[start] = cost + paid[end], end
        return ends

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self.costs), default=1)

    @cached_property
    def _unknown(self) -> float:
        return max(self.costs.values(), default=0.0) + math.log(2)


def words_in(texts: Iterable[str]) -> Words:
    """The words jieba finds in normalised texts."""
    from knowledge.segmenting import jieba

    cut = jieba().lcut
    counts = Counter(word for text in texts for word in cut(text) if word.strip())
    kept = {word: n for word, n in counts.items() if len(word) == 1 or n >= LEAST}
    total = sum(kept.values())
    return Words({word: math.log(total / n) for word, n in kept.items()})
