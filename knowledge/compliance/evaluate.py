"""Measures a checker on labelled cases: by author, category and kind, with what it missed.

`rm-assistant handbook eval-rules FILE.jsonl` runs it; a line is `{"id", "category", "text",
"violates", "why"}`, the kind in square brackets at the start of `why`, or a training sentence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from knowledge.compliance.checker import Checker
from knowledge.compliance.findings import Verdict

_KIND = re.compile(r"^\s*\[([^\]]+)\]")
ORDINARY = ("benign_general", "ordinary", "small-talk")
Grouping = Literal["author", "category", "kind", "to"]


@dataclass(frozen=True)
class Case:
    """A text with the right answer; a proper one's category is what it looks like."""

    id: str
    category: str
    text: str
    violates: bool
    kind: str
    author: str = ""
    to: str = ""

    @property
    def ordinary(self) -> bool:
        """Whether it is proper talk that does not even look like a breach."""
        return not self.violates and (self.category in ORDINARY or self.kind in ORDINARY)


@dataclass(frozen=True)
class Judged:
    """A case and what the checker made of it."""

    case: Case
    verdict: Verdict

    @property
    def flagged(self) -> bool:
        """Whether it was reviewed or blocked."""
        return self.verdict.verdict != "pass"

    @property
    def wrong(self) -> bool:
        """Whether a breach passed or proper talk was flagged."""
        return self.flagged != self.case.violates

    @property
    def named_rightly(self) -> bool:
        """Whether a finding gives the case's own category as the reason."""
        return any(found.category == self.case.category for found in self.verdict.findings)


@dataclass(frozen=True)
class Tally:
    """How many of a group; `share` is 0 for an empty group."""

    counted: int
    total: int

    @property
    def share(self) -> float:
        """Counted by total."""
        return self.counted / self.total if self.total else 0.0


@dataclass(frozen=True)
class Evaluation:
    """Recall where a text violates, false alarms where it does not."""

    judged: tuple[Judged, ...]
    recall: Tally
    no_keyword: Tally
    evasions: Tally
    lookalike_alarms: Tally
    ordinary_alarms: Tally
    named_rightly: Tally
    """Of the breaches that were flagged, those with a finding of their own category."""

    def recall_by(self, grouping: Grouping) -> dict[str, Tally]:
        """Recall by author, category, kind or whom the text is said to."""
        return _grouped(self.judged, grouping, lambda each: each.case.violates)

    def alarms_by(self, grouping: Grouping) -> dict[str, Tally]:
        """False alarms by the same."""
        return _grouped(self.judged, grouping, lambda each: not each.case.violates)

    @property
    def misses(self) -> tuple[Judged, ...]:
        """What was judged wrongly."""
        return tuple(each for each in self.judged if each.wrong)


def read_cases(path: Path) -> list[Case]:
    """The cases of a JSONL file, in the form of the examples or of the training sentences."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_case(number, json.loads(line)) for number, line in enumerate(lines, 1) if line.strip()]


def _case(number: int, row: dict[str, object]) -> Case:
    label = str(row.get("category", row.get("label", "")))
    why = _KIND.match(str(row.get("why", "")))
    kind, _, looks_like = str(row.get("kind", why.group(1) if why else "plain")).partition(":")
    violates = bool(row.get("violates", label != "benign"))
    return Case(
        id=str(row.get("id", number)),
        category=label if violates or not looks_like else looks_like,
        text=str(row["text"]),
        violates=violates,
        kind=kind,
        author=str(row.get("author", "")),
        to=str(row.get("to", "")),
    )


def evaluate(cases: Iterable[Case], checker: Checker) -> Evaluation:
    """Judges every case and counts."""
    every = list(cases)
    verdicts = checker.check_all([case.text for case in every])
    return count(map(Judged, every, verdicts))


def count(judged: Iterable[Judged]) -> Evaluation:
    """The figures of cases judged already."""
    every = tuple(judged)
    bad = [each for each in every if each.case.violates]
    good = [each for each in every if not each.case.violates]
    caught = [each for each in bad if each.flagged]
    return Evaluation(
        judged=every,
        recall=_flagged(bad),
        no_keyword=_flagged([each for each in bad if "no-keyword" in each.case.kind]),
        evasions=_flagged([each for each in bad if each.case.kind.startswith("evasion")]),
        lookalike_alarms=_flagged([each for each in good if not each.case.ordinary]),
        ordinary_alarms=_flagged([each for each in good if each.case.ordinary]),
        named_rightly=Tally(sum(each.named_rightly for each in caught), len(caught)),
    )


def _flagged(judged: list[Judged]) -> Tally:
    return Tally(sum(each.flagged for each in judged), len(judged))


def _grouped(
    judged: Iterable[Judged], grouping: Grouping, among: Callable[[Judged], bool]
) -> dict[str, Tally]:
    groups: dict[str, list[Judged]] = {}
    for each in filter(among, judged):
        name: str = getattr(each.case, grouping)
        groups.setdefault(name, []).append(each)
    return {name: _flagged(group) for name, group in sorted(groups.items())}
