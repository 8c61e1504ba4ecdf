"""Words passed on from somebody: whose they are is asked, never taken for the one in hand's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.blocks import said
from bot.conversation.asked import ComplaintSaid, Question
from bot.conversation.buttons import Offer, Post, Verb, in_rows
from bot.conversation.memory import WhoIsMeant
from bot.conversation.routes.calls import read
from bot.conversation.routes.choosing import IN_GENERAL
from bot.conversation.subjects import AskedBefore
from bot.conversation.turn import Turn
from bot.results.customers import Found, Several
from bot.usecases.find import name_customer

_WHOSE = "这是转发来的话，是哪位客户说的？请点选，或写姓名。"


def whose_words(turn: Turn, text: str, sender: str) -> Sequence[Post]:
    """Ask whose words these are: the sender, if a customer is called so, the one in hand."""
    complains = read(turn, text).intent == "complaint"
    asked = ComplaintSaid(text) if complains else Question(text)
    names = dict(_candidates(turn, sender))
    offers = [Offer(name, Verb.REDO, customer_id) for customer_id, name in names.items()]
    offers.append(Offer(IN_GENERAL, Verb.REDO))
    turn.asked(asked)
    turn.digress()
    turn.wait(WhoIsMeant(asked))
    return [Post(said(_WHOSE), in_rows(offers, width=1), AskedBefore(asked))]


def _candidates(turn: Turn, sender: str) -> Iterator[tuple[str, str]]:
    named = name_customer(sender, work=turn.work, actor=turn.actor) if sender else None
    if isinstance(named, Found):
        yield named.customer_id, named.name
    elif named is not None:
        for hit in named.hits if isinstance(named, Several) else named.near:
            yield hit.customer_id, hit.name
    if turn.in_hand is not None:
        yield turn.in_hand.customer_id, turn.in_hand.name
