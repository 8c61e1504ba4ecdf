"""The last answer or brief once more: further lines, fewer, other wordings, all of them.

Only lines of the scripts that spoke, or of the next nearest one, fitted to the same customer; each
time is evidence of its own, with the lines that were shown before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from bot.brief.answering import MOST_AVOIDED, MOST_LINES
from bot.brief.case import Case
from bot.brief.composing import Told, avoided, disclosures, sourced, told_about
from bot.brief.outgoing import only_compliant_answer
from bot.brief.selection import Chosen, scenario
from bot.results.advice import Answer, ScriptSource, Sourced
from bot.results.declined import Declined
from bot.results.shown import Shown
from bot.results.vocabulary import EvidenceKind, How
from bot.usecases.answer import shown_answer
from bot.usecases.case import read_case, withdrawn_ids
from bot.usecases.refusals import NO_CUSTOMER, NO_MORE, NOTHING_SAID
from bot.usecases.work import Work
from knowledge.handbook.format import Line, Section, SpokenLine
from store.actor import Actor
from store.models import Suggestion
from store.suggestions import get_suggestion

MOST_SHORT = 3
_MOST_AT_LENGTH = 8
_MOST_FOUND = 6
_CLOSE = 0.6
"""How near, against the nearest, another script must be to go on with."""
_SPOKEN = frozenset({EvidenceKind.ASK.value, EvidenceKind.BRIEF.value})
_ANCHOR = re.compile(r"[^@?]*")
Place = tuple[str, str]
"""A line by script and reference, or by script and anchor, which its variants share."""


@dataclass(frozen=True)
class Said:
    """What was said before: the advice, for whom, its lines, and every place shown so far.

    `question` is what was asked first, before anything was wanted again.
    """

    row: Suggestion
    question: str
    case: Case | None
    scenes: tuple[Told, ...]
    lines: tuple[Sourced, ...]
    places: frozenset[Place]

    @property
    def anchors(self) -> frozenset[Place]:
        """The lines shown, whichever variant of each it was."""
        return frozenset((script_id, _anchor(line)) for script_id, line in self.places)


def say_again(
    suggestion_id: str, how: How, *, work: Work, actor: Actor
) -> Shown[Answer] | Declined:
    """The advice once more, as it is wanted; declined where there is nothing (more) to say."""
    row = get_suggestion(session=work.reading, actor=actor, suggestion_id=suggestion_id)
    if row is None or row.kind not in _SPOKEN or not row.scripts:
        return NOTHING_SAID
    case = read_case(row.customer_id, work=work, actor=actor) if row.customer_id else None
    if row.customer_id and case is None:
        return NO_CUSTOMER
    said = _said(row, case, work=work, actor=actor)
    if not said.lines:
        return NOTHING_SAID
    scenes, lines = _wanted(said, how, work=work, actor=actor)
    answer = _answer(said, how, scenes, lines, work=work) if lines else None
    worded = only_compliant_answer(answer, rules=work.desk.rules) if answer is not None else None
    if worded is None or worded.abstained:
        return NO_MORE
    places = said.places | {place for each in worded.answers for place in _places(each)}
    more = {
        "again_of": suggestion_id,
        "asked": said.question,
        "said": [list(place) for place in sorted(places)],
    }
    return shown_answer(worded, case=case, work=work, actor=actor, more=more)


def _said(row: Suggestion, case: Case | None, *, work: Work, actor: Actor) -> Said:
    key = "talking_points" if row.kind == EvidenceKind.BRIEF.value else "answers"
    lines = tuple(map(_line, row.payload.get(key, ())))
    if row.kind == EvidenceKind.BRIEF.value:
        lines = lines[:MOST_SHORT]
    ids = [use["script_id"] for use in row.scripts]
    before = (tuple(place) for place in row.payload.get("said", ()))
    places = frozenset(chain(before, (place for each in lines for place in _places(each))))
    question = str(row.payload.get("asked", row.query))
    return Said(
        row,
        question,
        case,
        tuple(_scenes(ids, case, question, work=work, actor=actor)),
        lines,
        places,
    )


def _wanted(
    said: Said, how: How, *, work: Work, actor: Actor
) -> tuple[Sequence[Told], Sequence[Sourced]]:
    match how:
        case How.SHORTER:
            return said.scenes, _shortest(said.lines)
        case How.LONGER:
            new = [sourced(line) for line in _unsaid(said)]
            return said.scenes, [*said.lines, *new][:_MOST_AT_LENGTH] if new else ()
        case How.OTHERWISE:
            lines = [*_other_wordings(said), *map(sourced, _unsaid(said))]
            return said.scenes, lines[: min(MOST_LINES, len(said.lines))]
        case How.MORE:
            lines = [sourced(line) for line in _unsaid(said)]
            if lines:
                return said.scenes, lines[:MOST_SHORT]
            return _next_scene(said, work=work, actor=actor)


def _shortest(lines: Sequence[Sourced]) -> list[Sourced]:
    """The shortest lines in their order; asked for once more, one fewer each time."""
    most = min(MOST_SHORT, len(lines) - 1) if len(lines) > 1 else 1
    kept = sorted(range(len(lines)), key=lambda at: len(lines[at].text))[:most]
    return [lines[at] for at in sorted(kept)]


def _unsaid(said: Said) -> Iterator[SpokenLine]:
    """Points not shown yet, one of each scenario in turn, then what may be asked."""
    for section in (Section.POINTS, Section.QUESTIONS):
        for scene in said.scenes:
            for line in scene.each_line(section):
                if (line.script_id, _anchor(line.reference)) not in said.anchors:
                    yield line


def _other_wordings(said: Said) -> Iterator[Sourced]:
    """The lines shown, each in another variant this customer may hear."""
    for shown in said.lines:
        for source in shown.sources:
            if isinstance(source, ScriptSource):
                yield from _variants(source, said)


def _variants(source: ScriptSource, said: Said) -> Iterator[Sourced]:
    for scene in said.scenes:
        script_id = scene.chosen.script.script_id
        for line in _lines_of(scene) if script_id == source.script_id else ():
            place = (script_id, line.reference)
            if line.anchor != _anchor(source.line) or place in said.places:
                continue
            spoken = next(scene.reading.spoken([line]), None)
            if spoken is not None and not scene.speaks_of_closed(spoken.text):
                yield sourced(spoken)


def _lines_of(scene: Told) -> Iterator[Line]:
    script = scene.chosen.script
    yield from script.section(Section.POINTS)
    yield from script.section(Section.QUESTIONS)
    for objection in script.objections:
        yield from objection.answers


def _next_scene(
    said: Said, *, work: Work, actor: Actor
) -> tuple[Sequence[Told], Sequence[Sourced]]:
    """The nearest script that has not spoken; none behind a script that stops."""
    if said.row.payload.get("stopped") or said.row.kind == EvidenceKind.BRIEF.value:
        return (), ()
    spoke = {script_id for script_id, _ in said.places}
    handbook = work.desk.handbook
    found = handbook.search(said.question, top=_MOST_FOUND).hits
    least = found[0].score * _CLOSE if found else 0
    near = [hit.script_id for hit in found if hit.script_id not in spoke and hit.score >= least]
    scenes = list(_scenes(near[:1], said.case, said.question, work=work, actor=actor))
    return scenes, [sourced(line) for scene in scenes for line in scene.lines(Section.POINTS)][:3]


def _scenes(
    ids: Sequence[str], case: Case | None, question: str, *, work: Work, actor: Actor
) -> Iterator[Told]:
    handbook = work.desk.handbook
    withdrawn = withdrawn_ids(handbook, work=work)
    kind = case.record.kind if case else None
    for script_id in ids:
        script = handbook.scripts.get(script_id)
        if script is None or script_id in withdrawn:
            continue
        if kind is None or script.audience in {"any", kind}:
            chosen = Chosen(script, "接着上一条")
            yield told_about(chosen, case, rm_name=actor.name, asked=question)


def _answer(
    said: Said, how: How, scenes: Sequence[Told], lines: Sequence[Sourced], *, work: Work
) -> Answer:
    spoke = {script_id for each in lines for script_id, _ in _places(each)}
    used = [scene for scene in scenes if scene.chosen.script.script_id in spoke]
    case = said.case
    return Answer(
        suggestion_id="",
        generated_at=work.now,
        handbook_version=work.desk.handbook.version,
        writer="script",
        query=f"{said.question}（{how.label}）",
        record=case.record if case else None,
        standing=case.standing if case else None,
        abstained=False,
        reason=None,
        answers=tuple(lines),
        scenarios=tuple(scenario(scene.chosen) for scene in used),
        avoid=avoided(used)[:MOST_AVOIDED],
        disclosures=disclosures(used, ()),
    )


def _line(kept: Mapping[str, Any]) -> Sourced:
    """A line as the evidence has it."""
    sources = tuple(
        ScriptSource(each["script_id"], each["version"], each["line"])
        for each in kept["sources"]
        if "line" in each
    )
    return Sourced(kept["text"], sources)


def _places(line: Sourced) -> Iterator[Place]:
    for source in line.sources:
        if isinstance(source, ScriptSource):
            yield source.script_id, source.line


def _anchor(reference: str) -> str:
    """A reference without its variant and guard: p2 of p2@senior."""
    found = _ANCHOR.match(reference)
    return found[0] if found else reference
