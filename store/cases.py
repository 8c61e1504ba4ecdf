"""Cases that are no complaint: a customer may leave, was not content, has an expert asked."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from store import audit
from store.actor import Actor, customer_scope
from store.customers.soundness import BATCH
from store.errors import AlreadyWritten, NotFound
from store.follow_ups import visible_customer
from store.models import CaseKind, Customer, ServiceCase


@dataclass(frozen=True)
class CaseDraft:
    """What a case is about; ``open_key`` is the same for whoever would open it a second time."""

    customer_id: str
    kind: CaseKind
    sign: str
    text: str
    score: int | None = None
    due_at: datetime | None = None
    assignee_id: str | None = None
    open_key: str | None = None


@dataclass(frozen=True)
class NamedCase:
    """A case with its customer's name."""

    case: ServiceCase
    customer_name: str


def open_case(
    *, session: Session, actor: Actor, draft: CaseDraft, at: datetime
) -> tuple[ServiceCase, bool]:
    """Open a case of a customer *actor* may see, unless it stands; whether it is new."""
    visible_customer(session=session, actor=actor, customer_id=draft.customer_id)
    standing = _standing(session, draft.open_key)
    if standing is not None:
        return standing, False
    row = ServiceCase(
        case_id=audit.new_id(session=session, prefix="CS", at=at),
        customer_id=draft.customer_id,
        kind=draft.kind,
        staff_id=actor.staff_id,
        assignee_id=draft.assignee_id,
        sign=draft.sign,
        text=draft.text,
        score=draft.score,
        opened_at=at,
        due_at=draft.due_at,
        open_key=draft.open_key,
    )
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError as error:
        # Another replica opened it between our look and our write.
        raise AlreadyWritten("这个案件刚刚已经登记，没有重复登记。") from error
    _append(session, actor, "case.opened", row, at)
    return row, True


def change_case(
    *, session: Session, actor: Actor, row: ServiceCase, kind: str, at: datetime
) -> None:
    """Write down that a case read for change has changed."""
    _append(session, actor, kind, row, at)


def close_case(
    *, session: Session, actor: Actor, case_id: str, outcome: str, at: datetime
) -> ServiceCase:
    """Close a case of a customer *actor* may see.

    Raises:
        AlreadyWritten: where it is closed.
    """
    row = get_case(session=session, actor=actor, case_id=case_id)
    session.refresh(row, with_for_update=True)
    if row.closed_at is not None:
        raise AlreadyWritten("这个案件已经了结，没有重复登记。")
    row.closed_at, row.closed_by, row.outcome = at, actor.staff_id, outcome
    row.open_key = None
    _append(session, actor, "case.closed", row, at)
    return row


def get_case(*, session: Session, actor: Actor, case_id: str) -> ServiceCase:
    """A case of a customer *actor* may see.

    Raises:
        NotFound: where there is none.
    """
    row = session.exec(_seen_by(actor).where(ServiceCase.case_id == case_id)).first()
    if row is None:
        raise NotFound("没有找到这个案件，或客户已不在您名下。")
    return row


def cases_of(*, session: Session, actor: Actor, customer_id: str) -> list[ServiceCase]:
    """All cases of a customer within the actor's sight, the newest first."""
    statement = _seen_by(actor).where(ServiceCase.customer_id == customer_id)
    return list(session.exec(statement.order_by(col(ServiceCase.case_id).desc())))


def cases_of_each(
    *, session: Session, actor: Actor, customer_ids: Collection[str], kind: CaseKind
) -> Mapping[str, list[ServiceCase]]:
    """The cases of a kind of each of these customers within the actor's sight, the newest first."""
    found: dict[str, list[ServiceCase]] = defaultdict(list)
    ids = list(customer_ids)
    for start in range(0, len(ids), BATCH):
        statement = _seen_by(actor).where(
            ServiceCase.kind == kind, col(ServiceCase.customer_id).in_(ids[start : start + BATCH])
        )
        for row in session.exec(statement.order_by(col(ServiceCase.case_id).desc())):
            found[row.customer_id].append(row)
    return found


def open_cases(
    *,
    session: Session,
    actor: Actor,
    kinds: Collection[CaseKind] = tuple(CaseKind),
    customer_id: str | None = None,
) -> list[NamedCase]:
    """What is open within the actor's sight, or of one customer, the earliest due first."""
    statement = (
        select(ServiceCase, Customer.name)
        .join(Customer, col(Customer.customer_id) == ServiceCase.customer_id)
        .where(
            customer_scope(actor),
            col(ServiceCase.closed_at).is_(None),
            col(ServiceCase.kind).in_(kinds),
        )
        .order_by(col(ServiceCase.due_at), col(ServiceCase.case_id))
    )
    if customer_id is not None:
        statement = statement.where(ServiceCase.customer_id == customer_id)
    return [NamedCase(*row) for row in session.exec(statement)]


def assigned_cases(*, session: Session, actor: Actor) -> list[NamedCase]:
    """What *actor* was asked as an expert, open ones first, then the newest."""
    statement = (
        select(ServiceCase, Customer.name)
        .join(Customer, col(Customer.customer_id) == ServiceCase.customer_id)
        .where(ServiceCase.assignee_id == actor.staff_id)
        .order_by(col(ServiceCase.closed_at).is_not(None), col(ServiceCase.case_id).desc())
    )
    return [NamedCase(*row) for row in session.exec(statement)]


def assigned_case(*, session: Session, actor: Actor, case_id: str) -> NamedCase:
    """A case that *actor* was asked in as an expert; of the customer he sees the name alone.

    Raises:
        NotFound: where he was not asked.
    """
    statement = (
        select(ServiceCase, Customer.name)
        .join(Customer, col(Customer.customer_id) == ServiceCase.customer_id)
        .where(ServiceCase.case_id == case_id, ServiceCase.assignee_id == actor.staff_id)
    )
    row = session.exec(statement).first()
    if row is None:
        raise NotFound("没有请教您的这件事。")
    return NamedCase(*row)


def _standing(session: Session, open_key: str | None) -> ServiceCase | None:
    if open_key is None:
        return None
    return session.exec(select(ServiceCase).where(ServiceCase.open_key == open_key)).first()


def _seen_by(actor: Actor) -> SelectOfScalar[ServiceCase]:
    return (
        select(ServiceCase)
        .join(Customer, col(Customer.customer_id) == ServiceCase.customer_id)
        .where(customer_scope(actor))
    )


def _append(session: Session, actor: Actor, kind: str, row: ServiceCase, at: datetime) -> None:
    session.add(row)
    payload = {"customer_id": row.customer_id, "kind": row.kind, "outcome": row.outcome}
    audit.append(
        session=session, actor_id=actor.staff_id, kind=kind, payload=payload, at=at, subject=row
    )
