"""An answer to a question or an objection, in the scripts' own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.brief.case import Case
from bot.brief.composing import Told, avoided, disclosures, sourced, told
from bot.brief.selection import Chosen, scenario
from bot.results.advice import Answer, Reference, Scenario, Sourced
from bot.rules import CheckedText
from knowledge.compliance import Finding, Verdict
from knowledge.handbook.format import Objection, Section, SpokenLine
from knowledge.retrieval import Handbook, Hit, SearchResult
from store.models import ProductType

MOST_LINES = 4
MOST_SCENARIOS = 2
MOST_AVOIDED = 4
_MOST_NEAREST = 3
_CLOSE = 0.75
_NOBODY = "您问的内容手册里没有，不敢乱答。"
_ASKED_OF_US = frozenset({"rm_request", "prompt_injection"})


@dataclass(frozen=True)
class _Question:
    """What is asked, about whom if anyone, and where the answer is looked for."""

    text: str
    case: Case | None
    rm_name: str
    handbook: Handbook
    withdrawn: frozenset[str]
    now: datetime

    def answer(
        self,
        *,
        reason: str | None = None,
        answers: tuple[Sourced, ...] = (),
        scenes: Sequence[Told] = (),
        references: tuple[Reference, ...] = (),
        nearest: Sequence[Hit] = (),
    ) -> Answer:
        """The answer; with a *reason* it declines."""
        return Answer(
            suggestion_id="",
            generated_at=self.now,
            handbook_version=self.handbook.version,
            writer="script",
            query=self.text,
            record=self.case.record if self.case else None,
            standing=self.case.standing if self.case else None,
            abstained=reason is not None,
            reason=reason,
            answers=answers,
            scenarios=tuple(scenario(scene.chosen) for scene in scenes),
            avoid=avoided(scenes)[:MOST_AVOIDED],
            disclosures=disclosures(scenes, ()),
            references=references,
            nearest=tuple(self._near(hit) for hit in nearest[:_MOST_NEAREST]),
        )

    def references(self) -> tuple[Reference, ...]:
        """Imported passages near the question."""
        found = self.handbook.references(self.text, top=2)
        return tuple(Reference(each.text, each.document, each.heading) for each in found)

    def _near(self, hit: Hit) -> Scenario:
        version = self.handbook.scripts[hit.script_id].version
        return Scenario(hit.script_id, version, hit.title, hit.matched)


def draft_answer(
    text: str,
    *,
    case: Case | None,
    rm_name: str,
    handbook: Handbook,
    rules: CheckedText,
    withdrawn: frozenset[str],
    now: datetime,
) -> Answer:
    """The answer in the scripts' own words, not yet logged; declined where no script holds it."""
    asked = _Question(text, case, rm_name, handbook, withdrawn, now)
    wrong = _forbidden_wish(rules.check(text))
    if wrong is not None:
        found = handbook.search(text, top=_MOST_NEAREST, exclude=withdrawn)
        reason = f"这样的内容不能写：{wrong.because}"
        return asked.answer(reason=reason, nearest=found.hits or found.nearest)
    found = handbook.search(text, top=5, exclude=withdrawn)
    scenes = _scenes(found, asked)
    if not scenes:
        nearest = found.nearest or found.hits
        return asked.answer(reason=_NOBODY, references=asked.references(), nearest=nearest)
    answers = _lines(text, scenes)
    return asked.answer(answers=answers, scenes=scenes, references=asked.references())


def _forbidden_wish(verdict: Verdict) -> Finding | None:
    """What the asker wants of us that no rule allows; a mere doubt is answered, not refused."""
    return next(
        (f for f in verdict.findings if f.category in _ASKED_OF_US and f.severity == "block"),
        None,
    )


def _scenes(found: SearchResult, asked: _Question) -> list[Told]:
    if found.abstained or not found.hits:
        return []
    fitting = [hit for hit in found.hits if _fits(hit, asked)] or list(found.hits[:1])
    close = [hit for hit in fitting if hit.score >= fitting[0].score * _CLOSE]
    return [_told(hit, asked) for hit in close[:MOST_SCENARIOS]]


def _fits(hit: Hit, asked: _Question) -> bool:
    if asked.case is None:
        return True
    return asked.handbook.scripts[hit.script_id].audience in {"any", asked.case.record.kind}


def _told(hit: Hit, asked: _Question) -> Told:
    case = asked.case
    chosen = Chosen(asked.handbook.scripts[hit.script_id], f"与手册里的“{hit.matched}”相近")
    if case is None:
        return told(
            chosen,
            tags=frozenset(),
            slots={"rm": asked.rm_name},
            products=(),
            open_types=frozenset(ProductType),
        )
    return told(
        chosen,
        tags=case.tags,
        slots=case.slots,
        products=[p for p in case.shelf.suitable if p.type in chosen.script.products],
        open_types=case.open_types,
    )


def _lines(query: str, scenes: Sequence[Told]) -> tuple[Sourced, ...]:
    """What to say: the answers to the nearest objection first, then points."""
    first, *others = scenes
    lines = _answers_to(query, first)
    lines += [line for line in first.lines(Section.POINTS) if line not in lines]
    taken = lines[: MOST_LINES if not others else MOST_LINES - 1]
    for scene in others:
        taken += scene.lines(Section.POINTS)[:1]
    return tuple(sourced(line) for line in taken)


def _answers_to(query: str, scene: Told) -> list[SpokenLine]:
    ranked = sorted(scene.reading.objections(), key=lambda pair: -_likeness(query, pair[0]))
    if not ranked:
        return []
    objection, lines = ranked[0]
    if scene.chosen.script.group != "objection" and not _likeness(query, objection):
        return []
    return [line for line in lines if not scene.speaks_of_closed(line.text)][:2]


def _likeness(query: str, objection: Objection) -> int:
    pairs = {query[i : i + 2] for i in range(len(query) - 1)}
    return sum(pair in objection.text for pair in pairs)
