"""What came of a matter of the speaker's, told beside his next answer on a day off or at night."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from bot.conversation.buttons import Post
from bot.conversation.noticed import posts_of
from bot.conversation.turn import Turn
from bot.results.notices import DueNotice, Outdated
from bot.usecases.notices import drop, failed, news_in_quiet, sent
from knowledge.privacy import place_of

_log = logging.getLogger(__name__)


def announced(turn: Turn) -> Sequence[Post]:
    """Who speaks is disturbed by nothing: his news need not wait for the next working morning.

    The chat goes on about whom it spoke of before.
    """
    due = news_in_quiet(who=turn.chat, chat=turn.chat, work=turn.work, actor=turn.actor)
    return [post for each in due for post in _told(turn, each)]


def _told(turn: Turn, notice: DueNotice) -> Sequence[Post]:
    before = turn.memory
    try:
        posts = posts_of(turn, notice)
    except (LookupError, ValueError) as error:
        _log.error("notice_failed at=%s error=%s", notice.kind, place_of(error))
        failed(notice.key, who=turn.chat, work=turn.work)
        return []
    finally:
        turn.memory = before
    if isinstance(posts, Outdated):
        drop(notice.key, why=posts.why, work=turn.work)
        return []
    sent(notice.key, who=turn.chat, work=turn.work)
    return posts
