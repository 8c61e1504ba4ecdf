"""Recording a call: the RM's words and the next date, read back, confirmed, written, undone."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.blocks import said
from bot.conversation.asked import CallAsked, NoteTold
from bot.conversation.buttons import Offer, Post, Verb, in_rows, say
from bot.conversation.memory import CallTold, InHand, NextContact, WhoIsMeant
from bot.conversation.routes import proposals
from bot.conversation.routes.choosing import ask_whom, choice, nobody_called
from bot.conversation.routes.note_card import card, waits
from bot.conversation.routes.undone import complaint_left
from bot.conversation.subject import Talk
from bot.conversation.subjects import NoteOfSeveral
from bot.conversation.turn import Turn
from bot.render.capture import saved_screen
from bot.results.customers import Found, Several, Unknown
from bot.results.declined import Declined
from bot.results.notes import CallNote, Logged, Message
from bot.understanding import parse_when
from bot.understanding.amend import dates_anew
from bot.understanding.parting import Parting, parting, pieces, told_of_each
from bot.usecases.capture import (
    for_customer,
    is_written,
    moved_something,
    read_note,
    save_note,
    take_back,
    with_follow_up,
)
from bot.usecases.find import customers_named, find_customer
from bot.usecases.understand import read_account, read_message

_TELL = (
    "请用一两句话说说刚才和{name}沟通的情况、下次联系的时间，"
    "例如：电话里说年底前要用钱，下周三下午再联系。"
)
_WHO = "请先说是哪位客户，例如：刚和王建国通完电话，他说……"
_WHOSE = "这段话提到了{names}，记在谁名下？"
_NOT_A_DATE = "没看懂这个时间，请换个说法，例如：下周三下午三点，或 2026-12-01。"
_NOT_WAITING = "没有等着确认的记录：{name}这条已经放弃，没有写入。要记录请再说一遍。"
_WRITTEN = "{name}这条已经记录过了，没有重复写入。要改，请先撤销，再说一遍。"
_DROPPED = "好的，没有记录和{name}的这次沟通。"
_UNDONE = "已撤销这条记录和它的跟进。"
_UNDONE_MOVE = "已撤销这条记录和它的跟进；改约前的那次已放回日程。"
_FORMER_GONE = "先前那条没有再撤销：它已经撤销过，或不在这个对话里。"
_NOT_UNDONE = "这条记录已经撤销过，或不在这个对话里。"
_STANDS = "先前那条已经记在{name}名下，记错了请撤销："
_WHEN = "和{name}下次什么时候联系？例如：下周三下午三点。"


def log_command(turn: Turn, words: str) -> Sequence[Post]:
    """/log [what happened]."""
    if words:
        return capture(turn, account(turn, words), talk=Talk.LOGGED)
    return ask_for_note(turn, turn.memory.suggestion_id)


def ask_for_note(turn: Turn, suggestion_id: str | None) -> Sequence[Post]:
    """The next message is the RM's account of the call with the customer in hand."""
    if turn.in_hand is None:
        return [say(_WHO)]
    turn.asked(CallAsked(suggestion_id or ""))
    turn.wait(CallTold(turn.in_hand, suggestion_id))
    return [Post(said(_TELL.format(name=turn.in_hand.name)))]


def told(turn: Turn, awaited: CallTold, text: str) -> Sequence[Post]:
    """The account that was waited for: about its customer, unless it names another."""
    message = account(turn, text)
    if message.customer is None:
        who = turn.hold(awaited.customer.customer_id, awaited.customer.name)
        return [read_back(turn, message, who, awaited.suggestion_id)]
    return capture(turn, message)


def capture(turn: Turn, message: Message, *, talk: Talk = Talk.TOLD) -> Sequence[Post]:
    """Read a note back, with buttons to confirm, to set the date, or to drop it."""
    return of_several(turn, message.text) or _of_one(turn, message, talk)


