"""A small learned opinion on the intent: character n-grams, one row of weights an intent.

Made by `bot.understanding.training`; read with numpy alone. It speaks where no cue does.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

MODEL_FILE = Path(__file__).with_name("model.npz")
BUCKETS = 4096
_SCALE = 4.0
_LONGEST = 80
_ASKING = ("?", "吗", "呢", "么", "不")

Numbers = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Signals:
    """What the rest of the reading knows and the intent may use."""

    in_hand: bool
    named: bool
    planned_contact: bool
    objection: bool
    clauses: int


def signs(tight: str, signals: Signals) -> tuple[list[int], list[float]]:
    """The n-gram buckets of a message, and its shape."""
    words = "^" + re.sub(r"\d+", "0", re.sub("◇+", "◇", tight))[:_LONGEST] + "$"
    grams = {words[i : i + n] for n in (1, 2, 3) for i in range(len(words) - n + 1)}
    shape = [
        float(signals.named),
        float(signals.planned_contact),
        float(signals.objection),
        min(signals.clauses, 6) / 3,
        min(len(tight), 60) / 20,
        float("了" in tight),
        float(tight.endswith(_ASKING)),
    ]
    return sorted({zlib.crc32(gram.encode()) % BUCKETS for gram in grams}), shape


def vector(tight: str, signals: Signals) -> Numbers:
    """The same as one row of numbers, for training."""
    buckets, shape = signs(tight, signals)
    row = np.zeros(BUCKETS + len(shape), dtype=np.float32)
    row[buckets] = _SCALE / len(buckets) ** 0.5
    row[BUCKETS:] = shape
    return row


def opinion(tight: str, signals: Signals) -> dict[str, float]:
    """The log-odds of each intent."""
    names, weights, bias = _trained()
    buckets, shape = signs(tight, signals)
    grams = weights[:, buckets].sum(axis=1) * (_SCALE / len(buckets) ** 0.5)
    odds = grams + weights[:, BUCKETS:] @ np.asarray(shape, dtype=np.float32) + bias
    return dict(zip(names, odds.tolist(), strict=True))


@cache
def _trained() -> tuple[tuple[str, ...], Numbers, Numbers]:
    with np.load(MODEL_FILE) as kept:
        names = tuple(str(name) for name in kept["names"])
        return names, kept["weights"].astype(np.float32), kept["bias"].astype(np.float32)
