"""What a customer allows to be approached about; a withdrawal is kept, not erased."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session, select

from store import audit
from store.actor import Actor
from store.follow_ups import visible_customer
from store.models import Consent, ConsentScope


def set_consent(
    *,
    session: Session,
    actor: Actor,
    customer_id: str,
    scopes: Collection[ConsentScope],
    at: datetime,
    source: str = "chat",
) -> None:
    """Replace the scopes a customer *actor* may see has agreed to; empty means none at all."""
    customer = visible_customer(session=session, actor=actor, customer_id=customer_id)
    rows = session.exec(select(Consent).where(Consent.customer_id == customer_id)).all()
    before = {row.scope: row for row in rows}
    active = sorted(scope for scope, row in before.items() if row.withdrawn_at is None)
    for scope, row in before.items():
        if scope not in scopes and row.withdrawn_at is None:
            row.withdrawn_at, row.source = at, source
            session.add(row)
    for scope in scopes:
        granted = before.get(scope)
        if granted is None or granted.withdrawn_at is not None:
            session.merge(
                Consent(customer_id=customer_id, scope=scope, recorded_at=at, source=source)
            )
    customer.consent_known = True
    session.add(customer)
    payload = {
        "customer_id": customer_id,
        "scopes": sorted(scopes),
        "before": active,
    }
    audit.append(
        session=session, actor_id=actor.staff_id, kind="consent.set", payload=payload, at=at
    )
