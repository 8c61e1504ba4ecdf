"""What the learned layer looks at: character n-grams of the reading and the other layers' signals.

Training and checking share this module, so a stored model always meets the features it learned.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST_GRAM = 3
EDGE_GRAM = 2
_CLAUSES = re.compile(r"[^，。！？；：,;:!?\n]+")
LAST, FIRST, SIGNAL = "\x02", "\x03", "\x01"


def grams(text: str, longest: int = LONGEST_GRAM) -> list[str]:
    """Character n-grams from one to `longest`, the text's ends marked."""
    marked = f"^{text}$"
    size = len(marked)
    return [marked[at : at + n] for n in range(1, longest + 1) for at in range(size - n + 1)]


def features(text: str, signals: Iterable[str]) -> list[str]:
    """Every feature of a normalised text, each once; where it begins and ends counts twice."""
    found = set(grams(text))
    clauses: list[str] = _CLAUSES.findall(text)
    if len(clauses) > 1:
        found.update(LAST + gram for gram in grams(clauses[-1], EDGE_GRAM))
        found.update(FIRST + gram for gram in grams(clauses[0], EDGE_GRAM))
    found.update(SIGNAL + signal for signal in signals)
    return list(found)
