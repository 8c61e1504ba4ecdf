"""How rare words, surnames and characters of given names are, from the tables beside this module.

All are costs: minus the natural logarithm of a share. `build_words.py` makes the tables.
"""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path

from store.names.surnames import COMMON, COMPOUND, RARE

_HERE = Path(__file__).parent
NO_WORD = 22.0
"""A character that is no word by itself: it belongs to something longer."""
_RARE_GIVEN = 8.5
_USUAL_GIVEN = 5.5
_VERY_COMMON_WORD = 7.0
_WORD_IN_NAME = 5.0
_OFTEN_GIVEN = 6.5
_FIRST, _SLOPE, _RARER = 2.6, 0.9, 2.0
_HUNDRED = 100
_COMPOUND = 9.0


@cache
def word_costs() -> dict[str, float]:
    """Word to cost; what is not among them is no word."""
    return _table("words.txt")


@cache
def given_costs() -> dict[str, float]:
    """Character to its cost within a given name."""
    return _table("given.txt")


def given_cost(character: str) -> float:
    """The cost of a character within a given name; any may stand in one, 说 and 要 hardly."""
    cost = given_costs().get(character, _RARE_GIVEN)
    common = word_costs().get(character, NO_WORD) <= _VERY_COMMON_WORD
    return cost + _WORD_IN_NAME if common and cost > _USUAL_GIVEN else cost


@cache
def surname_costs() -> dict[str, float]:
    """Surname to cost, of one character or two."""
    single = {each: _by_rank(place) for place, each in enumerate(COMMON + RARE, 1)}
    return single | dict.fromkeys(COMPOUND, _COMPOUND)


def looks_like_name(said: str) -> bool:
    """Whether a stretch is a name by its look: a surname and what given names are made of.

    A rare surname is a word as often, so two characters behind it must look like a given name.
    """
    surname = said[:2] if said[:2] in COMPOUND else said[:1]
    given = said[len(surname) :]
    common = surname in COMPOUND or surname in COMMON
    if common and len(given) > 1:
        return True
    return (common or len(given) > 1) and all(given_cost(each) <= _OFTEN_GIVEN for each in given)


def _by_rank(place: int) -> float:
    """The share of a surname falls about as its rank grows, and faster behind the hundredth."""
    cost = _FIRST + _SLOPE * max(0.0, math.log(min(place, _HUNDRED) / 3))
    return cost + _RARER * max(0.0, math.log(place / _HUNDRED))


def _table(name: str) -> dict[str, float]:
    costs: dict[str, float] = {}
    for line in (_HERE / name).read_text(encoding="utf-8").splitlines():
        cost, _, items = line.partition(" ")
        costs.update(dict.fromkeys(items.split(), float(cost)))
    return costs
