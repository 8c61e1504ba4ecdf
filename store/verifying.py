"""Walking the audit chain: what was edited, deleted, reordered, cut off or written again."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Row, Table, exists, func, literal
from sqlalchemy import select as core_select
from sqlmodel import Session

from store.audit import GENESIS, Anchor, content_digest, digest, head
from store.evidence import EVIDENCE
from store.history import IMPORT, batch_of
from store.models import AuditEntry, CustomerChange, table_of

BATCH = 2000

_ENTRY = table_of(AuditEntry)
_CHANGE = table_of(CustomerChange)
_IN_BATCHES = {_CHANGE.name: _CHANGE.c.source == IMPORT}
"""Rows that stand in the chain together, by the digest in their batch's entry."""
_IMPORTED = "customers.imported"


@dataclass(frozen=True)
class VerifyReport:
    """The outcome: ``first_broken`` is the sequence number of the first entry that does not hold.

    ``reason`` is a Chinese sentence; None when all holds.
    """

    ok: bool
    entries: int
    first_broken: int | None = None
    reason: str | None = None


class _Broken(Exception):
    def __init__(self, seq: int, reason: str) -> None:
        super().__init__(reason)
        self.seq = seq
        self.reason = reason


def verify(*, session: Session, anchors: Iterable[Anchor] = ()) -> VerifyReport:
    """Read the whole chain once, batch by batch, and every row of evidence tied into it."""
    walked = in_batches = 0
    fixed = {anchor.seq: anchor.hash for anchor in anchors}
    previous = GENESIS
    try:
        for batch in _batches(session):
            for row in batch:
                _check_link(row, walked + 1, previous, fixed)
                walked, previous = row.seq, row.hash
            _check_evidence(session, batch)
            in_batches += _check_imported(session, batch)
        _check_end(session, walked, previous, fixed)
        _check_unlogged(session, walked, in_batches)
    except _Broken as broken:
        return VerifyReport(ok=False, entries=walked, first_broken=broken.seq, reason=broken.reason)
    return VerifyReport(ok=True, entries=walked)


def _batches(session: Session) -> Iterator[Sequence[Row[Any]]]:
    after = 0
    while True:
        statement = core_select(_ENTRY).where(_ENTRY.c.seq > after).order_by(_ENTRY.c.seq)
        batch = session.connection().execute(statement.limit(BATCH)).all()
        if not batch:
            return
        yield batch
        after = batch[-1].seq


def _check_link(row: Row[Any], expected: int, previous: str, fixed: Mapping[int, str]) -> None:
    if row.seq != expected:
        raise _Broken(expected, f"第 {expected} 条缺失：被删除、截断或调换过次序。")
    if row.prev_hash != previous:
        raise _Broken(row.seq, f"第 {row.seq} 条与前一条不相接：次序或前一条被改动。")
    content = {name: value for name, value in row._mapping.items() if name != "hash"}
    if digest(content) != row.hash:
        raise _Broken(row.seq, f"第 {row.seq} 条的内容被改动。")
    if fixed.get(row.seq, row.hash) != row.hash:
        raise _Broken(row.seq, f"第 {row.seq} 条与外部锚点不符：其后的记录曾被截断后重写。")


def _check_end(session: Session, walked: int, last: str, fixed: Mapping[int, str]) -> None:
    point = head(session=session)
    if point.seq > walked or max(fixed, default=0) > walked:
        raise _Broken(walked + 1, f"第 {walked + 1} 条起缺失：末尾被截断。")
    if (point.seq, point.hash) != (walked, last):
        raise _Broken(max(walked, 1), "链头与最后一条不符：链头或末尾被改动。")


def _check_evidence(session: Session, batch: Sequence[Row[Any]]) -> None:
    """Rows as they are against the digests in *batch*; only a row's latest entry counts."""
    entries: defaultdict[str, dict[str, Row[Any]]] = defaultdict(dict)
    for row in batch:
        if row.digest is not None:
            name, key = row.subject.split(":", 1)
            entries[name][key] = row
    suspects: list[tuple[Row[Any], bool]] = []
    for name, latest in entries.items():
        stored = _digests(session, EVIDENCE[name], list(latest))
        for key, entry in latest.items():
            if stored.get(key) != entry.digest:
                suspects.append((entry, key in stored))
    for entry, present in sorted(suspects, key=lambda suspect: suspect[0].seq):
        _check_suspect(session, entry, present)


def _check_suspect(session: Session, entry: Row[Any], present: bool) -> None:
    if not present:
        raise _Broken(entry.seq, f"第 {entry.seq} 条所记的 {entry.subject} 被删除。")
    later = core_select(_ENTRY.c.seq).where(
        _ENTRY.c.subject == entry.subject, _ENTRY.c.seq > entry.seq
    )
    if session.connection().execute(later.limit(1)).first() is None:
        raise _Broken(entry.seq, f"第 {entry.seq} 条所记的 {entry.subject} 的内容被改动。")


def _digests(session: Session, table: Table, keys: list[str]) -> dict[str, str]:
    key_column = _key(table)
    found: dict[str, str] = {}
    for start in range(0, len(keys), 500):
        statement = core_select(table).where(key_column.in_(keys[start : start + 500]))
        for row in session.connection().execute(statement):
            values = dict(row._mapping)
            found[values[key_column.name]] = content_digest(table, values)
    return found


def _check_imported(session: Session, batch: Sequence[Row[Any]]) -> int:
    """What files changed against the digest in each import's entry; how many rows that is."""
    count = 0
    for entry in batch:
        kept = json.loads(entry.payload).get("history") if entry.kind == _IMPORTED else None
        if kept is None:
            continue
        found, rows = batch_of(session=session, seq=entry.seq, at=entry.at)
        if found != kept:
            raise _Broken(
                entry.seq, f"第 {entry.seq} 条所记的导入变更（{_CHANGE.name}）被改动或删除。"
            )
        count += rows
    return count


def _check_unlogged(session: Session, walked: int, in_batches: int) -> None:
    stand = core_select(func.count()).select_from(_CHANGE).where(_IN_BATCHES[_CHANGE.name])
    if session.connection().scalar(stand) != in_batches:
        raise _Broken(walked + 1, f"{_CHANGE.name} 里有不属于任何一次导入的导入变更。")
    for name, table in EVIDENCE.items():
        key = _key(table)
        logged = exists().where(_ENTRY.c.subject == literal(f"{name}:").concat(key))
        alone = core_select(key).where(~logged)
        if name in _IN_BATCHES:
            alone = alone.where(~_IN_BATCHES[name])
        row = session.connection().execute(alone.limit(1)).first()
        if row is not None:
            raise _Broken(walked + 1, f"{name}:{row[0]} 没有审计记录：对应的条目被删除或从未写入。")


def _key(table: Table) -> Column[Any]:
    (key,) = table.primary_key.columns
    return key
