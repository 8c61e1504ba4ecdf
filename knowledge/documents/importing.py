"""A file from start to end: read, cleaned, split, drafted, and accounted for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.documents.cleaning import clean
from knowledge.documents.drafts import propose
from knowledge.documents.model import (
    CleanDocument,
    DraftScript,
    ImportReport,
    Passage,
    PassageKind,
    RawDocument,
    Table,
)
from knowledge.documents.reading import read_document
from knowledge.documents.splitting import split

_WITHIN_ANOTHER = frozenset({PassageKind.DIALOGUE, PassageKind.OBJECTION, PassageKind.FORBIDDEN})


@dataclass(frozen=True, slots=True)
class ImportedDocument:
    """All that came of one file."""

    raw: RawDocument
    clean: CleanDocument
    passages: tuple[Passage, ...]
    drafts: tuple[DraftScript, ...]
    report: ImportReport


def import_document(path: Path) -> ImportedDocument:
    """Read and work up one file; nothing is stored.

    Raises:
        DocumentRefused: see `read_document`.
    """
    raw = read_document(path)
    cleaned = clean(raw)
    passages = split(cleaned)
    drafts = propose(passages, document=raw.name)
    return ImportedDocument(raw, cleaned, passages, drafts, report_of(cleaned, passages, drafts))


def report_of(
    document: CleanDocument, passages: Sequence[Passage], drafts: Sequence[DraftScript]
) -> ImportReport:
    """What was found and removed, and what could not be restored."""
    kinds = Counter(passage.kind for passage in passages)
    return ImportReport(
        document=document.name,
        title=document.title,
        chapters=kinds[PassageKind.CHAPTER],
        scenarios=kinds[PassageKind.SCENARIO],
        tables=kinds[PassageKind.TABLE],
        stages=kinds[PassageKind.STAGE],
        cases=kinds[PassageKind.CASE],
        passages=len(passages),
        drafts=len(drafts),
        removed={name: count for name, count in document.removed.items() if count},
        unrestored=document.unrestored,
    )


def readable(passages: Sequence[Passage]) -> str:
    """The passages as Markdown, headings and tables restored; quotes stand in their passage."""
    rows: list[str] = []
    path: tuple[str, ...] = ()
    for passage in passages:
        if passage.kind in _WITHIN_ANOTHER:
            continue
        for depth, title in enumerate(passage.path):
            if path[: depth + 1] != passage.path[: depth + 1]:
                rows += [f"{'#' * (depth + 1)} {title}", ""]
        path = passage.path
        body = _table_rows(passage.table) if passage.table else passage.text
        if body != passage.path[-1]:
            rows += [body, ""]
    return "\n".join(rows)


def _table_rows(table: Table) -> str:
    rows = (table.header, tuple("---" for _ in table.header), *table.rows)
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
