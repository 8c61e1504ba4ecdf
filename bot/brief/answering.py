"""An answer to a question or an objection, in the scripts' own words; the gate's where it bars."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.brief.barred import ALERTS_OF, gate_asked, ruling_on
from bot.brief.case import Case
from bot.brief.composing import Told, avoided, disclosures, sourced, told_about
from bot.brief.nearest import nearest_lines
from bot.brief.questions import questions_of
from bot.brief.selection import Chosen, scenario
from bot.record.ruling import Ruling
from bot.record.vocabulary import AlertCode
from bot.results.advice import Answer, AnswerPart, Reference, Scenario, Sourced
from bot.rules import CheckedText
from knowledge.compliance import Finding, Verdict
from knowledge.handbook.format import ScenarioScript, applicable
from knowledge.retrieval import Handbook, Hit, Passage, SearchResult
from knowledge.retrieval.results import Precedent

MOST_LINES = 4
MOST_OF_A_PART = 3
MOST_SCENARIOS = 2
MOST_AVOIDED = 4
_MOST_NEAREST = 3
_MOST_FOUND = 5
_MOST_REFERENCES = 2
_CLOSE = 0.75
_NOBODY = "您问的内容手册里没有，不敢乱答。"
_ASKED_OF_US = frozenset({"rm_request", "prompt_injection"})


@dataclass(frozen=True)
class Question:
    """What is asked, by whom, about whom if anyone; `withdrawn` script ids never answer."""

    text: str
    case: Case | None
    rm_name: str
    team: str | None
    withdrawn: frozenset[str]
    now: datetime


@dataclass(frozen=True)
class Retrieved:
    """What the handbook holds near a question, and whether the question itself is forbidden.

    `parts`: each question of a message that holds several, with what is found for it alone.
    """

    question: Question
    handbook: Handbook
    found: SearchResult
    references: tuple[Passage, ...] = ()
    precedents: tuple[Precedent, ...] = ()
    forbidden: Finding | None = None
    parts: tuple[SearchResult, ...] = ()


def retrieve(question: Question, *, handbook: Handbook, rules: CheckedText) -> Retrieved:
    """The first step of an answer: scripts, the bank's passages, the team's used answers.

    Passages and used answers are looked up only where the scripts leave the question open.
    """
    text, team = question.text, question.team
    forbidden = _forbidden_wish(rules.check(text))
    top = _MOST_FOUND if forbidden is None else _MOST_NEAREST
    found = handbook.search(text, top=top, exclude=question.withdrawn)
    if forbidden is not None:
        return Retrieved(question, handbook, found, forbidden=forbidden)
    parts = _parts(question, handbook)
    if parts or not found.abstained:
        return Retrieved(question, handbook, found, parts=parts)
    references = handbook.references(text, top=_MOST_REFERENCES)
    precedents = handbook.past_answers(text, team=team) if team is not None else ()
    return Retrieved(question, handbook, found, references, precedents)


def _parts(question: Question, handbook: Handbook) -> tuple[SearchResult, ...]:
    """What each of several questions finds; nothing where they are one matter after all."""
    asked = questions_of(question.text)
    if len(asked) == 1:
        return ()
    found = tuple(
        handbook.search(each, top=_MOST_FOUND, exclude=question.withdrawn) for each in asked
    )
    first = {each.hits[0].script_id for each in found if not each.abstained}
    answered = sum(not each.abstained for each in found)
    return found if first and (len(first) > 1 or answered < len(found)) else ()


def draft_answer(near: Retrieved) -> Answer:
    """The second step: the answer in the scripts' own words; declined where none holds it."""
    if near.forbidden is not None:
        reason = f"这样的内容不能写：{near.forbidden.because}"
        return _answer(near, reason=reason, nearest=_nearest(near))
    case = near.question.case
    barred = ruling_on(near.question.text, case) if case is not None else None
    if barred is not None:
        return _barred_answer(near, barred)
    if near.parts:
        return _answer_in_parts(near)
    scenes = _scenes(near, near.found)
    if not scenes and (bars := _silencing(near)):
        return _barred_answer(near, bars[0])
    if not scenes:
        return _answer(near, reason=_NOBODY, nearest=[*_precedents(near), *_nearest(near)])
    return _answer(near, answers=_lines(near.question.text, scenes), scenes=scenes)


def _barred_answer(near: Retrieved, ruling: Ruling) -> Answer:
    """The gate's ruling, and what may be said to one who may be called.

    Where every offer is barred only scripts made for what bars it speak; else those that sell
    nothing.
    """
    case = near.question.case
    heard = case is not None and case.gate.contact().allowed
    scenes = _scenes_beside(near, ruling) if heard else []
    answers = _lines(near.question.text, scenes) if scenes else ()
    return _answer(near, answers=answers, scenes=scenes, barred=ruling)


def _scenes_beside(near: Retrieved, ruling: Ruling) -> list[Told]:
    codes = ALERTS_OF.get(ruling.rule_id)
    if codes is None:
        found = _scenes(near, near.found)
        return [scene for scene in found if not scene.chosen.script.products]
    case = near.question.case
    script = _made_for(codes, case, near) if case is not None else None
    if script is None:
        return []
    chosen = Chosen(script, f"针对“{ruling.reason}”")
    return [told_about(chosen, case, rm_name=near.question.rm_name)]


def _made_for(codes: Collection[AlertCode], case: Case, near: Retrieved) -> ScenarioScript | None:
    """The script that fits the customer best of those made for one of the alerts."""
    wanted = {code.value for code in codes}
    fitting = [
        (applies.priority, script)
        for script in near.handbook.scripts.values()
        if script.script_id not in near.question.withdrawn
        and (applies := applicable(script, case.facts)) is not None
        and wanted & set(_words(applies.when.get("alerts")))
    ]
    return max(fitting, key=lambda pair: pair[0], default=(0, None))[1]


