"""What changes of a customer only with the supervisor's leave: asked, decided, told.

Owner, tier, consent given and 免打扰 lifted. Nobody decides what he asked himself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from store import audit
from store.actor import Actor, customer_scope, require_role
from store.approved_consents import ApprovalDraft, held_consent, moved_on, withdrawn_since
from store.customers.changing import put_field
from store.customers.consents import give_consent, terms_from, why_not
from store.errors import AlreadyWritten, NotFound, NotPermitted, StoreError
from store.follow_ups import visible_customer
from store.history import Ground, as_kept
from store.models import Approval, ApprovalSubject, Customer, Role, Staff

_GROUND = Ground(source="approval")
_MOVED_ON = "申请之后这一项又变过，不能照批；请退回，让客户经理重新申请。"
_COLUMNS = {
    ApprovalSubject.OWNER: "owner_id",
    ApprovalSubject.TIER: "tier_override",
    ApprovalSubject.CONTACT: "do_not_contact",
}


@dataclass(frozen=True)
class Asked:
    """One with the names to show."""

    approval_id: str
    customer_id: str
    customer_name: str
    subject: ApprovalSubject
    before: Any
    wanted: Any
    why: str
    asked_by: str
    asker: str
    asked_at: datetime
    decided_at: datetime | None
    granted: bool | None
    decider: str
    reason: str | None


def ask_approval(*, session: Session, actor: Actor, draft: ApprovalDraft, at: datetime) -> Approval:
    """Ask the supervisor; the same asked again while it waits is the same request.

    Raises:
        NotFound: where *actor* may not see the customer, or no such colleague serves the team.
        AlreadyWritten: where the customer's record says so already.
        StoreError: where consent is of the future or has run out.
    """
    row = visible_customer(session=session, actor=actor, customer_id=draft.customer_id)
    before = _before(session, row, draft)
    if before == draft.wanted:
        raise AlreadyWritten("档案里已经是这样，不用申请。")
    if draft.subject is ApprovalSubject.OWNER:
        _colleague(session, row, draft.wanted)
    if draft.subject is ApprovalSubject.CONSENT:
        reason = why_not(terms_from(draft.wanted), today=at.date())
        if reason is not None:
            raise StoreError(reason)
    waiting = select(Approval).where(
        Approval.customer_id == draft.customer_id,
        Approval.subject == draft.subject,
        col(Approval.decided_at).is_(None),
    )
    for each in session.exec(waiting):
        if each.wanted == draft.wanted:
            return each
    asked = Approval(
        approval_id=audit.new_id(session=session, prefix="AP", at=at),
        customer_id=draft.customer_id,
        subject=draft.subject,
        before=before,
        wanted=draft.wanted,
        why=draft.why,
        asked_by=actor.staff_id,
        asked_at=at,
    )
    _write(session, actor, "approval.asked", asked, at)
    return asked


def waiting_approvals(*, session: Session, actor: Actor, own: bool = False) -> list[Asked]:
    """What waits for the supervisor's decision, the oldest first; his own requests are not his.

    With *own* those alone that the actor asked himself.
    """
    undecided = col(Approval.decided_at).is_(None)
    if own:
        return _read(session, undecided, Approval.asked_by == actor.staff_id)
    if actor.role is not Role.SUPERVISOR:
        return []
    return _read(session, undecided, Approval.asked_by != actor.staff_id, customer_scope(actor))


def count_waiting(*, session: Session, actor: Actor) -> int:
    """How many wait for the supervisor's decision: what every answer of his asks for."""
    if actor.role is not Role.SUPERVISOR:
        return 0
    statement = (
        select(func.count())
        .select_from(Approval)
        .join(Customer, col(Customer.customer_id) == Approval.customer_id)
        .where(
            col(Approval.decided_at).is_(None),
            Approval.asked_by != actor.staff_id,
            customer_scope(actor),
        )
    )
    return session.exec(statement).one()


def decided_for(*, session: Session, actor: Actor) -> list[Asked]:
    """What was decided of the actor's own requests and he has not been told."""
    decided = col(Approval.decided_at).is_not(None) & col(Approval.told_at).is_(None)
    return _read(session, decided, Approval.asked_by == actor.staff_id)


def decide(
    *,
    session: Session,
    actor: Actor,
    approval_id: str,
    granted: bool,
    reason: str,
    at: datetime,
) -> Approval:
    """Grant a request and carry it out, or hand it back with a reason.

    Raises:
        NotPermitted: for one's own request, or where *actor* is no supervisor.
        NotFound: outside the team.
        AlreadyWritten: where it was decided before.
        StoreError: where what is granted can no longer be done.
    """
    require_role(actor, Role.SUPERVISOR)
    row = session.get(Approval, approval_id, populate_existing=True, with_for_update=True)
    if row is None:
        raise NotFound("没有找到这项申请。")
    customer = visible_customer(session=session, actor=actor, customer_id=row.customer_id)
    if row.asked_by == actor.staff_id:
        raise NotPermitted("自己的申请不能自己批，请另一位主管处理。")
    if row.decided_at is not None:
        raise AlreadyWritten("这项申请已经处理过了。")
    if granted:
        _carry_out(session, actor, customer, row, at)
    row.decided_by, row.decided_at, row.granted = actor.staff_id, at, granted
    row.reason = reason or None
    _write(session, actor, "approval.granted" if granted else "approval.returned", row, at)
    return row


