"""Before any route: what is no sales situation is answered by its stop script.

A note or a text to judge is taken all the same and follows the answer; anything else waits for
another message. Where it is unsure a question with two buttons is asked instead. The customer who
is named, or plainly meant, has a case opened; where it is open who is meant, buttons ask.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.conversation import pressing, routing
from bot.conversation.asked import NoteTold
from bot.conversation.buttons import Offer, Post, Verb, in_rows, say
from bot.conversation.memory import (
    CallTold,
    CaseTold,
    DraftLine,
    EditedText,
    InHand,
    ItemInHand,
    LeaveWhy,
    ReturnWhy,
    ReviewTold,
    TextToCheck,
    UnfitReason,
)
from bot.conversation.routes import (
    asking_leave,
    calls,
    case_words,
    deciding,
    escalations,
    queue_asking,
)
from bot.conversation.routes.note_card import show_buttons, still_waiting, waiting
from bot.conversation.routes.reanswering import words_anew
from bot.conversation.subject import Named, Talk
from bot.conversation.subjects import AskedBefore, StopTold, Subject
from bot.conversation.turn import Turn
from bot.results.customers import Found, Several, Unknown
from bot.results.notes import Message
from bot.understanding.amend import Change, amendment
from bot.understanding.cutting import cut_wanted
from bot.understanding.fields import field_edits
from bot.understanding.leave_words import is_inflow
from bot.usecases.stop import halt, report
from knowledge.stopping import StopEvent
from store.models import Role

Posts = Sequence[Post]
_TEXTS = (EditedText, UnfitReason, DraftLine)
"""What is awaited as words to keep, not as a message."""
_WORDS_ASKED_FOR = (CaseTold, LeaveWhy, ReturnWhy, ReviewTold)
_REVIEWED = (ItemInHand, ReviewTold)
"""An officer's reasons and questions speak of what others told."""
_TAKEN_TOO = frozenset({"log", "check"})
_OF_OFFICES = frozenset({StopEvent.REGULATOR_THREAT, StopEvent.AUTHORITY_INQUIRY})
"""Events whose words a plan may hold without any of them: 书面答复12378, 上报总行."""
_MONEY_IN = frozenset({StopEvent.SCAM_TRANSFER})
"""What money that came in is taken for, though it is no sign of it."""
_DOUBT = "这是不是遇到了：{event}？是的话先停下业务，我给出处置步骤。"
_REPORTED = "已记下：{name}，{at:%m-%d %H:%M} 已报告。"
_HIS = "是{name}的事"
_AS_NOTE = "📝 记成一次沟通"


def said(turn: Turn, name: str, text: str) -> Posts:
    """A message, or a command with its words: halted where it tells of an event, else routed."""
    known = None
    if not name and turn.memory.awaited is None:
        known = escalations.in_words(turn, text) or deciding.in_words(turn, text)
    if known is not None:
        return known
    reading = turn.desk.stops.read(text) if _is_message(turn, text) else None
    if reading is None or not reading.events:
        return _routed(turn, name, text)
    if not name and _OF_OFFICES.issuperset(reading.events) and case_words.is_plan(turn, text):
        return _routed(turn, name, text)
    if _MONEY_IN.issuperset(reading.events) and is_inflow(text):
        return _routed(turn, name, text)
    told = StopTold(name, text, tuple(event.value for event in reading.events))
    if reading.doubted is None:
        return _halted(turn, told)
    awaited = isinstance(turn.memory.awaited, _WORDS_ASKED_FOR)
    if awaited or asking_leave.is_request(text) or words_anew(text) is not None:
        # An expert's answer, a case's progress, a reason may speak of such things; asked about, it
        # is lost. Money that came in is why another tier is asked for.
        return _routed(turn, name, text)
    return [_asked(told, reading.doubted)] if name != "check" else _routed(turn, name, text)


def pressed(turn: Turn, verb: str, argument: str, subject: Subject | None) -> Posts:
    """A button: those below a stop and on a case, else the routes'."""
    match subject:
        case StopTold() if verb == Verb.STOP:
            return _halted(turn, subject)
        case StopTold(command, text) if verb == Verb.NO_STOP:
            return _routed(turn, command, text)
        case StopTold() if verb == Verb.STOP_ABOUT:
            return [_answer(turn, subject, argument)]
        case StopTold() if verb == Verb.REPORTED:
            return _reported(turn, argument, subject)
    if verb in _CASES:
        return _CASES[Verb(verb)](turn, argument)
    return pressing.pressed(turn, verb, argument, subject)


