"""Judges a text: reading, terms, patterns with their scope, and the learned opinion."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from knowledge.compliance.addressed import (
    Addressed,
    addressed,
    asked_about,
    asks_whether,
    deeds_in,
    forbidding,
)
from knowledge.compliance.classifier import Classifier
from knowledge.compliance.encoded import Encoded
from knowledge.compliance.findings import Finding, LayerVote, Verdict, finding_of, worst
from knowledge.compliance.learned import LearnedLayer, Weighed, sentence_around, unweighed
from knowledge.compliance.normalise import Normalised, normaliser
from knowledge.compliance.patterns import Hit, PatternLayer
from knowledge.compliance.reading import Excused, Reading
from knowledge.compliance.ruleset import CATEGORIES, RULES_FOLDER, Rule, RuleSet, load_rules
from knowledge.compliance.scope import Scope

_AT_ONCE = 100


class Checker:
    """Holds the loaded rules, tables and model; `check` is a pure function of the text."""

    def __init__(
        self, *, rules: RuleSet, classifier: Classifier | None, encoded: Encoded | None = None
    ) -> None:
        self.rules = rules
        self.version = rules.version
        self._normaliser = normaliser()
        self._patterns = PatternLayer(rules)
        self._learned = (
            LearnedLayer(classifier, rules=rules, encoded=encoded) if classifier else None
        )

    @classmethod
    def load(
        cls,
        *,
        model_path: Path | None,
        rules_folder: Path = RULES_FOLDER,
        encoded: Encoded | None = None,
    ) -> Checker:
        """The checker over the package's rules; without a model the rules judge alone."""
        classifier = Classifier(model_path=model_path) if model_path else None
        return cls(rules=load_rules(rules_folder), classifier=classifier, encoded=encoded)

    def check(self, text: str) -> Verdict:
        """Judges one text of any length."""
        return self.check_all([text])[0]

    def check_all(self, texts: Sequence[str]) -> list[Verdict]:
        """Judges many texts, several at once: a few times as fast as one after another."""
        verdicts: list[Verdict] = []
        for first in range(0, len(texts), _AT_ONCE):
            readings = [self.read(text) for text in texts[first : first + _AT_ONCE]]
            learned = self._learned
            weighed = learned.weigh(readings) if learned else list(map(unweighed, readings))
            verdicts.extend(map(self._verdict, readings, weighed))
        return verdicts

    def _verdict(self, reading: Reading, weighed: Weighed) -> Verdict:
        by_rule = [self._finding(reading.normal, hit) for hit in _strongest(weighed.kept)]
        findings = sorted([*by_rule, *weighed.added], key=lambda found: (found.start, found.end))
        return Verdict(
            verdict=worst(tuple(finding.severity for finding in findings)),
            findings=tuple(findings),
            rules_version=self.version,
            layers=(*self._votes(reading, by_rule), weighed.vote),
        )

    def check_as_given(self, text: str) -> tuple[Verdict, Addressed]:
        """The verdict on what somebody hands in, and whom it is said to.

        A question or request to the bot passes no text; asking whether something forbidden may be
        done is a matter for review.
        """
        verdict = self.check(text)
        reach = self._learned.reach(self._normaliser.read(text)) if self._learned else None
        if reach is None or addressed(text, reach) == "customer":
            return verdict, "customer"
        if verdict.verdict == "pass" and asks_whether(text, reach) and self._forbids(text):
            verdict = forbidding(verdict, text, self._asked_about(text))
        return verdict, "assistant"

    def _forbids(self, text: str) -> bool:
        """Whether what a question asks about would not pass as a statement."""
        return any(each.verdict != "pass" for each in self.check_all(deeds_in(text)))

    def _asked_about(self, text: str) -> Rule:
        """The rule on what a question asks about: one whose words it has, else the likeliest."""
        reading = self.read(asked_about(text))
        hits = (*reading.hits, *(each.hit for each in reading.excused))
        if hits:
            return hits[0].rule
        reach = self._learned.reach(reading.normal) if self._learned else None
        category = reach.category if reach else CATEGORIES[0]
        return self.rules.of_category(category, reading.normal.text)

    def read(self, text: str) -> Reading:
        """What normalisation, terms and patterns see."""
        normal = self._normaliser.read(text)
        present = self._patterns.present(normal.text)
        scope = Scope(normal.text)
        hits: list[Hit] = []
        excused: list[Excused] = []
        for hit in self._patterns.hits(normal.text, present):
            reason = None if hit.spec.bare else scope.excuse(hit.start, hit.end)
            if reason is None:
                hits.append(hit)
            else:
                excused.append(Excused(hit, reason))
        concepts = self._patterns.concepts(present)
        return Reading(normal, concepts, tuple(hits), tuple(excused))

    def _finding(self, normal: Normalised, hit: Hit) -> Finding:
        start, end = normal.span(hit.start, hit.end)
        severity = hit.spec.severity or hit.rule.severity
        said = normal.text[slice(*sentence_around(normal.text, hit.start, hit.end))]
        return finding_of(hit.rule, severity, normal.source, start, end, "patterns", sentence=said)

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


def _strongest(hits: Sequence[Hit]) -> list[Hit]:
    """One hit for each rule and place: of overlapping hits of one rule, the longest."""
    kept: list[Hit] = []
    length = max((hit.end for hit in hits), default=0)
    covered: defaultdict[str, bytearray] = defaultdict(lambda: bytearray(length))
    for hit in sorted(hits, key=lambda each: each.start - each.end):
        taken = covered[hit.rule.id]
        if not any(taken[hit.start : hit.end]):
            taken[hit.start : hit.end] = b"\x01" * (hit.end - hit.start)
            kept.append(hit)
    return kept
