"""What was shown to whom and from what, and what they made of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session, SQLModel, col, select

from store import audit
from store.actor import Actor, suggestion_scope
from store.errors import NotFound
from store.models import (
    FeedbackOutcome,
    Suggestion,
    SuggestionFeedback,
    SuggestionScript,
    table_of,
)

_CHUNK = 500
"""How many ids one statement asks for."""


@dataclass(frozen=True)
class ScriptUse:
    """A script version that spoke, and why it was chosen."""

    script_id: str
    version: str
    why: str


@dataclass(frozen=True)
class SuggestionDraft:
    """An answer about to be shown, with its evidence; every JSON value may hold dates and enums."""

    kind: str
    actor: Actor
    query: str
    shown_text: str
    rules_version: str
    handbook_version: str
    writer: str
    customer_id: str | None = None
    purpose: str | None = None
    scripts: tuple[ScriptUse, ...] = ()
    record_read: Mapping[str, Any] = field(default_factory=dict)
    rule_results: Sequence[Any] = ()
    payload: Mapping[str, Any] = field(default_factory=dict)


def record_suggestion(*, session: Session, draft: SuggestionDraft, at: datetime) -> Suggestion:
    """Write the suggestion and its audit entry; nothing may be shown unless this commits."""
    actor = draft.actor
    row = Suggestion(
        suggestion_id=audit.new_id(session=session, prefix="SG", at=at),
        at=at,
        staff_id=actor.staff_id,
        staff_name=actor.name,
        role=actor.role.value,
        team_id=actor.team_id,
        kind=draft.kind,
        customer_id=draft.customer_id,
        query=draft.query,
        purpose=draft.purpose,
        scripts=[vars(use) for use in draft.scripts],
        record_read=dict(draft.record_read),
        rule_results=list(draft.rule_results),
        rules_version=draft.rules_version,
        handbook_version=draft.handbook_version,
        writer=draft.writer,
        shown_text=draft.shown_text,
        payload=dict(draft.payload),
    )
    _insert(session, row, *_script_rows(row.suggestion_id, draft.scripts))
    audit.append(
        session=session,
        actor_id=actor.staff_id,
        kind=f"suggestion.{draft.kind}",
        payload={"customer_id": draft.customer_id, "scripts": row.scripts},
        at=at,
        subject=row,
    )
    return row


def record_feedback(
    *,
    session: Session,
    actor: Actor,
    suggestion_id: str,
    outcome: FeedbackOutcome,
    at: datetime,
    edited_text: str | None = None,
    reason: str | None = None,
) -> SuggestionFeedback:
    """Note what *actor* did with a suggestion shown to them; raises NotFound for another's."""
    suggestion = get_suggestion(session=session, actor=actor, suggestion_id=suggestion_id)
    if suggestion is None or suggestion.staff_id != actor.staff_id:
        raise NotFound("没有找到这条建议。")
    row = SuggestionFeedback(
        feedback_id=audit.new_id(session=session, prefix="FB", at=at),
        suggestion_id=suggestion_id,
        staff_id=actor.staff_id,
        at=at,
        outcome=outcome,
        edited_text=edited_text,
        reason=reason,
    )
    session.add(row)
    audit.append(
        session=session,
        actor_id=actor.staff_id,
        kind=f"feedback.{outcome.value}",
        payload={"suggestion_id": suggestion_id},
        at=at,
        subject=row,
    )
    return row


def get_suggestion(*, session: Session, actor: Actor, suggestion_id: str) -> Suggestion | None:
    """The suggestion exactly as it was shown, None outside what *actor* may see."""
    statement = select(Suggestion).where(
        Suggestion.suggestion_id == suggestion_id, suggestion_scope(actor)
    )
    return session.exec(statement).first()


