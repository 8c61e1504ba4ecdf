"""What the log holds: suggestions listed and opened exactly as shown, with their evidence."""

from __future__ import annotations

from bot.blocks import Screen
from bot.results.log import Opened
from bot.usecases.evidence import screens_of
from bot.usecases.work import Work
from store.actor import Actor
from store.models import Suggestion
from store.suggestions import feedback_on, get_suggestion, list_suggestions

PAGE = 8


def page_of_suggestions(
    *, work: Work, actor: Actor, before_id: str | None = None
) -> list[Suggestion]:
    """A page of what the actor may see, newest first."""
    return list_suggestions(session=work.reading, actor=actor, limit=PAGE, before_id=before_id)


def open_suggestion(suggestion_id: str, *, work: Work, actor: Actor) -> Opened | None:
    """One suggestion with what was done with it, or None outside what the actor may see."""
    session = work.reading
    row = get_suggestion(session=session, actor=actor, suggestion_id=suggestion_id)
    if row is None:
        return None
    feedback = feedback_on(session=session, actor=actor, suggestion_id=suggestion_id)
    return Opened(row, tuple(feedback))


def screens_as_shown(suggestion_id: str, *, work: Work, actor: Actor) -> dict[str, Screen]:
    """The screens of a suggestion exactly as they were logged; none outside what they may see."""
    row = get_suggestion(session=work.reading, actor=actor, suggestion_id=suggestion_id)
    return screens_of(row) if row is not None else {}


def as_shown(suggestion_id: str, *, work: Work, actor: Actor) -> Screen | None:
    """Everything a suggestion showed, screen after screen."""
    screens = screens_as_shown(suggestion_id, work=work, actor=actor)
    return tuple(block for screen in screens.values() for block in screen) or None
