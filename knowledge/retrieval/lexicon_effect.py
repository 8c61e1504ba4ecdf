"""Which entries of the lexicon lead questions astray, and what an edit makes better or worse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.retrieval.handbook import Handbook
from knowledge.retrieval.normalise import normalise
from knowledge.retrieval.questions import Question
from knowledge.retrieval.terms import TermReader


@dataclass(frozen=True, slots=True)
class FormEffect:
    """What reading one way of saying as its formal term does to the first hits of questions."""

    form: str
    formal: tuple[str, ...]
    helped: tuple[str, ...]
    hurt: tuple[str, ...]

    @property
    def harms(self) -> bool:
        """Whether it leads at least two more questions astray than it leads right."""
        return len(self.hurt) - len(self.helped) >= 2


def form_effects(handbook: Handbook, questions: Sequence[Question]) -> list[FormEffect]:
    """The effect of every way of saying that occurs in the questions, the most harmful first.

    Only the question is read without the entry; the index stays as it was built.
    """
    inside = [question for question in questions if question.expect]
    right = {each.question_id: _is_right(handbook, each) for each in inside}
    spoken: dict[str, list[Question]] = {}
    for question in inside:
        for form in handbook.scorer.reader.lexicon.matches(normalise(question.text)):
            spoken.setdefault(form, []).append(question)
    effects = [_effect(handbook, form, asked, right) for form, asked in spoken.items()]
    return sorted(effects, key=lambda each: len(each.helped) - len(each.hurt))


def _effect(
    handbook: Handbook, form: str, asked: Sequence[Question], right: dict[str, bool]
) -> FormEffect:
    lexicon = handbook.scorer.reader.lexicon
    scorer = replace(handbook.scorer, reader=TermReader(lexicon.without(form)))
    without = replace(handbook, scorer=scorer)
    changed = [each for each in asked if _is_right(without, each) != right[each.question_id]]
    helped = tuple(each.text for each in changed if right[each.question_id])
    hurt = tuple(each.text for each in changed if not right[each.question_id])
    return FormEffect(form, lexicon.forms[form], helped, hurt)


def _is_right(handbook: Handbook, question: Question) -> bool:
    nearest = handbook.search(question.text, top=1).nearest
    return bool(nearest) and nearest[0].script_id in question.expect


@dataclass(frozen=True, slots=True)
class Changed:
    """A question answered otherwise after an edit; None stands for declined."""

    question: Question
    before: str | None
    after: str | None

    @property
    def better(self) -> bool:
        """Whether it is right now, and was not."""
        return self._right(self.after) and not self._right(self.before)

    @property
    def worse(self) -> bool:
        """Whether it was right, and is not now."""
        return self._right(self.before) and not self._right(self.after)

    def _right(self, first: str | None) -> bool:
        expect = self.question.expect
        return first in expect if expect else first is None


@dataclass(frozen=True, slots=True)
class Effect:
    """How many saved questions hold the words of an edit, and which are answered otherwise."""

    asked: int
    changed: tuple[Changed, ...]


def effect_of(
    before: Handbook, after: Handbook, ways: Sequence[str], questions: Sequence[Question]
) -> Effect:
    """What an edit of some ways of saying does to the saved questions."""
    plain = [normalise(way) for way in ways]
    touched = [each for each in questions if any(way in normalise(each.text) for way in plain)]
    found = [Changed(each, _first(before, each), _first(after, each)) for each in touched]
    return Effect(len(touched), tuple(each for each in found if each.before != each.after))


def _first(handbook: Handbook, question: Question) -> str | None:
    hits = handbook.search(question.text, top=1).hits
    return hits[0].script_id if hits else None
