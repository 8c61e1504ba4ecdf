"""The learned layer's part in a judgement: which hits stand, what it finds itself, its vote."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from operator import itemgetter

from knowledge.compliance.classifier import Classifier, Opinion, Reach
from knowledge.compliance.encoded import Encoded
from knowledge.compliance.findings import Finding, Judgement, LayerVote, finding_of, worst
from knowledge.compliance.normalise import Normalised
from knowledge.compliance.patterns import Hit
from knowledge.compliance.reading import Reading
from knowledge.compliance.ruleset import RuleSet

_CLAUSE = re.compile(r"[^，。！？；,;!?\n]+")
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?\n]*")
_SENTENCE_END = re.compile(r"[。！？!?\n]")
_PASSAGE = 70
_NEAR = 120
"""Characters before and after a place in which its sentence begins and ends."""
_CLEAR = 0.6
_FEWEST_LETTERS = 2
_ONE_LATIN_WORD = re.compile(r"\W*[a-z0-9]+\W*")

Span = tuple[int, int]


@dataclass(frozen=True)
class Weighed:
    """The rules' hits that stand, the findings the layer adds, and its vote."""

    kept: tuple[Hit, ...]
    added: tuple[Finding, ...]
    vote: LayerVote


class LearnedLayer:
    """Holds the model, an encoder's where there is one, and judges a reading passage by passage."""

    def __init__(
        self, classifier: Classifier, *, rules: RuleSet, encoded: Encoded | None = None
    ) -> None:
        self._model = classifier
        self._rules = rules
        self._encoded = encoded

    def weigh(self, readings: Sequence[Reading]) -> list[Weighed]:
        """The layer's part in the judgement of each text; their passages are judged at once."""
        texts = [reading.normal.text for reading in readings]
        spans = [[] if says_nothing(each.normal.text) else _spans(each.normal) for each in readings]
        passages = [
            text[start:end] for text, own in zip(texts, spans, strict=True) for start, end in own
        ]
        opinions = iter(self._opinions(passages))
        return [
            self._weighed(reading, [(*span, next(opinions)) for span in own])
            if own
            else unweighed(reading)
            for reading, own in zip(readings, spans, strict=True)
        ]

    def _weighed(self, reading: Reading, judged: Sequence[tuple[int, int, Opinion]]) -> Weighed:
        kept: list[Hit] = []
        added: list[Finding] = []
        votes: list[tuple[Opinion, Judgement]] = []
        parted = _Parted(reading.normal.text)
        for start, end, opinion in judged:
            hits = reading.hits_in(start, end)
            severity = self._severity(opinion)
            votes.append((opinion, severity))
            kept.extend(self._standing(parted, hits, opinion))
            if severity != "pass" and _adds(opinion, {hit.rule.category for hit in hits}):
                added.append(self._blamed(reading.normal, start, end, opinion, severity))
        return Weighed(tuple(kept), tuple(added), _vote(votes, len(reading.hits) - len(kept)))

    def _opinions(self, passages: Sequence[str]) -> list[Opinion]:
        found = self._model.judge(passages) if passages else []
        return self._encoded.instead(passages, found) if self._encoded else found

    def reach(self, normal: Normalised) -> Reach | None:
        """To whom a text is said and about what; None where it is too little to tell."""
        return None if says_nothing(normal.text) else self._model.reach(normal.text)

    def _standing(self, parted: _Parted, hits: Sequence[Hit], around: Opinion) -> Sequence[Hit]:
        """The hits the learned layer lets stand, by passage, sentence or, surely, clause."""
        enough = self._model.hit_at
        if not hits or around.probability >= enough:
            return hits
        text = parted.text
        sentences = {hit: _around(hit, parted.sentences, len(text)) for hit in hits}
        clauses = {hit: _around(hit, parted.clauses, len(text)) for hit in hits}
        shorter = sorted({*sentences.values(), *clauses.values()} - {(0, len(text))})
        opinions = self._opinions([text[slice(*span)] for span in shorter])
        sure = {span: each.probability for span, each in zip(shorter, opinions, strict=True)}
        return [
            hit
            for hit in hits
            if sure.get(sentences[hit], 0.0) >= enough
            or sure.get(clauses[hit], 0.0) >= self._model.block_at
        ]

    def _severity(self, opinion: Opinion) -> Judgement:
        if opinion.probability < self._model.review_at:
            return "pass"
        return "block" if opinion.probability >= self._model.block_at else "review"

    def _blamed(
        self, normal: Normalised, start: int, end: int, opinion: Opinion, severity: Judgement
    ) -> Finding:
        clauses = [match.span() for match in _CLAUSE.finditer(normal.text, start, end)]
        clauses = clauses or [(start, end)]
        blamed = self._model.blame([normal.text[slice(*span)] for span in clauses])
        worst_clause = clauses[blamed.index(max(blamed))]
        said = normal.text[slice(*sentence_around(normal.text, *worst_clause))]
        rule = self._rules.of_category(opinion.category, said)
        place = normal.span(*worst_clause)
        return finding_of(rule, severity, normal.source, *place, "classifier", sentence=said)


@dataclass(frozen=True)
class _Parted:
    """Where the sentences and the clauses of a text stand; found once, when first asked for."""

    text: str

    @cached_property
    def sentences(self) -> Sequence[Span]:
        return [match.span() for match in _SENTENCE.finditer(self.text)]

    @cached_property
    def clauses(self) -> Sequence[Span]:
        return [match.span() for match in _CLAUSE.finditer(self.text)]


def sentence_around(text: str, start: int, end: int) -> Span:
    """Where the sentence stands that text[start:end] is part of; of a long one what is near."""
    before = text[max(0, start - _NEAR) : start]
    ends = [mark.end() for mark in _SENTENCE_END.finditer(before)]
    closing = _SENTENCE_END.search(text, max(start, end - 1), end + _NEAR)
    return start - len(before) + (
        ends[-1] if ends else 0
    ), closing.end() if closing else end + _NEAR


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


def _around(hit: Hit, units: Sequence[Span], length: int) -> Span:
    """From the beginning of the unit in which a hit begins to the end of that in which it ends."""
    first = bisect_right(units, hit.start, key=itemgetter(0)) - 1
    last = bisect_left(units, hit.end, key=itemgetter(1))
    start = units[first][0] if first >= 0 else 0
    return start, units[last][1] if last < len(units) else length


def _spans(normal: Normalised) -> list[tuple[int, int]]:
    """The passages to be judged: those of each item of a list, or of the text."""
    cuts = [0, *normal.items, len(normal.text)]
    parts = [(start, end) for start, end in pairwise(cuts) if end > start]
    return [span for start, end in parts for span in _passages(normal.text, start, end)]


def _passages(text: str, start: int, last: int) -> list[tuple[int, int]]:
    """A part of the text in stretches of whole sentences that a short-text model can judge."""
    if last - start <= _PASSAGE:
        return [(start, last)]
    passages: list[tuple[int, int]] = []
    end = start
    for sentence in _SENTENCE.finditer(text, start, last):
        if sentence.end() - start > _PASSAGE and end > start:
            passages.append((start, end))
            start = end
        end = sentence.end()
    return [*passages, (start, last)] if start < last else passages