def _is_message(turn: Turn, text: str) -> bool:
    """Whether words tell of something, rather than put a note or the record right."""
    edits = field_edits(text, now=turn.work.now)
    if (edits is not None and not edits.remark) or cut_wanted(text) is not None:
        return False
    if waiting(turn) is not None and isinstance(amendment(text, now=turn.work.now), Change):
        return False
    if turn.actor.role is Role.COMPLIANCE and isinstance(turn.memory.awaited, _REVIEWED):
        return False
    return not isinstance(turn.memory.awaited, _TEXTS)


def _routed(turn: Turn, name: str, text: str) -> Posts:
    return routing.command(turn, name, text) if name else routing.plain(turn, text)


def _asked(told: StopTold, event: StopEvent) -> Post:
    offers = [[Offer("是", Verb.STOP), Offer("不是", Verb.NO_STOP)]]
    return Post(say(_DOUBT.format(event=event.label)).screen, offers, told, confidential=False)


def _halted(turn: Turn, told: StopTold) -> Posts:
    message = calls.read(turn, told.text)
    talk = Talk.TOLD if message.intent == "capture" else Talk.ASKED
    about = turn.whom(message, talk=talk)
    known = about.customer_id if isinstance(about, Found | InHand) else None
    answer = _answer(turn, told, known, maybe=about)
    if _is_taken_too(turn, told, message):
        return [answer, *_routed(turn, told.command, told.text)]
    turn.settle()
    return [answer]


def _is_taken_too(turn: Turn, told: StopTold, message: Message) -> bool:
    """Whether the words are a note or a text to judge beside.

    That a customer died is no talk with him: it is a note where a call or a visit is told of.
    """
    if told.command:
        return told.command in _TAKEN_TOO
    if queue_asking.is_question(told.text):
        return True
    if isinstance(turn.memory.awaited, CallTold | TextToCheck):
        return True
    if StopEvent.CUSTOMER_DEATH in told.events and "channel" not in message.stated:
        return False
    return message.intent in {"capture", "check"}


def _answer(
    turn: Turn, told: StopTold, customer_id: str | None, *, maybe: Named | InHand | None = None
) -> Post:
    """The stop script for a customer, or in general with those who may be meant as buttons."""
    events = [StopEvent(each) for each in told.events]
    shown = halt(told.text, events, work=turn.work, actor=turn.actor, customer_id=customer_id)
    done, sid = shown.result, shown.suggestion_id
    rows = [[Offer("✔ 已报告", Verb.REPORTED, sid), Offer("查看原文", Verb.SOURCES, sid)]]
    if done.record is None:
        rows += in_rows(_who(turn, maybe), width=1)
    else:
        turn.hold(done.record.customer_id, done.record.name, suggestion_id=sid)
        if done.escalation_id is not None:
            rows.append([Offer("✖ 不是这回事", Verb.MISTAKEN, done.escalation_id)])
    return Post(shown.screens["first"], rows, told)


def _who(turn: Turn, maybe: Named | InHand | None) -> list[Offer]:
    """Buttons for those who may be meant: candidates for the name, else the one in hand."""
    if isinstance(maybe, Several):
        return [Offer(_HIS.format(name=h.name), Verb.STOP_ABOUT, h.customer_id) for h in maybe.hits]
    if isinstance(maybe, Unknown):
        return [Offer(_HIS.format(name=h.name), Verb.STOP_ABOUT, h.customer_id) for h in maybe.near]
    held = turn.in_hand
    return [Offer(_HIS.format(name=held.name), Verb.STOP_ABOUT, held.customer_id)] if held else []


def _reported(turn: Turn, suggestion_id: str, told: StopTold) -> Posts:
    """Reported; what was told beside the event may still be kept as a note."""
    report(suggestion_id, work=turn.work, actor=turn.actor)
    words = _REPORTED.format(name=turn.actor.name, at=turn.work.now)
    if turn.in_hand is None or told.command:
        return [say(words)]
    notes = [each for each in still_waiting(turn) if each.said == told.text]
    if notes:
        return [say(words, rows=[show_buttons(notes)])]
    offer = Offer(_AS_NOTE, Verb.REDO, turn.in_hand.customer_id)
    return [Post(say(words).screen, [[offer]], AskedBefore(NoteTold(told.text)))]


_CASES: dict[Verb, Callable[[Turn, str], Posts]] = {
    Verb.MISTAKEN: escalations.mistaken,
    Verb.SEEN: escalations.seen,
    Verb.TAKEN: escalations.taken,
    Verb.CLOSED: escalations.closed,
    Verb.CASES: escalations.more,
}
