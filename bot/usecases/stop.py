"""What is no sales situation, answered by its approved stop script before anything is searched."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from bot.brief.case import Case
from bot.brief.steps import steps_of
from bot.render.contract import alerts_json, halt_json
from bot.render.halt import halt_screens
from bot.results.halts import Halt
from bot.results.shown import Shown
from bot.results.vocabulary import EvidenceKind
from bot.usecases.case import read_case, withdrawn_ids
from bot.usecases.escalation import due_by, open_case
from bot.usecases.escalation import report as report_case
from bot.usecases.evidence import recorded, script_uses, with_screens, words_of
from bot.usecases.work import Work
from knowledge.handbook.format import ScenarioScript
from knowledge.stopping import StopEvent
from store import audit
from store.actor import Actor
from store.suggestions import SuggestionDraft


def halt(
    text: str,
    events: Sequence[StopEvent],
    *,
    work: Work,
    actor: Actor,
    customer_id: str | None = None,
) -> Shown[Halt]:
    """What to do about the events told of, the gravest first, and what of it may be shown.

    With a customer his case is opened, unless it stands. One the actor may not see is left out:
    what to do does not depend on him.
    """
    case = None
    if customer_id is not None:
        case = read_case(customer_id, work=work, actor=actor)
    script = _script(events[0], work=work)
    answered = _halt(text, tuple(events), script=script, case=case, work=work)
    if case is not None:
        answered = dataclasses.replace(answered, due=due_by(answered))
    shown = _shown(answered, case=case, work=work, actor=actor)
    opened = open_case(shown.result, work=work, actor=actor)
    return dataclasses.replace(
        shown, result=dataclasses.replace(shown.result, escalation_id=opened)
    )


def report(suggestion_id: str, *, work: Work, actor: Actor) -> None:
    """Note that the actor says to have told whom the stop script names."""
    payload = {"suggestion_id": suggestion_id}
    audit.append(
        session=work.writing,
        actor_id=actor.staff_id,
        kind="stop.reported",
        payload=payload,
        at=work.now,
    )
    report_case(suggestion_id, work=work, actor=actor)


def _script(event: StopEvent, *, work: Work) -> ScenarioScript | None:
    handbook = work.desk.handbook
    if event.script_id in withdrawn_ids(handbook, work=work):
        return None
    return handbook.stops.get(event.script_id)


def _halt(
    text: str,
    events: tuple[StopEvent, ...],
    *,
    script: ScenarioScript | None,
    case: Case | None,
    work: Work,
) -> Halt:
    steps = steps_of(script, events[0]) if script else None
    return Halt(
        suggestion_id="",
        generated_at=work.now,
        handbook_version=work.desk.handbook.version,
        query=text,
        events=events,
        record=case.record if case else None,
        standing=case.standing if case else None,
        script=steps.script if steps else None,
        now=steps.now if steps else (),
        tell=steps.tell if steps else (),
        may_say=steps.may_say if steps else (),
        never=steps.never if steps else (),
    )


def _shown(answered: Halt, *, case: Case | None, work: Work, actor: Actor) -> Shown[Halt]:
    screens = halt_screens(answered)
    evidence = SuggestionDraft(
        kind=EvidenceKind.ASK.value,
        actor=actor,
        query=answered.query,
        shown_text=words_of(screens),
        rules_version=work.desk.rules.version,
        handbook_version=answered.handbook_version,
        writer="script",
        customer_id=case.record.customer_id if case else None,
        scripts=script_uses([answered.script] if answered.script else []),
        record_read=case.record.as_json() if case else {},
        rule_results=alerts_json(case.alerts) if case else [],
        payload=with_screens(halt_json(answered), screens),
    )
    suggestion_id = recorded(evidence, work=work)
    return Shown(dataclasses.replace(answered, suggestion_id=suggestion_id), suggestion_id, screens)
