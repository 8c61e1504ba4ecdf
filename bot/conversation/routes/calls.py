"""Recording a call: the RM's words and the next date, read back, confirmed, written, undone."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.conversation.buttons import NoteRead, Offer, Post, Rows, Verb, say
from bot.conversation.memory import CallTold, InHand, NextContact
from bot.conversation.routes.briefs import choice
from bot.conversation.subject import names_somebody
from bot.conversation.turn import Turn
from bot.render.capture import note_screen, saved_screen
from bot.results.customers import Found, Several, Unknown
from bot.results.declined import Declined
from bot.results.notes import CallNote, Message
from bot.understanding import parse_when
from bot.usecases.capture import read_note, save_note, take_back, with_follow_up
from bot.usecases.find import find_customer
from bot.usecases.understand import read_message

_TELL = (
    "请用一两句话说说刚才沟通的情况和下次联系的时间，例如：电话里说年底前要用钱，下周三下午再联系。"
)
_WHO = "请先说是哪位客户，例如：刚和王建国通完电话，他说……"
_UNKNOWN = "没有找到这位客户，或不在您的名下，所以没有记录。请核对姓名，或写客户编号再说一遍。"
_NOT_A_DATE = "没看懂这个时间，请换个说法，例如：下周三下午三点，或 2026-12-01。"
_NOT_WAITING = "没有等着确认的记录：这条已经放弃，没有写入。要记录请再说一遍。"
_DROPPED = "好的，没有记录。"
_UNDONE = "已撤销这条记录和它的跟进。"
_NOT_UNDONE = "这条记录已经撤销过，或不在这个对话里。"
_WHEN = "下次什么时候联系？例如：下周三下午三点。"
_DAYS = (("明天", "1"), ("三天后", "3"), ("一周后", "7"))


def log_command(turn: Turn, words: str) -> Sequence[Post]:
    """/log [what happened]."""
    if words:
        return capture(turn, read(turn, words))
    return ask_for_note(turn, turn.memory.suggestion_id)


def ask_for_note(turn: Turn, suggestion_id: str | None) -> Sequence[Post]:
    """The next message is the RM's account of the call with the customer in hand."""
    if turn.in_hand is None:
        return [say(_WHO)]
    turn.wait(CallTold(turn.in_hand, suggestion_id))
    return [say(_TELL)]


def told(turn: Turn, awaited: CallTold, text: str) -> Sequence[Post]:
    """The account that was waited for: about its customer, unless it names another."""
    message = read(turn, text)
    if message.customer is None and not names_somebody(text):
        turn.hold(awaited.customer.customer_id, awaited.customer.name)
        return [read_back(turn, message, awaited.customer, awaited.suggestion_id)]
    return capture(turn, message)


def capture(turn: Turn, message: Message) -> Sequence[Post]:
    """Read a note back, with buttons to confirm, to set the date, or to drop it."""
    if isinstance(message.customer, Unknown) and not message.customer.near:
        return [say(_UNKNOWN)]
    if isinstance(message.customer, Several | Unknown):
        turn.release()
        return [choice(message.customer, Verb.NOTE_ABOUT, words=message.text)]
    if isinstance(message.customer, Found):
        turn.hold(message.customer.customer_id, message.customer.name)
    elif names_somebody(message.text):
        return [say(_UNKNOWN)]
    if turn.in_hand is None:
        return [say(_WHO)]
    return [read_back(turn, message, turn.in_hand, turn.memory.suggestion_id)]


def read_back(turn: Turn, message: Message, customer: InHand, suggestion_id: str | None) -> Post:
    """The note as it would be written."""
    note = read_note(
        message,
        work=turn.work,
        actor=turn.actor,
        customer_id=customer.customer_id,
        customer_name=customer.name,
        suggestion_id=suggestion_id,
    )
    return _shown(turn, note)


def set_next_contact(turn: Turn, awaited: NextContact, text: str) -> Sequence[Post]:
    """A typed next-contact date."""
    when = parse_when(text, now=turn.work.now)
    if when is None:
        turn.wait(awaited)
        return [say(_NOT_A_DATE)]
    return _dated(turn, awaited.note, when)


def in_days(turn: Turn, note: CallNote, days: str) -> Sequence[Post]:
    """The next contact so many days from today."""
    return _dated(turn, note, turn.today + timedelta(days=int(days)))


def no_date(turn: Turn, note: CallNote) -> Sequence[Post]:
    """No next contact."""
    return _dated(turn, note, None)


def ask_when(turn: Turn, note: CallNote) -> Sequence[Post]:
    """The next message says when."""
    turn.wait(NextContact(note))
    return [say(_WHEN)]


def drop(turn: Turn, note: CallNote) -> Sequence[Post]:
    """Nothing is written, whatever is pressed under the note later."""
    turn.settle()
    turn.drop(note.note_id)
    return [say(_DROPPED)]


def save(turn: Turn, note: CallNote) -> Sequence[Post]:
    """Write the note read back; one dropped or cancelled since is not."""
    if note.note_id not in turn.memory.read_back:
        return [say(_NOT_WAITING)]
    result = save_note(note, work=turn.work, actor=turn.actor, chat=turn.chat)
    if isinstance(result, Declined):
        return [say(result.reason)]
    turn.settle()
    undo = Offer("↩ 撤销", Verb.NOTE_UNDO, result.interaction_id)
    return [Post(saved_screen(result.note, zone=turn.zone, today=turn.today), [[undo]])]


def undo(turn: Turn, interaction_id: str) -> Sequence[Post]:
    """Take a written call back."""
    done = take_back(interaction_id, work=turn.work, actor=turn.actor, chat=turn.chat)
    return [say(_UNDONE if done else _NOT_UNDONE)]


def about(turn: Turn, customer_id: str, words: str) -> Message:
    """Words read again, with the customer chosen among several."""
    found = find_customer(customer_id, work=turn.work, actor=turn.actor)
    return dataclasses.replace(read(turn, words), customer=found)


def read(turn: Turn, text: str) -> Message:
    """What a message means to this chat."""
    in_hand = turn.in_hand is not None
    return read_message(text, work=turn.work, actor=turn.actor, in_hand=in_hand)


def _dated(turn: Turn, note: CallNote, when: date | datetime | None) -> Sequence[Post]:
    turn.settle()
    return [_shown(turn, with_follow_up(note, when))]


def _shown(turn: Turn, note: CallNote) -> Post:
    turn.read_back(note.note_id)
    screen = note_screen(note, zone=turn.zone, today=turn.today)
    return Post(screen, _NOTE_ROWS, NoteRead(note))


_NOTE_ROWS: Rows = (
    (Offer("✅ 确认记录", Verb.NOTE_SAVE), Offer("🗑 放弃", Verb.NOTE_DROP)),
    (
        *(Offer(label, Verb.NOTE_IN_DAYS, days) for label, days in _DAYS),
        Offer("另定时间", Verb.NOTE_WHEN),
        Offer("不约", Verb.NOTE_NO_DATE),
    ),
)
