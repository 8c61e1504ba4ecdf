"""Which of the fourteen intents a message has: what settles it at once, else weighed cues."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.understanding.cues import compiled, intent_cues, load

INTENTS = tuple(
    "brief ask capture check today list complaint compare product help"
    " status team review out_of_scope".split()
)
_QUOTED = re.compile(r"[:\n]|[\"'\[]")
_LEAST = 2.5
_HELD = 2.0
_PLANNED = 2.5


@dataclass(frozen=True)
class Signals:
    """What the rest of the reading knows and the intent may use."""

    in_hand: bool
    named: bool
    planned_contact: bool
    objection: bool


def intent_of(tight: str, signals: Signals) -> str:
    """The intent of a message given without spaces, one alphabet, the name covered."""
    if not re.search(r"[\w◇]", tight):
        return "out_of_scope"
    if _asks_check(tight):
        return "check"
    scores = intent_scores(tight, signals)
    best = max(INTENTS, key=lambda intent: scores[intent])
    return best if scores[best] >= _LEAST else _without_cue(tight, signals)


def intent_scores(tight: str, signals: Signals) -> dict[str, float]:
    """What speaks for each intent."""
    scores = {
        intent: sum(cue.weight for cue in cues if cue.pattern.search(tight))
        for intent, cues in intent_cues().items()
    }
    if signals.planned_contact:
        scores["capture"] += _PLANNED
    if signals.objection and scores["complaint"] < 5:
        scores["ask"] += 2
    if signals.in_hand:
        scores["capture"] += _HELD if scores["capture"] > 0 else 0
        scores["status"] += _HELD if scores["status"] >= 3 else 0
    return scores


def _asks_check(tight: str) -> bool:
    """Whether the words around a pasted text ask for a check; what is pasted decides nothing."""
    found = _QUOTED.search(tight)
    if found is None:
        return False
    last = max(tight.rfind(mark) for mark in "\"']")
    frame = tight[: found.start()] + "|" + (tight[last + 1 :] if last > found.start() else "")
    return any(cue.weight >= 5 and cue.pattern.search(frame) for cue in intent_cues()["check"])


def _without_cue(tight: str, signals: Signals) -> str:
    """Where no cue is strong: a name is a brief, the bank's words are a question."""
    if re.fullmatch(r"[,?!\s]*◇+[,?!\s]*", tight):
        return "brief"
    domain = compiled("|".join(load("domain")))
    if domain.search(tight) or signals.objection:
        return "ask"
    return "brief" if signals.named else "out_of_scope"
