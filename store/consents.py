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
    before = replace_consents(
        session=session, customer_id=customer_id, scopes=scopes, at=at, source=source
    )
    customer.consent_known = True
    session.add(customer)
    payload = {
        "customer_id": customer_id,
        "scopes": sorted(scopes),
        "before": before,
    }
    audit.append(
        session=session, actor_id=actor.staff_id, kind="consent.set", payload=payload, at=at
    )


def replace_consents(
    *,
    session: Session,
    customer_id: str,
    scopes: Collection[ConsentScope],
    at: datetime,
    source: str,
) -> list[ConsentScope]:
    """Make *scopes* the only active ones and return those before; callers have checked access."""
    rows = session.exec(select(Consent).where(Consent.customer_id == customer_id)).all()
    known = {row.scope: row for row in rows}
    before = sorted(scope for scope, row in known.items() if row.withdrawn_at is None)
    for scope in before:
        if scope not in scopes:
            known[scope].withdrawn_at, known[scope].source = at, source
            session.add(known[scope])
    for scope in scopes:
        if scope not in before:
            session.merge(
                Consent(customer_id=customer_id, scope=scope, recorded_at=at, source=source)
            )
    session.flush()
    return before
