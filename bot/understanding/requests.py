"""Whether a message makes two requests, and where the second begins.

Every pause, and every word that goes on (然后, 顺便), may part them. How likely it does is weighed
from what stands around it, from what either stretch is by itself, and from how sure that is; the
weights are learnt in `bot.understanding.training` from messages whose further requests are
labelled.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.understanding.intent import Weighed, served_alike, weigh
from bot.understanding.model import IntentModel, Signals, intent_model
from bot.understanding.wording import COVER, Wording, pauses

LIKELY, LIKELY_IN_NOTE = 0.5, 0.65
"""From which share on a break is taken to part two requests; a note torn loses what it tells, so
more is asked of it. Of authors left out 64 in 100 pairs are found; one message in 230 and one note
in 560 that make one request are parted."""
CONSTANT = ""
"""The name of the weight that counts for every break."""
_LEAST, _MOST_BREAKS = 4, 12
_PAUSE = re.compile("[,;!?]+")
_BREAK = re.compile(
    "[,;!?]+|(?<![,;!?])(?=然后|顺便|顺带|顺手|另外|接着|完了再|再(?:给我|帮我|看看|把))"
)
_QUOTED = re.compile(r'"[^"]*(?:"|$)|\[[^\]]*(?:\]|$)|:.*$', re.DOTALL)
_ENDS = frozenset("?!;")
_ROOM = 40
_AROUND = 16
"""Characters on either side of a break whose n-grams are looked at."""
_GRAM = 0.6
"""What an n-gram counts beside a share; chosen on authors left out."""


@dataclass(frozen=True)
class Break:
    """A place that may part two requests: what stands before and behind, and what speaks for it.

    `goes_on`: the clause behind is still of the first request, so that the second begins later.
    """

    place: int
    first: str
    second: str
    goes_on: bool
    signs: Mapping[str, float]


@dataclass(frozen=True)
class _Stretch:
    """One side of a break: its words, what it is by itself, and what its nearest clause is."""

    text: str
    read: Weighed
    near: Weighed

    @property
    def agreed(self) -> float:
        """How sure the nearest clause is of the same; 0 where it is something else."""
        return self.near.margin if self.near.intent == self.read.intent else 0.0


def second_request(wording: Wording, signals: Signals) -> int | None:
    """Where the second of two requests begins in the text; None where there is one."""
    model = intent_model()
    best = likeliest(breaks(wording, signals, model), model.breaks)
    return best.place if best is not None else None


def likeliest(found: Iterable[Break], weights: Mapping[str, float]) -> Break | None:
    """The break that parts two requests; None where none is likely to, or nothing was learnt."""
    if not weights:
        return None
    shares = [(1 / (1 + math.exp(-_odds(each, weights))), each) for each in found]
    likely = [(share, each) for share, each in shares if share >= _least(each)]
    return max(likely, key=lambda pair: pair[0], default=(0.0, None))[1]


def _least(each: Break) -> float:
    return LIKELY_IN_NOTE if each.first == "capture" else LIKELY


def breaks(wording: Wording, signals: Signals, model: IntentModel) -> Iterator[Break]:
    """The places that may part two requests, at most twelve."""
    plain = pauses(wording.plain)
    quoted = [found.span() for found in _QUOTED.finditer(plain)]
    found = [each for each in _BREAK.finditer(plain) if _may_part(each, plain, quoted)]
    if not found:
        return
    whole = weigh(wording.tight, signals, model)
    for each in found[:_MOST_BREAKS]:
        first = _stretch(plain[: each.start()], model, nearest=-1)
        second = _stretch(plain[each.end() :], model, nearest=0)
        goes_on = _goes_on(first, second)
        shares = _shares(first, second, whole) | {
            "goes on": goes_on,
            "ends": each.group()[:1] in _ENDS,
            "no pause": not each.group(),
            "only": len(found) == 1,
            "breaks": min(len(found), _MOST_BREAKS) / _MOST_BREAKS,
        }
        signs = _signs(shares, first.read, second.read) | _grams(first.text, second.text)
        yield Break(each.end(), first.read.intent, second.read.intent, goes_on, signs)


def _may_part(found: re.Match[str], plain: str, quoted: list[tuple[int, int]]) -> bool:
    room = found.start() >= _LEAST - 1 and found.end() <= len(plain) - _LEAST
    return room and not any(first < found.start() < last - 1 for first, last in quoted)


def _stretch(plain: str, model: IntentModel, *, nearest: int) -> _Stretch:
    text = Wording(plain, plain, None).tight
    clause = _PAUSE.split(text)[nearest]
    read, near = (weigh(each, _signals(each), model) for each in (text, clause))
    return _Stretch(text, read, near)


def _goes_on(first: _Stretch, second: _Stretch) -> bool:
    here = second.near.intent
    return served_alike(here, first.read.intent) and not served_alike(here, second.read.intent)


def _signals(tight: str) -> Signals:
    return Signals(in_hand=False, named=COVER in tight, dated=False)


def _shares(first: _Stretch, second: _Stretch, whole: Weighed) -> dict[str, float]:
    """What is known of the two stretches, each as a number between 0 and 1."""
    return {
        "length before": min(len(first.text), _ROOM) / _ROOM,
        "length behind": min(len(second.text), _ROOM) / _ROOM,
        "short": len(second.text) < 2 * _LEAST,
        "whole": whole.margin,
        "whole is first": whole.intent == first.read.intent,
        "whole is second": whole.intent == second.read.intent,
        "outside": "out_of_scope" in (first.read.intent, second.read.intent),
        "first": first.read.margin,
        "second": second.read.margin,
        "lesser": min(first.read.margin, second.read.margin),
        "first agreed": first.agreed,
        "second agreed": second.agreed,
    }


def _signs(shares: Mapping[str, float], first: Weighed, second: Weighed) -> dict[str, float]:
    """The shares, and again where the two stretches are served apart, with what each is."""
    signs = {CONSTANT: 1.0} | {name: float(share) for name, share in shares.items()}
    if served_alike(first.intent, second.intent):
        return signs
    apart = {f"apart, {name}": float(share) for name, share in shares.items()}
    intents = {
        f"first {first.intent}": 1.0,
        f"second {second.intent}": 1.0,
        f"first {first.intent}, sure": first.margin,
        f"second {second.intent}, sure": second.margin,
    }
    return signs | apart | intents | {"apart": 1.0}


def _grams(before: str, behind: str) -> dict[str, float]:
    """The n-grams that end and begin at the break, and those that stand near it."""
    ends = {f"<{before[-n:]}" for n in (1, 2, 3)} | {f">{behind[:n]}" for n in (1, 2, 3, 4)}
    left, right = before[-_AROUND:], behind[:_AROUND]
    near = {f"_{left[at : at + n]}" for n in (2, 3) for at in range(len(left) - n + 1)}
    near |= {f"~{right[at : at + n]}" for n in (2, 3) for at in range(len(right) - n + 1)}
    return dict.fromkeys(ends | near, _GRAM)


def _odds(each: Break, weights: Mapping[str, float]) -> float:
    return sum(weights.get(name, 0.0) * sign for name, sign in each.signs.items())
