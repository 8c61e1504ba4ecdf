"""To whom a message or a press belongs: commands, what was awaited, intents, verbs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.blocks import Words, bold, line, paragraph, screen
from bot.conversation.buttons import (
    AboutCustomer,
    ComplaintTold,
    NoteRead,
    Post,
    Subject,
    Verb,
    say,
)
from bot.conversation.buttons import Words as Quoted
from bot.conversation.memory import (
    Awaited,
    CallTold,
    DraftLine,
    EditedText,
    InHand,
    NextContact,
    TextToCheck,
    UnfitReason,
    WhoToBrief,
)
from bot.conversation.routes import briefs, calls, checks, complaints, drafts, overview, reviews
from bot.conversation.subject import means_in_hand
from bot.conversation.turn import Turn
from bot.conversation.words import (
    ANEW,
    DEAD_BUTTON,
    HELP,
    NO_COMMAND,
    NO_NUMBER,
    OUT_OF_SCOPE,
)
from bot.results.customers import Several
from bot.results.notes import CallNote, Message
from bot.usecases.find import find_customer, name_customer

_LONGEST_NAME = 20
"""A message this short may be nothing but a customer's name."""
_SHORTEST_TAIL = 4
_BARE_REQUEST = 5
"""A wish for a brief this short names nobody."""

Posts = Sequence[Post]
Command = Callable[[Turn, str], Posts]
Route = Callable[[Turn, Message], Posts]
Press = Callable[[Turn, str], Posts]


def command(turn: Turn, name: str, words: str) -> Posts:
    """A command with the words behind it."""
    if name != "help":
        turn.settle()
    route = _COMMANDS.get(name)
    return route(turn, words) if route is not None else [say(NO_COMMAND)]


def plain(turn: Turn, text: str) -> Posts:
    """A message without a command: what was awaited, else what is understood."""
    awaited = turn.memory.awaited
    if awaited is not None:
        turn.settle()
        return _awaited(turn, awaited, text)
    if text.isdigit() and len(text) < _SHORTEST_TAIL:
        return [say(NO_NUMBER)]
    message = calls.read(turn, text)
    if len(text) <= _LONGEST_NAME and not _names_within(message):
        named = name_customer(text, work=turn.work, actor=turn.actor)
        if named is not None:
            return briefs.brief_for(turn, named, query=text)
    return _ROUTES[message.intent](turn, message)


def _names_within(message: Message) -> bool:
    """Whether a message names a customer and says more than the name."""
    customer = message.customer
    if customer is None:
        return False
    first = customer.hits[0] if isinstance(customer, Several) else customer
    return first.end - first.start < len(message.text)


def pressed(turn: Turn, verb: str, argument: str, subject: Subject | None) -> Posts:
    """A button, by its verb; one of a verb or subject no longer known is dead."""
    match subject:
        case NoteRead(note) if verb in _NOTE_PRESSES:
            return _NOTE_PRESSES[Verb(verb)](turn, note, argument)
        case ComplaintTold() if verb == Verb.COMPLAIN:
            return complaints.note(turn, subject, argument)
        case AboutCustomer(customer) if verb == Verb.RECORD:
            return _record(turn, customer, argument)
    if verb in _CHOICES:
        words = subject.text if isinstance(subject, Quoted) else ""
        return _CHOICES[Verb(verb)](turn, argument, words)
    if verb in _PRESSES:
        return _PRESSES[Verb(verb)](turn, argument)
    return [say(DEAD_BUTTON)]


def _awaited(turn: Turn, awaited: Awaited, text: str) -> Posts:
    match awaited:
        case NextContact():
            return calls.set_next_contact(turn, awaited, text)
        case EditedText(suggestion_id):
            return reviews.write_edited(turn, suggestion_id, text)
        case UnfitReason(suggestion_id):
            return reviews.write_reason(turn, suggestion_id, text)
        case TextToCheck():
            return checks.show_verdict(turn, text)
        case DraftLine(script_id):
            return drafts.edited(turn, script_id, text)
        case WhoToBrief():
            return briefs.brief_for(
                turn, find_customer(text, work=turn.work, actor=turn.actor), query=text
            )
        case CallTold():
            return calls.told(turn, awaited, text)


def _brief(turn: Turn, message: Message) -> Posts:
    if message.customer is None and turn.in_hand and means_in_hand(message.text):
        in_hand = turn.in_hand.customer_id
        return briefs.show_brief(turn, in_hand, message.purpose, query=message.text)
    if message.customer is None and len(message.text) <= _BARE_REQUEST:
        return briefs.ask_whom(turn)
    return briefs.brief_for(turn, message.customer, message.purpose, query=message.text)


def _ask(turn: Turn, message: Message) -> Posts:
    return briefs.show_answer(turn, message.text, briefs.named_customer(message))