def dated_anew(turn: Turn, text: str) -> Sequence[Post] | None:
    """A note on the customer whose appointment is told as moved; None where none is named."""
    if not dates_anew(text, now=turn.work.now):
        return None
    message = account(turn, text)
    named = message.customer is not None
    return capture(turn, dataclasses.replace(message, took_place=None)) if named else None


def of_several(turn: Turn, text: str) -> Sequence[Post]:
    """A card each where a note says who did what, a choice where it does not; none for one."""
    named = customers_named(text, work=turn.work, actor=turn.actor)
    places = [(each.start, each.end) for each in named]
    way = parting(text, places)
    if way is Parting.APART:
        parts = (_of_one(turn, account(turn, words), Talk.TOLD) for words in pieces(text, places))
        return [post for posts in parts for post in posts]
    return [_for_whom(turn, text, named)] if way is Parting.UNCLEAR else []


def _for_whom(turn: Turn, text: str, named: Sequence[Found]) -> Post:
    turn.release()
    turn.asked(NoteTold(text))
    turn.wait(WhoIsMeant(NoteTold(text)))
    customers = tuple(InHand(each.customer_id, each.name) for each in named)
    offers = [Offer(each.name, Verb.REDO, each.customer_id) for each in customers]
    offers.append(Offer("各记一条", Verb.NOTE_EACH))
    names = "、".join(each.name for each in customers)
    return Post(said(_WHOSE.format(names=names)), in_rows(offers), NoteOfSeveral(text, customers))


def for_each(turn: Turn, told: NoteOfSeveral) -> Sequence[Post]:
    """A note read back for every customer it names, each with what is told of him."""
    named = customers_named(told.words, work=turn.work, actor=turn.actor)
    words = told_of_each(told.words, [(each.start, each.end) for each in named])
    theirs = {each.customer_id: told for each, told in zip(named, words, strict=True)}
    return [
        read_back(
            turn, about(turn, who.customer_id, theirs.get(who.customer_id, told.words)), who, None
        )
        for who in told.customers
    ]


def _of_one(turn: Turn, message: Message, talk: Talk) -> Sequence[Post]:
    about = turn.whom(message, talk=talk)
    asked = NoteTold(message.text)
    if isinstance(about, Unknown) and not about.near:
        turn.release()
        return [say(f"{nobody_called(about)}没有记录。")]
    if isinstance(about, Several | Unknown):
        return [choice(turn, about, asked)]
    if isinstance(about, Found):
        about = turn.hold(about.customer_id, about.name)
    if about is None:
        return ask_whom(turn, asked, _WHO)
    return [read_back(turn, message, about, turn.memory.suggestion_id)]


def told_again(turn: Turn, asked: NoteTold, who: InHand, *, correction: str) -> Sequence[Post]:
    """A note moved to the customer really meant; `correction` put it right.

    What was written stays until it is taken back: a button offers that.
    """
    before = asked.note
    same = before is not None and before.customer_id == who.customer_id
    if before is not None and same and is_written(before.note_id, work=turn.work):
        return _no_longer(turn, before)
    if before is not None and same and waits(turn, before):
        return [card(turn, before)]
    if before is None or same:
        message = about(turn, who.customer_id, asked.words)
        return [read_back(turn, message, who, None)]
    turn.drop(before.note_id)
    moved = for_customer(before, who.customer_id, who.name, correction=correction)
    posts = [card(turn, moved)]
    if asked.interaction_id:
        undo = Offer("↩ 撤销", Verb.NOTE_UNDO, asked.interaction_id)
        stands = _STANDS.format(name=before.customer_name)
        posts.insert(0, Post(said(stands), [[undo]]))
    return posts


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
    return card(turn, note)


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
    if not waits(turn, note):
        return _no_longer(turn, note)
    turn.wait(NextContact(note))
    return [Post(said(_WHEN.format(name=note.customer_name)))]


