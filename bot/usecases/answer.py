"""Answering a question or an objection in the RM's own words, with or without a customer."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.brief.case import Case, read_case, withdrawn_ids
from bot.brief.composing import Told, avoided, disclosures, sourced, told
from bot.brief.outgoing import only_compliant_answer
from bot.brief.selection import Chosen
from bot.desk import Desk
from bot.results.advice import Answer, Reference, Scenario, Sourced
from bot.results.declined import Declined
from bot.usecases.brief import NOT_FOUND
from bot.usecases.evidence import Evidence, values_of, write_evidence
from knowledge.compliance import Finding, Verdict
from knowledge.handbook.format import Objection, Section, SpokenLine
from knowledge.retrieval import Handbook, Hit, SearchResult
from store.actor import Actor
from store.engine import reading
from store.suggestions import ScriptUse

MOST_LINES = 4
MOST_SCENARIOS = 2
_CLOSE = 0.75
_NOBODY = "您问的内容手册里没有，不敢乱答。"
_EVERY_TYPE = frozenset("deposit mmf wealth fund insurance trust loan settlement fx".split())


@dataclass(frozen=True)
class Asked:
    """A question, the customer it is about if any, and who asks."""

    text: str
    customer_id: str | None
    actor: Actor


def answer_question(
    asked: Asked, *, desk: Desk, now: datetime, show: Callable[[Answer], Mapping[str, str]]
) -> Answer | Declined:
    """Lines to say with their sources, logged before they are returned.

    Raises:
        EvidenceFailed: where it could not be logged.
    """
    with reading(desk.engine) as session:
        withdrawn = withdrawn_ids(session=session, handbook=desk.handbook)
        case = None
        if asked.customer_id is not None:
            case = read_case(
                session=session,
                desk=desk,
                actor=asked.actor,
                customer_id=asked.customer_id,
                now=now,
            )
            if case is None:
                return NOT_FOUND
    draft = draft_answer(asked, case=case, desk=desk, withdrawn=withdrawn, now=now)
    answer = draft
    if not draft.abstained:
        answer = only_compliant_answer(desk.writer.answer(draft), rules=desk.rules)
    return _logged(answer, asked=asked, case=case, desk=desk, now=now, show=show)


def draft_answer(
    asked: Asked, *, case: Case | None, desk: Desk, withdrawn: frozenset[str], now: datetime
) -> Answer:
    """The answer in the scripts' own words, not yet logged."""
    handbook = desk.handbook
    wrong = _forbidden_wish(desk.rules.check(asked.text))
    if wrong is not None:
        return _refused(asked, wrong.because, handbook, now, case)
    found = handbook.search(asked.text, top=5, exclude=withdrawn)
    scenes = _scenes(found, case, handbook, asked.actor)
    if not scenes:
        return _abstained(asked, found, handbook, now, case)
    answers = _lines(asked.text, scenes)
    return Answer(
        suggestion_id="",
        generated_at=now,
        handbook_version=handbook.version,
        writer="script",
        query=asked.text,
        customer=case.card if case else None,
        abstained=False,
        reason=None,
        answers=answers,
        scenarios=tuple(_scenario(scene.chosen) for scene in scenes),
        avoid=avoided(scenes)[:4],
        disclosures=disclosures(scenes, ()),
        references=_references(asked.text, handbook),
    )


_ASKED_OF_US = frozenset({"rm_request", "prompt_injection"})


def _forbidden_wish(verdict: Verdict) -> Finding | None:
    """What the asker wants of us that no rule allows; a mere doubt is answered, not refused."""
    return next(
        (f for f in verdict.findings if f.category in _ASKED_OF_US and f.severity == "block"),
        None,
    )


def _scenes(found: SearchResult, case: Case | None, handbook: Handbook, actor: Actor) -> list[Told]:
    if found.abstained or not found.hits:
        return []
    kind = case.client.kind if case else None
    fitting = [h for h in found.hits if _fits(handbook, h, kind)] or list(found.hits[:1])
    close = [h for h in fitting if h.score >= fitting[0].score * _CLOSE]
    return [_told(hit, case, handbook, actor) for hit in close[:MOST_SCENARIOS]]


