"""Measures a checker on labelled cases, by category and by kind, and lists what it missed.

`rm-assistant handbook eval-rules FILE.jsonl` runs it; a line is `{"id", "category", "text",
"violates", "why"}`, the kind in square brackets at the start of `why`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.compliance.checker import Checker
from knowledge.compliance.findings import Verdict

_KIND = re.compile(r"^\s*\[([^\]]+)\]")
ORDINARY = ("benign_general", "ordinary")


@dataclass(frozen=True)
class Case:
    """A text with the right answer."""

    id: str
    category: str
    text: str
    violates: bool
    kind: str


@dataclass(frozen=True)
class Tally:
    """How many of a group were flagged (reviewed or blocked)."""

    flagged: int
    total: int

    @property
    def share(self) -> float:
        """Flagged by total; 0 for an empty group."""
        return self.flagged / self.total if self.total else 0.0


@dataclass(frozen=True)
class Miss:
    """A case judged wrongly, with the verdict it got."""

    case: Case
    verdict: Verdict


@dataclass(frozen=True)
class Evaluation:
    """Recall where a text violates, false alarms where it does not."""

    recall: Tally
    no_keyword: Tally
    evasions: Tally
    lookalike_alarms: Tally
    ordinary_alarms: Tally
    named_rightly: Tally
    recall_by_category: dict[str, Tally]
    recall_by_kind: dict[str, Tally]
    alarms_by_category: dict[str, Tally]
    misses: tuple[Miss, ...]


def read_cases(path: Path) -> list[Case]:
    """The cases of a JSONL file, in the form of the examples or of the training sentences."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_case(number, json.loads(line)) for number, line in enumerate(lines, 1) if line.strip()]


def _case(number: int, row: dict[str, object]) -> Case:
    label = str(row.get("category", row.get("label", "")))
    why = _KIND.match(str(row.get("why", "")))
    kind = str(row.get("kind", why.group(1) if why else "plain"))
    violates = bool(row.get("violates", label != "benign"))
    return Case(str(row.get("id", number)), label, str(row["text"]), violates, kind)


def evaluate(cases: Iterable[Case], checker: Checker) -> Evaluation:
    """Judges every case and counts."""
    judged = [(case, checker.check(case.text)) for case in cases]
    bad = [(case, verdict) for case, verdict in judged if case.violates]
    good = [(case, verdict) for case, verdict in judged if not case.violates]
    ordinary = [pair for pair in good if _is_ordinary(pair[0])]
    return Evaluation(
        recall=_tally(bad),
        no_keyword=_tally([pair for pair in bad if "no-keyword" in pair[0].kind]),
        evasions=_tally([pair for pair in bad if pair[0].kind.startswith("evasion")]),
        lookalike_alarms=_tally([pair for pair in good if not _is_ordinary(pair[0])]),
        ordinary_alarms=_tally(ordinary),
        named_rightly=_named(bad),
        recall_by_category=_grouped(bad, by_kind=False),
        recall_by_kind=_grouped(bad, by_kind=True),
        alarms_by_category=_grouped(good, by_kind=False),
        misses=tuple(
            Miss(case, verdict)
            for case, verdict in judged
            if case.violates != (verdict.verdict != "pass")
        ),
    )


def _is_ordinary(case: Case) -> bool:
    return case.category in ORDINARY or case.kind in ORDINARY


def _tally(judged: list[tuple[Case, Verdict]]) -> Tally:
    return Tally(sum(verdict.verdict != "pass" for _, verdict in judged), len(judged))


def _named(bad: list[tuple[Case, Verdict]]) -> Tally:
    """Of the violating texts, those with a finding of their own category."""
    named = sum(
        any(finding.category == case.category for finding in verdict.findings)
        for case, verdict in bad
    )
    return Tally(named, len(bad))


def _grouped(judged: list[tuple[Case, Verdict]], *, by_kind: bool) -> dict[str, Tally]:
    groups: dict[str, list[tuple[Case, Verdict]]] = {}
    for case, verdict in judged:
        groups.setdefault(case.kind if by_kind else case.category, []).append((case, verdict))
    return {name: _tally(group) for name, group in sorted(groups.items())}


def report(result: Evaluation) -> Iterator[str]:
    """The evaluation as lines of text, misses last."""
    totals = {
        "recall": result.recall,
        "recall, no keyword": result.no_keyword,
        "recall, evasions": result.evasions,
        "category named rightly": result.named_rightly,
        "false alarms, look-alikes": result.lookalike_alarms,
        "false alarms, ordinary": result.ordinary_alarms,
    }
    yield from _table("overall", totals)
    yield from _table("recall by category", result.recall_by_category)
    yield from _table("recall by kind", result.recall_by_kind)
    yield from _table("false alarms by category", result.alarms_by_category)
    yield f"misses: {len(result.misses)}"
    for miss in result.misses:
        wrong = "missed" if miss.case.violates else "false alarm"
        rules = ",".join(finding.rule_id for finding in miss.verdict.findings)
        score = miss.verdict.layers[-1].score
        case = miss.case
        yield f"  {wrong} {case.id} {case.category} [{case.kind}] {score} {rules} {case.text}"


def _table(title: str, rows: dict[str, Tally]) -> Iterator[str]:
    yield title
    for name, tally in rows.items():
        yield f"  {name:28} {tally.share:6.1%}  {tally.flagged}/{tally.total}"