def granted_to(*, session: Session, actor: Actor, approval_id: str) -> Asked | None:
    """The leave by which a customer became *actor*'s; None where he is not his (any more)."""
    found = _read(
        session,
        Approval.approval_id == approval_id,
        Approval.subject == ApprovalSubject.OWNER,
        col(Approval.granted).is_(True),
        Customer.owner_id == actor.staff_id,
    )
    return found[0] if found else None


def mark_told(*, session: Session, actor: Actor, approval_ids: Sequence[str], at: datetime) -> None:
    """*actor*, who asked, has been told; requests of others stay as they are."""
    own = col(Approval.approval_id).in_(approval_ids) & (Approval.asked_by == actor.staff_id)
    for row in session.exec(select(Approval).where(own)):
        row.told_at = at
        session.add(row)
        audit.append(
            session=session,
            actor_id=row.asked_by,
            kind="approval.told",
            payload={"customer_id": row.customer_id},
            at=at,
            subject=row,
        )


def _before(session: Session, row: Customer, asked: ApprovalDraft | Approval) -> Any:
    if asked.subject is not ApprovalSubject.CONSENT:
        return as_kept(getattr(row, _COLUMNS[asked.subject]))
    held = held_consent(session, asked)
    if held is None or held.withdrawn_at is not None:
        return None
    return {
        "scope": held.scope.value,
        "form": held.form.value if held.form else None,
        "agreed_on": as_kept(held.agreed_on),
        "valid_until": as_kept(held.valid_until),
        "evidence": held.evidence,
    }


def _colleague(session: Session, row: Customer, staff_id: str) -> None:
    """The new owner is a manager in use, of the team the customer belongs to."""
    new = session.get(Staff, staff_id)
    old = session.get(Staff, row.owner_id) if row.owner_id else None
    same = new is not None and old is not None and new.team_id == old.team_id
    if new is None or new.role is not Role.RM or new.disabled_at is not None or not same:
        raise NotFound("本团队没有这位在用的客户经理；跨团队移交请管理员办理。")


def _carry_out(
    session: Session, actor: Actor, customer: Customer, row: Approval, at: datetime
) -> None:
    if row.subject is ApprovalSubject.CONSENT:
        if moved_on(_before(session, customer, row), row) or withdrawn_since(session, row):
            raise StoreError(_MOVED_ON)
        told = terms_from(row.wanted)
        give_consent(
            session=session, actor=actor, customer=customer, terms=told, ground=_GROUND, at=at
        )
        return
    if row.subject is ApprovalSubject.OWNER:
        _colleague(session, customer, row.wanted)
    field = _COLUMNS[row.subject]
    if as_kept(getattr(customer, field)) != row.before:
        raise StoreError(_MOVED_ON)
    put_field(
        session=session,
        actor=actor,
        row=customer,
        field=field,
        value=row.wanted,
        ground=_GROUND,
        at=at,
    )


def _read(session: Session, *where: Any) -> list[Asked]:
    statement = (
        select(Approval, Customer.name)
        .join(Customer, col(Customer.customer_id) == Approval.customer_id)
        .where(*where)
        .order_by(col(Approval.asked_at), col(Approval.approval_id))
    )
    rows = session.exec(statement).all()
    wanted = {staff for row, _ in rows for staff in (row.asked_by, row.decided_by) if staff}
    named = select(Staff.staff_id, Staff.name).where(col(Staff.staff_id).in_(wanted))
    names = dict(session.exec(named).all()) if wanted else {}
    return [_asked(row, customer, names) for row, customer in rows]


def _asked(row: Approval, customer: str, names: Mapping[str, str]) -> Asked:
    return Asked(
        approval_id=row.approval_id,
        customer_id=row.customer_id,
        customer_name=customer,
        subject=row.subject,
        before=row.before,
        wanted=row.wanted,
        why=row.why,
        asked_by=row.asked_by,
        asker=names.get(row.asked_by, row.asked_by),
        asked_at=row.asked_at,
        decided_at=row.decided_at,
        granted=row.granted,
        decider=names.get(row.decided_by or "", row.decided_by or ""),
        reason=row.reason,
    )


def _write(session: Session, actor: Actor, kind: str, row: Approval, at: datetime) -> None:
    session.add(row)
    payload = {"customer_id": row.customer_id, "subject": row.subject}
    audit.append(
        session=session, actor_id=actor.staff_id, kind=kind, payload=payload, at=at, subject=row
    )
