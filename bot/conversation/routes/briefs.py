"""Briefs: find the customer, ask the use case, offer what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.blocks import Screen
from bot.conversation.asked import BriefAsked
from bot.conversation.buttons import Offer, Post, Verb, in_rows, say
from bot.conversation.routes.choosing import (
    NOBODY,
    ask_whom,
    choice,
    for_the_others,
    others_named,
)
from bot.conversation.subjects import AboutCustomer
from bot.conversation.turn import Turn
from bot.render.brief import BLOCKED, FURTHER, SCREENS
from bot.results.customers import Found, Several, Unknown
from bot.results.declined import Declined
from bot.results.notes import Message
from bot.usecases.brief import prepare_brief
from bot.usecases.churn import open_of
from bot.usecases.find import find_customer

_ASK_WHO = "请说出客户的姓名或编号，例如：/brief 王建国"
_WHOM = "要准备哪位客户的简报？请说姓名或编号。"
_BARE_REQUEST = 5
"""A wish for a brief this short names nobody."""


def wanted(turn: Turn, message: Message) -> Sequence[Post]:
    """A brief asked for in words."""
    text = message.text
    if message.customer is None and turn.in_hand and turn.means_in_hand(text):
        return show_brief(turn, turn.in_hand.customer_id, message.purpose, query=text)
    if message.customer is None and len(text) <= _BARE_REQUEST:
        return ask_whom(turn, BriefAsked("", message.purpose), _WHOM)
    if not isinstance(message.customer, Found):
        return brief_for(turn, message.customer, message.purpose, query=text)
    others = others_named(turn, text, besides=message.customer.customer_id)
    purpose = "" if any(each.name in message.purpose for each in others) else message.purpose
    shown = brief_for(turn, message.customer, purpose, query=text)
    return [*shown, *for_the_others(others, BriefAsked(text, purpose))]


def brief_command(turn: Turn, words: str) -> Sequence[Post]:
    """/brief [customer] [purpose]."""
    if not words:
        return show_brief(turn, turn.in_hand.customer_id) if turn.in_hand else [say(_ASK_WHO)]
    found, purpose = find_customer(words, work=turn.work, actor=turn.actor), ""
    first, _, rest = words.partition(" ")
    if found is None and rest:
        found, purpose = find_customer(first, work=turn.work, actor=turn.actor), rest.strip()
    return brief_for(turn, found, purpose, query=f"/brief {words}")


def brief_for(
    turn: Turn, found: Found | Several | Unknown | None, purpose: str = "", *, query: str = ""
) -> Sequence[Post]:
    """A brief for whom was found, a choice among several, or a clear no."""
    if found is None:
        return [say(NOBODY)]
    if not isinstance(found, Found):
        return [choice(turn, found, BriefAsked(query, purpose))]
    return show_brief(turn, found.customer_id, purpose, query=query)


def show_brief(
    turn: Turn, customer_id: str, purpose: str = "", *, query: str = ""
) -> Sequence[Post]:
    """Prepare, record and show a brief."""
    asked = query or purpose or f"/brief {customer_id}"
    shown = prepare_brief(
        customer_id, work=turn.work, actor=turn.actor, purpose=purpose, query=asked
    )
    if isinstance(shown, Declined):
        return [say(shown.reason)]
    open_of(customer_id, work=turn.work, actor=turn.actor)
    record, sid = shown.result.record, shown.suggestion_id
    customer = turn.hold(record.customer_id, record.name, suggestion_id=sid)
    turn.asked(BriefAsked(query, purpose, sid))
    offers = [*_screens_of(shown.screens, SCREENS, sid), Offer("📞 记录", Verb.RECORD, sid)]
    return [Post(shown.screens["first"], in_rows(offers), AboutCustomer(customer))]


def rows_below(name: str, suggestion_id: str, screens: Mapping[str, Screen]) -> list[list[Offer]]:
    """Buttons below a screen of a brief that itself hangs behind a button; most have none."""
    if name == "why":
        further = _screens_of(screens, FURTHER, suggestion_id)
        sources = Offer("查看原文", Verb.SOURCES, suggestion_id)
        return [*in_rows([*further, sources]), *feedback_rows(suggestion_id)]
    if name == "products" and BLOCKED in screens:
        rest = len(screens[BLOCKED][0].lines) - 1
        return [[Offer(f"另有{rest}款不能谈", Verb.SCREEN, f"{suggestion_id}:{BLOCKED}")]]
    return []


def _screens_of(
    screens: Mapping[str, Screen], labels: Mapping[str, str], suggestion_id: str
) -> list[Offer]:
    return [
        Offer(label, Verb.SCREEN, f"{suggestion_id}:{name}")
        for name, label in labels.items()
        if name in screens
    ]


def feedback_rows(suggestion_id: str) -> list[list[Offer]]:
    """What the RM did with it."""
    return [
        [
            Offer("✔ 已使用", Verb.USED, suggestion_id),
            Offer("✎ 改过再用", Verb.EDITED, suggestion_id),
            Offer("✖ 不合适", Verb.UNFIT, suggestion_id),
        ]
    ]
