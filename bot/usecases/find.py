"""From words to a customer, within what the actor may see."""

from __future__ import annotations

from sqlmodel import Session

from bot.results.customers import Found, Several
from store.actor import Actor
from store.customers import CustomerHit, find_customers, find_mentions

_UNSURE = frozenset({"homophone", "near"})
"""Matches that may be somebody else: the asker confirms them."""


def name_customer(*, session: Session, actor: Actor, text: str) -> Found | Several | None:
    """The customer a name, id, part, pinyin or phone tail means."""
    return _one(find_customers(session=session, actor=actor, text=text.strip()))


def mentioned_customer(*, session: Session, actor: Actor, text: str) -> Found | Several | None:
    """The first customer a sentence mentions."""
    hits = find_mentions(session=session, actor=actor, text=text)
    if not hits:
        return None
    first = min(hit.start for hit in hits)
    return _one([hit for hit in hits if hit.start == first])


def _one(hits: list[CustomerHit]) -> Found | Several | None:
    if not hits:
        return None
    only = hits[0]
    if len(hits) > 1 or only.how in _UNSURE:
        return Several(tuple(hits))
    return Found(only.customer_id, only.name, only.start, only.end)
