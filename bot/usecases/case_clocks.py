"""The clocks of cases as notices: whoever has to act hears of it at the time, unless it was done.

Each is written as the case is opened and looks, when it is sent, whether there is still cause.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.usecases.notices import NoticeDraft, notify, tell_supervisors
from bot.usecases.work import Work
from store.models import Complaint, ServiceCase

DUE = "case_due"
"""The kind of notice that tells of a time that has come."""
_BEFORE = timedelta(minutes=10)
"""How long before the customer is to be told his manager is reminded."""


def watch_complaint(row: Complaint, *, owner_id: str | None, tell_by: datetime, work: Work) -> None:
    """The manager is reminded shortly before the first progress is due, then his supervisors."""
    subject = {"complaint_id": row.complaint_id, "customer_id": row.customer_id}
    key = f"{DUE}:{row.complaint_id}"
    if owner_id is not None and tell_by > work.now:
        due = max(work.now, tell_by - _BEFORE)
        notify(NoticeDraft(f"{key}:{owner_id}", owner_id, DUE, due, subject, grave=True), work=work)
    tell_supervisors(
        owner_id,
        lambda lead: NoticeDraft(f"{key}:{lead}", lead, DUE, tell_by, subject, grave=True),
        work=work,
    )


def watch_case(row: ServiceCase, *, owner_id: str | None, work: Work) -> None:
    """The manager and his supervisors hear of a case that is still waiting as its time comes."""
    if row.due_at is None:
        return
    due, key = row.due_at, f"{DUE}:{row.case_id}"
    subject = {"case_id": row.case_id, "customer_id": row.customer_id}
    told = [each for each in (owner_id, row.assignee_id) if each is not None]
    for staff_id in dict.fromkeys(told):
        notify(NoticeDraft(f"{key}:{staff_id}", staff_id, DUE, due, subject), work=work)
    tell_supervisors(
        owner_id, lambda lead: NoticeDraft(f"{key}:{lead}", lead, DUE, due, subject), work=work
    )