def drop(turn: Turn, note: CallNote) -> Sequence[Post]:
    """Nothing is written, whatever is pressed under the note later."""
    if not waits(turn, note):
        return _no_longer(turn, note)
    turn.settle()
    turn.drop(note.note_id)
    return [Post(said(_DROPPED.format(name=note.customer_name)))]


def save(turn: Turn, note: CallNote) -> Sequence[Post]:
    """Write the note read back; one dropped or cancelled since is not."""
    result = _written(turn, note)
    if not isinstance(result, Logged):
        return result
    moved = proposals.moved(turn, note, result.interaction_id)
    return [_saved(turn, result), *moved, *proposals.after(turn, note)]


def undo(turn: Turn, interaction_id: str) -> Sequence[Post]:
    """Take a written call back."""
    moved = moved_something(interaction_id, work=turn.work, actor=turn.actor)
    if not take_back(interaction_id, work=turn.work, actor=turn.actor, chat=turn.chat):
        return [say(_NOT_UNDONE)]
    return [say(_UNDONE_MOVE if moved else _UNDONE), *complaint_left(turn, interaction_id)]


def instead(turn: Turn, note: CallNote, interaction_id: str) -> Sequence[Post]:
    """Write a note in the place of the one written before, which is taken back once it stands.

    What the former note moved stays moved, and the new one moves nothing more; where the former was
    taken back before, the new one moves it.
    """
    result = _written(turn, note)
    if not isinstance(result, Logged):
        return result
    new = result.interaction_id
    gone = take_back(
        interaction_id, work=turn.work, actor=turn.actor, chat=turn.chat, replaced_by=new
    )
    rest = [] if gone else [say(_FORMER_GONE), *proposals.moved(turn, note, new)]
    return [_saved(turn, result), *rest, *proposals.after(turn, note)]


def about(turn: Turn, customer_id: str, words: str) -> Message:
    """Words read again, with the customer chosen among several; placed where they name one."""
    found = find_customer(customer_id, work=turn.work, actor=turn.actor)
    message = account(turn, words)
    named = message.customer.hits[0] if isinstance(message.customer, Several) else message.customer
    if isinstance(found, Found):
        start, end = (named.start, named.end) if named is not None else (0, 0)
        found = dataclasses.replace(found, start=start, end=end)
    return dataclasses.replace(message, customer=found)


def read(turn: Turn, text: str, *, meant: str | None = None) -> Message:
    """What a message means to this chat; `meant` is the intent where it was said."""
    in_hand = turn.in_hand is not None
    return read_message(text, work=turn.work, actor=turn.actor, in_hand=in_hand, meant=meant)


def account(turn: Turn, text: str) -> Message:
    """Words as an account of a call, whatever they look like."""
    return read_account(text, work=turn.work, actor=turn.actor)


def _dated(turn: Turn, note: CallNote, when: date | datetime | None) -> Sequence[Post]:
    if not waits(turn, note):
        return _no_longer(turn, note)
    turn.settle()
    return [card(turn, with_follow_up(note, when))]


def _written(turn: Turn, note: CallNote) -> Logged | Sequence[Post]:
    """The note as it was written; words instead where it waits no more or is declined."""
    if not waits(turn, note):
        return _no_longer(turn, note)
    result = save_note(note, work=turn.work, actor=turn.actor, chat=turn.chat)
    if isinstance(result, Declined):
        return [say(result.reason)]
    turn.settle()
    turn.drop(note.note_id)
    turn.asked(NoteTold(note.said, note, result.interaction_id))
    return result


def _saved(turn: Turn, logged: Logged) -> Post:
    undo = Offer("↩ 撤销", Verb.NOTE_UNDO, logged.interaction_id)
    return Post(saved_screen(logged.note, zone=turn.zone, today=turn.today), [[undo]])


def _no_longer(turn: Turn, note: CallNote) -> Sequence[Post]:
    """Why the buttons under a note do nothing any more."""
    words = _WRITTEN if is_written(note.note_id, work=turn.work) else _NOT_WAITING
    return [Post(said(words.format(name=note.customer_name)))]