def _fits(handbook: Handbook, hit: Hit, kind: str | None) -> bool:
    return kind is None or handbook.scripts[hit.script_id].audience in {"any", kind}


def _told(hit: Hit, case: Case | None, handbook: Handbook, actor: Actor) -> Told:
    chosen = Chosen(handbook.scripts[hit.script_id], f"与手册里的“{hit.matched}”相近")
    if case is None:
        slots = {"rm": actor.name}
        return told(chosen, tags=frozenset(), slots=slots, products=(), open_types=_EVERY_TYPE)
    wanted = chosen.script.products
    products = [p for p in case.shelf.suitable if p.type in wanted]
    return told(
        chosen, tags=case.tags, slots=case.slots, products=products, open_types=case.open_types
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
    pairs = scene.reading.objections()
    ranked = sorted(pairs, key=lambda pair: -_likeness(query, pair[0]))
    if not ranked or (scene.chosen.script.group != "objection" and not _likeness(
        query, ranked[0][0]
    )):  # fmt: skip
        return []
    return [line for line in ranked[0][1] if not scene.speaks_of_closed(line.text)][:2]


def _likeness(query: str, objection: Objection) -> int:
    pairs = {query[i : i + 2] for i in range(len(query) - 1)}
    return sum(pair in objection.text for pair in pairs)


def _references(text: str, handbook: Handbook) -> tuple[Reference, ...]:
    found = handbook.references(text, top=2)
    return tuple(Reference(each.text, each.document, each.heading) for each in found)


def _abstained(
    asked: Asked, found: SearchResult, handbook: Handbook, now: datetime, case: Case | None
) -> Answer:
    nearest = tuple(
        Scenario(hit.script_id, handbook.scripts[hit.script_id].version, hit.title, hit.matched)
        for hit in (found.nearest or found.hits)[:3]
    )
    references = _references(asked.text, handbook)
    return _declined(asked, _NOBODY, handbook, now, case, nearest, references)


def _refused(
    asked: Asked, because: str, handbook: Handbook, now: datetime, case: Case | None
) -> Answer:
    reason = f"这样的内容不能写：{because}"
    found = handbook.search(asked.text, top=3)
    nearest = tuple(
        Scenario(hit.script_id, handbook.scripts[hit.script_id].version, hit.title, hit.matched)
        for hit in (found.hits or found.nearest)[:3]
    )
    return _declined(asked, reason, handbook, now, case, nearest, ())


def _declined(
    asked: Asked,
    reason: str,
    handbook: Handbook,
    now: datetime,
    case: Case | None,
    nearest: tuple[Scenario, ...],
    references: tuple[Reference, ...],
) -> Answer:
    return Answer(
        suggestion_id="",
        generated_at=now,
        handbook_version=handbook.version,
        writer="script",
        query=asked.text,
        customer=case.card if case else None,
        abstained=True,
        reason=reason,
        answers=(),
        scenarios=(),
        avoid=(),
        disclosures=(),
        references=references,
        nearest=nearest,
    )


def _scenario(chosen: Chosen) -> Scenario:
    script = chosen.script
    return Scenario(script.script_id, script.version, script.title, chosen.why)


def _logged(
    answer: Answer,
    *,
    asked: Asked,
    case: Case | None,
    desk: Desk,
    now: datetime,
    show: Callable[[Answer], Mapping[str, str]],
) -> Answer:
    screens = dict(show(answer))
    evidence = Evidence(
        kind="ask",
        query=asked.text,
        shown_text="\n\n".join(screens.values()),
        handbook_version=answer.handbook_version,
        writer=answer.writer,
        customer_id=asked.customer_id,
        scripts=tuple(ScriptUse(s.script_id, str(s.version), s.why) for s in answer.scenarios),
        record_read=case.record.as_json() if case else {},
        rule_results=values_of(case.alerts) if case else [],
        payload=values_of(answer) | {"screens": screens},
    )
    suggestion_id = write_evidence(evidence, desk=desk, actor=asked.actor, at=now)
    return dataclasses.replace(answer, suggestion_id=suggestion_id)
