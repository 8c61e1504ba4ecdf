"""The officers' queue as a file: XLSX, CSV or JSONL, numbers masked, with its manifest.

    files = queue_files(month, "xlsx", work=work, actor=officer)  # the table, then the manifest

The manifest holds the file's digest, the condition, how many rows, and the chain's head before:
who has both and the log can tell whether the file is what left.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.attachments import Attachment
from bot.results.declined import Declined
from bot.usecases.contact_plan import month_end
from bot.usecases.queue import NOT_AN_OFFICER, read_item
from bot.usecases.queue_figures import span_of
from bot.usecases.queue_sweep import sweep
from bot.usecases.taken_out import Taken, taken_out
from bot.usecases.work import Work
from knowledge.privacy import mask
from store import audit
from store.actor import Actor
from store.models import ItemKind, ReviewItem, ReviewVerdict, Role
from store.reviews import figures, items, shared
from store.sheets import safe_cell, write_jsonl, write_table

COLUMNS = (
    "item_id kind risk at staff_id customer_id suggestion_id words rules scripts "
    "verdict reason decided_by decided_at second_verdict"
).split()
FORMS = ("xlsx", "csv", "jsonl")
_MASKED = "电话、证件号、卡号、邮箱；建议所涉客户的姓名。记录和提问里的姓名没有遮"
"""What is covered in a file, and what is not: names in notes and questions stay."""
_CANDIDATES = "误报与漏标"
_BAD_FORM = Declined("refused", "能导出 xlsx、csv 或 jsonl。")
Row = dict[str, Any]


def queue_files(
    form: str, *, work: Work, actor: Actor, month: date | None = None
) -> tuple[Attachment, Attachment] | Declined:
    """A month's items with their decisions, and the manifest; its leaving is logged."""
    if actor.role is not Role.COMPLIANCE:
        return NOT_AN_OFFICER
    first = (month or work.now.date()).replace(day=1)
    sweep(work=work)
    since, until = span_of(first, month_end(first), work=work)
    rows = list(_rows(since, until, work, actor))
    condition = f"{first:%Y-%m} 出现的"
    return _files(rows, COLUMNS, f"审核队列-{first:%Y-%m}", form, condition, work, actor)


def candidate_files(*, work: Work, actor: Actor) -> tuple[Attachment, Attachment] | Declined | None:
    """What the checker may learn from: false alarms with their notes, and what it missed.

    One object a line: the text, the rules that flagged it, whether it is to pass, the note. None
    where there is nothing yet.
    """
    if actor.role is not Role.COMPLIANCE:
        return NOT_AN_OFFICER
    rows = [
        {
            "text": row["words"],
            "rules": row["rules"],
            "verdict": "pass" if row["verdict"] == ReviewVerdict.DISMISSED else "review",
            "note": row["reason"],
            "author": row["decided_by"],
            "item_id": row["item_id"],
        }
        for row in _rows(None, None, work, actor)
        if _teaches(row)
    ]
    if not rows:
        return None
    return _files(rows, list(rows[0]), _CANDIDATES, "jsonl", "全部", work, actor)


def _teaches(row: Row) -> bool:
    missed = row["kind"] == ItemKind.SAMPLE and row["verdict"] in figures.BAD
    return row["verdict"] == ReviewVerdict.DISMISSED or missed


def _rows(
    since: datetime | None, until: datetime | None, work: Work, actor: Actor
) -> Iterator[Row]:
    found = figures.items_between(session=work.reading, actor=actor, since=since, until=until)
    for item in found:
        yield _row(item, work, actor)


def _row(item: ReviewItem, work: Work, actor: Actor) -> Row:
    opened = read_item(item.item_id, work=work, actor=actor)
    assert not isinstance(opened, Declined)  # noqa: S101 - it was just read by the same officer
    decisions, name = opened.decisions, ""
    if opened.suggestion is not None:
        name = str(opened.suggestion.suggestion.record_read.get("name") or "")

    def covered(text: str) -> str:
        return mask(text, names=(name,) if name else ()).text

    tags = items.tags_of(session=work.reading, actor=actor, item_id=item.item_id)
    words = shared.words_about(session=work.reading, actor=actor, item=item)
    return {
        "item_id": item.item_id,
        "kind": item.kind.value,
        "risk": item.risk.value,
        "at": item.at.isoformat(),
        "staff_id": item.staff_id,
        "customer_id": item.customer_id,
        "suggestion_id": item.suggestion_id,
        "words": covered(words),
        "rules": [value for tag, value in tags if tag == items.RULE],
        "scripts": [value for tag, value in tags if tag == items.SCRIPT],
        "verdict": decisions[0].verdict.value if decisions else None,
        "reason": covered(decisions[0].reason) if decisions else None,
        "decided_by": decisions[0].officer if decisions else None,
        "decided_at": decisions[0].at.isoformat() if decisions else None,
        "second_verdict": decisions[1].verdict.value if len(decisions) > 1 else None,
    }


def _files(
    rows: list[Row],
    columns: list[str],
    name: str,
    form: str,
    condition: str,
    work: Work,
    actor: Actor,
) -> tuple[Attachment, Attachment] | Declined:
    if form not in FORMS:
        return _BAD_FORM
    head = audit.head(session=work.reading)
    data = _bytes(rows, columns, form)
    manifest = {
        "file": f"{name}.{form}",
        "sha256": hashlib.sha256(data).hexdigest(),
        "rows": len(rows),
        "condition": condition,
        "masked": _MASKED,
        "taken_by": actor.staff_id,
        "at": work.now.isoformat(),
        "chain_head": {"seq": head.seq, "hash": head.hash},
    }
    taken_out(data, Taken(name, condition, len(rows)), work=work, actor=actor)
    told = json.dumps(manifest, ensure_ascii=False, indent=2).encode()
    return Attachment(f"{name}.{form}", data), Attachment(f"{name}-清单.json", told)


def _bytes(rows: list[Row], columns: list[str], form: str) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"table.{form}"
        if form == "jsonl":
            write_jsonl(path, rows)
        else:
            cells = ([safe_cell(row[name]) for name in columns] for row in rows)
            write_table(path, columns, cells)
        return path.read_bytes()
