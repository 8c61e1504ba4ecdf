"""/web: a one-time code that opens the page in a browser."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks import Span, Style, line, paragraph, screen
from bot.conversation.buttons import Post, say
from bot.conversation.messages import WEB
from bot.conversation.turn import Turn
from bot.results.declined import Declined
from bot.usecases.page import offer_page_code

_THERE = "您已经在网页里了。"


def web_command(turn: Turn) -> Sequence[Post]:
    """A code and the address to use it at; none for who is at the page already."""
    if turn.chat.startswith(f"{WEB}:"):
        return [say(_THERE)]
    code = offer_page_code(turn.actor.staff_id, by=turn.actor.staff_id, work=turn.work)
    if isinstance(code, Declined):
        return [say(code.reason)]
    url = f"{turn.office.workshop.settings.page_url}/login"
    return [
        Post(
            screen(
                paragraph(
                    line("网页登录码：", Span(code, Style.COPY)),
                    "10分钟内有效，只能用一次，不要转给别人。",
                ),
                paragraph(f"打开 {url}#{code}", f"或打开 {url} 输入登录码。"),
            )
        )
    ]
