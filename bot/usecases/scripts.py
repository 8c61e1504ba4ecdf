"""The scripts' life: listed, looked into, approved, withdrawn, and what became of each."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Sequence

from sqlmodel import Session

from bot.results.declined import Declined
from bot.results.scripts import History, ScriptRow, Unfit
from bot.usecases.build import Workshop, build_all, faults_of, memo_faults
from bot.usecases.evidence import attempted
from bot.usecases.queue_sweep import sweep
from bot.usecases.refusals import OFFICERS_ONLY, OWN_ANSWER, no_script
from bot.usecases.work import Work
from knowledge.handbook.format import Fault, ScenarioScript, ScriptFault, parse_script
from store.actor import TERMINAL_OFFICER, Actor
from store.models import FeedbackOutcome, Role, ScriptStatus, ScriptVersion, Suggestion
from store.reviews.items import writers_of
from store.scripts import decide_script, script_versions
from store.suggestions import last_outcomes, suggestions_using_script

ANSWER = "answer-"
"""How the id of a script begins that was made of an officer's answer."""


def overview(*, work: Work) -> list[ScriptRow]:
    """Every registered script version."""
    handbook = work.desk.handbook
    titles = {s.script_id: s.title for s in (*handbook.scripts.values(), *handbook.stops.values())}
    rows = script_versions(session=work.reading)
    return [_row(row, titles.get(row.script_id, "")) for row in rows]


def script_history(script_id: str, *, work: Work) -> History | Declined:
    """A script's text, versions and figures."""
    session = work.reading
    versions = script_versions(session=session, script_id=script_id)
    if not versions:
        return no_script(script_id)
    uses = suggestions_using_script(session=session, actor=TERMINAL_OFFICER, script_id=script_id)
    ids = [use.suggestion_id for use in uses]
    said = last_outcomes(session=session, actor=TERMINAL_OFFICER, suggestion_ids=ids)
    marks = Counter(said.values())
    script = parse_script(versions[-1].body, file=script_id)
    return History(
        script=script,
        versions=tuple(_row(row, script.title) for row in versions),
        uses=len(uses),
        used=marks[FeedbackOutcome.USED],
        edited=marks[FeedbackOutcome.EDITED],
        unfit=marks[FeedbackOutcome.UNFIT],
        difference=tuple(_difference(versions)),
    )


def withdraw_script(
    script_id: str, *, why: str, work: Work, actor: Actor = TERMINAL_OFFICER
) -> list[Suggestion] | Declined:
    """Take a script out at once; the suggestions that used it, newest first."""
    declined = decide(script_id, ScriptStatus.WITHDRAWN, why=why, work=work, actor=actor)
    if declined is not None:
        return declined
    return suggestions_using_script(
        session=work.reading, actor=TERMINAL_OFFICER, script_id=script_id
    )


def approve_script(
    script_id: str, *, work: Work, workshop: Workshop, actor: Actor = TERMINAL_OFFICER
) -> Unfit | Declined | None:
    """Approve a script's newest version, and build it in once that is written.

    Raises:
        BuildRefused: where the shipped scripts themselves have a fault by now.
    """
    if actor.role is not Role.COMPLIANCE:
        return OFFICERS_ONLY
    if _wrote_it(script_id, work=work, actor=actor):
        return OWN_ANSWER
    row = newest_version(script_id, work=work)
    if row is None:
        return no_script(script_id)
    script, faults = read_version(row, work=work)
    if script is None or faults:
        return Unfit(faults)
    if clashes := _clashes(script, work=work):
        return Unfit(clashes)
    declined = decide(script_id, ScriptStatus.APPROVED, why=None, work=work, actor=actor)
    if declined is None:
        work.commit()
        build_all(workshop, progress=lambda _: None)
    return declined


def decide(
    script_id: str, status: ScriptStatus, *, why: str | None, work: Work, actor: Actor
) -> Declined | None:
    """Approve a script's newest version, or put it out of use."""
    if actor.role is not Role.COMPLIANCE:
        return OFFICERS_ONLY
    row = newest_version(script_id, work=work)
    if row is None:
        return no_script(script_id)
    version = row.version

    def write(session: Session) -> None:
        decide_script(
            session=session,
            actor=actor,
            script_id=script_id,
            version=version,
            status=status,
            at=work.now,
            why=why,
        )

    return attempted(work, write)


def newest_version(script_id: str, *, work: Work) -> ScriptVersion | None:
    """The version of a script registered last."""
    rows = script_versions(session=work.reading, script_id=script_id)
    return rows[-1] if rows else None


def read_version(
    row: ScriptVersion, *, work: Work
) -> tuple[ScenarioScript | None, tuple[Fault, ...]]:
    """A version as a script, where it reads as one, and what stands against approving it."""
    try:
        script = parse_script(row.body, file=row.script_id)
    except ScriptFault as fault:
        return None, fault.faults
    from knowledge.documents import gap_faults

    rules = work.desk.rules
    faults = (*faults_of([script], rules=rules), *memo_faults(script, rules=rules))
    return script, (*gap_faults(script), *faults)


def _wrote_it(script_id: str, *, work: Work, actor: Actor) -> bool:
    """Whether the actor wrote a script made of an answer: another officer approves it."""
    if not script_id.startswith(ANSWER):
        return False
    sweep(work=work)
    return actor.staff_id in writers_of(session=work.reading, actor=actor, script_id=script_id)


def _clashes(script: ScenarioScript, *, work: Work) -> tuple[Fault, ...]:
    """What of a script does not go with the handbook in use: questions another answers already."""
    handbook = work.desk.handbook
    built = (*handbook.scripts.values(), *handbook.stops.values())
    others = [each for each in built if each.script_id != script.script_id]
    faults = faults_of([*others, script], rules=work.desk.rules)
    return tuple(fault for fault in faults if fault.file == script.origin)


def _row(row: ScriptVersion, title: str) -> ScriptRow:
    return ScriptRow(
        script_id=row.script_id,
        version=row.version,
        title=title,
        status=row.status,
        registered_on=row.registered_at.date(),
        why=row.why or "",
    )


def _difference(versions: Sequence[ScriptVersion]) -> Iterator[str]:
    if len(versions) < 2:
        return
    before, after = versions[-2], versions[-1]
    yield from difflib.unified_diff(
        before.body.splitlines(),
        after.body.splitlines(),
        f"v{before.version}",
        f"v{after.version}",
        lineterm="",
        n=1,
    )
