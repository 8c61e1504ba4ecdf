"""The hours of who speaks: when his morning message comes, and when nothing does."""

from __future__ import annotations

import dataclasses
from datetime import time

from bot.usecases.work import Work
from store import rhythm as store
from store.actor import Actor
from store.rhythm import HOUSE, Rhythm


def own_rhythm(*, work: Work, actor: Actor) -> Rhythm:
    """His hours, else the house's."""
    return store.rhythm_of(session=work.reading, staff_id=actor.staff_id)


def morning_at(at: time | None, *, work: Work, actor: Actor) -> Rhythm:
    """The morning message at another hour, None for none; quiet hours end by then."""
    rhythm = dataclasses.replace(own_rhythm(work=work, actor=actor), morning=at)
    if at is not None and rhythm.is_quiet(at):
        rhythm = dataclasses.replace(rhythm, quiet_to=at)
    return _set(rhythm, work, actor)


def morning_again(*, work: Work, actor: Actor) -> Rhythm:
    """The morning message at the house's hour."""
    return morning_at(HOUSE.morning, work=work, actor=actor)


def quiet_hours(begin: time, end: time, *, work: Work, actor: Actor) -> Rhythm:
    """Other hours in which nothing is told but what is grave."""
    rhythm = own_rhythm(work=work, actor=actor)
    return _set(dataclasses.replace(rhythm, quiet_from=begin, quiet_to=end), work, actor)


def _set(rhythm: Rhythm, work: Work, actor: Actor) -> Rhythm:
    store.set_rhythm(session=work.writing, actor=actor, rhythm=rhythm, at=work.now)
    return rhythm
