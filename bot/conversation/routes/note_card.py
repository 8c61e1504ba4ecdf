"""A note read back: its card, with buttons to confirm it, to date it, to put it right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.conversation.asked import NoteTold
from bot.conversation.buttons import Offer, Post, Rows, Verb
from bot.conversation.subjects import NoteRead
from bot.conversation.turn import Turn
from bot.render.capture import note_screen
from bot.render.words import when
from bot.results.notes import CallNote

_MOST_OTHERS = 2
_FIRST_WORDS = 10
_DAYS = (("明天", "1"), ("三天后", "3"), ("一周后", "7"))
_ROWS: Rows = (
    (Offer("✅ 确认记录", Verb.NOTE_SAVE), Offer("🗑 放弃", Verb.NOTE_DROP)),
    (
        *(Offer(label, Verb.NOTE_IN_DAYS, days) for label, days in _DAYS),
        Offer("另定时间", Verb.NOTE_WHEN),
        Offer("不约", Verb.NOTE_NO_DATE),
    ),
)


def card(turn: Turn, note: CallNote) -> Post:
    """The note as it would be written; it may be confirmed from now on."""
    turn.read_back(note)
    turn.asked(NoteTold(note.said, note))
    screen = note_screen(note, zone=turn.zone, today=turn.today)
    rows = [*_torn(turn, note), *_ROWS, tuple(_changes(note)), tuple(_others(turn, note))]
    return Post(screen, rows, NoteRead(note))


def waits(turn: Turn, note: CallNote) -> bool:
    """Whether a note was read back and neither written nor dropped since."""
    return any(each.note_id == note.note_id for each in turn.memory.read_back)


def waiting(turn: Turn) -> CallNote | None:
    """The note read back last, where nothing else was asked since and it still waits."""
    asked = turn.memory.asked
    note = asked.note if isinstance(asked, NoteTold) else None
    return note if note is not None and waits(turn, note) else None


def still_waiting(turn: Turn) -> list[CallNote]:
    """The notes that waited when the turn began and still do."""
    return [each for each in turn.waited if waits(turn, each)]


def show_buttons(notes: Sequence[CallNote]) -> list[Offer]:
    """Buttons that bring back notes that wait for confirmation.

    Of several on one customer each has its first words.
    """
    names = [each.customer_name for each in notes]
    return [
        _shown_by(each, _first_words(each) if names.count(each.customer_name) > 1 else "")
        for each in notes
    ]


def _first_words(note: CallNote) -> str:
    """What tells a note from another on the same customer."""
    words = note.summary.removeprefix(note.customer_name)
    return words if len(words) <= _FIRST_WORDS else f"{words[:_FIRST_WORDS]}…"


def _shown_by(note: CallNote, words: str) -> Offer:
    label = f"↩ 先前{note.customer_name}那条"
    return Offer(f"{label}：{words}" if words else label, Verb.NOTE_SHOW, note.note_id)


def _others(turn: Turn, note: CallNote) -> Iterator[Offer]:
    """The notes read back before this one and not settled: none is lost by a newer one."""
    others = [each for each in still_waiting(turn) if each.note_id != note.note_id]
    yield from show_buttons(others[-_MOST_OTHERS:])


def _torn(turn: Turn, note: CallNote) -> Iterator[Sequence[Offer]]:
    """Which of two days is meant that a weekday and a date name."""
    if note.torn is not None:
        days = sorted(note.torn)
        labels = [when(day, zone=turn.zone, today=turn.today) for day in days]
        yield [
            Offer(f"是{label}", Verb.NOTE_SET, f"next:{day}")
            for label, day in zip(labels, days, strict=True)
        ]


def _changes(note: CallNote) -> Iterator[Offer]:
    yield Offer("✏ 改渠道", Verb.NOTE_CHANGE, "channel")
    yield Offer("✏ 改时间", Verb.NOTE_CHANGE, "took_place")
    if note.complaint is not None:
        yield Offer("✏ 改投诉", Verb.NOTE_CHANGE, "complaint")
    if note.needs or note.objections or note.promises or note.opt_out:
        yield Offer("✏ 去掉一项", Verb.NOTE_CHANGE, "less")
