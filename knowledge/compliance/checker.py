"""Judges a text: reading, terms, patterns with their scope, and the learned opinion."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from knowledge.compliance.classifier import Classifier, Opinion
from knowledge.compliance.findings import Finding, Judgement, LayerVote, Verdict, worst
from knowledge.compliance.normalise import Normalised, Normaliser
from knowledge.compliance.patterns import Hit, PatternLayer
from knowledge.compliance.ruleset import RULES_FOLDER, Rule, RuleSet, load_rules
from knowledge.compliance.scope import Scope
from knowledge.compliance.tables import load_tables

_CLAUSE = re.compile(r"[^，。！？；,;!?\n]+")
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?\n]*")
_PASSAGE = 70
_CLEAR = 0.6
FEWEST_LETTERS = 2
"""Fewer letters and figures than this say nothing a model could judge."""
_DOUBT = 0.3


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

    def signals(self, start: int = 0, end: int | None = None) -> list[str]:
        """The reading of a passage as features for the learned layer."""
        last = len(self.normal.text) if end is None else end
        inside = [hit for hit in self.hits if start <= hit.start < last]
        excuses = {each.reason for each in self.excused if start <= each.hit.start < last}
        rules = {hit.rule.id for hit in inside}
        return [
            *(f"concept:{name}" for name in self.concepts),
            *(f"rule:{rule}" for rule in sorted(rules)),
            *(f"excuse:{reason}" for reason in sorted(excuses)),
            *(["hit"] if inside else []),
        ]


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
        kept, learned, vote = self._weighed(reading)
        by_rule = [self._finding(reading.normal, hit) for hit in _strongest(kept)]
        findings = sorted([*by_rule, *learned], key=lambda found: (found.start, found.end))
        return Verdict(
            verdict=worst(tuple(finding.severity for finding in findings)),
            findings=tuple(findings),
            rules_version=self.version,
            layers=(*self._votes(reading, by_rule), vote),
        )

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

    def _weighed(self, reading: Reading) -> tuple[list[Hit], list[Finding], LayerVote]:
        """The hits that stand, what the learned layer adds, and its vote."""
        text = reading.normal.text
        if self.classifier is None or sum(map(str.isalnum, text)) < FEWEST_LETTERS:
            return list(reading.hits), [], LayerVote("classifier", "pass", ("no model",))
        kept: list[Hit] = []
        learned: list[Finding] = []
        votes: list[tuple[Opinion, Judgement]] = []
        for start, end in _passages(text):
            opinion = self._opinion(reading, start, end)
            hits = [hit for hit in reading.hits if start <= hit.start < end]
            excused = any(start <= each.hit.start < end for each in reading.excused)
            severity = self._severity(opinion, doubted=excused and not hits)
            votes.append((opinion, severity))
            kept.extend(self._standing(reading, hits, opinion))
            if severity != "pass" and _adds(opinion, {hit.rule.category for hit in hits}):
                learned.append(self._blamed(reading.normal, start, end, opinion, severity))
        return kept, learned, _learned_vote(votes, len(reading.hits) - len(kept))

    def _standing(self, reading: Reading, hits: list[Hit], around: Opinion) -> list[Hit]:
        """The hits the learned layer lets stand, by their passage or by their sentence alone."""
        assert self.classifier is not None
        enough = self.classifier.hit_at
        if around.probability >= enough:
            return hits
        text = reading.normal.text
        sentences = {hit: _sentence_of(text, hit) for hit in hits}
        shorter = set(sentences.values()) - {(0, len(text))}
        sure = {span for span in shorter if self._opinion(reading, *span).probability >= enough}
        return [hit for hit in hits if sentences[hit] in sure]

    def _opinion(self, reading: Reading, start: int, end: int) -> Opinion:
        assert self.classifier is not None
        passage = reading.normal.text[start:end]
        if len(passage) < len(reading.normal.text):
            concepts = self._patterns.concepts(self._patterns.present(passage))
            reading = replace(reading, concepts=concepts)
        return self.classifier.judge(passage, reading.signals(start, end))

    def _severity(self, opinion: Opinion, *, doubted: bool = False) -> Judgement:
        """The learned verdict; where the words around excuse every hit it must be surer."""
        if self.classifier is None:
            return "pass"
        if opinion.probability < self.classifier.review_at + (_DOUBT if doubted else 0.0):
            return "pass"
        return "block" if opinion.probability >= self.classifier.block_at else "review"

    def _blamed(
        self, normal: Normalised, start: int, end: int, opinion: Opinion, severity: Judgement
    ) -> Finding:
        assert self.classifier is not None
        blame = self.classifier.blame
        clauses = [match.span() for match in _CLAUSE.finditer(normal.text, start, end)]
        worst_clause = max(
            clauses or [(start, end)], key=lambda span: blame(normal.text[slice(*span)])
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


def _learned_vote(votes: list[tuple[Opinion, Judgement]], overruled: int) -> LayerVote:
    """The learned layer's vote over all passages: its highest opinion, and hits it set aside."""
    highest = max((opinion for opinion, _ in votes), key=lambda each: each.probability)
    named = (highest.category,) if highest.category else ()
    detail = (*named, f"overruled:{overruled}") if overruled else named
    verdict = worst(tuple(severity for _, severity in votes))
    return LayerVote("classifier", verdict, detail, round(highest.probability, 4))


def _adds(opinion: Opinion, known: set[str]) -> bool:
    """Whether the opinion says more than the rules that were hit."""
    return not known or (opinion.category not in known and opinion.category_share >= _CLEAR)


def _strongest(hits: list[Hit]) -> list[Hit]:
    """One hit for each rule and place: of overlapping hits of one rule, the longest."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda each: each.start - each.end):
        same = (each for each in kept if each.rule.id == hit.rule.id)
        if not any(each.start < hit.end and hit.start < each.end for each in same):
            kept.append(hit)
    return kept


def _sentence_of(text: str, hit: Hit) -> tuple[int, int]:
    """The sentence in which a hit begins, to the end of the one in which it ends."""
    spans = [match.span() for match in _SENTENCE.finditer(text)]
    start = max((first for first, _ in spans if first <= hit.start), default=0)
    return start, min((last for _, last in spans if last >= hit.end), default=len(text))


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
