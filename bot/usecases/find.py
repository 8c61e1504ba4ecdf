"""From words to a customer, within what the actor may see."""

from __future__ import annotations

from bot.results.customers import Found, Several
from bot.usecases.work import Work
from store.actor import Actor
from store.customers import CustomerHit, find_customers, find_mentions

_UNSURE = frozenset({"homophone", "near"})
"""Matches that may be somebody else: the asker confirms them."""


def name_customer(text: str, *, work: Work, actor: Actor) -> Found | Several | None:
    """The customer a name, id, part, pinyin or phone tail means."""
    return _one(find_customers(session=work.reading, actor=actor, text=text.strip()))


def mentioned_customer(text: str, *, work: Work, actor: Actor) -> Found | Several | None:
    """The first customer a sentence mentions."""
    hits = find_mentions(session=work.reading, actor=actor, text=text)
    if not hits:
        return None
    first = min(hit.start for hit in hits)
    return _one([hit for hit in hits if hit.start == first])


def find_customer(text: str, *, work: Work, actor: Actor) -> Found | Several | None:
    """The customer the words name, else the first they mention."""
    named = name_customer(text, work=work, actor=actor)
    return named or mentioned_customer(text, work=work, actor=actor)


def _one(hits: list[CustomerHit]) -> Found | Several | None:
    if not hits:
        return None
    only = hits[0]
    if len(hits) > 1 or only.how in _UNSURE:
        return Several(tuple(hits))
    return Found(only.customer_id, only.name, only.start, only.end)
