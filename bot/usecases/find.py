"""From words to a customer, within what the actor may see."""

from __future__ import annotations

from collections.abc import Sequence

from bot.results.customers import Found, Several, Unknown
from bot.usecases.work import Work
from store.actor import Actor
from store.customers import Named, find_customers, find_mentions


def name_customer(text: str, *, work: Work, actor: Actor) -> Found | Several | Unknown | None:
    """The customer a name, id, part, pinyin or phone tail means."""
    return _one(find_customers(session=work.reading, actor=actor, text=text.strip()))


def mentioned_customer(text: str, *, work: Work, actor: Actor) -> Found | Several | Unknown | None:
    """The customer a sentence is about, as far as its names say."""
    return _one(mentioned(find_mentions(session=work.reading, actor=actor, text=text)))


def customers_named(text: str, *, work: Work, actor: Actor) -> tuple[Found, ...]:
    """The customers a sentence names beyond doubt, in its order, each once."""
    names = find_mentions(session=work.reading, actor=actor, text=text)
    found: dict[str, Found] = {}
    for each in map(_one, names):
        if isinstance(each, Found):
            found.setdefault(each.customer_id, each)
    return tuple(found.values())


def find_customer(text: str, *, work: Work, actor: Actor) -> Found | Several | Unknown | None:
    """The customer the words name, else the one they mention."""
    named = name_customer(text, work=work, actor=actor)
    if named is None or (isinstance(named, Unknown) and not named.near):
        return mentioned_customer(text, work=work, actor=actor) or named
    return named


def mentioned(names: Sequence[Named]) -> Named | None:
    """Whom a sentence with these names is about: whom one gets in touch with, else the first.

    A stranger merely spoken of (许丽陪着许国强来的) gives way to a customer.
    """
    called = (name for name in names if name.addressed)
    ours = (name for name in names if name.hits)
    return next(called, None) or next(ours, None) or next(iter(names), None)


def _one(named: Named | None) -> Found | Several | Unknown | None:
    if named is None:
        return None
    hits = named.hits
    if not named.sure:
        parts = len(hits) > 1 and all(hit.how == "part" for hit in hits)
        return Several(hits) if parts else Unknown(named.said, hits, named.start, named.end)
    if len(hits) > 1:
        return Several(hits)
    return Found(hits[0].customer_id, hits[0].name, named.start, named.end)
