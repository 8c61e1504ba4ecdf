"""What the learned layer looks at: short runs of characters, as numbers.

Training and checking share this module, so a stored model always meets the features it learned. A
feature is a 64-bit number whose two highest bits name its block:

RUN      one to four characters in a row, the text's ends marked
APART    two characters with one or two others between
SCOPE    one or two characters behind a negation of their clause, and pairs of a clause without one:
         what is denied is told from what is promised

Several texts are read at once, so that they share the cost of the calls.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Places = NDArray[np.int64]
Mask = NDArray[np.bool_]
Vectors = NDArray[np.float32]
Part = tuple[Hashes, Places]

BLOCK_WEIGHTS: Final = (1.0, 0.5, 0.8)
"""How much a block's features count beside the runs."""
_MIX = np.uint64(0x9E3779B97F4A7C15)
_STEP = np.uint64(0xC2B2AE3D27D4EB4F)
_BODY, _SHIFT = np.uint64((1 << 62) - 1), np.uint64(29)
_BLOCKS = np.array([0, 0, 0, 0, 1, 1, 2, 2, 2], dtype=np.uint64) << np.uint64(62)
_SALTS = np.arange(1, len(_BLOCKS) + 1, dtype=np.uint64)
_ENDS_CLAUSE = "，。！？；：,;:!?\n "
_DENIES = "不没别莫勿无未非甭禁拒"
_LONGEST_RUN = 4
_PLANE = 1 << 16


@dataclass(frozen=True)
class Features:
    """The features of several texts, as often as they occur; `owners` says whose each one is.

    The owners are in no order.
    """

    hashes: Hashes
    owners: Places


def features_of(texts: Sequence[str]) -> Features:
    """Every feature of some normalised texts."""
    parts = list(_parts(texts))
    sizes = [len(hashed) for hashed, _ in parts]
    mixed = np.concatenate([hashed for hashed, _ in parts])
    mixed += _SALTS.repeat(sizes)
    mixed *= _STEP
    mixed ^= mixed >> _SHIFT
    mixed &= _BODY
    mixed |= _BLOCKS.repeat(sizes)
    return Features(mixed, np.concatenate([owners for _, owners in parts]))


def block_of(hashes: Hashes) -> Places:
    """The block of each feature."""
    return (hashes >> np.uint64(62)).astype(np.int64)


def _parts(texts: Sequence[str]) -> Iterator[Part]:
    """Runs, characters apart, and what a negation covers."""
    points = _points("".join([f"^{text}$" for text in texts]))
    owners = _owners([len(text) + 2 for text in texts])
    codes = points * _MIX
    alone = len(texts) == 1
    yield from _runs(codes, owners, alone)
    inside: slice | Mask = slice(1, -1) if alone else _inside(owners)
    points, codes, owners = points[inside], codes[inside], owners[inside]
    stepped = codes * _STEP
    for gap in (2, 3):
        same = _same(owners, gap, alone)
        yield (stepped[:-gap] + codes[gap:])[same], owners[gap:][same]
    yield from _scoped(points, codes, owners, alone)


def _runs(codes: Hashes, owners: Places, alone: bool) -> Iterator[Part]:
    """Runs of one character to the longest, each inside one text."""
    yield codes, owners
    run = codes
    for gap in range(1, _LONGEST_RUN):
        run = run[:-1] * _STEP
        run += codes[gap:]
        same = _same(owners, gap, alone)
        yield run[same], owners[gap:][same]


def _scoped(points: Hashes, codes: Hashes, owners: Places, alone: bool) -> Iterator[Part]:
    """Characters and pairs behind a negation, and pairs of clauses without one."""
    ends, denies = _marks()
    outside, denying = ends[points], denies[points]
    starts = outside.copy()
    if not alone:
        starts[1:] |= owners[1:] != owners[:-1]
    clauses = starts.cumsum()
    denials = denying.cumsum()
    total = np.bincount(clauses, denying, minlength=1)
    before = total.cumsum() - total
    behind = denials - denying > before[clauses]
    behind &= ~outside
    plain = total[clauses] == 0
    plain &= ~outside
    pairs = codes[:-1] * _STEP + codes[1:]
    yield codes[behind], owners[behind]
    for state in (behind, plain):
        both = state[1:] & state[:-1]
        if not alone:
            both &= owners[1:] == owners[:-1]
        yield pairs[both], owners[1:][both]


def _inside(owners: Places) -> Mask:
    """All but the marks at each text's ends."""
    inside = np.zeros(len(owners), dtype=bool)
    inside[1:-1] = (owners[:-2] == owners[1:-1]) & (owners[2:] == owners[1:-1])
    return inside


def _same(owners: Places, gap: int, alone: bool) -> slice | Mask:
    """Where two characters so far from each other are of one text."""
    if alone:
        return slice(None)
    same: Mask = owners[gap:] == owners[:-gap]
    return same


@cache
def _marks() -> tuple[Mask, Mask]:
    """By code point: what ends a clause, what denies."""
    ends, denies = np.zeros(_PLANE, dtype=bool), np.zeros(_PLANE, dtype=bool)
    ends[[ord(mark) for mark in _ENDS_CLAUSE]] = True
    denies[[ord(word) for word in _DENIES]] = True
    return ends, denies


def _points(text: str) -> Hashes:
    """Code points; those beyond the basic plane are one."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return np.minimum(points, np.uint32(_PLANE - 1)).astype(np.uint64)


def _owners(sizes: Sequence[int]) -> Places:
    return np.arange(len(sizes)).repeat(sizes)
