"""What the log holds: suggestions listed and opened exactly as shown, with their evidence."""

from __future__ import annotations

from bot.desk import Desk
from bot.results.log import Opened
from store.actor import Actor
from store.engine import reading
from store.models import Suggestion
from store.suggestions import feedback_on, get_suggestion, list_suggestions

PAGE = 8


def page_of_suggestions(
    *, desk: Desk, actor: Actor, before_id: str | None = None
) -> list[Suggestion]:
    """A page of what the actor may see, newest first."""
    with reading(desk.engine) as session:
        return list_suggestions(session=session, actor=actor, limit=PAGE, before_id=before_id)


def open_suggestion(*, desk: Desk, actor: Actor, suggestion_id: str) -> Opened | None:
    """One suggestion, or None outside what the actor may see."""
    with reading(desk.engine) as session:
        row = get_suggestion(session=session, actor=actor, suggestion_id=suggestion_id)
        if row is None:
            return None
        feedback = feedback_on(session=session, actor=actor, suggestion_id=suggestion_id)
    return Opened(row, tuple(feedback))


def screen_of(*, desk: Desk, actor: Actor, suggestion_id: str, name: str) -> str | None:
    """A screen of a suggestion exactly as it was logged."""
    opened = open_suggestion(desk=desk, actor=actor, suggestion_id=suggestion_id)
    if opened is None:
        return None
    screens = opened.suggestion.payload.get("screens", {})
    text = screens.get(name)
    return str(text) if text is not None else None
