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

BLOCK_WEIGHTS: Final = (1.0, 0.5, 0.8)
"""How much a block's features count beside the runs."""
_MIX = np.uint64(0x9E3779B97F4A7C15)
_STEP = np.uint64(0xC2B2AE3D27D4EB4F)
_BODY, _SHIFT = np.uint64((1 << 62) - 1), np.uint64(29)
_BLOCKS = np.array([0, 0, 0, 0, 1, 1, 2, 2, 2], dtype=np.uint64) << np.uint64(62)
_SALTS = np.arange(1, len(_BLOCKS) + 1, dtype=np.uint64)
_CLAUSE = re.compile(r"[^，。！？；：,;:!?\n ]+")
_NEGATION = re.compile("[不没别莫勿无未非甭禁拒]")
_DENIED, _SAID = 1, 2


def hashes(text: str) -> Hashes:
    """Every feature of a normalised text, as often as it occurs; the block in the highest bits."""
    codes = np.frombuffer(f"^{text}$".encode("utf-32-le"), dtype=np.uint32) * _MIX
    inner = codes[1:-1]
    two = codes[:-1] * _STEP + codes[1:]
    three = two[:-1] * _STEP + codes[2:]
    four = three[:-1] * _STEP + codes[3:]
    apart = [inner[:-gap] * _STEP + inner[gap:] for gap in (2, 3)]
    parts = [codes, two, three, four, *apart, *_scoped(text, inner, two[1:-1])]
    sizes = [len(part) for part in parts]
    mixed = (np.concatenate(parts) + np.repeat(_SALTS, sizes)) * _STEP
    mixed ^= mixed >> _SHIFT
    mixed &= _BODY
    mixed |= np.repeat(_BLOCKS, sizes)
    return mixed


def block_of(features: Hashes) -> NDArray[np.int64]:
    """The block of each feature."""
    return (features >> np.uint64(62)).astype(np.int64)


def _scoped(text: str, codes: Hashes, pairs: Hashes) -> list[Hashes]:
    """Characters and pairs behind a negation, and pairs of clauses without one."""
    state = np.zeros(len(codes), dtype=np.int8)
    for clause in _CLAUSE.finditer(text):
        negation = _NEGATION.search(text, *clause.span())
        if negation:
            state[negation.end() : clause.end()] = _DENIED
        else:
            state[clause.start() : clause.end()] = _SAID
    both = state[:-1] * (state[:-1] == state[1:])
    return [codes[state == _DENIED], pairs[both == _DENIED], pairs[both == _SAID]]
