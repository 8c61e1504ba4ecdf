"""A file from start to end: read, cleaned, split, drafted, and accounted for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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
    Sentence,
    Table,
)
from knowledge.documents.reading import read_document
from knowledge.documents.sentences import sentences
from knowledge.documents.splitting import split
from knowledge.privacy import mask

_HIDDEN = {"id_card": "身份证号", "bank_card": "银行卡号", "mobile": "手机号", "email": "邮箱"}
_CITED = frozenset(
    {
        PassageKind.CHAPTER,
        PassageKind.SCENARIO,
        PassageKind.STEPS,
        PassageKind.CASE,
        PassageKind.STAGE,
        PassageKind.PROSE,
        PassageKind.TABLE,
    }
)
_LEAST_PASSAGE = 12
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
    raw, masked = without_personal_data(read_document(path))
    cleaned = clean(raw)
    passages = split(cleaned)
    drafts = propose(passages, document=raw.name)
    report = report_of(cleaned, passages, drafts, masked=masked)
    return ImportedDocument(raw, cleaned, passages, drafts, report)


def without_personal_data(raw: RawDocument) -> tuple[RawDocument, Mapping[str, int]]:
    """The document with what identifies a person hidden, sign for sign, and how many by name.

    A landline or an address is as often the bank's own, and stays.
    """
    hidden = [each for each in mask(raw.text).found if each.kind in _HIDDEN]
    text = raw.text
    for each in hidden:
        text = text[: each.start] + "×" * (each.end - each.start) + text[each.end :]
    counts = Counter(_HIDDEN[each.kind] for each in hidden)
    return replace(raw, text=text), dict(counts)


def citable(passages: Sequence[Passage]) -> list[Passage]:
    """What of a document is worth citing, once somebody approves it."""
    return [p for p in passages if p.kind in _CITED and len(p.text) >= _LEAST_PASSAGE]


def _left_out(
    document: CleanDocument, passages: Sequence[Passage], drafts: Sequence[DraftScript]
) -> Iterator[Sentence]:
    """The sentences of the document that came neither into a draft nor into a citable passage."""
    held = [(p.start, p.end) for p in citable(passages)]
    held += [line.place for d in drafts for line in d.lines if line.place is not None]
    answers = (line for d in drafts for o in d.objections for line in o.answers)
    held += [line.place for line in answers if line.place is not None]
    titles = {title for p in passages for title in p.path} | {document.title}
    for each in sentences(document, 0, len(document.text)):
        if each.text not in titles and not any(a <= each.start and each.end <= b for a, b in held):
            yield each


def report_of(
    document: CleanDocument,
    passages: Sequence[Passage],
    drafts: Sequence[DraftScript],
    *,
    masked: Mapping[str, int] | None = None,
) -> ImportReport:
    """What was found, hidden and removed, what could not be restored, what came to nothing."""
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
        masked=masked or {},
        left_out=tuple(_left_out(document, passages, drafts)),
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