def list_suggestions(
    *,
    session: Session,
    actor: Actor,
    customer_id: str | None = None,
    staff_id: str | None = None,
    script_id: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int = 20,
    before_id: str | None = None,
) -> list[Suggestion]:
    """Newest first, of one customer, manager, script or time [since, until), or all.

    The last id as *before_id* asks for the next page.
    """
    statement = select(Suggestion).where(suggestion_scope(actor))
    if staff_id is not None:
        statement = statement.where(Suggestion.staff_id == staff_id)
    if script_id is not None:
        uses = select(SuggestionScript.suggestion_id).where(SuggestionScript.script_id == script_id)
        statement = statement.where(col(Suggestion.suggestion_id).in_(uses))
    if since is not None:
        statement = statement.where(Suggestion.at >= since)
    if until is not None:
        statement = statement.where(Suggestion.at < until)
    if customer_id is not None:
        statement = statement.where(Suggestion.customer_id == customer_id)
    if before_id is not None:
        statement = statement.where(Suggestion.suggestion_id < before_id)
    newest = statement.order_by(col(Suggestion.suggestion_id).desc()).limit(limit)
    return list(session.exec(newest))


def list_used(*, session: Session, kind: str) -> list[Suggestion]:
    """Every suggestion of a kind that was marked as used, oldest first; for building, not asking.

    No actor is taken: what comes of it is filtered by team where it is asked for.
    """
    marked = select(SuggestionFeedback.suggestion_id).where(
        SuggestionFeedback.outcome == FeedbackOutcome.USED
    )
    statement = (
        select(Suggestion)
        .where(Suggestion.kind == kind, col(Suggestion.suggestion_id).in_(marked))
        .order_by(col(Suggestion.suggestion_id))
    )
    return list(session.exec(statement))


def suggestions_using_script(*, session: Session, actor: Actor, script_id: str) -> list[Suggestion]:
    """Every suggestion within *actor*'s sight that a script spoke in, newest first."""
    use = select(SuggestionScript.suggestion_id).where(SuggestionScript.script_id == script_id)
    statement = (
        select(Suggestion)
        .where(col(Suggestion.suggestion_id).in_(use), suggestion_scope(actor))
        .order_by(col(Suggestion.suggestion_id).desc())
    )
    return list(session.exec(statement))


def feedback_on(*, session: Session, actor: Actor, suggestion_id: str) -> list[SuggestionFeedback]:
    """What was done with a suggestion, oldest first; empty outside what *actor* may see."""
    statement = (
        select(SuggestionFeedback)
        .join(Suggestion, col(Suggestion.suggestion_id) == SuggestionFeedback.suggestion_id)
        .where(SuggestionFeedback.suggestion_id == suggestion_id, suggestion_scope(actor))
        .order_by(col(SuggestionFeedback.feedback_id))
    )
    return list(session.exec(statement))


def last_outcomes(
    *, session: Session, actor: Actor, suggestion_ids: Sequence[str]
) -> dict[str, FeedbackOutcome]:
    """What was last said of each suggestion *actor* may see; those without a word are left out."""
    found: dict[str, FeedbackOutcome] = {}
    for start in range(0, len(suggestion_ids), _CHUNK):
        statement = (
            select(SuggestionFeedback.suggestion_id, SuggestionFeedback.outcome)
            .join(Suggestion, col(Suggestion.suggestion_id) == SuggestionFeedback.suggestion_id)
            .where(
                col(SuggestionFeedback.suggestion_id).in_(suggestion_ids[start : start + _CHUNK]),
                suggestion_scope(actor),
            )
            .order_by(col(SuggestionFeedback.feedback_id))
        )
        for suggestion_id, outcome in session.exec(statement):
            found[suggestion_id] = FeedbackOutcome(outcome)
    return found


def _insert(session: Session, *rows: SQLModel) -> None:
    """Rows written at once, past the unit of work: a brief waits for this."""
    for row in rows:
        table = table_of(type(row))
        values = {column.name: getattr(row, column.name) for column in table.columns}
        session.connection().execute(table.insert(), values)


def _script_rows(suggestion_id: str, scripts: tuple[ScriptUse, ...]) -> list[SuggestionScript]:
    return [
        SuggestionScript(
            suggestion_id=suggestion_id,
            position=position,
            script_id=use.script_id,
            version=use.version,
        )
        for position, use in enumerate(scripts)
    ]
