"""A draft as the officer reads it: in the script format, its gaps marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import yaml

from knowledge.documents.model import TO_WRITE, DraftLine, DraftScript
from knowledge.handbook.format.formats import Section, SectionForm, forms_of, newest_format

_WANTED: Mapping[Section, str] = {
    Section.OPENING: "原文里没有认出开场白",
    Section.POINTS: "原文里没有认出可以对客户说的要点",
    Section.QUESTIONS: "原文里没有认出提问",
    Section.OBJECTIONS: "原文里没有认出异议",
    Section.ACTIONS: "原文里没有认出下一步",
    Section.AVOID: "原文里没有认出禁语",
    Section.DISCLOSURES: "原文里没有认出披露语",
    Section.NOTES: "原文里没有认出可记的事实",
}


def draft_markdown(draft: DraftScript) -> str:
    """The draft in the newest script format, status draft; gaps are lines that start with 〔待补〕.

    Each line's `from=start-end` is its place in the source.
    """
    parts = ["---", _front_matter(draft), "---", ""]
    for form in forms_of(newest_format()):
        if rows := list(_section_rows(draft, form)):
            parts += [f"## {form.section}", *rows, ""]
    return "\n".join(parts)


def _front_matter(draft: DraftScript) -> str:
    head = {
        "id": draft.script_id,
        "format": newest_format(),
        "group": draft.group,
        "title": draft.title,
        "version": 1,
        "status": "draft",
        "sources": [" / ".join((draft.document, *draft.heading))],
        "goal": draft.goal,
        "audience": draft.audience,
        "products": [],
        "applies": [],
        "asks": list(draft.asks),
    }
    written: str = yaml.safe_dump(head, allow_unicode=True, sort_keys=False, width=10_000)
    return written.rstrip()


def _section_rows(draft: DraftScript, form: SectionForm) -> Iterator[str]:
    gap = f"{TO_WRITE}{_WANTED.get(form.section, f'原文里没有认出{form.section}')}"
    if form.section == Section.OBJECTIONS:
        for objection in draft.objections:
            yield f"### [{objection.anchor}] {objection.text}"
            yield from map(_row, objection.answers)
        if not draft.objections:
            yield f"### [{form.letter}1] {gap}"
            yield f"- [{form.letter}1a] {TO_WRITE}请写回答"
        return
    lines = [line for line in draft.lines if line.section == form.section]
    yield from map(_row, lines)
    if not lines and form.required:
        yield f"- [{form.letter}1] {gap}，请写"


def _row(line: DraftLine) -> str:
    attributes = [f"{key}={value}" for key, value in line.attributes.items()]
    if line.place is not None:
        attributes.append(f"from={line.place[0]}-{line.place[1]}")
    return f"- [{' '.join((line.anchor, *attributes))}] {line.text}"
