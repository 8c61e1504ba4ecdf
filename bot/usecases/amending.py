"""A note set right before it is written: one field changes, the rest stays, and so do the words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from bot.results.notes import CallNote, Message
from bot.understanding.amend import Change
from bot.understanding.days import months_on, the_day
from bot.understanding.moments import moments
from bot.usecases.capture import covered_flags, kept_words, new_phone
from bot.usecases.own_flags import own_flags
from bot.usecases.own_promises import lawful
from bot.usecases.work import Work
from knowledge.privacy import mask_note
from store.actor import Actor
from store.models import Channel, ComplaintSize, Outcome

_AGREED = "约了下次联系"
"""What stays of a summary that said nothing but a time which holds no longer."""
_GRAVITY = (ComplaintSize.SMALL, ComplaintSize.LARGE, ComplaintSize.PUBLIC)


def changed(note: CallNote, change: Change, *, said: str = "", now: datetime) -> CallNote:
    """The note with one field as it is meant; `said` put it right, and stays in its words."""
    amended = _changed(note, change, now)
    stated = {{"outcome": "took_place", "hour": "next"}.get(change.field, change.field)}
    words = f"{note.said}（更正：{mask_note(said)}）" if said else note.said
    return replace(amended, said=words, inferred=note.inferred - stated)


def added(note: CallNote, message: Message, *, work: Work, actor: Actor) -> CallNote:
    """The note with words added, judged as its first ones, and what they say."""
    words = mask_note(message.text)
    flags = own_flags(message.text, note.customer_id, span=None, work=work, actor=actor)
    promises, more = lawful(kept_words(message.promises, now=work.now), flags, work=work)
    sizes = [each for each in (note.complaint, message.complaint) if each is not None]
    return replace(
        note,
        said=f"{note.said}；{words}",
        summary=f"{note.summary}；{words}",
        needs=tuple(dict.fromkeys((*note.needs, *message.needs))),
        objections=tuple(dict.fromkeys((*note.objections, *message.objections))),
        promises=(*note.promises, *promises),
        flags=(*note.flags, *covered_flags((*flags, *more))),
        follow_up=message.follow_up or note.follow_up,
        torn=message.torn or (None if message.follow_up else note.torn),
        complaint=max(sizes, key=_GRAVITY.index, default=None),
        opt_out=note.opt_out or message.opt_out,
        new_phone=note.new_phone or new_phone(message.text),
    )


def _changed(note: CallNote, change: Change, now: datetime) -> CallNote:
    if change.field in {"next", "hour", "took_place", "outcome"}:
        return _timed(note, change, now)
    value = change.value
    match change.field:
        case "channel":
            return replace(note, channel=Channel(str(value)))
        case "complaint":
            size = ComplaintSize(str(value)) if value else None
            return replace(note, complaint=size)
        case "needs":
            return replace(note, needs=_without(note.needs, value))
        case "objections":
            return replace(note, objections=_without(note.objections, value))
        case "promises":
            return replace(note, promises=())
        case "opt_out":
            return replace(note, opt_out=False)
        case _:
            raise ValueError(f"a note has no field {change.field!r} to change")


def _without(kept: tuple[str, ...], value: object) -> tuple[str, ...]:
    return tuple(each for each in kept if each != value)


def _timed(note: CallNote, change: Change, now: datetime) -> CallNote:
    """Another next contact, another day of this one, or none that took place."""
    value = change.value
    day = value if isinstance(value, date) else None
    if change.field == "hour":
        value = _on_its_day(change.value, note)
        return replace(note, follow_up=value, torn=None, summary=_without_plan(note, now))
    if change.field == "next" and _is_of_the_contact(note, day, now):
        return replace(note, took_place=_gone(day, now), outcome=None)
    if change.field == "next":
        when, summary = _same_hour(day, note), _without_plan(note, now)
        return replace(note, follow_up=when, torn=None, summary=summary)
    if day is not None:
        return replace(note, took_place=day, outcome=None)
    outcome = Outcome(str(value)) if value else None
    if change.field == "took_place":
        outcome = Outcome.ATTEMPT
    took_place = None if outcome is not None else note.took_place or now.date()
    return replace(note, outcome=outcome, took_place=took_place)


def _on_its_day(when: object, note: CallNote) -> date | datetime | None:
    """Another hour of the day that was agreed; of the next such hour where none was."""
    if not isinstance(when, datetime) or note.follow_up is None:
        return when if isinstance(when, date) else None
    return datetime.combine(the_day(note.follow_up), when.timetz())


def _is_of_the_contact(note: CallNote, day: date | None, now: datetime) -> bool:
    """Whether a day alone puts right when it was: nothing else of the note names a day."""
    if day is None or isinstance(day, datetime) or note.follow_up is not None:
        return False
    told = note.took_place is not None and "took_place" not in note.inferred
    return told and _gone(day, now) is not None


def _gone(day: date | None, now: datetime) -> date | None:
    """The day as one gone by, within a month; None where it cannot be."""
    if day is None or day <= now.date():
        return day
    before = months_on(day, -1)
    return before if before is not None and before <= now.date() else None


def _without_plan(note: CallNote, now: datetime) -> str:
    """The summary without the clause that says the time it was first: it holds no longer."""
    parts = note.summary.split("；")
    kept = [each for each in parts if note.follow_up not in _times(each, now)]
    return "；".join(kept) or _AGREED


def _times(words: str, now: datetime) -> list[date | datetime]:
    return [each.when for each in moments(words, now=now)]


def _same_hour(when: date | datetime | None, note: CallNote) -> date | datetime | None:
    """Another day keeps the hour that was agreed."""
    before = note.follow_up
    if when is None or isinstance(when, datetime) or not isinstance(before, datetime):
        return when
    return datetime.combine(when, before.timetz())
