"""What an RM did with a suggestion: used, edited with the text, or not fitting with a reason."""

from __future__ import annotations

from sqlmodel import Session

from bot.results.declined import Declined
from bot.results.log import Marked
from bot.usecases.evidence import attempted
from bot.usecases.past_answers import remember
from bot.usecases.work import Work
from store.actor import Actor
from store.models import FeedbackOutcome
from store.suggestions import get_suggestion, record_feedback


def mark(
    suggestion_id: str, outcome: FeedbackOutcome, *, work: Work, actor: Actor, text: str = ""
) -> Marked | Declined:
    """Write what was done. `text` is the edited wording, or the reason it does not fit."""
    edited = text if outcome is FeedbackOutcome.EDITED else None
    verdict = work.desk.rules.check(edited) if edited else None

    def write(session: Session) -> Marked:
        record_feedback(
            session=session,
            actor=actor,
            suggestion_id=suggestion_id,
            outcome=outcome,
            at=work.now,
            edited_text=edited,
            reason=text if outcome is FeedbackOutcome.UNFIT else None,
        )
        return Marked(outcome, verdict)

    marked = attempted(work, write)
    if outcome is FeedbackOutcome.USED and isinstance(marked, Marked):
        row = get_suggestion(session=work.reading, actor=actor, suggestion_id=suggestion_id)
        if row is not None:
            remember(row, work=work)
    return marked
