"""The n-grams of characters that the learnt map reads a text by, its ends marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from knowledge.retrieval.normalise import normalise

LONGEST = 3
ENDS = "^", "$"


def grams_of(text: str) -> list[str]:
    """Every run of one to three characters of a text as written, repeats kept."""
    marked = normalise(text).join(ENDS)
    size = len(marked)
    return [marked[at : at + n] for n in range(1, LONGEST + 1) for at in range(size - n + 1)]


def rows_of(texts: Sequence[str]) -> dict[str, int]:
    """A row for every gram of the texts; one of three characters must stand in two of them."""
    held = Counter(gram for text in texts for gram in dict.fromkeys(grams_of(text)))
    kept = (gram for gram, count in held.items() if count > 1 or len(gram) < LONGEST)
    return {gram: at for at, gram in enumerate(kept)}
