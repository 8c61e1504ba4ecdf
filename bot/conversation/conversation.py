"""The conversation: who may come in, what is answered, what is kept; never raises."""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Callable, Iterable, Sequence
from typing import TypeGuard

from bot.blocks import said
from bot.conversation import answered, halting
from bot.conversation.buttons import ONCE, Post, say
from bot.conversation.labelled import labels_of, pressed_by
from bot.conversation.memory import memory_from, memory_json
from bot.conversation.messages import Incoming, MenuEntry, Message, Pressed, Reply, Said
from bot.conversation.numbered import picked
from bot.conversation.posting import kept
from bot.conversation.routes import approving
from bot.conversation.routes.escalations import announced
from bot.conversation.subjects import NoteRead, subject_from
from bot.conversation.turn import Office, Turn
from bot.conversation.words import (
    DEAD_BUTTON,
    EDITED,
    FAILED,
    GROUP,
    HALF_DONE,
    NOT_LOGGED,
    STRANGER,
    TOO_LONG,
    UNREADABLE,
    USED_BUTTON,
    menu_for,
    welcome,
)
from bot.results.declined import Declined
from bot.usecases.chat import button_of, memory_of, remember, use_up
from bot.usecases.staff import bind_with_code
from bot.usecases.work import NotRecorded, StoreBusy, Work, working
from knowledge.privacy import place_of
from store.customers import RecordUnreadable

LONGEST_MESSAGE = 4096
"""Characters, as Telegram's longest; what is longer is read by no pattern."""
TRIES = 3
"""How often a turn is begun that another process kept from the store."""
_log = logging.getLogger(__name__)
_COMMAND = re.compile(r"/(?P<name>[A-Za-z_]*)(?P<words>.*)", re.DOTALL)


class Conversation:
    """One channel's conversations. `watch` is told of every error, for tests."""

    def __init__(self, office: Office, *, watch: Callable[[Exception], None] | None = None) -> None:
        self._office = office
        self._watch = watch

    def respond(self, incoming: Incoming) -> Reply:
        """The answer to what was said or pressed.

        All it wrote lasts before it is returned; where it failed the words carry a reference, and
        say whether anything was written. Blocks: call it off the event loop, one chat's turns in
        order. A turn that found the store held, and wrote nothing, is begun anew.
        """
        for _ in range(TRIES - 1):
            try:
                return self._once(incoming)
            except StoreBusy as error:
                _log.warning("turn_waits error=%s", place_of(error.__cause__ or error))
        try:
            return self._once(incoming)
        except StoreBusy as error:
            return self._failed(error, NOT_LOGGED)

    def _once(self, incoming: Incoming) -> Reply:
        """The answer of one try.

        Raises:
            StoreBusy: where another process held the store, and nothing was written.
        """
        work: Work | None = None
        try:
            with working(self._office.desk) as work:
                return self._answer(incoming, work)
        except RecordUnreadable as error:
            return _bare(str(error))
        except NotRecorded as error:
            if isinstance(error, StoreBusy) and not (work is not None and work.kept):
                raise
            return self._failed(error, NOT_LOGGED)
        except Exception as error:  # noqa: BLE001 - the one place no error may pass
            kept = work is not None and work.kept
            return self._failed(error, HALF_DONE if kept else FAILED)

    def _answer(self, incoming: Incoming, work: Work) -> Reply:
        if incoming.group:
            return _bare(GROUP)
        if _starts(incoming):
            return self._start(incoming, work)
        actor = self._office.identify(incoming.chat, work)
        if actor is None:
            return _bare(STRANGER)
        before = memory_of(incoming.chat, work=work)
        passed_on = incoming.forwarded if isinstance(incoming, Said) else None
        memory = memory_from(before)
        turn = Turn(self._office, work, incoming.chat, actor, memory, passed_on)
        posts = [*_posts(turn, incoming), *announced(turn), *approving.announced(turn)]
        posts += answered.announced(turn)
        messages = tuple(kept(turn, posts))
        _show(turn, posts, messages, anew=isinstance(incoming, Said) and not incoming.numbered)
        after = memory_json(turn.memory)
        if after != before:
            remember(incoming.chat, after, work=work)
        return Reply(messages, menu=menu_for(actor.role))

    def _start(self, incoming: Said, work: Work) -> Reply:
        """/start: bind with a code, or greet; a stranger without one is refused."""
        _, code = _command(incoming.text)
        if code:
            bound = bind_with_code(incoming.chat, code.split()[0], work=work)
            if isinstance(bound, Declined):
                return _bare(bound.reason)
            return _bare(f"绑定成功。{welcome(bound)}", menu_for(bound.role))
        actor = self._office.identify(incoming.chat, work)
        if actor is None:
            return _bare(STRANGER)
        return _bare(welcome(actor), menu_for(actor.role))

    def _failed(self, error: Exception, words: str) -> Reply:
        """A sentence with a reference; the log holds the error's kind and place, no content."""
        reference = secrets.token_hex(4)
        cause = error.__cause__ or error
        _log.error("turn_failed reference=%s error=%s", reference, place_of(cause))
        if self._watch is not None:
            self._watch(error)
        message = Message(said(words.format(reference=reference)), confidential=False)
        return Reply((message,), reference=reference)


