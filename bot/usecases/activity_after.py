"""What became of an activity: who came, and what the record shows of them afterwards.

Only the order in time is told: what was recorded in the days after is not said to be its effect.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, time, timedelta

from bot.results.activities import KeptActivity, Outcome
from bot.results.declined import Declined
from bot.usecases.activity_kept import kept_activity
from bot.usecases.taken_out import Taken, taken_out
from bot.usecases.work import Work
from store.activity_after import Followed, followed
from store.actor import Actor
from store.models import InviteeState
from store.sheets import workbook_bytes

AFTER = timedelta(days=60)
"""How long afterwards what is recorded is told of."""
KINDS = {"contact": "沟通", "need": "记下的需求", "promise": "承诺", "holding": "新增持有"}
HEADER = (
    "活动",
    "日期",
    "客户编号",
    "客户姓名",
    "客户经理",
    "状态",
    *(f"之后60天内有记录的{label}" for label in KINDS.values()),
)


def outcome_of(activity_id: str, *, work: Work, actor: Actor) -> Outcome | Declined:
    """An activity's attendance, and what was recorded of those who came within `AFTER`."""
    kept = kept_activity(activity_id, work=work, actor=actor)
    if isinstance(kept, Declined):
        return kept
    return Outcome(kept, tuple(_followed(kept, work=work, actor=actor)))


def outcome_workbook(outcome: Outcome, *, work: Work, actor: Actor) -> bytes:
    """The same, a row a customer, as an XLSX file, with its entry in the log."""
    data = workbook_bytes(HEADER, _rows(outcome))
    taken = Taken("活动小结", outcome.kept.activity.name, len(outcome.kept.invitees))
    return taken_out(data, taken, work=work, actor=actor)


def counted(outcome: Outcome) -> dict[str, int]:
    """How many customers have at least one record of each kind, by its label."""
    of_whom = {(each.customer_id, each.kind) for each in outcome.followed}
    count = Counter(kind for _, kind in of_whom)
    return {label: count[kind] for kind, label in KINDS.items() if count[kind]}


def _followed(kept: KeptActivity, *, work: Work, actor: Actor) -> list[Followed]:
    day, came = kept.activity.on_day, kept.of(InviteeState.CAME)
    if day is None or not came or day > work.now.date():
        return []
    since = datetime.combine(day, time.max, work.now.tzinfo)
    return followed(
        session=work.reading,
        actor=actor,
        customer_ids=[each.customer_id for each in came],
        since=since,
        until=since + AFTER,
    )


def _rows(outcome: Outcome) -> Iterator[tuple[str, ...]]:
    row = outcome.kept.activity
    for each in outcome.kept.invitees:
        told = [
            "；".join(f"{e.on:%m-%d} {e.text}" for e in outcome.of(each.customer_id, kind))
            for kind in KINDS
        ]
        day = row.on_day.isoformat() if row.on_day else ""
        yield (row.name, day, each.customer_id, each.name, each.owner, each.state.label, *told)
