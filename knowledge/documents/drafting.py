"""A draft as the officer reads it: in the script format, and with what speaks against it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import yaml

from knowledge.documents.model import CUT_OFF, LOST, DraftLine, DraftScript
from knowledge.handbook.format.model import ANCHOR_LETTER, CUSTOMER_SECTIONS, Section

TO_WRITE = "〔待补〕"
"""Starts every line that the document does not give and an officer has to write."""
_STAND_INS = ("XX", "××", "某某")
_WANTED = {
    Section.OPENING: "原文没有开场白",
    Section.POINTS: "原文没有可以对客户说的要点",
    Section.QUESTIONS: "原文没有提问",
    Section.OBJECTIONS: "原文没有异议",
    Section.ACTIONS: "原文没有下一步",
    Section.AVOID: "原文没有禁语",
    Section.DISCLOSURES: "原文没有披露语",
    Section.NOTES: "原文没有可记的事实",
}


class VerdictLike(Protocol):
    """What the compliance checker says of a text."""

    @property
    def verdict(self) -> str:
        """pass, review or block."""

    @property
    def findings(self) -> Sequence[Any]:
        """What it found."""


@dataclass(frozen=True, slots=True)
class DraftFinding:
    """What stands against a draft's line, or against a section as a whole (`text` empty).

    `verdict` and `found` are the checker's, where it is the checker that objects.
    """

    anchor: str
    text: str
    reason: str
    verdict: str = ""
    found: tuple[Any, ...] = ()


def draft_markdown(draft: DraftScript) -> str:
    """The draft in the script format, status draft; gaps are lines that start with 〔待补〕.

    Each line's `from=start-end` is its place in the source.
    """
    parts = ["---", _front_matter(draft), "---", ""]
    for section in Section:
        parts += [f"## {section.value}", *_section_rows(draft, section), ""]
    return "\n".join(parts)


def _front_matter(draft: DraftScript) -> str:
    head = {
        "id": draft.script_id,
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


def _section_rows(draft: DraftScript, section: Section) -> Iterator[str]:
    letter = ANCHOR_LETTER[section]
    if section is Section.OBJECTIONS:
        for objection in draft.objections:
            yield f"### [{objection.anchor}] {objection.text}"
            yield from map(_row, objection.answers)
        if not draft.objections:
            yield f"### [{letter}1] {TO_WRITE}{_WANTED[section]}"
            yield f"- [{letter}1a] {TO_WRITE}请写回答"
        return
    lines = [line for line in draft.lines if line.section is section]
    yield from map(_row, lines)
    if not lines:
        yield f"- [{letter}1] {TO_WRITE}{_WANTED[section]}，请写"


def _row(line: DraftLine) -> str:
    attributes = [f"{key}={value}" for key, value in line.attributes.items()]
    if line.place is not None:
        attributes.append(f"from={line.place[0]}-{line.place[1]}")
    return f"- [{' '.join((line.anchor, *attributes))}] {line.text}"


def findings(draft: DraftScript, check: Callable[[str], VerdictLike]) -> tuple[DraftFinding, ...]:
    """What an officer must settle before approving: gaps, losses, and what the checker objects to.

    The checker sees what a customer would hear; 不能说 and 备忘 may quote forbidden words.
    """
    return (*_gaps(draft), *_line_findings(draft, check))


def _gaps(draft: DraftScript) -> Iterator[DraftFinding]:
    for section in draft.missing:
        yield DraftFinding(
            ANCHOR_LETTER[section], "", f"{section.value}：{_WANTED[section]}，要补写"
        )


def _line_findings(
    draft: DraftScript, check: Callable[[str], VerdictLike]
) -> Iterator[DraftFinding]:
    answers = (answer for objection in draft.objections for answer in objection.answers)
    for line in (*draft.lines, *answers):
        if LOST in line.text or CUT_OFF in line.text:
            yield DraftFinding(line.anchor, line.text, "原文有缺字，对照原件补上")
        if line.section is Section.ACTIONS and "due" not in line.attributes:
            yield DraftFinding(line.anchor, line.text, "原文没写时限，要补 due")
        if line.section is Section.AVOID and "rule" not in line.attributes:
            yield DraftFinding(line.anchor, line.text, "要补对应的合规规则 rule")
        if line.section in CUSTOMER_SECTIONS:
            yield from _spoken(line, check)


def _spoken(line: DraftLine, check: Callable[[str], VerdictLike]) -> Iterator[DraftFinding]:
    if any(each in line.text for each in _STAND_INS):
        yield DraftFinding(line.anchor, line.text, "有代称（XX、某某），换成真实说法或删去")
    said = check(line.text)
    if said.verdict != "pass":
        yield DraftFinding(
            line.anchor, line.text, "合规检查未通过", str(said.verdict), tuple(said.findings)
        )
