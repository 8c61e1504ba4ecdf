"""Which of the fourteen intents a message has: what settles it at once, else weighed cues."""

from __future__ import annotations

import re

from bot.understanding.cues import intent_cues
from bot.understanding.model import Signals, opinion

INTENTS = tuple(
    "brief ask capture check today list complaint compare product help"
    " status team review out_of_scope".split()
)
_QUOTED = re.compile(r"[:\n]|[\"'\[]")
_HELD = 2.0
_PLANNED = 2.5
_LEARNED = 1.75
_SPREAD = 4.0  # how far the learned opinion may set two intents apart
_FLOOR, _CEILING = -6.0, 14.0
_HEAD, _TAIL = 400, 200
"""Characters of a long message that say what it is: how it begins and how it ends."""


def intent_of(tight: str, signals: Signals) -> str:
    """The intent of a message given without spaces, one alphabet, the name covered."""
    if len(tight) > _HEAD + _TAIL:
        tight = f"{tight[:_HEAD]},{tight[-_TAIL:]}"
    if not re.search(r"[\w◇]", tight):
        return "out_of_scope"
    if _asks_check(tight):
        return "check"
    if re.fullmatch(r"[,?!]*◇+[,?!]*", tight):
        return "brief"
    cued, learned = intent_scores(tight, signals), opinion(tight, signals)
    least = max(learned.values()) - _SPREAD
    return max(
        INTENTS,
        key=lambda each: (
            min(max(cued[each], _FLOOR), _CEILING) + _LEARNED * max(learned[each], least)
        ),
    )


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
    first = tight.split(",")[0]
    if _speaks_for_check(first, at_least=8):
        return True
    found = _QUOTED.search(tight)
    if found is None:
        return False
    last = max(tight.rfind(mark) for mark in "\"']")
    frame = tight[: found.start()] + "|" + (tight[last + 1 :] if last > found.start() else "")
    return _speaks_for_check(frame, at_least=5)


def _speaks_for_check(words: str, *, at_least: float) -> bool:
    cues = intent_cues()["check"]
    return any(cue.weight >= at_least and cue.pattern.search(words) for cue in cues)
