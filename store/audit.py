"""The append-only chain: what was done, by whom, in an order nobody can change unseen.

Each entry's hash covers the entry and the hash before it. The head lives in its own row, so new
entries written after a truncation leave a gap; anchors kept outside find a head that was moved
back too. Rows that are evidence (suggestions, contacts) are tied in by the digest of their content.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from enum import Enum
from pathlib import Path
from typing import Any

from sqlalchemy import Table, insert, text
from sqlmodel import Session, SQLModel

from store.errors import StoreError
from store.evidence import EVIDENCE
from store.models import AuditEntry, table_of

GENESIS = "0" * 64
ANCHOR_FILE = "audit-anchors.jsonl"
HEAD = "audit_head"
"""Where a session keeps the point its own last entry made, to be anchored after the commit."""


@dataclass(frozen=True)
class AuditPoint:
    """A place in the chain: everything up to ``seq`` is fixed by ``hash``."""

    seq: int
    hash: str


@dataclass(frozen=True)
class Happened:
    """What an entry tells: its kind, its payload, the row it is about."""

    kind: str
    payload: Mapping[str, Any]
    subject: SQLModel | None = None


@dataclass(frozen=True)
class Anchor:
    """An :class:`AuditPoint` written down outside the database."""

    seq: int
    hash: str
    at: str


def canonical(value: object) -> str:
    """JSON with one spelling: sorted keys, no spaces, Chinese unescaped, times in UTC."""
    return json.dumps(
        value,
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        allow_nan=False,
        default=plain,
    )


def digest(value: object) -> str:
    """SHA-256 over :func:`canonical` of *value*, in hex."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def row_digest(row: SQLModel) -> str:
    """The digest of a table row's columns as stored."""
    table = table_of(type(row))
    return content_digest(
        table, {column.name: getattr(row, column.name) for column in table.columns}
    )


def content_digest(table: Table, values: Mapping[str, Any]) -> str:
    """The digest of a row's values; a column added later counts only where it holds something."""
    late = {c.name for c in table.columns if c.info.get("added_later")}
    return digest({k: v for k, v in values.items() if k not in late or v is not None})


def head(*, session: Session, lock: bool = False) -> AuditPoint:
    """Where the chain stands; with *lock* no one else may append until the transaction ends."""
    statement = _HEAD_LOCKED if lock and _is_postgresql(session) else _HEAD
    row = session.connection().execute(statement).one()
    return AuditPoint(seq=row.seq, hash=row.hash)


def new_id(*, session: Session, prefix: str, at: datetime) -> str:
    """A short id for the row the next audit entry is about: prefix, date, place in the chain.

    Sorts by time within a prefix and is unique, because the chain gives each place once.
    """
    return new_ids(session=session, prefix=prefix, at=at, count=1)[0]


def new_ids(*, session: Session, prefix: str, at: datetime, count: int) -> list[str]:
    """The ids for the rows the next *count* entries are about, one each."""
    session.flush()
    seq = head(session=session, lock=True).seq
    return [id_of(seq + number, prefix=prefix, at=at) for number in range(1, count + 1)]


def id_of(seq: int, *, prefix: str, at: datetime) -> str:
    """The id that `new_id` gave before the entry *seq* was written at *at*."""
    return f"{prefix}{at.astimezone(UTC):%y%m%d}{_base32(seq):0>6}"


def append(
    *,
    session: Session,
    actor_id: str,
    kind: str,
    payload: Mapping[str, Any],
    at: datetime,
    subject: SQLModel | None = None,
) -> AuditPoint:
    """Add an entry in the caller's transaction; *subject*'s content becomes part of the chain.

    Raises:
        KeyError: where the subject's table is none of `store.evidence`.
    """
    happened = Happened(kind, payload, subject)
    return append_all(session=session, actor_id=actor_id, happened=[happened], at=at)


def append_all(
    *, session: Session, actor_id: str, happened: Sequence[Happened], at: datetime
) -> AuditPoint:
    """The same for many rows written at once, in their order; the head is read once.

    Raises:
        KeyError: where a subject's table is none of `store.evidence`.
    """
    session.flush()
    point = head(session=session, lock=True)
    connection = session.connection()
    for each in happened:  # one by one: the database lets an entry only continue from the head
        entry = _entry(point, actor_id, each, at)
        point = AuditPoint(seq=entry["seq"], hash=entry["hash"])
        connection.execute(insert(AuditEntry), entry)
        connection.execute(_MOVE_HEAD, {"seq": point.seq, "hash": point.hash})
        session.info[HEAD] = point
    return point


def _entry(last: AuditPoint, actor_id: str, each: Happened, at: datetime) -> dict[str, Any]:
    subject = each.subject
    entry = {
        "seq": last.seq + 1,
        "at": at.astimezone(UTC),
        "actor_id": actor_id,
        "kind": each.kind,
        "subject": subject_key(subject) if subject is not None else None,
        "digest": row_digest(subject) if subject is not None else None,
        "payload": canonical(each.payload),
        "prev_hash": last.hash,
    }
    return {**entry, "hash": digest(entry)}


def subject_key(row: SQLModel) -> str:
    """``table:key`` of a row with a single-column key."""
    table = EVIDENCE[table_of(type(row)).name]
    (key,) = table.primary_key.columns
    return f"{table.name}:{getattr(row, key.name)}"


def write_anchor(path: Path, *, point: AuditPoint, at: datetime) -> None:
    """Note *point* in a file outside the database, one JSON object a line; call after commit."""
    line = canonical(asdict(Anchor(seq=point.seq, hash=point.hash, at=_utc(at))))
    with path.open("a", encoding="utf-8") as file:
        file.write(line + "\n")


class AnchorsDamaged(StoreError):
    """A line of the anchor file does not read."""

    def __init__(self, line: int) -> None:
        super().__init__(
            f"锚点文件第 {line} 行读不出来，不能作证：请核对这个文件，或用别处存的链头"
        )


def read_anchors(path: Path) -> tuple[Anchor, ...]:
    """The anchors in *path*, none if the file is not there; a torn last line is passed over.

    Raises:
        AnchorsDamaged: where another line does not read.
    """
    if not path.exists():
        return ()
    lines = path.read_bytes().splitlines(keepends=True)
    return tuple(_anchor(number, line) for number, line in enumerate(lines, 1) if _whole(line))


def _whole(line: bytes) -> bool:
    return line.endswith(b"\n")


def _anchor(number: int, line: bytes) -> Anchor:
    try:
        found = Anchor(**json.loads(line))
    except (ValueError, TypeError) as error:
        raise AnchorsDamaged(number) from error
    if not isinstance(found.seq, int) or not isinstance(found.hash, str):
        raise AnchorsDamaged(number)
    return found


def plain(value: object) -> object:
    """A date, time, enum or set as JSON holds it; for `json.dumps(default=…)`."""
    if isinstance(value, datetime):
        return _utc(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise TypeError(f"not canonical: {type(value).__name__}")


def _utc(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def _base32(number: int) -> str:
    digits = ""
    while number:
        number, remainder = divmod(number, 32)
        digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[remainder] + digits
    return digits or "0"


def _is_postgresql(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


_HEAD = text("SELECT seq, hash FROM audit_head WHERE head_id = 1")
_HEAD_LOCKED = text("SELECT seq, hash FROM audit_head WHERE head_id = 1 FOR UPDATE")
_MOVE_HEAD = text("UPDATE audit_head SET seq = :seq, hash = :hash WHERE head_id = 1")