def _silencing(near: Retrieved) -> tuple[Ruling, ...]:
    """What keeps the scripts found from speaking: they sell, and every offer is barred."""
    case = near.question.case
    if case is None or near.found.abstained:
        return ()
    scripts = (near.handbook.scripts[hit.script_id] for hit in near.found.hits)
    sells = any(script.products for script in scripts)
    return gate_asked(near.question.text, case).bars if sells else ()


def _answer_in_parts(near: Retrieved) -> Answer:
    """A short answer to each of several questions, each from its own scenario."""
    scenes: dict[str, Told] = {}
    answers: list[Sourced] = []
    parts = []
    for found in near.parts:
        scene = next(iter(_scenes(near, found)), None)
        script_id = scene.chosen.script.script_id if scene else None
        parts.append(AnswerPart(found.query, script_id))
        if scene is not None and script_id not in scenes:
            scenes[scene.chosen.script.script_id] = scene
            lines = nearest_lines(found.query, scene, most=MOST_OF_A_PART)
            answers += map(sourced, lines)
    return _answer(near, answers=tuple(answers), scenes=[*scenes.values()], parts=tuple(parts))


def _answer(
    near: Retrieved,
    *,
    reason: str | None = None,
    answers: tuple[Sourced, ...] = (),
    scenes: Sequence[Told] = (),
    nearest: Sequence[Scenario] = (),
    barred: Ruling | None = None,
    parts: tuple[AnswerPart, ...] = (),
) -> Answer:
    """The answer; with a *reason* it declines."""
    question = near.question
    once: dict[str, Scenario] = {}
    for each in nearest:
        once.setdefault(each.script_id, each)
    return Answer(
        suggestion_id="",
        generated_at=question.now,
        handbook_version=near.handbook.version,
        writer="script",
        query=question.text,
        record=question.case.record if question.case else None,
        standing=question.case.standing if question.case else None,
        abstained=reason is not None,
        reason=reason,
        answers=answers,
        scenarios=tuple(scenario(scene.chosen) for scene in scenes),
        avoid=avoided(scenes)[:MOST_AVOIDED],
        disclosures=disclosures(scenes, ()),
        references=tuple(Reference(p.text, p.document, p.heading) for p in near.references),
        nearest=tuple(once.values())[:_MOST_NEAREST],
        barred=barred,
        parts=parts,
    )


def _nearest(near: Retrieved) -> list[Scenario]:
    """Topics named where nothing answers, the nearest first."""
    hits = near.found.hits or near.found.nearest
    if near.forbidden is None:
        hits = near.found.nearest or near.found.hits
    scripts = near.handbook.scripts
    return [
        Scenario(hit.script_id, scripts[hit.script_id].version, hit.title, hit.matched)
        for hit in hits
    ]


def _precedents(near: Retrieved) -> Iterator[Scenario]:
    """Scripts that answered a colleague's like question, where they still speak."""
    for precedent in near.precedents:
        for script_id in precedent.script_ids:
            script = near.handbook.scripts.get(script_id)
            if script is not None and script_id not in near.question.withdrawn:
                why = f"同事{precedent.at:%m-%d}问过相近的话，用的是它"
                yield Scenario(script_id, script.version, script.title, why)


def _forbidden_wish(verdict: Verdict) -> Finding | None:
    """What the asker wants of us that no rule allows; a mere doubt is answered, not refused."""
    return next(
        (f for f in verdict.findings if f.category in _ASKED_OF_US and f.severity == "block"),
        None,
    )


def _scenes(near: Retrieved, found: SearchResult) -> list[Told]:
    if found.abstained or not found.hits:
        return []
    able = [hit for hit in found.hits if not _denied(hit, near)]
    fitting = [hit for hit in able if _fits(hit, near)] or able[:1]
    if not fitting:
        return []
    close = [hit for hit in fitting if hit.score >= fitting[0].score * _CLOSE]
    return [_told(hit, near) for hit in close[:MOST_SCENARIOS]]


def _fits(hit: Hit, near: Retrieved) -> bool:
    case = near.question.case
    if case is None:
        return True
    return near.handbook.scripts[hit.script_id].audience in {"any", case.record.kind}


def _denied(hit: Hit, near: Retrieved) -> bool:
    """Whether an alert stands that rules out every moment the script is for.

    A script on making up after a complaint says nothing while the complaint is open; one that
    sells says nothing where every offer is barred.
    """
    case = near.question.case
    if case is None:
        return False
    script = near.handbook.scripts[hit.script_id]
    if script.products and gate_asked(near.question.text, case).bars:
        return True
    standing = {alert.code.value for alert in case.alerts}
    applies = script.applies
    against = [set(_words(each.when.get("not_alerts"))) for each in applies]
    return bool(against) and all(each & standing for each in against)


def _words(wanted: object) -> list[str]:
    return [str(each) for each in wanted] if isinstance(wanted, list | tuple) else []


def _told(hit: Hit, near: Retrieved) -> Told:
    script = near.handbook.scripts[hit.script_id]
    chosen = Chosen(script, f"与手册里的“{hit.matched}”相近")
    question = near.question
    return told_about(chosen, question.case, rm_name=question.rm_name, asked=question.text)


def _lines(query: str, scenes: Sequence[Told]) -> tuple[Sourced, ...]:
    """What to say from the first scenario, the nearest first, and one line of each other."""
    first, *others = scenes
    most = MOST_LINES - len(others)
    lines = nearest_lines(query, first, most=most)
    for scene in others:
        lines += nearest_lines(query, scene, most=1)
    return tuple(map(sourced, lines))
