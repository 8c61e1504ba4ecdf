"""A chat's messages as the page keeps and shows them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.blocks import Screen, from_json, to_json
from bot.conversation.messages import Message, Reply
from bot.usecases.capture import covered
from bot.usecases.page import Posted, put_file
from bot.usecases.work import Work

Content = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file behind a message, by the id it is fetched with."""

    file_id: str
    name: str
    picture: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as a template shows it: the visitor's own `words`, or the bot's screen."""

    number: int
    at: datetime
    words: str
    screen: Screen
    rows: tuple[tuple[tuple[str, str], ...], ...]
    files: tuple[ShownFile, ...]


def own(words: str) -> Content:
    """What the visitor typed or pressed; numbers of persons covered, as the chat's memory is."""
    return {"own": covered(words)}


def contents_of(reply: Reply, chat: str, *, work: Work) -> Iterator[Content]:
    """The bot's answer, its files kept beside."""
    for message in reply.messages:
        yield _content(message, chat, work)


def shown(posted: Posted) -> Shown:
    """A kept message as it is shown."""
    content = posted.content
    return Shown(
        posted.number,
        posted.at,
        content.get("own", ""),
        from_json(content.get("screen", [])),
        tuple(tuple((label, token) for label, token in row) for row in content.get("rows", [])),
        tuple(ShownFile(*each) for each in content.get("files", [])),
    )


def label_of(token: str, posts: list[Posted]) -> str:
    """The label of a button by its token; empty for one that stands nowhere."""
    for each in reversed(posts):
        for row in each.content.get("rows", []):
            for label, named in row:
                if named == token:
                    return str(label)
    return ""


def _content(message: Message, chat: str, work: Work) -> Content:
    return {
        "screen": to_json(message.screen),
        "rows": [[[each.label, each.token] for each in row] for row in message.buttons],
        "files": [
            [put_file(chat, each, work=work), each.name, each.picture] for each in message.attached
        ],
    }
