"""A warning before the answer, where words plan what a rule forbids and the answer says nothing."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks import plain_text
from bot.conversation.buttons import Post, say
from bot.conversation.turn import Turn
from bot.understanding.buying_off import BUYS_OFF, BUYS_OFF_RULE, buys_off

_WARNED = (
    "⚠ 不能这样做：{because}（规则 {rule}）。要安抚，按投诉流程：核实、给方案、告知客户、报主管。"
)


def with_warning(turn: Turn, text: str, posts: Sequence[Post]) -> Sequence[Post]:
    """The answer, behind a warning where it holds none of its own."""
    if turn.forwarded is not None or not buys_off(text):
        return posts
    if any(BUYS_OFF_RULE in plain_text(each.screen) for each in posts):
        return posts
    return [say(_WARNED.format(because=BUYS_OFF, rule=BUYS_OFF_RULE)), *posts]
