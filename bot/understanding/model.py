"""The intent model: character n-grams of a message and a few classes, one row of weights an intent.

Made by `bot.understanding.training` with scikit-learn; read here with numpy alone. Names, figures
and times of day count as classes: who is meant and how much tells nothing of what is wanted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

MODEL_FILE = Path(__file__).with_name("model.npz")
HEAD, TAIL = 160, 80
"""Characters of a long message that say what it is: how it begins and how it ends."""
_LENGTHS = (1, 2, 3)
_FIGURES = re.compile(r"\d+")
_NAME = re.compile("◇+")

Numbers = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Signals:
    """What else is known: a customer in hand or named, a day or hour spoken of."""

    in_hand: bool
    named: bool
    dated: bool


def features(tight: str, signals: Signals) -> list[str]:
    """What a message has: its n-grams, each as often as it stands there, and its classes."""
    words = _FIGURES.sub("0", _NAME.sub("◇", tight))
    if len(words) > HEAD + TAIL:
        words = f"{words[:HEAD]},{words[-TAIL:]}"
    words = f"^{words}$"
    grams = [words[i : i + n] for n in _LENGTHS for i in range(len(words) - n + 1)]
    return grams + [f"@{name}" for name in ("in_hand", "named", "dated") if getattr(signals, name)]


@dataclass(frozen=True)
class IntentModel:
    """Weights by feature and intent, on term frequencies damped and weighed by rarity.

    `slope` turns the distance between two intents into odds; it was fitted on sentences of
    authors the model had not seen.
    """

    intents: tuple[str, ...]
    places: dict[str, int]
    rarity: Numbers
    weights: Numbers
    bias: Numbers
    slope: float
    breaks: Mapping[str, float] = field(default_factory=dict)
    """What speaks for a break between two requests, by the name of the sign (`requests.py`)."""

    def shares(self, tight: str, signals: Signals) -> dict[str, float]:
        """How likely each intent is; the shares add up to 1."""
        counts: dict[int, int] = {}
        for each in features(tight, signals):
            place = self.places.get(each)
            if place is not None:
                counts[place] = counts.get(place, 0) + 1
        scores = self.bias
        if counts:
            at = np.fromiter(counts, dtype=np.int64)
            often = np.fromiter(counts.values(), dtype=np.float32)
            row = (1 + np.log(often)) * self.rarity[at]
            scores = scores + (row / np.sqrt(row @ row)) @ self.weights[at]
        odds = np.exp((scores - scores.max()) * self.slope)
        return dict(zip(self.intents, (odds / odds.sum()).tolist(), strict=True))


@cache
def intent_model(path: Path = MODEL_FILE) -> IntentModel:
    """The model of a file, read once."""
    with np.load(path, allow_pickle=False) as kept:
        names: list[str] = json.loads(str(kept["features"]))
        return IntentModel(
            intents=tuple(json.loads(str(kept["intents"]))),
            places={name: place for place, name in enumerate(names)},
            rarity=kept["rarity"].astype(np.float32),
            weights=kept["weights"].astype(np.float32),
            bias=kept["bias"].astype(np.float32),
            slope=float(kept["slope"]),
            breaks=dict(
                zip(json.loads(str(kept["breaks"])), kept["break_weights"].tolist(), strict=True)
            ),
        )
