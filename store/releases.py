"""Reports on their way to the customer: asked for by the manager, decided by the supervisor.

ask_release ─▶ open ─▶ decide_release (approved, or sent back) ─▶ reopen_release
                 └───▶ withdraw_release
"""

from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from store import audit
from store.actor import Actor, customer_scope, require_role
from store.errors import AlreadyWritten, NotFound, NotPermitted
from store.follow_ups import visible_customer
from store.models import Customer, ReportRelease, Role, Suggestion


def ask_release(
    *, session: Session, actor: Actor, suggestion_id: str, at: datetime
) -> ReportRelease:
    """Ask that the report of a suggestion may go to its customer; asked again after withdrawing.

    Raises:
        NotFound: for a report the actor may not see.
        AlreadyWritten: where it was asked for, or decided, before.
    """
    suggestion = session.get(Suggestion, suggestion_id)
    if suggestion is None or suggestion.customer_id is None:
        raise NotFound("没有找到这份报告。")
    visible_customer(session=session, actor=actor, customer_id=suggestion.customer_id)
    statement = select(ReportRelease).where(ReportRelease.suggestion_id == suggestion_id)
    row = session.exec(statement).first()
    if row is not None and row.withdrawn_at is None:
        raise AlreadyWritten("这份报告已经申请过放行。")
    if row is None:
        row = ReportRelease(
            release_id=audit.new_id(session=session, prefix="RR", at=at),
            customer_id=suggestion.customer_id,
            suggestion_id=suggestion_id,
            asked_by=actor.staff_id,
            asked_at=at,
        )
    row.asked_at, row.withdrawn_at = at, None
    return _written(session, actor, row, "release.asked", at)


def withdraw_release(
    *, session: Session, actor: Actor, release_id: str, at: datetime
) -> ReportRelease:
    """Take a request back that nobody has decided.

    Raises:
        AlreadyWritten: where it was decided.
    """
    row = _for_change(session, actor, release_id)
    if row.decided_at is not None:
        raise AlreadyWritten("主管已经处理过，不能撤回。")
    row.withdrawn_at = at
    return _written(session, actor, row, "release.withdrawn", at)


def decide_release(
    *, session: Session, actor: Actor, release_id: str, approved: bool, at: datetime
) -> ReportRelease:
    """Approve, or send back; by a supervisor alone, and not by who asked.

    Raises:
        NotPermitted: for anybody else, and for who asked.
        AlreadyWritten: where it was decided or taken back before.
    """
    require_role(actor, Role.SUPERVISOR)
    row = _for_change(session, actor, release_id)
    if row.asked_by == actor.staff_id:
        raise NotPermitted("自己的申请不能自己批，请另一位主管处理。")
    if row.decided_at is not None or row.withdrawn_at is not None:
        raise AlreadyWritten("这份申请已经处理过或已撤回。")
    row.decided_by, row.decided_at, row.approved = actor.staff_id, at, approved
    kind = "release.approved" if approved else "release.returned"
    return _written(session, actor, row, kind, at)


def reopen_release(
    *, session: Session, actor: Actor, release_id: str, at: datetime
) -> ReportRelease:
    """Take a decision back: the request is open again."""
    require_role(actor, Role.SUPERVISOR)
    row = _for_change(session, actor, release_id)
    row.decided_by, row.decided_at, row.approved = None, None, False
    return _written(session, actor, row, "release.reopened", at)


def get_release(*, session: Session, actor: Actor, release_id: str) -> ReportRelease:
    """A request about a customer the actor may see.

    Raises:
        NotFound: where there is none such.
    """
    row = session.get(ReportRelease, release_id)
    if row is None:
        raise NotFound("没有找到这份申请。")
    visible_customer(session=session, actor=actor, customer_id=row.customer_id)
    return row


def release_of(*, session: Session, customer_id: str, actor: Actor) -> ReportRelease | None:
    """The newest request about a customer the actor may see, not taken back."""
    visible_customer(session=session, actor=actor, customer_id=customer_id)
    statement = (
        select(ReportRelease)
        .where(ReportRelease.customer_id == customer_id, col(ReportRelease.withdrawn_at).is_(None))
        .order_by(col(ReportRelease.asked_at).desc())
    )
    return session.exec(statement.limit(1)).first()


def release_about(*, session: Session, suggestion_id: str, actor: Actor) -> ReportRelease | None:
    """The request about one report of a customer the actor may see, not taken back."""
    statement = (
        select(ReportRelease)
        .join(Customer, col(Customer.customer_id) == ReportRelease.customer_id)
        .where(
            ReportRelease.suggestion_id == suggestion_id,
            customer_scope(actor),
            col(ReportRelease.withdrawn_at).is_(None),
        )
    )
    return session.exec(statement).first()


def open_releases(*, session: Session, actor: Actor) -> list[ReportRelease]:
    """What waits for a decision among the customers the actor may see, the oldest first."""
    statement = (
        select(ReportRelease)
        .join(Customer, col(Customer.customer_id) == ReportRelease.customer_id)
        .where(
            customer_scope(actor),
            col(ReportRelease.decided_at).is_(None),
            col(ReportRelease.withdrawn_at).is_(None),
        )
        .order_by(col(ReportRelease.asked_at))
    )
    return list(session.exec(statement))


def count_releases(*, session: Session, actor: Actor) -> int:
    """How many requests wait for the actor's decision: those of his own are not his to decide."""
    statement = (
        select(func.count())
        .select_from(ReportRelease)
        .join(Customer, col(Customer.customer_id) == ReportRelease.customer_id)
        .where(
            customer_scope(actor),
            ReportRelease.asked_by != actor.staff_id,
            col(ReportRelease.decided_at).is_(None),
            col(ReportRelease.withdrawn_at).is_(None),
        )
    )
    return session.exec(statement).one()


def _for_change(session: Session, actor: Actor, release_id: str) -> ReportRelease:
    """The request as it stands now; nobody else changes it until the transaction ends."""
    row = get_release(session=session, actor=actor, release_id=release_id)
    session.refresh(row, with_for_update=True)
    return row


def _written(
    session: Session, actor: Actor, row: ReportRelease, kind: str, at: datetime
) -> ReportRelease:
    session.add(row)
    payload = {"customer_id": row.customer_id, "suggestion_id": row.suggestion_id}
    audit.append(
        session=session, actor_id=actor.staff_id, kind=kind, payload=payload, at=at, subject=row
    )
    return row
