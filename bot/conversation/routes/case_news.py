"""What somebody must hear of a case, told unasked."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.buttons import Offer, Post, Verb
from bot.conversation.turn import Turn
from bot.render.cases import news_screen
from bot.results.notices import DueNotice, Outdated
from bot.usecases.case_file import news_of

_GONE = Outdated("已撤销，或客户已转出")


def told(turn: Turn, notice: DueNotice) -> Sequence[Post] | Outdated:
    """A step in a case, with the way to the case; none where it no longer stands."""
    news = news_of(notice.named("step_id"), work=turn.work, actor=turn.actor)
    if news is None:
        return _GONE
    whole = Offer("看案件", Verb.CASE, f"show:{news.customer_id}")
    return [Post(news_screen(news, zone=turn.zone), [[whole]])]
