"""What is asked for, and how a consent asked for is held meanwhile."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from store.models import Approval, ApprovalSubject, Consent, ConsentScope


@dataclass(frozen=True)
class ApprovalDraft:
    """What is asked for: the value wanted, and why in the manager's words."""

    customer_id: str
    subject: ApprovalSubject
    wanted: Any
    why: str


def held_consent(session: Session, asked: ApprovalDraft | Approval) -> Consent | None:
    """The scope asked for, as it is held."""
    return session.get(Consent, (asked.customer_id, ConsentScope(asked.wanted["scope"])))


def moved_on(now: dict[str, Any] | None, asked: Approval) -> bool:
    """Whether a consent is held otherwise than as it was asked for.

    A request that waits over an upgrade kept fewer terms; what it did not keep has not moved.
    """
    if now is None or asked.before is None:
        return now is not asked.before
    return any(now[name] != value for name, value in asked.before.items())


def withdrawn_since(session: Session, asked: Approval) -> bool:
    """Whether the customer took the scope back after it was asked for."""
    held = held_consent(session, asked)
    gone = held.withdrawn_at if held is not None else None
    return gone is not None and gone > asked.asked_at
