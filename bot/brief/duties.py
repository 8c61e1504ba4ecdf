"""What a record obliges an RM to do or leave, whatever the scripts say: policy turned to lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.brief.actions import by_time, channel_of, moment
from bot.record.policy import Policy
from bot.record.standing import Standing
from bot.record.suitability import Bar, Blocked
from bot.record.vocabulary import Stage
from bot.results.advice import Avoid, NextAction, RuleSource
from bot.results.vocabulary import ActionKind, Inward
from store.customers import CustomerRecord

_RULES = {
    "service.complaint_minutes": "complaint-first",
    "service.complaint_check_days": "complaint-first",
    "churn.contact_hours": "churn-response",
}
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class _Duty:
    record: CustomerRecord
    standing: Standing
    policy: Policy
    now: datetime

    def within(
        self, value: str, kind: ActionKind, text: str, *, channel: str = "preferred"
    ) -> NextAction:
        """An action due within the policy's value: hours and minutes from now, days from today."""
        number, unit = self.policy.days(value), value.rsplit("_", 1)[-1]
        due: date | datetime
        if unit == "days":
            due = self.now.date() + timedelta(days=number)
        else:
            ahead = timedelta(hours=number) if unit == "hours" else timedelta(minutes=number)
            due = (self.now + ahead).replace(second=0, microsecond=0)
        return self.on(due, value, kind, text.replace("{n}", str(number)), channel=channel)

    def on(
        self,
        due: date | datetime,
        value: str,
        kind: ActionKind,
        text: str,
        *,
        channel: str = "preferred",
    ) -> NextAction:
        """An action due on a day, with the policy's value as its source."""
        where = RuleSource(value, self.policy.sources[value])
        by = channel_of(channel, self.record)
        return NextAction(kind, text, due, by, (where,), _RULES.get(value))


def demanded_actions(
    record: CustomerRecord, *, standing: Standing, policy: Policy, now: datetime
) -> Iterator[NextAction]:
    """Actions the policy demands, with their time limits."""
    duty = _Duty(record, standing, policy, now)
    yield from _complaint(duty)
    if record.do_not_contact:
        return
    if standing.churn_signs:
        yield from _churn(duty)
    elif standing.stage is Stage.NEW:
        yield from _welcome(duty)


def merged(
    demanded: Sequence[NextAction], scripted: Sequence[NextAction], *, now: datetime
) -> tuple[NextAction, ...]:
    """Both by time; a demand that a scripted action meets in time is not said twice."""
    open_demands = [d for d in demanded if not any(_meets(a, d, now) for a in scripted)]
    return by_time([*open_demands, *scripted], now=now)


def bar_avoids(bars: Sequence[Bar], blocked: Sequence[Blocked]) -> Iterator[Avoid]:
    """What the record itself forbids to say."""
    for bar in bars:
        yield Avoid(f"不提任何产品：{bar.reason}", bar.rule_id)
    high = [b for b in blocked if b.rule_id in {"suitability-level", "suitability-fund"}]
    if high and not bars:
        names = "、".join(b.product.name for b in high[:_MOST_NAMED])
        yield Avoid(f"不主动介绍高于客户等级的产品（如{names}）", high[0].rule_id)


def _complaint(duty: _Duty) -> Iterator[NextAction]:
    solved_on, check = duty.standing.complaint_solved_on, "service.complaint_check_days"
    if duty.record.open_complaint:
        text = "{n}分钟内告知投诉核实进度，哪怕还没有结论"
        yield duty.within("service.complaint_minutes", ActionKind.CALL, text)
        text = "投诉解决后{n}日内再次联系，确认客户满意（解决日未定，先按此日提醒）"
        yield duty.within(check, ActionKind.CALL, text)
    elif solved_on is not None:
        days = duty.policy.days(check)
        due_on = solved_on + timedelta(days=days)
        if due_on >= duty.now.date():
            yield duty.on(
                due_on, check, ActionKind.CALL, f"投诉解决后{days}日内再次联系，确认客户满意"
            )


def _churn(duty: _Duty) -> Iterator[NextAction]:
    signs = "、".join(sign.text for sign in duty.standing.churn_signs)
    value, text = "churn.contact_hours", f"报业务主管介入：{signs}"
    yield duty.within(value, ActionKind.ESCALATE, text, channel=Inward.INTERNAL)
    yield duty.within(value, ActionKind.CALL, "{n}小时内与客户深度沟通，问清原因")


def _welcome(duty: _Duty) -> Iterator[NextAction]:
    """The handbook's clocks after a first contact, while the second is not past due."""
    if (duty.standing.contact_days or 0) > duty.policy["service.second_contact_days"]:
        return
    text = "沟通后{n}小时内发感谢信息，附上答应的资料"
    yield duty.within("service.thanks_hours", ActionKind.MESSAGE, text)
    text = "{n}日内第二次联系，问问资料看得怎么样"
    yield duty.within("service.second_contact_days", ActionKind.CALL, text)


def _meets(scripted: NextAction, demanded: NextAction, now: datetime) -> bool:
    in_time = moment(scripted.due, now) <= moment(demanded.due, now)
    return scripted.kind == demanded.kind and demanded.rule_id is not None and in_time
