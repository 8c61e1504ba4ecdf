"""The learnt weights of the report readers, kept in one file; read with numpy alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.understanding.reports.features import BUCKETS
from bot.understanding.reports.parts import Row

WEIGHTS_FILE = Path(__file__).with_name("weights.npz")

Numbers = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Task:
    """One question put to a row: a row of weights and a bias for each answer."""

    answers: tuple[str, ...]
    weights: Numbers
    bias: Numbers

    def odds(self, row: Row) -> dict[str, float]:
        """The log-odds of every answer, each against all others."""
        buckets = np.fromiter(row.keys(), dtype=np.int64, count=len(row))
        values = np.fromiter(row.values(), dtype=np.float32, count=len(row))
        scores = self.weights[:, buckets] @ values + self.bias
        return dict(zip(self.answers, scores.tolist(), strict=True))

    def likeliest(self, row: Row) -> str:
        """The answer with the best odds."""
        odds = self.odds(row)
        return max(odds, key=odds.__getitem__)


Weights = Mapping[str, Task]


def save(tasks: Weights, path: Path = WEIGHTS_FILE) -> None:
    """Write weights, small ones left out: they change nothing and pack badly."""
    kept: dict[str, npt.NDArray[np.generic]] = {}
    for name, task in tasks.items():
        weights = np.where(np.abs(task.weights) < _LEAST, 0, task.weights)
        kept[f"{name}/answers"] = np.array(task.answers)
        kept[f"{name}/weights"] = weights.astype(np.float16)
        kept[f"{name}/bias"] = task.bias.astype(np.float32)
    np.savez_compressed(path, allow_pickle=False, **kept)


@cache
def shipped() -> Weights:
    """The weights that come with the product, read once."""
    return load(WEIGHTS_FILE)


def load(path: Path) -> Weights:
    """Weights as `save` wrote them."""
    with np.load(path) as kept:
        names = sorted({key.split("/")[0] for key in kept.files})
        return {
            name: Task(
                tuple(str(each) for each in kept[f"{name}/answers"]),
                kept[f"{name}/weights"].astype(np.float32).reshape(-1, BUCKETS),
                kept[f"{name}/bias"].astype(np.float32),
            )
            for name in names
        }


_LEAST = 0.02
