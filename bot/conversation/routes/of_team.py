"""Questions on the whole team's customers, which a supervisor's book is already: 全队资产前十."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.conversation.buttons import Post
from bot.conversation.routes import listing
from bot.conversation.turn import Turn
from bot.usecases.book import is_list_question, is_ordered_question
from store.models import Role

_OUR = re.compile(
    "^(?:看看?|查一?下|列一?下|帮我)?(?:我们|咱们|咱|我|整个|全)?(?:这个?)?(?:团队|全队|全组|小组|组里|组内|队里|组|队|部门)"
    "(?:里面?|内|中)?的?(?:客户)?(?:里面?|中)?的?"
)
_OF_ONE = re.compile("^(?P<who>[^,，。的]{2,4}?)名下(?:的客户)?(?:里|中)?(?P<rest>谁.+)$")
_READS = (is_list_question, is_ordered_question)


def in_words(turn: Turn, text: str) -> Sequence[Post] | None:
    """The list asked for; None where the words, without the team, ask for none that is read."""
    if turn.actor.role is not Role.SUPERVISOR or turn.forwarded is not None:
        return None
    for words in _ways(text.strip()):
        if any(asks(words, work=turn.work, actor=turn.actor) for asks in _READS):
            return listing.asked(turn, words)
    return None


def _ways(text: str) -> Sequence[str]:
    """The question as it is put of one's own book; nothing where it names no team."""
    one = _OF_ONE.match(text)
    if one is not None:
        whose, rest = f"{one['who']}名下", one["rest"]
        return f"{whose}{rest.removeprefix('谁')}的客户", f"{whose}{rest}"
    ours = _OUR.match(text)
    rest = text[ours.end() :] if ours is not None else ""
    return (rest, f"{rest}的客户", f"{rest}客户") if len(rest) > 1 else ()
