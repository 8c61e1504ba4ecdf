"""From words to a customer, within what the actor may see."""

from __future__ import annotations

from bot.results.customers import Found, Several, Unknown
from bot.usecases.work import Work
from store.actor import Actor
from store.customers import CustomerHit, find_customers, find_mentions

_UNSURE = frozenset({"homophone", "near"})
"""Matches that may be somebody else: never taken, but offered."""


def name_customer(text: str, *, work: Work, actor: Actor) -> Found | Several | Unknown | None:
    """The customer a name, id, part, pinyin or phone tail means."""
    asked = text.strip()
    return _one(find_customers(session=work.reading, actor=actor, text=asked), asked)


def mentioned_customer(text: str, *, work: Work, actor: Actor) -> Found | Several | Unknown | None:
    """The first customer a sentence mentions."""
    hits = find_mentions(session=work.reading, actor=actor, text=text)
    first = min((hit.start for hit in hits), default=0)
    return _one([hit for hit in hits if hit.start == first], text)


def find_customer(text: str, *, work: Work, actor: Actor) -> Found | Several | Unknown | None:
    """The customer the words name, else the first they mention."""
    named = name_customer(text, work=work, actor=actor)
    return named or mentioned_customer(text, work=work, actor=actor)


def _one(hits: list[CustomerHit], text: str) -> Found | Several | Unknown | None:
    if not hits:
        return None
    first = hits[0]
    if first.how in _UNSURE:
        return Unknown(text[first.start : first.end], tuple(hits), first.start, first.end)
    if len(hits) > 1:
        return Several(tuple(hits))
    return Found(first.customer_id, first.name, first.start, first.end)
