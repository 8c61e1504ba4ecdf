"""What the bot makes of a message: intent and contents by rule, the customer by the store,
objections by the handbook."""

from __future__ import annotations

from bot.results.customers import Found, Several, Unknown
from bot.results.notes import Message
from bot.understanding import understand
from bot.usecases.find import mentioned_customer
from bot.usecases.work import Work
from knowledge.retrieval import Handbook
from store.actor import Actor
from store.models import Channel

_LEAST_OBJECTION_SCORE = 0.5


def read_message(text: str, *, work: Work, actor: Actor, in_hand: bool) -> Message:
    """Understand a message; reads, writes nothing. `in_hand`: the chat speaks of a customer."""
    customer = mentioned_customer(text, work=work, actor=actor)
    understood = understand(text, now=work.now, customer_span=_span(customer), in_hand=in_hand)
    return Message(
        text=text,
        intent=understood.intent,
        customer=customer,
        channel=Channel(understood.channel),
        follow_up=understood.follow_up,
        objections=_scripts_for(understood.objections, work.desk.handbook),
        needs=understood.needs,
        summary=understood.summary,
        promises=understood.promises,
        purpose=understood.purpose,
    )


def _span(customer: Found | Several | Unknown | None) -> tuple[int, int] | None:
    if isinstance(customer, Several):
        return customer.hits[0].start, customer.hits[0].end
    return (customer.start, customer.end) if customer else None


def _scripts_for(objections: tuple[str, ...], handbook: Handbook) -> tuple[str, ...]:
    """The objection scripts the customer's words call for, each once."""
    found: dict[str, None] = {}
    for words in objections:
        for hit in handbook.search(words, top=3).hits:
            script = handbook.scripts[hit.script_id]
            if script.group == "objection" and hit.score >= _LEAST_OBJECTION_SCORE:
                found.setdefault(hit.script_id)
                break
    return tuple(found)
