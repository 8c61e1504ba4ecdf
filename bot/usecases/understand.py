"""What the bot makes of a message: intent and contents by rule, the customer by the store,
objections by the handbook."""

from __future__ import annotations

import dataclasses

from bot.results.customers import Found, Several, Unknown
from bot.results.notes import Message
from bot.understanding import Understanding, understand
from bot.understanding.contents import SCRIPT_OF
from bot.understanding.parting import Parting, parting, pieces, told_of_each
from bot.usecases.find import customers_named, mentioned_customer
from bot.usecases.work import Work
from knowledge.retrieval import Handbook
from store.actor import Actor
from store.models import Channel, ComplaintSize

_LEAST_OBJECTION_SCORE = 0.5
Named = Found | Several | Unknown


def read_message(
    text: str, *, work: Work, actor: Actor, in_hand: bool, meant: str | None = None
) -> Message:
    """Understand a message; reads, writes nothing.

    `in_hand`: the chat speaks of a customer; `meant` is the intent where it is known.
    """
    customer = mentioned_customer(text, work=work, actor=actor)
    span = _span(customer)
    understood = understand(text, now=work.now, customer_span=span, in_hand=in_hand, meant=meant)
    return _message(text, customer, understood, work.desk.handbook)


def read_account(text: str, *, work: Work, actor: Actor) -> Message:
    """Understand words as an account of a call, whatever they look like."""
    return read_message(text, work=work, actor=actor, in_hand=True, meant="capture")


def read_each(text: str, *, work: Work, actor: Actor) -> tuple[Message, ...]:
    """A note on several customers, as a message a customer; none where it is about one.

    Where it does not say who did what, each has the whole of it.
    """
    named = customers_named(text, work=work, actor=actor)
    places = [(each.start, each.end) for each in named]
    way = parting(text, places)
    if way is Parting.FIRST:
        return ()
    if way is Parting.APART:
        return tuple(read_account(w, work=work, actor=actor) for w in pieces(text, places))
    each_own = (read_account(w, work=work, actor=actor) for w in told_of_each(text, places))
    return tuple(
        dataclasses.replace(told, customer=who) for told, who in zip(each_own, named, strict=True)
    )


def _message(
    text: str, customer: Named | None, understood: Understanding, handbook: Handbook
) -> Message:
    level = understood.complaint
    return Message(
        text=text,
        intent=understood.intent,
        customer=customer,
        channel=Channel(understood.channel),
        took_place=understood.took_place,
        follow_up=understood.follow_up,
        objections=_scripts_for(understood, handbook),
        needs=understood.needs,
        summary=understood.summary,
        promises=understood.promises,
        complaint=ComplaintSize(level) if level else None,
        opt_out=understood.opt_out,
        purpose=understood.purpose,
        torn=understood.torn,
        stated=understood.stated,
        sure=understood.sure,
        alternatives=understood.alternatives,
        second=understood.second,
    )


def _span(customer: Named | None) -> tuple[int, int] | None:
    if isinstance(customer, Several):
        return customer.hits[0].start, customer.hits[0].end
    return (customer.start, customer.end) if customer else None


def _scripts_for(understood: Understanding, handbook: Handbook) -> tuple[str, ...]:
    """The scripts that answer what is objected to: by its kind in a note, else by the words."""
    if understood.kinds:
        return tuple(SCRIPT_OF[kind] for kind in understood.kinds)
    found: dict[str, None] = {}
    for words in understood.objections:
        for hit in handbook.search(words, top=3).hits:
            script = handbook.scripts[hit.script_id]
            if script.group == "objection" and hit.score >= _LEAST_OBJECTION_SCORE:
                found.setdefault(hit.script_id)
                break
    return tuple(found)
