"""Activities kept: invitees from asked to attended, each step audited and taken back by button."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from bot.book.query import query_json
from bot.results.activities import KeptActivity, Noted, Segment
from bot.results.declined import Declined
from bot.understanding.activity_words import about
from bot.usecases.activity import may_invite
from bot.usecases.evidence import attempted
from bot.usecases.refusals import ADVISED, NO_LISTS, refused
from bot.usecases.work import Work
from store import activities, activity_reading
from store.activities import ActivityDraft
from store.activity_reading import Invitee
from store.actor import Actor
from store.errors import StoreError
from store.models import Activity, InviteeState

_LATELY = timedelta(days=14)
"""How long after its day an activity is still spoken of without being named."""
_AFTER = frozenset({InviteeState.CAME, InviteeState.ABSENT})
_TOO_EARLY = "“{name}”{day:%m-%d}才办，到场没到场当天再记。"
_NOT_NOW = "现在不能邀请{name}：{reason}。{instead}。"


def keep(found: Segment, *, work: Work, actor: Actor) -> KeptActivity | Declined:
    """Keep an activity with everybody who may be invited."""
    plan = found.plan
    draft = ActivityDraft(
        plan.name, plan.topic, query_json(plan.query), plan.on, plan.place or None
    )
    ids = [each.customer_id for each in found.invitable]
    row = attempted(
        work,
        lambda session: activities.keep_activity(
            session=session, actor=actor, draft=draft, customer_ids=ids, at=work.now
        ),
    )
    return row if isinstance(row, Declined) else _kept(row, work=work, actor=actor)


def kept_activity(activity_id: str, *, work: Work, actor: Actor) -> KeptActivity | Declined:
    """One the actor may see."""
    try:
        row = activities.get_activity(session=work.reading, actor=actor, activity_id=activity_id)
    except StoreError as error:
        return refused(error)
    return _kept(row, work=work, actor=actor)


def all_kept(*, work: Work, actor: Actor) -> list[KeptActivity]:
    """Those the actor may see: what lies ahead first, the nearest first, then what is past."""
    if actor.role not in ADVISED:
        return []
    rows = activity_reading.activities(session=work.reading, actor=actor)
    today = work.now.date()
    live = [row for row in rows if row.cancelled_at is None]
    live.sort(key=lambda row: _nearness(row, today))
    found = activity_reading.invitees(
        session=work.reading, actor=actor, activity_ids=[row.activity_id for row in live]
    )
    of: defaultdict[str, list[Invitee]] = defaultdict(list)
    for each in found:
        of[each.activity_id].append(each)
    return [KeptActivity(row, tuple(of[row.activity_id])) for row in live]


def named_activities(name: str, *, work: Work, actor: Actor) -> list[KeptActivity]:
    """The kept activities that words name; without a topic all that are not long past."""
    wanted, today = about(name), work.now.date()
    found = []
    for each in all_kept(work=work, actor=actor):
        row = each.activity
        topic = about(row.name)
        same = wanted in topic or topic in wanted if wanted and topic else not wanted
        if same and (row.on_day is None or row.on_day >= today - _LATELY):
            found.append(each)
    return found


def note_state(
    activity_id: str, customer_id: str, state: InviteeState, *, work: Work, actor: Actor
) -> Noted | Declined:
    """A customer is so far with it: who may be invited, if invited; on its day at the earliest, if
    he came or did not."""
    if actor.role not in ADVISED:
        return NO_LISTS
    kept = kept_activity(activity_id, work=work, actor=actor)
    if isinstance(kept, Declined):
        return kept
    barred = _not_so(kept, customer_id, state, work=work, actor=actor)
    if barred is not None:
        return barred
    step = attempted(
        work,
        lambda session: activities.note_state(
            session=session,
            actor=actor,
            activity_id=activity_id,
            customer_id=customer_id,
            state=state,
            at=work.now,
        ),
    )
    if isinstance(step, Declined):
        return step
    now = _kept(kept.activity, work=work, actor=actor)
    invitee = next(each for each in now.invitees if each.customer_id == customer_id)
    return Noted(now, invitee, step.step_id)


def _not_so(
    kept: KeptActivity, customer_id: str, state: InviteeState, *, work: Work, actor: Actor
) -> Declined | None:
    """Why a state may not be noted: the gate bars an invitation, or the day is not there."""
    day = kept.activity.on_day
    if state in _AFTER and day is not None and day > work.now.date():
        return Declined("too_early", _TOO_EARLY.format(name=kept.activity.name, day=day))
    barred = None
    if state is InviteeState.INVITED:
        barred = may_invite(customer_id, work=work, actor=actor)
    if barred is None or isinstance(barred, Declined):
        return barred
    name = next((each.name for each in kept.invitees if each.customer_id == customer_id), "他")
    words = _NOT_NOW.format(name=name, reason=barred.reason, instead=barred.instead)
    return Declined("not_permitted", f"{words}〔{barred.rule_id}〕")


def undo(step_id: str, *, work: Work, actor: Actor) -> KeptActivity | Declined:
    """A step taken back."""
    step = attempted(
        work,
        lambda session: activities.undo_state(
            session=session, actor=actor, step_id=step_id, at=work.now
        ),
    )
    if isinstance(step, Declined):
        return step
    return kept_activity(step.activity_id, work=work, actor=actor)


def fix_day(
    activity_id: str, on: date | None, place: str | None, *, work: Work, actor: Actor
) -> KeptActivity | Declined:
    """Another day or place."""
    row = attempted(
        work,
        lambda session: activities.change_activity(
            session=session,
            actor=actor,
            activity_id=activity_id,
            on_day=on,
            place=place,
            at=work.now,
        ),
    )
    return row if isinstance(row, Declined) else _kept(row, work=work, actor=actor)


def call_off(activity_id: str, *, off: bool, work: Work, actor: Actor) -> KeptActivity | Declined:
    """It does not take place; or does after all."""
    row = attempted(
        work,
        lambda session: activities.call_off(
            session=session, actor=actor, activity_id=activity_id, off=off, at=work.now
        ),
    )
    return row if isinstance(row, Declined) else _kept(row, work=work, actor=actor)


def _kept(row: Activity, *, work: Work, actor: Actor) -> KeptActivity:
    found = activity_reading.invitees(
        session=work.reading, actor=actor, activity_ids=[row.activity_id]
    )
    return KeptActivity(row, tuple(found))


def _nearness(row: Activity, today: date) -> tuple[bool, int]:
    """What lies ahead before what is past, each the nearest first."""
    day = row.on_day or today
    return day < today, abs((day - today).days)
