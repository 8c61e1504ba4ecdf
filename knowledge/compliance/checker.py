"""Judges a text: reading, terms, patterns with their scope, and the learned opinion."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from knowledge.compliance.classifier import Classifier, Opinion
from knowledge.compliance.findings import Finding, Judgement, LayerVote, Verdict, worst
from knowledge.compliance.normalise import Normalised, Normaliser
from knowledge.compliance.patterns import Hit, PatternLayer
from knowledge.compliance.ruleset import RULES_FOLDER, Rule, RuleSet, load_rules
from knowledge.compliance.scope import excuse
from knowledge.compliance.tables import load_tables

_CLAUSE = re.compile(r"[^，。！？；,;!?\n]+")
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?\n]*")
_PASSAGE = 90


@dataclass(frozen=True)
class Excused:
    """A match that the words around it excuse, and by what."""

    hit: Hit
    reason: str


@dataclass(frozen=True)
class Reading:
    """What the layers below the learned one saw in a text."""

    normal: Normalised
    concepts: tuple[str, ...]
    hits: tuple[Hit, ...]
    excused: tuple[Excused, ...]

    def signals(self) -> list[str]:
        """The reading as features for the learned layer."""
        sets = [f"\x01c:{name}" for name in self.concepts]
        rules = {f"\x01r:{hit.rule.id}" for hit in self.hits}
        excuses = {f"\x01x:{each.reason}" for each in self.excused}
        any_hit = ["\x01hit"] if self.hits else []
        return [*sets, *sorted(rules), *sorted(excuses), *any_hit]


class Checker:
    """Holds the loaded rules, tables and model; `check` is a pure function of the text."""

    def __init__(self, *, rules: RuleSet, classifier: Classifier | None) -> None:
        self.rules = rules
        self.version = rules.version
        self.classifier = classifier
        self._normaliser = Normaliser(load_tables())
        self._patterns = PatternLayer(rules)

    @classmethod
    def load(cls, *, model_path: Path | None, rules_folder: Path = RULES_FOLDER) -> Checker:
        """The checker over the package's rules; without a model the rules judge alone."""
        classifier = Classifier(model_path=model_path) if model_path else None
        return cls(rules=load_rules(rules_folder), classifier=classifier)

    def check(self, text: str) -> Verdict:
        """Judges one text of any length."""
        reading = self.read(text)
        by_rule = [self._finding(reading.normal, hit) for hit in _strongest(reading.hits)]
        learned, vote = self._learned(reading, {finding.category for finding in by_rule})
        findings = tuple(sorted([*by_rule, *learned], key=lambda found: (found.start, found.end)))
        return Verdict(
            verdict=worst(tuple(finding.severity for finding in findings)),
            findings=findings,
            rules_version=self.version,
            layers=(*self._votes(reading, by_rule), vote),
        )

    def read(self, text: str) -> Reading:
        """What normalisation, terms and patterns see."""
        normal = self._normaliser.read(text)
        present = self._patterns.present(normal.text)
        hits: list[Hit] = []
        excused: list[Excused] = []
        for hit in self._patterns.hits(normal.text, present):
            reason = None if hit.spec.bare else excuse(normal.text, hit.start, hit.end)
            if reason is None:
                hits.append(hit)
            else:
                excused.append(Excused(hit, reason))
        concepts = self._patterns.concepts(present)
        return Reading(normal, concepts, tuple(hits), tuple(excused))

    def _finding(self, normal: Normalised, hit: Hit) -> Finding:
        start, end = normal.span(hit.start, hit.end)
        severity = hit.spec.severity or hit.rule.severity
        return _finding(hit.rule, severity, normal.source, start, end, "patterns")

    def _votes(self, reading: Reading, findings: list[Finding]) -> tuple[LayerVote, ...]:
        excuses = tuple(f"{each.hit.rule.id}:{each.reason}" for each in reading.excused)
        return (
            LayerVote("normalisation", "pass", reading.normal.steps),
            LayerVote("terms", "pass", reading.concepts),
            LayerVote(
                "patterns",
                worst(tuple(finding.severity for finding in findings)),
                tuple(dict.fromkeys(finding.rule_id for finding in findings)),
            ),
            LayerVote("scope", "pass", tuple(dict.fromkeys(excuses))),
        )

    def _learned(
        self, reading: Reading, known: set[str]
    ) -> tuple[list[Finding], LayerVote]:
        if self.classifier is None or not reading.normal.text.strip():
            return [], LayerVote("classifier", "pass", ("no model",))
        findings: list[Finding] = []
        highest = Opinion(0.0, "", 0.0)
        for start, end in _passages(reading.normal.text):
            opinion = self.classifier.judge(reading.normal.text[start:end], reading.signals())
            highest = max(highest, opinion, key=lambda each: each.probability)
            severity = self._severity(opinion)
            if severity != "pass" and not known:
                findings.append(self._blamed(reading.normal, start, end, opinion, severity))
        verdict = self._severity(highest)
        detail = (highest.category,) if highest.category else ()
        return findings, LayerVote("classifier", verdict, detail, round(highest.probability, 4))

    def _severity(self, opinion: Opinion) -> Judgement:
        if self.classifier is None or opinion.probability < self.classifier.review_at:
            return "pass"
        return "block" if opinion.probability >= self.classifier.block_at else "review"

    def _blamed(
        self, normal: Normalised, start: int, end: int, opinion: Opinion, severity: Judgement
    ) -> Finding:
        assert self.classifier is not None
        weights = self.classifier.blame(normal.text[start:end])
        clauses = [match.span() for match in _CLAUSE.finditer(normal.text, start, end)]
        worst_clause = max(
            clauses or [(start, end)], key=lambda span: weights[span[0] - start : span[1] - start].sum()
        )
        rule = self.rules.of_category(opinion.category)
        return _finding(rule, severity, normal.source, *normal.span(*worst_clause), "classifier")


def _finding(
    rule: Rule, severity: Judgement, text: str, start: int, end: int, layer: str
) -> Finding:
    return Finding(
        rule_id=rule.id,
        category=rule.category,
        severity=severity,
        start=start,
        end=end,
        quote=text[start:end],
        because=rule.because,
        instead=rule.instead,
        source=rule.source,
        layer=layer,
    )


def _strongest(hits: tuple[Hit, ...]) -> list[Hit]:
    """One hit for each rule and place: of overlapping hits of one rule, the longest."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda each: each.start - each.end):
        same = (each for each in kept if each.rule.id == hit.rule.id)
        if not any(each.start < hit.end and hit.start < each.end for each in same):
            kept.append(hit)
    return kept


def _passages(text: str) -> list[tuple[int, int]]:
    """The text in stretches of whole sentences that a short-text model can judge."""
    if len(text) <= _PASSAGE:
        return [(0, len(text))]
    passages: list[tuple[int, int]] = []
    start = end = 0
    for sentence in _SENTENCE.finditer(text):
        if sentence.end() - start > _PASSAGE and end > start:
            passages.append((start, end))
            start = end
        end = sentence.end()
    return [*passages, (start, len(text))] if start < len(text) else passages
