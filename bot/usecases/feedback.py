"""What an RM did with a suggestion: used, edited with the text, or not fitting with a reason."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from bot.desk import Desk
from bot.results.declined import Declined
from bot.results.log import Marked
from bot.usecases.evidence import EvidenceFailed, anchor
from store import audit
from store.actor import Actor
from store.engine import transaction
from store.errors import StoreError
from store.models import FeedbackOutcome
from store.suggestions import record_feedback


def mark(
    suggestion_id: str,
    outcome: FeedbackOutcome,
    *,
    desk: Desk,
    actor: Actor,
    now: datetime,
    text: str = "",
) -> Marked | Declined:
    """Write what was done. `text` is the edited wording, or the reason it does not fit.

    Raises:
        EvidenceFailed: where the store did not take it.
    """
    edited = text if outcome is FeedbackOutcome.EDITED else None
    verdict = desk.rules.check(edited) if edited else None
    try:
        with transaction(desk.engine) as session:
            record_feedback(
                session=session,
                actor=actor,
                suggestion_id=suggestion_id,
                outcome=outcome,
                at=now,
                edited_text=edited,
                reason=text if outcome is FeedbackOutcome.UNFIT else None,
            )
            point = audit.head(session=session)
    except StoreError as error:
        return Declined("store", str(error))
    except SQLAlchemyError as error:
        raise EvidenceFailed("feedback") from error
    anchor(desk, point=point, at=now)
    return Marked(outcome, verdict)
