"""Open cases as what a day asks for: each with its clock, ranked by how near its time is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.record.clocks import late_by
from bot.record.matters import Concern, Matter
from bot.usecases.case_file import unhappy_words
from bot.usecases.work import Work
from store.actor import Actor
from store.case_steps import UNHAPPY, unhappy_closings
from store.cases import open_cases
from store.models import CaseKind, ServiceCase

_LATE, _TODAY, _AHEAD, _UNTIMED = 0.93, 0.72, 0.6, 0.55
_UNHAPPY = 0.9
_WAITS = {
    CaseKind.CHURN: "等主管接手和挽留结果",
    CaseKind.SURVEY: "等整改和回话",
    CaseKind.REFERRAL: "等专家答复",
}
_LONGEST = 24


def case_matters(*, work: Work, actor: Actor) -> Mapping[str, Sequence[Matter]]:
    """By customer, what is open within the actor's sight and stands in no record."""
    found: defaultdict[str, list[Matter]] = defaultdict(list)
    for each in open_cases(session=work.reading, actor=actor):
        found[each.case.customer_id].append(_matter(each.case, work))
    for rated, _ in unhappy_closings(session=work.reading, actor=actor):
        at = rated.step.at.astimezone(work.desk.zone)
        found[rated.step.customer_id].append(
            Matter(
                Concern.CASE,
                f"投诉已结案，客户不满意（{unhappy_words(rated)}）",
                _UNHAPPY,
                f"满意度不超过{UNHAPPY}分要重新打开",
                1.0,
                f"{at:%m-%d}评价",
                filed=True,
            )
        )
    return found


def _matter(case: ServiceCase, work: Work) -> Matter:
    text = case.text if len(case.text) <= _LONGEST else f"{case.text[:_LONGEST]}…"
    due = case.due_at.astimezone(work.desk.zone) if case.due_at is not None else None
    urgency, why = _clock(due, work.now)
    opened = case.opened_at.astimezone(work.desk.zone)
    churn = case.kind is CaseKind.CHURN
    return Matter(
        Concern.CHURN if churn else Concern.CASE,
        f"{case.kind.label}：{text}",
        urgency,
        "，".join(filter(None, (_WAITS[case.kind], why))),
        1.0,
        f"{opened:%m-%d}登记",
        due,
        filed=True,
    )


def _clock(due: datetime | None, now: datetime) -> tuple[float, str]:
    if due is None:
        return _UNTIMED, ""
    if due <= now:
        return _LATE, f"时限已超{late_by(now - due)}"
    if due <= now + timedelta(days=1):
        return _TODAY, f"{due:%m-%d %H:%M}到时限"
    return _AHEAD, f"时限{due:%m-%d %H:%M}"
