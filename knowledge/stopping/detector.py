"""The stop layer at work: four views of a message under linear heads, in numpy alone.

The model is a file made by `training` and shipped with the code. One head says whether a message
stops at all, one each which event it tells of; a long message is judged in passages, and its worst
one counts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

from knowledge.stopping.cues import load_cues
from knowledge.stopping.events import StopEvent
from knowledge.stopping.features import Views, normalised, views_of
from knowledge.stopping.words import Words

MODEL_FILE = Path(__file__).with_name("model.npz")
Vector = NDArray[np.float32]
EVENTS = tuple(StopEvent)
ALSO = 0.0
"""From which score of its own an event is told of beside the likeliest."""
SOONER = 0.25
"""How much lower a message is asked about that may tell of somebody in danger."""
LEAST_WEIGHT = 0.01
"""Weights below this change nothing and pack badly."""
PASSAGE = 160
_SENTENCE = re.compile(r"[^。！？!?\n]{1,160}[。！？!?\n]*")


@dataclass(frozen=True)
class Scores:
    """How much speaks for stopping, and for each event."""

    stop: float
    events: tuple[float, ...]

    @property
    def likeliest(self) -> StopEvent:
        """The event most speaks for."""
        return EVENTS[int(np.argmax(self.events))]


@dataclass(frozen=True)
class Thresholds:
    """From which score a message stops, and from which the manager is asked."""

    stop: float
    ask: float


@dataclass(frozen=True)
class Reading:
    """What a message tells of: the gravest event first; none where nothing stops.

    `unsure`: the one event there is, is to be asked about.
    """

    events: tuple[StopEvent, ...]
    unsure: bool = False

    @property
    def event(self) -> StopEvent | None:
        """The event that answers."""
        return self.events[0] if self.events and not self.unsure else None

    @property
    def doubted(self) -> StopEvent | None:
        """The event to ask about."""
        return self.events[0] if self.unsure else None


QUIET = Reading(())


@dataclass(frozen=True)
class Model:
    """Weights by feature: the columns are stopping, then the events in their order."""

    rows: tuple[Mapping[str, int], ...]
    idf: Vector
    weights: Vector
    bias: Vector
    words: Words

    @classmethod
    def of(
        cls,
        names: Sequence[Sequence[str]],
        idf: NDArray[np.floating],
        weights: NDArray[np.floating],
        bias: NDArray[np.floating],
        words: Words,
    ) -> Model:
        """A model from each view's features in order, and the heads over all of them."""
        starts = np.cumsum([0, *map(len, names)])
        rows = tuple(
            {name: int(start) + at for at, name in enumerate(each)}
            for start, each in zip(starts, names, strict=False)
        )
        single = np.float32
        return cls(rows, idf.astype(single), weights.astype(single), bias.astype(single), words)

    def scores(self, views: Views) -> Scores:
        """The heads' opinion on one text's features."""
        total = self.bias.copy()
        for rows, view in zip(self.rows, views, strict=True):
            known = np.array([rows[name] for name in view if name in rows], dtype=np.int64)
            if len(known):
                known.sort()
                values = self.idf[known]
                total += (values / float(np.sqrt(values @ values))) @ self.weights[known]
        events = tuple(map(float, total[1:]))
        return Scores(float(total[0]) + max(events), events)

    def judge(self, text: str) -> Scores:
        """The heads' opinion on a normalised text."""
        return self.scores(views_of(text, self.words))


class StopDetector:
    """Reads a model file; recognises what is no sales situation."""

    def __init__(self, model_path: Path = MODEL_FILE) -> None:
        with np.load(model_path, allow_pickle=False) as stored:
            names = json.loads(str(stored["features"]))
            words = Words(json.loads(str(stored["words"])))
            self._model = Model.of(names, stored["idf"], stored["weights"], stored["bias"], words)
            self._at = Thresholds(*map(float, stored["thresholds"]))
            self.made_from = str(stored["made_from"])

    def judging_by(self, model: Model, at: Thresholds) -> StopDetector:
        """The same, with another model and thresholds."""
        other = copy(self)
        other._model, other._at = model, at
        return other

    def read(self, text: str) -> Reading:
        """What a message tells of."""
        plain = normalised(text)
        scores = [self._model.judge(each) for each in passages(plain)]
        groundless = load_cues().groundless(plain)
        told = (load_cues().told(plain) | self._told(scores)) - groundless
        if told:
            told |= self._told(self._model.judge(each) for each in sentences(plain)) - groundless
            return Reading(tuple(event for event in EVENTS if event in told))
        doubted = [each for each in scores if each.stop >= self._asked_from(each)]
        if doubted:
            return Reading((max(doubted, key=lambda each: each.stop).likeliest,), unsure=True)
        suspected = load_cues().suspected(plain)
        return Reading((min(suspected, key=EVENTS.index),), unsure=True) if suspected else QUIET

    def _asked_from(self, scores: Scores) -> float:
        danger = scores.likeliest is StopEvent.EMERGENCY
        return self._at.ask - (SOONER if danger else 0.0)

    def _told(self, scores: Iterable[Scores]) -> set[StopEvent]:
        """The events of those passages that stop."""
        return {
            event
            for each in scores
            if each.stop >= self._at.stop
            for event, own in zip(EVENTS, each.events, strict=True)
            if own > ALSO or event is each.likeliest
        }


def passages(text: str) -> list[str]:
    """The text in stretches of whole sentences as long as those the model learnt from."""
    if len(text) <= PASSAGE:
        return [text] if text else []
    found: list[str] = []
    for sentence in _SENTENCE.findall(text):
        if found and len(found[-1]) + len(sentence) <= PASSAGE:
            found[-1] += sentence
        else:
            found.append(sentence)
    return found


def sentences(text: str) -> list[str]:
    """The sentences of a text that has several."""
    found = _SENTENCE.findall(text)
    return found if len(found) > 1 else []


def write_model(file: IO[bytes], model: Model, at: Thresholds, *, made_from: str) -> None:
    """Write what `StopDetector` reads; by `made_from` an old model is known."""
    weights = np.where(np.abs(model.weights) < LEAST_WEIGHT, 0, model.weights)
    costs = {word: round(cost, 3) for word, cost in model.words.costs.items()}
    np.savez_compressed(
        file,
        features=np.array(json.dumps([list(rows) for rows in model.rows], ensure_ascii=False)),
        words=np.array(json.dumps(costs, ensure_ascii=False)),
        idf=model.idf.astype(np.float16),
        weights=weights.astype(np.float16),
        bias=model.bias,
        thresholds=np.array([at.stop, at.ask]),
        made_from=np.array(made_from),
    )
