"""The chat in the browser: the conversation of Telegram and the terminal, its answers as HTML."""

from __future__ import annotations

import mimetypes
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import PlainTextResponse, Response

from bot.conversation.messages import Pressed, Said
from bot.conversation.progress import telling
from bot.conversation.words import menu_for, welcome
from bot.usecases.page import posted_file, posts_of, put_posts
from bot.web.entry import seen_other
from bot.web.pages import bare, page, part
from bot.web.posts import Content, contents_of, label_of, own, shown

if TYPE_CHECKING:
    from bot.conversation.messages import Incoming
    from bot.web.house import Visit

_HERE = "web"
"""The command that leads to where one is."""
_AT_THE_END = "/chat#end"
_PRESSED = "▸ {label}"
_A_BUTTON = "按钮"
_NO_FILE = "这个文件不在了：对话里的文件只留一天。"


def show(visit: Visit) -> Response:
    """The chat as it stands; `text` of the query is put into the box, not sent."""
    posts = [shown(each) for each in posts_of(visit.chat, work=visit.work)]
    return page(
        visit,
        "chat.html",
        title="对话",
        posts=posts,
        after=posts[-1].number if posts else 0,
        welcome=welcome(visit.actor),
        menu=[each for each in menu_for(visit.actor.role) if each.command != _HERE],
        text=visit.asked("text"),
    )


def say(visit: Visit) -> Response:
    """Words typed, or a command chosen."""
    words = visit.form.get("text", "").strip()
    if not words:
        return _answered(visit)
    return _turn(visit, Said(visit.chat, words), own(words))


def press(visit: Visit) -> Response:
    """A button pressed."""
    token = visit.form.get("token", "")
    label = label_of(token, posts_of(visit.chat, work=visit.work)) or _A_BUTTON
    return _turn(visit, Pressed(visit.chat, token), own(_PRESSED.format(label=label)))


def newer(visit: Visit) -> Response:
    """What came behind the last message the browser has."""
    return _answered(visit)


def begun(visit: Visit) -> Response:
    """What it is that takes long, while an answer is waited for."""
    return PlainTextResponse(visit.house.begun.get(visit.chat, ""))


def file(visit: Visit) -> Response:
    """A picture or document of the visitor's own chat."""
    found = posted_file(visit.chat, visit.named("file_id"), work=visit.work)
    if found is None:
        return bare("wrong.html", title="没有这个文件", words=_NO_FILE, status=404)
    kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
    where = "inline" if found.picture else "attachment"
    named = f"{where}; filename*=UTF-8''{quote(found.name)}"
    return Response(found.content, media_type=kind, headers={"content-disposition": named})


def _turn(visit: Visit, incoming: Incoming, asked: Content) -> Response:
    """One turn: answered and kept by the conversation, then put into the chat.

    The turns of one chat go in order; the visit's own read is let go first.
    """
    house, chat, work = visit.house, visit.chat, visit.work
    work.rest()
    with house.turns[chat]:
        try:
            with telling(lambda words: house.begun.update({chat: words})):
                reply = house.conversation.respond(incoming)
        finally:
            house.begun.pop(chat, None)
        put_posts(chat, [asked, *contents_of(reply, chat, work=work)], work=work)
        work.commit()
    return _answered(visit)


def _answered(visit: Visit) -> Response:
    """The messages the browser has not, or the whole page anew where it asks for no part."""
    if not visit.partly:
        return seen_other(_AT_THE_END)
    sent = visit.form.get("after") or visit.asked("after")
    after = int(sent) if sent.isdecimal() and sent.isascii() else 0
    posts = [shown(each) for each in posts_of(visit.chat, work=visit.work, after=after)]
    last = posts[-1].number if posts else after
    return part(visit, "chat_newer.html", posts=posts, after=last)
