"""A conversation's own keeping: what a chat remembers, and what stands behind its buttons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.usecases.work import Work
from store import chats
from store.actor import Actor
from store.chats import KeptButton


def memory_of(chat: str, *, work: Work) -> dict[str, Any]:
    """What the chat remembers; empty for one that never spoke."""
    return chats.memory_of(session=work.reading, chat_id=chat)


def remember(chat: str, content: Mapping[str, Any], *, work: Work) -> None:
    """Put another memory in the place of the former one."""
    chats.remember(session=work.writing, chat_id=chat, content=content, at=work.now)


def keep_buttons(
    chat: str,
    buttons: Sequence[tuple[str, str]],
    subject: Mapping[str, Any],
    *,
    work: Work,
    actor: Actor,
) -> list[str]:
    """Keep an answer's buttons (verb, argument) with what they are about; a token for each."""
    return chats.keep_buttons(
        session=work.writing,
        chat_id=chat,
        staff_id=actor.staff_id,
        buttons=buttons,
        subject=subject,
        at=work.now,
    )


def button_of(chat: str, token: str, *, work: Work, actor: Actor) -> KeptButton | None:
    """What a token stands for; None where it was not given out in this chat to this person."""
    button = chats.button_of(session=work.reading, chat_id=chat, token=token)
    return button if button is not None and button.staff_id == actor.staff_id else None


def use_up(button: KeptButton, *, work: Work) -> bool:
    """Mark a button as used; False where it was already, whoever was quicker."""
    return chats.use_up(session=work.writing, button=button)
