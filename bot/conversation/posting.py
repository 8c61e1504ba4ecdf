"""Posts as the messages a channel shows: their buttons kept in the store under tokens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.conversation.buttons import Offer, Post
from bot.conversation.messages import Button, Message
from bot.conversation.subjects import Subject, subject_json
from bot.conversation.turn import Turn
from bot.usecases.chat import keep_buttons


def kept(turn: Turn, posts: Iterable[Post]) -> Iterator[Message]:
    """The posts as messages, their buttons kept in the store."""
    for post in posts:
        rows = [row for row in post.rows if row]
        tokens = iter(_tokens(turn, [offer for row in rows for offer in row], post.subject))
        buttons = tuple(tuple(Button(o.label, next(tokens)) for o in row) for row in rows)
        yield Message(post.screen, buttons, post.confidential, post.attached)


def _tokens(turn: Turn, offers: Sequence[Offer], subject: Subject) -> list[str]:
    if not offers:
        return []
    acts = [(offer.verb.value, offer.argument) for offer in offers]
    return keep_buttons(turn.chat, acts, subject_json(subject), work=turn.work, actor=turn.actor)
