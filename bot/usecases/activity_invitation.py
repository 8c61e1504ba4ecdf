"""What a customer is told of an activity: approved lines past the checker, kept as evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.blocks import Screen, said
from bot.brief.composing import Told, sourced, told_about
from bot.brief.selection import Chosen
from bot.record.slots import chinese_day
from bot.render.activities import PAGE, segment_screen
from bot.results.activities import ActivityPlan, Invitation, Segment
from bot.results.vocabulary import EvidenceKind
from bot.understanding.activity_words import tags_meant
from bot.usecases.case import read_case, withdrawn_ids
from bot.usecases.evidence import recorded, with_screens, words_of
from bot.usecases.work import Work
from knowledge.handbook.format import Section, SpokenLine
from store.actor import Actor
from store.models import InviteeState, Role
from store.suggestions import ScriptUse, SuggestionDraft

SCRIPT = "care-activity-invite"
_REPLIES = {InviteeState.DECLINED: "p4", InviteeState.CAME: "p5", InviteeState.ABSENT: "p6"}
"""What is said to whom, by the line of the script."""


def shown_segment(found: Segment, start: int, *, work: Work, actor: Actor) -> Screen:
    """A page of whom to invite, each with his line; kept as evidence before it is shown."""
    page = found.invitable[start : start + PAGE]
    lines = {
        each.customer_id: invitation(found.plan, each.customer_id, work=work, actor=actor)
        for each in page
    }
    supervising = actor.role is Role.SUPERVISOR
    shown = segment_screen(found, lines, start=start, supervising=supervising)
    screens = {"first": shown}
    payload: dict[str, Any] = {
        "activity": found.plan.name,
        "invited": [{"customer_id": key, "text": each.text} for key, each in lines.items()],
        "rather_not": [[each.customer_id, each.mark] for each in found.rather_not],
    }
    used = any(each.lines for each in lines.values())
    _record(f"{found.plan.name}请谁", screens, payload, used=used, work=work, actor=actor)
    return shown


def invitation(plan: ActivityPlan, customer_id: str, *, work: Work, actor: Actor) -> Invitation:
    """The approved lines that invite this customer to this activity, each past the checker."""
    handbook, case = work.desk.handbook, read_case(customer_id, work=work, actor=actor)
    script = handbook.scripts.get(SCRIPT)
    if case is None or script is None or SCRIPT in withdrawn_ids(handbook, work=work):
        return Invitation()
    liked = _liked(plan, case.record.interests)
    slots = {"activity": plan.name, **({"interest": liked} if liked else {})}
    if plan.on is not None:
        slots["activity_day"] = _day_words(plan.on, plan.place)
    told = told_about(Chosen(script, plan.name, slots), case, rm_name=actor.name)
    wanted = ["o2" if plan.on else "o3", *(["p1"] if liked else []), "p2"]
    lines = [line for each in wanted for line in _lines_of(told, each)]
    rules = work.desk.rules
    return Invitation(tuple(sourced(line) for line in lines if rules.passes(line.text)))


def _lines_of(told: Told, anchor: str) -> list[SpokenLine]:
    """The line of this anchor, in the variant for this customer."""
    section = Section.OPENING if anchor.startswith("o") else Section.POINTS
    return [
        line
        for line in told.lines(section)
        if line.reference.partition("@")[0].partition("?")[0] == anchor
    ]


def _day_words(on: date, place: str) -> str:
    weekday = "一二三四五六日"[on.weekday()]
    return f"{chinese_day(on)}（周{weekday}）{f'在{place}' if place else ''}"


def _liked(plan: ActivityPlan, interests: Sequence[str]) -> str:
    """The customer's own interest that the activity is about; "" where none is."""
    tags = tags_meant(plan.topic) if plan.topic else None
    words = tags.interests if tags is not None else ()
    return next((each for each in interests if any(word in each for word in words)), "")


def shown_invitation(
    plan: ActivityPlan, customer_id: str, *, work: Work, actor: Actor
) -> Invitation:
    """The invitation of one customer, kept as evidence before it is shown."""
    lines = invitation(plan, customer_id, work=work, actor=actor)
    return _kept(lines, f"{plan.name}邀请", customer_id, work=work, actor=actor)


def reply_to(
    plan: ActivityPlan, customer_id: str, state: InviteeState, *, work: Work, actor: Actor
) -> Invitation:
    """What may be said to who declined, came or did not; empty where nothing is to be said."""
    case = read_case(customer_id, work=work, actor=actor)
    script = work.desk.handbook.scripts.get(SCRIPT)
    anchor = _REPLIES.get(state)
    if case is None or script is None or anchor is None or not case.gate.contact().allowed:
        return Invitation()
    if SCRIPT in withdrawn_ids(work.desk.handbook, work=work):
        return Invitation()
    told = told_about(Chosen(script, plan.name, {"activity": plan.name}), case, rm_name=actor.name)
    passed = [each for each in _lines_of(told, anchor) if work.desk.rules.passes(each.text)]
    lines = Invitation(tuple(sourced(each) for each in passed))
    return _kept(lines, f"{plan.name}{state.label}", customer_id, work=work, actor=actor)


def _kept(
    lines: Invitation, query: str, customer_id: str, *, work: Work, actor: Actor
) -> Invitation:
    if lines.lines:
        payload = {"invited": [{"customer_id": customer_id, "text": lines.text}]}
        screens = {"first": said(lines.text)}
        _record(query, screens, payload, customer_id=customer_id, work=work, actor=actor)
    return lines


def _record(
    query: str,
    screens: Mapping[str, Screen],
    payload: Mapping[str, Any],
    *,
    work: Work,
    actor: Actor,
    customer_id: str | None = None,
    used: bool = True,
) -> None:
    """Write what is about to be shown, with the script it is from."""
    script = work.desk.handbook.scripts.get(SCRIPT)
    uses = (ScriptUse(SCRIPT, str(script.version), "活动邀请"),) if script and used else ()
    recorded(
        SuggestionDraft(
            kind=EvidenceKind.ASK.value,
            actor=actor,
            query=query,
            shown_text=words_of(screens),
            rules_version=work.desk.rules.version,
            handbook_version=work.desk.handbook.version,
            writer="script",
            customer_id=customer_id,
            scripts=uses,
            record_read={},
            rule_results=[],
            payload=with_screens(payload, screens),
        ),
        work=work,
    )