def _status(turn: Turn, message: Message) -> Posts:
    if message.customer is None and turn.in_hand and means_in_hand(message.text):
        return overview.show_status(turn, turn.in_hand.customer_id)
    return overview.status_for(turn, message.customer)


def _outside(turn: Turn, message: Message) -> Posts:
    """What no route serves: declined, unless the rules or the handbook have something to say."""
    faulty = turn.desk.rules.check(message.text).findings
    if not faulty and turn.desk.handbook.search(message.text, top=1).abstained:
        return [say(OUT_OF_SCOPE)]
    return _ask(turn, message)


def _cancel(turn: Turn) -> Posts:
    turn.forget()
    return [say(ANEW)]


def _help(turn: Turn) -> Posts:
    lines = [_help_line(each) for each in HELP[turn.actor.role].split("\n")]
    return [Post(screen(paragraph(*lines)), confidential=False)]


def _help_line(text: str) -> Words:
    """Words between double asterisks are bold."""
    before, _, rest = text.partition("**")
    heading, _, after = rest.partition("**")
    return line(before, bold(heading), after)


def _note_about(turn: Turn, customer_id: str, words: str) -> Posts:
    return calls.capture(turn, calls.about(turn, customer_id, words))


def _complaint_about(turn: Turn, customer_id: str, words: str) -> Posts:
    return complaints.told(turn, calls.about(turn, customer_id, words))


def _brief_about(turn: Turn, customer_id: str, words: str) -> Posts:
    return briefs.show_brief(turn, customer_id, words)


def _record(turn: Turn, customer: InHand, suggestion_id: str) -> Posts:
    """Tell of the call that a brief was for, whoever is in hand now."""
    turn.hold(customer.customer_id, customer.name, suggestion_id=suggestion_id)
    return calls.ask_for_note(turn, suggestion_id)


_COMMANDS: dict[str, Command] = {
    "brief": briefs.brief_command,
    "ask": briefs.ask_command,
    "check": checks.check_command,
    "log": calls.log_command,
    "today": lambda turn, _: overview.today_command(turn),
    "list": overview.list_command,
    "status": overview.status_command,
    "team": lambda turn, _: overview.team_command(turn),
    "review": lambda turn, _: reviews.review_command(turn),
    "drafts": lambda turn, _: drafts.drafts_command(turn),
    "cancel": lambda turn, _: _cancel(turn),
    "help": lambda turn, _: _help(turn),
}
_ROUTES: dict[str, Route] = {
    "brief": _brief,
    "ask": _ask,
    "capture": calls.capture,
    "check": lambda turn, message: checks.check_said(turn, message.text),
    "today": lambda turn, _: overview.today_command(turn),
    "list": lambda turn, message: overview.list_command(turn, message.text),
    "complaint": complaints.told,
    "compare": overview.products,
    "product": overview.products,
    "help": lambda turn, _: _help(turn),
    "status": _status,
    "team": lambda turn, _: overview.team_command(turn),
    "review": lambda turn, _: reviews.review_command(turn),
    "out_of_scope": _outside,
}
_CHOICES: dict[Verb, Callable[[Turn, str, str], Posts]] = {
    Verb.BRIEF: _brief_about,
    Verb.NOTE_ABOUT: _note_about,
    Verb.COMPLAINT_ABOUT: _complaint_about,
}
"""Verbs that take up again the words their answer is about."""
_NOTE_PRESSES: dict[Verb, Callable[[Turn, CallNote, str], Posts]] = {
    Verb.NOTE_SAVE: lambda turn, note, _: calls.save(turn, note),
    Verb.NOTE_DROP: lambda turn, note, _: calls.drop(turn, note),
    Verb.NOTE_IN_DAYS: calls.in_days,
    Verb.NOTE_WHEN: lambda turn, note, _: calls.ask_when(turn, note),
    Verb.NOTE_NO_DATE: lambda turn, note, _: calls.no_date(turn, note),
}
_PRESSES: dict[Verb, Press] = {
    Verb.STATUS: overview.show_status,
    Verb.SCREEN: reviews.show_screen,
    Verb.SOURCES: reviews.show_sources,
    Verb.SCRIPT: reviews.show_script,
    Verb.USED: reviews.mark_used,
    Verb.EDITED: reviews.ask_edited,
    Verb.UNFIT: reviews.ask_reason,
    Verb.REASON: reviews.reason_chosen,
    Verb.NOTE_UNDO: calls.undo,
    Verb.SOLVED: complaints.solved,
    Verb.DONE: overview.done,
    Verb.NOT_DONE: overview.not_done,
    Verb.REWRITE: checks.take_rewrite,
    Verb.EVIDENCE: reviews.show_evidence,
    Verb.AS_SHOWN: reviews.show_as_shown,
    Verb.OLDER: reviews.show_page,
    Verb.LIST: overview.show_list,
    Verb.DRAFT: drafts.show_draft,
    Verb.APPROVE: drafts.approve,
    Verb.REJECT: drafts.reject,
}
