"""Passages of the bank's own documents: noted as drafts, cited once an officer approved them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col, select

from store import audit
from store.actor import Actor, require_role
from store.errors import NotFound
from store.models import ReferencePassage, Role, ScriptStatus


@dataclass(frozen=True)
class PassageText:
    """A passage under its heading."""

    heading: str
    text: str


def note_passages(
    *, session: Session, actor: Actor, document: str, passages: Sequence[PassageText], at: datetime
) -> int:
    """Keep a document's passages as drafts, in place of earlier ones of the same document."""
    require_role(actor, Role.COMPLIANCE, Role.ADMIN)
    session.connection().execute(
        delete(ReferencePassage).where(col(ReferencePassage.document) == document)
    )
    session.add_all(
        ReferencePassage(
            document=document,
            position=position,
            heading=passage.heading,
            text=passage.text,
            status=ScriptStatus.DRAFT,
        )
        for position, passage in enumerate(passages)
    )
    payload = {"document": document, "passages": len(passages)}
    audit.append(
        session=session, actor_id=actor.staff_id, kind="document.imported", payload=payload, at=at
    )
    return len(passages)


def decide_passages(
    *, session: Session, actor: Actor, document: str, status: ScriptStatus, at: datetime
) -> int:
    """Approve or withdraw all passages of a document; how many. Raises NotFound for none."""
    require_role(actor, Role.COMPLIANCE, Role.ADMIN)
    rows = passages_of(session=session, document=document)
    if not rows:
        raise NotFound(f"没有文档 {document}。")
    for row in rows:
        row.status, row.decided_by, row.decided_at = status, actor.staff_id, at
        session.add(row)
    payload = {"document": document, "passages": len(rows)}
    kind = f"document.{status.value}"
    audit.append(session=session, actor_id=actor.staff_id, kind=kind, payload=payload, at=at)
    return len(rows)


def passages_of(
    *, session: Session, document: str | None = None, status: ScriptStatus | None = None
) -> list[ReferencePassage]:
    """Passages in order, of one document or of all, with one status or any."""
    statement = select(ReferencePassage)
    if document is not None:
        statement = statement.where(ReferencePassage.document == document)
    if status is not None:
        statement = statement.where(ReferencePassage.status == status)
    ordered = statement.order_by(col(ReferencePassage.document), col(ReferencePassage.position))
    return list(session.exec(ordered))
