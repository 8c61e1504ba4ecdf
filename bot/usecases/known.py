"""A customer known by id: whether the actor may (still) see them, and their name."""

from __future__ import annotations

from bot.usecases.work import Work
from store.actor import Actor
from store.customers import customer_names


def name_of(customer_id: str, *, work: Work, actor: Actor) -> str | None:
    """The customer's name; None for one who is not, or no longer, the actor's to see."""
    names = customer_names(session=work.reading, actor=actor, customer_ids=[customer_id])
    return names.get(customer_id)