def _starts(incoming: Incoming) -> TypeGuard[Said]:
    """Whether somebody knocks: /start, typed and not changed afterwards."""
    if not isinstance(incoming, Said) or incoming.edited:
        return False
    return _command(incoming.text)[0] == "start"


def _posts(turn: Turn, incoming: Incoming) -> Sequence[Post]:
    if isinstance(incoming, Pressed):
        return _press(turn, incoming)
    text = incoming.text.strip()
    if incoming.edited:
        return _edited(turn, text)
    if incoming.unreadable or not text:
        return [say(UNREADABLE)]
    if len(text) > LONGEST_MESSAGE:
        return [say(TOO_LONG.format(most=LONGEST_MESSAGE))]
    token = _numbered(turn, text) if incoming.numbered else None
    if token is not None:
        return _press(turn, Pressed(incoming.chat, token))
    name, words = _command(text)
    token = None if name or turn.forwarded is not None else pressed_by(text, turn.memory.labels)
    if token is not None:
        return _press(turn, Pressed(incoming.chat, token))
    return halting.said(turn, name, words if name else text)


def _numbered(turn: Turn, text: str) -> str | None:
    """The button a number stands for among those shown last; None where it is none."""
    shown = turn.memory.shown
    place = picked(text, len(shown))
    return None if place is None else shown[place]


def _show(turn: Turn, posts: Sequence[Post], messages: Sequence[Message], *, anew: bool) -> None:
    """Keep the buttons that words may press: all where they have numbers, else a note's."""
    pressed = [
        message
        for post, message in zip(posts, messages, strict=True)
        if turn.office.numbers_buttons or isinstance(post.subject, NoteRead)
    ]
    turn.show(_tokens_of(pressed), anew=anew or bool(_tokens_of(messages)))
    turn.label(labels_of(messages))


def _tokens_of(messages: Iterable[Message]) -> tuple[str, ...]:
    return tuple(each.token for message in messages for row in message.buttons for each in row)


def _edited(turn: Turn, text: str) -> Sequence[Post]:
    """A changed message is not done again; what a changed command waited for is let go."""
    if _command(text)[0]:
        turn.settle()
    return [say(EDITED)]


def _press(turn: Turn, incoming: Pressed) -> Sequence[Post]:
    button = button_of(incoming.chat, incoming.token, work=turn.work, actor=turn.actor)
    if button is None:
        return [say(DEAD_BUTTON)]
    if button.verb in ONCE and not use_up(button, work=turn.work):
        return [say(USED_BUTTON)]
    return halting.pressed(turn, button.verb, button.argument, subject_from(button.subject))


def _command(text: str) -> tuple[str, str]:
    """A command's name and the words behind it, with or without a space between.

    No name where the text is no command.
    """
    match = _COMMAND.match(text)
    return (match["name"].lower() or "?", match["words"].strip()) if match else ("", text)


def _bare(words: str, menu: tuple[MenuEntry, ...] = ()) -> Reply:
    return Reply((Message(said(words), confidential=False),), menu=menu)
