"""What a customer said against it in the last conversations, and the scripts that answer him."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.record.standing import Standing
from bot.record.talk import Heard, Talk, clauses_of
from bot.understanding.contents import SCRIPT_OF, objection_kind
from store.customers import CustomerRecord, PastContact

_WIDE = frozenset({"liquidity", "no_need", "volatility"})
"""Kinds whose words also say other things (汇率波动 is a need); counted only where noted."""


@dataclass(frozen=True, slots=True)
class Stated:
    """An objection a customer made: the script that answers it, and his words."""

    script_id: str
    heard: Heard


def stated_objections(record: CustomerRecord, standing: Standing) -> tuple[Stated, ...]:
    """Those of the last conversation that counts, each once."""
    last = standing.talk.last
    if last is None:
        return ()
    contact = record.interactions[0]
    found = dict.fromkeys([*_noted(contact), *_meant(standing.talk, contact), *_said(contact)])
    return tuple(Stated(script_id, last) for script_id in found)


def _noted(contact: PastContact) -> Iterator[str]:
    """What was noted at the time: script ids, or the customer's words where a file brought them."""
    known = frozenset(SCRIPT_OF.values())
    for each in contact.objections:
        kind = objection_kind(each)
        if each in known:
            yield each
        elif kind is not None:
            yield SCRIPT_OF[kind]


def _meant(talk: Talk, contact: PastContact) -> Iterator[str]:
    """What a lack of time, or money that must be at hand, comes to."""
    if talk.busy is not None:
        yield SCRIPT_OF["no_need"]
    if talk.near_term is not None and talk.near_term.interaction_id == contact.interaction_id:
        yield SCRIPT_OF["liquidity"]


def _said(contact: PastContact) -> Iterator[str]:
    """What the words themselves hold, where nothing was noted."""
    if contact.objections:
        return
    for clause in clauses_of(contact.told):
        kind = objection_kind(clause)
        if kind is not None and kind not in _WIDE:
            yield SCRIPT_OF[kind]
