"""Which entries of the lexicon lead questions astray."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.retrieval.evaluation import Question
from knowledge.retrieval.handbook import Handbook
from knowledge.retrieval.normalise import normalise
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
