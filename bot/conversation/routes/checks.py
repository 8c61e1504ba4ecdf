"""Is this fit to send: the verdict with the marked passage, and a rewrite to take."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.blocks import Span, Style, paragraph, screen
from bot.conversation.asked import CheckAsked
from bot.conversation.buttons import Offer, Post, Verb, say
from bot.conversation.memory import InHand, TextToCheck
from bot.conversation.turn import Turn
from bot.results.customers import Found
from bot.usecases.check import asks_for_a_breach, check_text, rewrite_of
from bot.usecases.find import mentioned_customer
from store.models import Role

_PASTE = "请把要发给客户的话贴在下一条消息里。"
_GONE = "这段改写已经不在了，请重新送审一次。"
_QUOTES = (("“", "”"), ("「", "」"), ('"', '"'))
_TEXT_ALONE = re.compile("^[^，,。]{1,8}(?:您好|你好|早|[，,])[^吗？?]{6,}", re.S)
"""A greeting and what follows: the text itself, not a request about one."""
_MARKS = ("：", ":", "\n")


def check_command(turn: Turn, words: str) -> Sequence[Post]:
    """/check text; without one the next message is judged."""
    return judge(turn, words) if words else ask_for_text(turn)


def ask_for_text(turn: Turn) -> Sequence[Post]:
    """The next message is a text to judge."""
    turn.wait(TextToCheck())
    return [say(_PASTE)]


def check_said(turn: Turn, text: str) -> Sequence[Post]:
    """Judge what a request quotes; ask for the text where it quotes nothing and asks no rule."""
    quoted = _quoted(text)
    if quoted or asks_for_a_breach(text, rules=turn.desk.rules):
        return judge(turn, quoted or text)
    if _TEXT_ALONE.search(text) and turn.desk.rules.check_as_given(text)[1] == "customer":
        return judge(turn, text)
    return ask_for_text(turn)


def judge(turn: Turn, text: str) -> Sequence[Post]:
    """Judge a text; it is filed under the customer it names, if it names one."""
    named = mentioned_customer(text, work=turn.work, actor=turn.actor)
    who = InHand(named.customer_id, named.name) if isinstance(named, Found) else None
    return show_verdict(turn, text, who)


def show_verdict(turn: Turn, text: str, customer: InHand | None) -> Sequence[Post]:
    """Judge a text meant for a customer, if for one; record it, show the verdict."""
    turn.asked(CheckAsked(text))
    about = customer.customer_id if customer is not None else None
    shown = check_text(text, work=turn.work, actor=turn.actor, customer_id=about)
    found = shown.result.verdict.findings
    offers = [Offer("采用改写", Verb.REWRITE, shown.suggestion_id)] if shown.result.rewrite else []
    if found and turn.actor.role in (Role.RM, Role.SUPERVISOR):
        offers.append(Offer("问合规", Verb.REVIEW, f"question:{shown.suggestion_id}"))
    return [Post(shown.screens["first"], [offers] if offers else ())]


def take_rewrite(turn: Turn, suggestion_id: str) -> Sequence[Post]:
    """The rewrite alone, ready to copy."""
    rewrite = rewrite_of(suggestion_id, work=turn.work, actor=turn.actor)
    if not rewrite:
        return [say(_GONE)]
    return [Post(screen(paragraph(Span(rewrite, Style.COPY))), confidential=False)]


def _quoted(text: str) -> str:
    """What stands within the quotation marks or behind the colon of a request to check."""
    for opening, closing in _QUOTES:
        start, end = text.find(opening), text.rfind(closing)
        if 0 <= start < end:
            return text[start + 1 : end].strip()
    marks = [at for at in map(text.find, _MARKS) if at >= 0]
    return text[min(marks) + 1 :].strip() if marks else ""
