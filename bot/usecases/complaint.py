"""Complaints noted and solved, each with its audit entry."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from bot.desk import Desk
from bot.results.declined import Declined
from bot.usecases.evidence import EvidenceFailed, anchor
from store import audit
from store.actor import Actor
from store.complaints import open_complaint, solve_complaint
from store.engine import transaction
from store.errors import StoreError
from store.models import ComplaintSize


def note_complaint(
    customer_id: str, size: ComplaintSize, text: str, *, desk: Desk, actor: Actor, now: datetime
) -> str | Declined:
    """Write a complaint; its id.

    Raises:
        EvidenceFailed: where the store did not take it.
    """
    try:
        with transaction(desk.engine) as session:
            row = open_complaint(
                session=session, actor=actor, customer_id=customer_id, size=size, text=text, at=now
            )
            complaint_id, point = row.complaint_id, audit.head(session=session)
    except StoreError as error:
        return Declined("store", str(error))
    except SQLAlchemyError as error:
        raise EvidenceFailed("complaint") from error
    anchor(desk, point=point, at=now)
    return complaint_id


def close_complaint(
    complaint_id: str, *, desk: Desk, actor: Actor, now: datetime, solution: str
) -> Declined | None:
    """Mark a complaint solved.

    Raises:
        EvidenceFailed: where the store did not take it.
    """
    try:
        with transaction(desk.engine) as session:
            solve_complaint(
                session=session, actor=actor, complaint_id=complaint_id, solution=solution, at=now
            )
            point = audit.head(session=session)
    except StoreError as error:
        return Declined("store", str(error))
    except SQLAlchemyError as error:
        raise EvidenceFailed("complaint") from error
    anchor(desk, point=point, at=now)
    return None
