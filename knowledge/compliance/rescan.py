"""Judges stored texts again under the present rules and reports what would change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.compliance.checker import Checker
from knowledge.compliance.findings import Judgement, Verdict


@dataclass(frozen=True)
class Judged:
    """A stored decision: the text, the verdict it got, and the rules it got it under."""

    id: str
    text: str
    verdict: Judgement
    rules_version: str


@dataclass(frozen=True)
class Changed:
    """A stored decision that the present rules would not repeat."""

    before: Judged
    now: Verdict


def rescan(rows: Iterable[Judged], *, checker: Checker) -> Iterator[Changed]:
    """Yields the rows judged otherwise now; rows of the present rule set are taken as they are."""
    for row in rows:
        if row.rules_version == checker.version:
            continue
        now = checker.check(row.text)
        if now.verdict != row.verdict:
            yield Changed(row, now)
