"""What the learned layer looks at: short runs of characters, as numbers.

Training and checking share this module, so a stored model always meets the features it learned. A
feature is a 64-bit number whose two highest bits name its block:

RUN      one to four characters in a row, the text's ends marked
APART    two characters with one or two others between
SCOPE    one or two characters behind a negation of their clause, and pairs of a clause without one:
         what is denied is told from what is promised
"""

from __future__ import annotations

import re
from typing import Final

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

RUN, APART, SCOPE = 0, 1, 2
BLOCK_WEIGHTS: Final = (1.0, 0.5, 0.8)
"""How much a block's features count beside the runs."""
_LONGEST = 4
_MIX = np.uint64(0x9E3779B97F4A7C15)
_STEP = np.uint64(0xC2B2AE3D27D4EB4F)
_BODY = np.uint64((1 << 62) - 1)
_CLAUSE = re.compile(r"[^，。！？；：,;:!?\n ]+")
_NEGATION = re.compile("[不没别莫勿无未非甭禁拒]")
_DENIED, _SAID = 1, 2


def hashes(text: str) -> Hashes:
    """Every feature of a normalised text, each once, in order."""
    codes = np.frombuffer(f"^{text}$".encode("utf-32-le"), dtype=np.uint32).astype(np.uint64) * _MIX
    found: list[Hashes] = []
    run = codes
    for size in range(_LONGEST):
        if size:
            run = run[:-1] * _STEP + codes[size:]
        found.append(_marked(run, RUN, size))
    inner = codes[1:-1]
    found += [_marked(inner[:-gap] * _STEP + inner[gap:], APART, gap) for gap in (2, 3)]
    found.extend(_scoped(text, inner))
    return np.unique(np.concatenate(found))


def block_of(features: Hashes) -> NDArray[np.int64]:
    """The block of each feature."""
    return (features >> np.uint64(62)).astype(np.int64)


def _marked(numbers: Hashes, block: int, kind: int) -> Hashes:
    """The numbers told apart from those of another kind, with their block on top."""
    mixed = (numbers + np.uint64(kind + 1)) * _STEP
    return ((mixed ^ (mixed >> np.uint64(29))) & _BODY) | np.uint64(block << 62)


def _scoped(text: str, codes: Hashes) -> list[Hashes]:
    state = np.zeros(len(codes), dtype=np.int8)
    for clause in _CLAUSE.finditer(text):
        negation = _NEGATION.search(text, *clause.span())
        if negation:
            state[negation.end() : clause.end()] = _DENIED
        else:
            state[clause.start() : clause.end()] = _SAID
    pairs = codes[:-1] * _STEP + codes[1:]
    both = np.where(state[:-1] == state[1:], state[:-1], 0)
    return [
        _marked(codes[state == _DENIED], SCOPE, 0),
        _marked(pairs[both == _DENIED], SCOPE, 1),
        _marked(pairs[both == _SAID], SCOPE, 2),
    ]
