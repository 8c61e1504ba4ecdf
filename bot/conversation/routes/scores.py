"""A score a customer gave, told in words or within a note."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks import said
from bot.conversation.buttons import Offer, Post, Verb, say
from bot.conversation.memory import InHand
from bot.conversation.turn import Turn
from bot.results.declined import Declined
from bot.understanding.case_words import Surveyed
from bot.usecases.surveys import record_score

_SCORED = "已记下{name}的评分：{score}分（满分{full}分），连同原话。"
_LOW = "低分已立案并告诉主管：明天这个时候前给客户回话，先说查到什么、谁在办。"
_FINE = "多问一句哪件事做对了，接着做。"


def scored(turn: Turn, customer: InHand, told: Surveyed) -> Sequence[Post]:
    """A score a customer gave, written down with its words; a low one is a case from now on."""
    done = record_score(customer.customer_id, told, work=turn.work, actor=turn.actor)
    if isinstance(done, Declined):
        return [say(done.reason)]
    words = _SCORED.format(name=customer.name, score=done.score, full=done.full)
    if not done.low:
        return [Post(said(words + _FINE))]
    whole = [[Offer("看案件", Verb.CASE, f"case:{done.case_id}")]]
    return [Post(said(words + _LOW), whole)]
