"""A typed number that picks one of several things shown."""

from __future__ import annotations

_MOST_DIGITS = 9
"""No list is longer; Python itself refuses to read numbers of thousands of digits."""


def picked(words: str, among: int) -> int | None:
    """The place, counted from 0, of what a typed number picks among so many; None for none."""
    if not words.isdecimal() or len(words) > _MOST_DIGITS:
        return None
    place = int(words) - 1
    return place if 0 <= place < among else None
