"""What a check returns: the verdict, its findings, and each layer's part in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from knowledge.compliance.ruleset import Rule

Judgement = Literal["pass", "review", "block"]
RANK: dict[Judgement, int] = {"pass": 0, "review": 1, "block": 2}


@dataclass(frozen=True)
class Finding:
    """One breach; `quote == text[start:end]` of the text as given."""

    rule_id: str
    category: str
    severity: Judgement
    start: int
    end: int
    quote: str
    because: str
    instead: str
    source: str
    layer: str


@dataclass(frozen=True)
class LayerVote:
    """A layer's own judgement, with what it saw: readings, terms, excuses or a score."""

    layer: str
    verdict: Judgement
    detail: tuple[str, ...] = ()
    score: float | None = None


@dataclass(frozen=True)
class Verdict:
    """The judgement of one text under one rule set."""

    verdict: Judgement
    findings: tuple[Finding, ...]
    rules_version: str
    layers: tuple[LayerVote, ...]


def worst(judgements: tuple[Judgement, ...]) -> Judgement:
    """The strictest of the judgements; pass when there is none."""
    return max(judgements, key=RANK.__getitem__, default="pass")


def finding_of(
    rule: Rule, severity: Judgement, text: str, start: int, end: int, layer: str, *, sentence: str
) -> Finding:
    """A rule's finding over `text[start:end]`; `sentence` is what it stands in, as normalised."""
    return Finding(
        rule_id=rule.id,
        category=rule.category,
        severity=severity,
        start=start,
        end=end,
        quote=text[start:end],
        because=rule.because,
        instead=rule.said_instead(sentence),
        source=rule.source,
        layer=layer,
    )
