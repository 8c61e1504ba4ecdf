"""The learned layer's part in a judgement: which hits stand, what it finds itself, its vote."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.compliance.classifier import Classifier, Opinion, Reach
from knowledge.compliance.findings import Finding, Judgement, LayerVote, finding_of, worst
from knowledge.compliance.normalise import Normalised
from knowledge.compliance.patterns import Hit
from knowledge.compliance.reading import Reading
from knowledge.compliance.ruleset import RuleSet

_CLAUSE = re.compile(r"[^，。！？；,;!?\n]+")
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?\n]*")
_PASSAGE = 70
_CLEAR = 0.6
_FEWEST_LETTERS = 2
_ONE_LATIN_WORD = re.compile(r"\W*[a-z0-9]+\W*")


@dataclass(frozen=True)
class Weighed:
    """The rules' hits that stand, the findings the layer adds, and its vote."""

    kept: tuple[Hit, ...]
    added: tuple[Finding, ...]
    vote: LayerVote


class LearnedLayer:
    """Holds the model and judges a reading passage by passage."""

    def __init__(self, classifier: Classifier, *, rules: RuleSet) -> None:
        self._model = classifier
        self._rules = rules

    def weigh(self, reading: Reading) -> Weighed:
        """The layer's part in the judgement of a text."""
        if says_nothing(reading.normal.text):
            return unweighed(reading)
        kept: list[Hit] = []
        added: list[Finding] = []
        votes: list[tuple[Opinion, Judgement]] = []
        for start, end in _passages(reading.normal.text):
            opinion = self._model.judge(reading.normal.text[start:end])
            hits = reading.hits_in(start, end)
            severity = self._severity(opinion)
            votes.append((opinion, severity))
            kept.extend(self._standing(reading, hits, opinion))
            if severity != "pass" and _adds(opinion, {hit.rule.category for hit in hits}):
                added.append(self._blamed(reading.normal, start, end, opinion, severity))
        return Weighed(tuple(kept), tuple(added), _vote(votes, len(reading.hits) - len(kept)))

    def reach(self, normal: Normalised) -> Reach | None:
        """To whom a text is said and about what; None where it is too little to tell."""
        return None if says_nothing(normal.text) else self._model.reach(normal.text)

    def _standing(self, reading: Reading, hits: Sequence[Hit], around: Opinion) -> Sequence[Hit]:
        """The hits the learned layer lets stand, by their passage or by their sentence alone."""
        enough = self._model.hit_at
        if around.probability >= enough:
            return hits
        text = reading.normal.text
        sentences = _sentences_of(text, hits)
        shorter = set(sentences.values()) - {(0, len(text))}
        sure = {
            span for span in shorter if self._model.judge(text[slice(*span)]).probability >= enough
        }
        return [hit for hit in hits if sentences[hit] in sure]

    def _severity(self, opinion: Opinion) -> Judgement:
        if opinion.probability < self._model.review_at:
            return "pass"
        return "block" if opinion.probability >= self._model.block_at else "review"

    def _blamed(
        self, normal: Normalised, start: int, end: int, opinion: Opinion, severity: Judgement
    ) -> Finding:
        blame = self._model.blame
        clauses = [match.span() for match in _CLAUSE.finditer(normal.text, start, end)]
        worst_clause = max(
            clauses or [(start, end)], key=lambda span: blame(normal.text[slice(*span)])
        )
        rule = self._rules.of_category(opinion.category)
        return finding_of(rule, severity, normal.source, *normal.span(*worst_clause), "classifier")


def says_nothing(text: str) -> bool:
    """Whether a reading is too little for a model of sentences: a letter, or one Latin word."""
    letters = sum(map(str.isalnum, text))
    return letters < _FEWEST_LETTERS or _ONE_LATIN_WORD.fullmatch(text) is not None


def unweighed(reading: Reading) -> Weighed:
    """The judgement of the rules alone."""
    return Weighed(reading.hits, (), LayerVote("classifier", "pass", ("no model",)))


def _vote(votes: list[tuple[Opinion, Judgement]], overruled: int) -> LayerVote:
    """The learned layer's vote over all passages: its highest opinion, and hits it set aside."""
    highest = max((opinion for opinion, _ in votes), key=lambda each: each.probability)
    named = (highest.category,) if highest.category else ()
    detail = (*named, f"overruled:{overruled}") if overruled else named
    verdict = worst(tuple(severity for _, severity in votes))
    return LayerVote("classifier", verdict, detail, round(highest.probability, 4))


def _adds(opinion: Opinion, known: set[str]) -> bool:
    """Whether the opinion says more than the rules that were hit."""
    return not known or (opinion.category not in known and opinion.category_share >= _CLEAR)


def _sentences_of(text: str, hits: Sequence[Hit]) -> dict[Hit, tuple[int, int]]:
    """The sentence in which each hit begins, to the end of the one in which it ends."""
    if not hits:
        return {}
    spans = [match.span() for match in _SENTENCE.finditer(text)]
    starts, ends = [first for first, _ in spans] or [0], [last for _, last in spans]
    found: dict[Hit, tuple[int, int]] = {}
    for hit in hits:
        first, last = bisect_right(starts, hit.start) - 1, bisect_left(ends, hit.end)
        end = ends[last] if last < len(ends) else len(text)
        found[hit] = (starts[first] if first >= 0 else 0, end)
    return found


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
