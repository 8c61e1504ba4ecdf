"""What the bot makes of a message: intent and contents by rule, the customer by the store,
objections by the handbook."""

from __future__ import annotations

from datetime import datetime

from bot.desk import Desk
from bot.results.customers import Found, Several
from bot.results.notes import Message
from bot.understanding import understand
from bot.usecases.find import mentioned_customer
from store.actor import Actor
from store.engine import reading

_LEAST_OBJECTION_SCORE = 0.5


def read_message(
    text: str, *, desk: Desk, actor: Actor, now: datetime, in_hand: str | None
) -> Message:
    """Understand a message; reads, writes nothing. `in_hand` is the chat's current customer."""
    with reading(desk.engine) as session:
        customer = mentioned_customer(session=session, actor=actor, text=text)
    span = _span(customer)
    understood = understand(text, now=now, customer_span=span, in_hand=in_hand is not None)
    return Message(
        text=text,
        intent=understood.intent,
        customer=customer,
        channel=understood.channel,
        follow_up=understood.follow_up,
        objections=_scripts_for(understood.objections, desk),
        needs=understood.needs,
        summary=understood.summary,
        promises=understood.promises,
        purpose=understood.purpose,
    )


def _span(customer: Found | Several | None) -> tuple[int, int] | None:
    if isinstance(customer, Several):
        return customer.hits[0].start, customer.hits[0].end
    return (customer.start, customer.end) if customer else None


def _scripts_for(objections: tuple[str, ...], desk: Desk) -> tuple[str, ...]:
    """The objection scripts the customer's words call for, each once."""
    found: dict[str, None] = {}
    for words in objections:
        hits = desk.handbook.search(words, top=3).hits
        for hit in hits:
            script = desk.handbook.scripts[hit.script_id]
            if script.group == "objection" and hit.score >= _LEAST_OBJECTION_SCORE:
                found.setdefault(hit.script_id)
                break
    return tuple(found)
