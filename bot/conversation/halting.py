"""Before any route: what is no sales situation is answered by its stop script.

A note or a text to judge is taken all the same and follows the answer; anything else waits for
another message. Where it is unsure a question with two buttons is asked instead.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation import routing
from bot.conversation.buttons import Offer, Post, StopTold, Subject, Verb, say
from bot.conversation.memory import (
    CallTold,
    DraftLine,
    EditedText,
    InHand,
    TextToCheck,
    UnfitReason,
)
from bot.conversation.routes import calls
from bot.conversation.subject import Talk
from bot.conversation.turn import Turn
from bot.results.customers import Found
from bot.results.notes import Message
from bot.usecases.stop import halt, report
from knowledge.stopping import StopEvent

Posts = Sequence[Post]
_TEXTS = (EditedText, UnfitReason, DraftLine)
"""What is awaited as words to keep, not as a message."""
_TAKEN_TOO = frozenset({"log", "check"})
_DOUBT = "这是不是遇到了：{event}？是的话先停下业务，我给出处置步骤。"
_REPORTED = "已记下：{name}，{at:%m-%d %H:%M} 已报告。"


def said(turn: Turn, name: str, text: str) -> Posts:
    """A message, or a command with its words: halted where it tells of an event, else routed."""
    reading = turn.desk.stops.read(text) if _is_message(turn) else None
    if reading is None or not reading.events:
        return _routed(turn, name, text)
    if reading.doubted is not None:
        return (
            [_asked(reading.doubted, name, text)] if name != "check" else _routed(turn, name, text)
        )
    return _halted(turn, StopTold(name, text), reading.events)


def pressed(turn: Turn, verb: str, argument: str, subject: Subject | None) -> Posts:
    """A button: those below a stop, else the routes'."""
    match subject:
        case StopTold() if verb == Verb.STOP:
            return _halted(turn, subject, (StopEvent(argument),))
        case StopTold(name, text) if verb == Verb.NO_STOP:
            return _routed(turn, name, text)
    if verb == Verb.REPORTED:
        return _report(turn, argument)
    return routing.pressed(turn, verb, argument, subject)


def _is_message(turn: Turn) -> bool:
    return not isinstance(turn.memory.awaited, _TEXTS)


def _routed(turn: Turn, name: str, text: str) -> Posts:
    return routing.command(turn, name, text) if name else routing.plain(turn, text)


def _asked(event: StopEvent, name: str, text: str) -> Post:
    yes, no = Offer("是", Verb.STOP, event.value), Offer("不是", Verb.NO_STOP)
    post = say(_DOUBT.format(event=event.label))
    return Post(post.screen, [[yes, no]], StopTold(name, text), confidential=False)


def _halted(turn: Turn, told: StopTold, events: tuple[StopEvent, ...]) -> Posts:
    message = calls.read(turn, told.text)
    answer = _answer(turn, message, events)
    if _is_taken_too(turn, told.command, message):
        return [answer, *_routed(turn, told.command, told.text)]
    turn.settle()
    return [answer]


def _is_taken_too(turn: Turn, name: str, message: Message) -> bool:
    """Whether the words are a note or a text to judge beside."""
    if name:
        return name in _TAKEN_TOO
    awaited = turn.memory.awaited
    return isinstance(awaited, CallTold | TextToCheck) or message.intent in {"capture", "check"}


def _answer(turn: Turn, message: Message, events: tuple[StopEvent, ...]) -> Post:
    shown = halt(
        message.text, events, work=turn.work, actor=turn.actor, customer_id=_about(turn, message)
    )
    record, sid = shown.result.record, shown.suggestion_id
    if record is not None:
        turn.hold(record.customer_id, record.name, suggestion_id=sid)
    buttons = [Offer("✔ 已报告", Verb.REPORTED, sid), Offer("查看原文", Verb.SOURCES, sid)]
    return Post(shown.screens["first"], [buttons])


def _about(turn: Turn, message: Message) -> str | None:
    """The customer named, or the one in hand where the words plainly mean him."""
    talk = Talk.TOLD if message.intent == "capture" else Talk.ASKED
    about = turn.whom(message, talk=talk)
    return about.customer_id if isinstance(about, Found | InHand) else None


def _report(turn: Turn, suggestion_id: str) -> Posts:
    report(suggestion_id, work=turn.work, actor=turn.actor)
    return [say(_REPORTED.format(name=turn.actor.name, at=turn.work.now))]
