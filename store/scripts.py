"""The register of handbook scripts: every version ever used, and whether it may be spoken."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select as core_select
from sqlmodel import Session, col, select

from store import audit
from store.actor import Actor, require_role
from store.errors import AlreadyWritten, NotFound
from store.models import Role, Script, ScriptStatus, ScriptVersion, table_of

_VERSION = table_of(ScriptVersion)
_WITHDRAWN = core_select(_VERSION.c.script_id, _VERSION.c.version).where(
    _VERSION.c.status == ScriptStatus.WITHDRAWN
)


@dataclass(frozen=True)
class ScriptText:
    """A version of a script as the handbook holds it."""

    script_id: str
    version: str
    title: str
    body: str


def register_script(
    *, session: Session, script: ScriptText, status: ScriptStatus, actor_id: str, at: datetime
) -> bool:
    """Note a version with its text; False, and nothing changed, if it is known already.

    A known version whose text differs is refused: a changed script needs a new version.
    """
    known = session.get(ScriptVersion, (script.script_id, script.version))
    body_hash = audit.digest(script.body)
    if known is not None:
        if known.body_hash != body_hash:
            raise AlreadyWritten(
                f"话术 {script.script_id} 的版本 {script.version} 内容已变，请提高版本号。"
            )
        return False
    session.merge(Script(script_id=script.script_id, title=script.title))
    session.flush()
    session.add(
        ScriptVersion(
            script_id=script.script_id,
            version=script.version,
            status=status,
            body=script.body,
            body_hash=body_hash,
            registered_at=at,
        )
    )
    payload = {
        "script_id": script.script_id,
        "version": script.version,
        "status": status,
        "body_hash": body_hash,
    }
    audit.append(
        session=session, actor_id=actor_id, kind="script.registered", payload=payload, at=at
    )
    return True


def decide_script(
    *,
    session: Session,
    actor: Actor,
    script_id: str,
    version: str,
    status: ScriptStatus,
    at: datetime,
    why: str | None = None,
) -> None:
    """Approve or withdraw one version; raises NotFound where there is none such."""
    require_role(actor, Role.COMPLIANCE, Role.ADMIN)
    row = session.get(ScriptVersion, (script_id, version))
    if row is None:
        raise NotFound(f"没有话术 {script_id} 的版本 {version}。")
    row.status, row.why = status, why
    row.decided_by, row.decided_at = actor.staff_id, at
    session.add(row)
    payload = {"script_id": script_id, "versions": [version], "why": why}
    kind = f"script.{status.value}"
    audit.append(session=session, actor_id=actor.staff_id, kind=kind, payload=payload, at=at)


def withdrawn_scripts(*, session: Session) -> frozenset[tuple[str, str]]:
    """The (script id, version) pairs that may not be spoken any more."""
    rows = session.connection().execute(_WITHDRAWN)
    return frozenset((script_id, version) for script_id, version in rows)


def script_versions(*, session: Session, script_id: str | None = None) -> list[ScriptVersion]:
    """The register, one script's or all, in order of registration."""
    statement = select(ScriptVersion).order_by(
        col(ScriptVersion.script_id), col(ScriptVersion.registered_at), col(ScriptVersion.version)
    )
    if script_id is not None:
        statement = statement.where(ScriptVersion.script_id == script_id)
    return list(session.exec(statement))
