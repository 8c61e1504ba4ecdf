"""A note read back, put right before it is written: in words, or by buttons for each field."""

from __future__ import annotations

import dataclasses
import secrets
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from bot.blocks import said
from bot.conversation.asked import NoteTold
from bot.conversation.buttons import Offer, Post, Verb, in_rows, say
from bot.conversation.routes.case_noted import SIZES
from bot.conversation.routes.note_card import card, waiting, waits
from bot.conversation.subjects import NoteRead
from bot.conversation.turn import Turn
from bot.render.capture import objection_label
from bot.results.customers import Several, Unknown
from bot.results.notes import CallNote
from bot.understanding.amend import Change, Unread, adds_outright, amendment
from bot.usecases.amending import added, changed
from bot.usecases.find import customers_named, mentioned_customer
from bot.usecases.understand import read_account
from store.models import Channel, Outcome

_WHICH = "要改成哪一个？也可以直接说，例如：不对，是周四。"
_UNREAD = "没看懂“{words}”要改哪一项。是补充到内容里，还是改下面某一项？"
_GONE = "这条记录已经确认、撤销或放弃过。要改，请先撤销，再说一遍。"
_WRITTEN = "先前那条已经记在{name}名下。点“换成改过的”一步撤销先前那条、记下改过的："
_NOTHING = "这条记录里没有可以去掉的。"


def amended(turn: Turn, text: str) -> Sequence[Post] | None:
    """The note with what a message puts right; None where it says no such thing."""
    note, interaction_id = last_note(turn)
    if note is None:
        return None
    found = amendment(text, now=turn.work.now)
    if found is None or isinstance(found, Unread) or of_another(turn, note, text):
        return None
    if isinstance(found, Change):
        right = changed(note, found, said=text, now=turn.work.now)
    else:
        right = _with_words(turn, note, found.words)
    turn.settle()
    return instead(turn, right, interaction_id)


def unread(turn: Turn, text: str) -> Sequence[Post] | None:
    """Asks what is meant where a message would put the note right and it is not seen how."""
    note = waiting(turn)
    if note is None:
        return None
    found = amendment(text, now=turn.work.now)
    if not isinstance(found, Unread) or of_another(turn, note, text):
        return None
    rows = [[Offer("加到内容里", Verb.NOTE_ADD, found.words)], _fields(note)]
    return [Post(said(_UNREAD.format(words=found.words)), rows, NoteRead(note))]


def of_another(turn: Turn, note: CallNote, text: str) -> bool:
    """Whether words name a customer who is not the note's: they put nothing right in it.

    A stranger may be named in words that are to be added: a relative, a colleague.
    """
    named = mentioned_customer(text, work=turn.work, actor=turn.actor)
    if named is None:
        return False
    if isinstance(named, Unknown):
        said = text[named.start : named.end]
        return not (adds_outright(text) or said in note.customer_name)
    if isinstance(named, Several):
        return all(each.customer_id != note.customer_id for each in named.hits)
    everybody = customers_named(text, work=turn.work, actor=turn.actor)
    return all(each.customer_id != note.customer_id for each in everybody)


def choose(turn: Turn, note: CallNote, field: str) -> Sequence[Post]:
    """What a field of the note may be, as buttons."""
    if not waits(turn, note):
        return [say(_GONE)]
    offers = [Offer(label, Verb.NOTE_SET, value) for label, value in _choices(turn, note, field)]
    if not offers:
        return [say(_NOTHING)]
    return [Post(said(_WHICH), in_rows(offers), NoteRead(note))]


def put(turn: Turn, note: CallNote, argument: str) -> Sequence[Post]:
    """The note with a field as the button says."""
    if not waits(turn, note):
        return [say(_GONE)]
    field, _, value = argument.partition(":")
    dated = field in {"next", "took_place"} and value
    change = Change(field, date.fromisoformat(value) if dated else value or None)
    return [card(turn, changed(note, change, now=turn.work.now))]


def put_in(turn: Turn, note: CallNote, words: str) -> Sequence[Post]:
    """The note with words added."""
    if not waits(turn, note):
        return [say(_GONE)]
    return [card(turn, _with_words(turn, note, words))]


def _with_words(turn: Turn, note: CallNote, words: str) -> CallNote:
    message = read_account(words, work=turn.work, actor=turn.actor)
    return added(note, message, work=turn.work, actor=turn.actor)


def last_note(turn: Turn) -> tuple[CallNote | None, str]:
    """The note told last, waiting or written, and the interaction it was written as."""
    asked = turn.memory.asked
    if isinstance(asked, NoteTold) and asked.interaction_id and asked.note is not None:
        return asked.note, asked.interaction_id
    return waiting(turn), ""


def instead(turn: Turn, note: CallNote, interaction_id: str) -> Sequence[Post]:
    """The card; of a note written already as another one, beside a button to undo the first."""
    if not interaction_id:
        return [card(turn, note)]
    anew = dataclasses.replace(note, note_id=secrets.token_hex(8))
    swap = Offer("✅ 换成改过的", Verb.NOTE_INSTEAD, interaction_id)
    undo = Offer("↩ 撤销先前那条", Verb.NOTE_UNDO, interaction_id)
    words = said(_WRITTEN.format(name=note.customer_name))
    return [Post(words, [[swap, undo]], NoteRead(anew)), card(turn, anew)]


def _fields(note: CallNote) -> list[Offer]:
    fields = [("✏ 改渠道", "channel"), ("✏ 改时间", "took_place")]
    if note.complaint is not None:
        fields.append(("✏ 改投诉", "complaint"))
    return [
        *(Offer(label, Verb.NOTE_CHANGE, field) for label, field in fields),
        Offer("✏ 改下次联系", Verb.NOTE_WHEN),
    ]


def _choices(turn: Turn, note: CallNote, field: str) -> Iterator[tuple[str, str]]:
    match field:
        case "channel":
            yield from ((each.label, f"channel:{each.value}") for each in Channel)
        case "took_place":
            yield from _days(turn, note)
        case "complaint":
            yield "不是投诉", "complaint:"
            yield from ((label, f"complaint:{size.value}") for size, label in SIZES.items())
        case "less":
            yield from _parts(note)


def _days(turn: Turn, note: CallNote) -> Iterator[tuple[str, str]]:
    for label, back in (("今天", 0), ("昨天", 1), ("前天", 2)):
        yield label, f"took_place:{turn.today - timedelta(days=back)}"
    yield from ((each.label, f"outcome:{each.value}") for each in Outcome if each != note.outcome)


def _parts(note: CallNote) -> Iterator[tuple[str, str]]:
    yield from ((f"✖ 需求：{tag}", f"needs:{tag}") for tag in note.needs)
    for each in note.objections:
        yield f"✖ 异议：{objection_label(each)}", f"objections:{each}"
    if note.promises:
        yield "✖ 承诺", "promises:"
    if note.opt_out:
        yield "✖ 免打扰", "opt_out:"
