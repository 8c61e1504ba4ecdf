"""What a record obliges an RM to do or leave, whatever the scripts say: policy turned to lines."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.brief.actions import by_time, channel_of, moment
from bot.record.clocks import Clock, clocks_of
from bot.record.gate import Blocked
from bot.record.policy import Policy
from bot.record.ruling import Ruling
from bot.record.standing import Standing
from bot.results.advice import Avoid, NextAction, RuleSource
from bot.results.vocabulary import ActionKind, Inward
from store.customers import CustomerRecord, HeldProduct

_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class _Step:
    """How a clock of the policy is kept: what to do, by which channel, and in which words."""

    kind: ActionKind
    text: str
    channel: str = "preferred"


_STEPS = {
    "service.complaint_minutes": _Step(ActionKind.CALL, "告知投诉核实进度，哪怕还没有结论"),
    "service.complaint_check_days": _Step(ActionKind.CALL, "投诉解决后再次联系，确认客户满意"),
    "service.welcome_hours": _Step(ActionKind.CALL, "开户欢迎：教会常用功能，留下联系方式"),
    "service.benefits_hours": _Step(ActionKind.MESSAGE, "开通答应的新人权益并告诉客户"),
    "service.thanks_hours": _Step(ActionKind.MESSAGE, "发感谢信息，附上答应的资料"),
    "service.second_contact_days": _Step(ActionKind.CALL, "第二次联系，问用得怎么样、要不要帮忙"),
    "service.high_net_worth_hours": _Step(ActionKind.CALL, "先回音，没有结论的报进度和时间"),
    "churn.contact_hours": _Step(ActionKind.CALL, "与客户深度沟通，问清原因"),
}


@dataclass(frozen=True, slots=True)
class _Duty:
    record: CustomerRecord
    standing: Standing
    policy: Policy
    now: datetime

    def keeping(self, clock: Clock) -> NextAction:
        """What keeps a clock, due when it runs out; that it has run out is said first."""
        step = _STEPS[clock.value]
        late = f"已超时{clock.late(self.now)}，今天补上：" if clock.missed(self.now) else ""
        return self.due(clock.due, clock.value, step, clock.rule_id, said_first=late)

    def from_now(self, value: str, step: _Step, rule_id: str) -> NextAction:
        """A step due within a policy value of hours or minutes, counted from now."""
        number, unit = self.policy.days(value), value.rsplit("_", 1)[-1]
        ahead = timedelta(hours=number) if unit == "hours" else timedelta(minutes=number)
        return self.due((self.now + ahead).replace(second=0, microsecond=0), value, step, rule_id)

    def due(
        self, due: date | datetime, value: str, step: _Step, rule_id: str, *, said_first: str = ""
    ) -> NextAction:
        """A step due at a moment, with the policy's value as its source."""
        where = RuleSource(value, self.policy.sources[value])
        outward = step.channel != Inward.INTERNAL
        whom = "联系监护人，" if self.standing.minor and outward else ""
        by = channel_of(step.channel, self.record, kind=step.kind)
        return NextAction(step.kind, said_first + whom + step.text, due, by, (where,), rule_id)


def demanded_actions(
    record: CustomerRecord, *, standing: Standing, policy: Policy, now: datetime
) -> Iterator[NextAction]:
    """Actions the policy demands, each due when its clock, counted from the event, runs out."""
    duty = _Duty(record, standing, policy, now)
    clocks = clocks_of(record, standing=standing, policy=policy, now=now)
    yield from (duty.keeping(clock) for clock in clocks)
    running = {clock.value for clock in clocks}
    yield from _undated_complaint(duty)
    if not record.do_not_contact:
        yield from _churn(duty, running)
        yield from _money(duty)


def merged(
    demanded: Sequence[NextAction], scripted: Sequence[NextAction], *, now: datetime
) -> tuple[NextAction, ...]:
    """Both by time; a demand that a scripted action meets in time is not said twice.

    The action that meets it carries its rule.
    """
    open_demands = [d for d in demanded if not any(_meets(a, d, now) for a in scripted)]
    return by_time([*open_demands, *(_ruled(each, demanded, now) for each in scripted)], now=now)


def bar_avoids(bars: Sequence[Ruling], blocked: Sequence[Blocked]) -> Iterator[Avoid]:
    """What the record itself forbids to say."""
    for bar in bars:
        yield Avoid(f"不提任何产品：{bar.reason}", bar.rule_id)
    high = [b for b in blocked if b.rule_id in {"suitability-level", "suitability-fund"}]
    if high and not bars:
        names = "、".join(b.product.name for b in high[:_MOST_NAMED])
        yield Avoid(f"不主动介绍高于客户等级的产品（如{names}）", high[0].rule_id)


def _undated_complaint(duty: _Duty) -> Iterator[NextAction]:
    """A complaint known from a file alone: nobody wrote when it came, so it runs from now."""
    value = "service.complaint_minutes"
    if duty.record.open_complaint and not duty.record.complaints:
        yield duty.from_now(value, _STEPS[value], "complaint-first")


def _churn(duty: _Duty, running: Collection[str]) -> Iterator[NextAction]:
    """To the supervisor at once; a sign whose day nobody knows runs from now."""
    signs = duty.standing.churn_signs
    if not signs:
        return
    value, rule = "churn.contact_hours", "churn-response"
    named = "、".join(sign.text for sign in signs)
    inward = _Step(ActionKind.ESCALATE, f"报业务主管介入：{named}", Inward.INTERNAL)
    yield duty.from_now(value, inward, rule)
    if value not in running and any(sign.since is None for sign in signs):
        yield duty.from_now(value, _STEPS[value], rule)


def _money(duty: _Duty) -> Iterator[NextAction]:
    """What matured is asked about today, what is held above the level explained; no complaint."""
    today, standing = duty.now.date(), duty.standing
    if duty.record.open_complaint:
        return
    if standing.matured:
        step = _Step(ActionKind.CALL, f"{_named(standing.matured)}已到期，问清用处和时间再谈接续")
        yield duty.due(today, "signals.matured_days", step, "maturity-care")
    if standing.above_level:
        text = f"说明{_named(standing.above_level)}的风险高于客户等级，请本人重新测评，不劝加仓"
        step = _Step(ActionKind.CALL, text)
        yield duty.due(today, "validity.assessment_years", step, "suitability-level")


def _named(holdings: Sequence[HeldProduct]) -> str:
    return "、".join(held.shown_name for held in holdings[:_MOST_NAMED])


def _ruled(scripted: NextAction, demanded: Sequence[NextAction], now: datetime) -> NextAction:
    met = next((each for each in demanded if _meets(scripted, each, now)), None)
    return scripted if met is None else dataclasses.replace(scripted, rule_id=met.rule_id)


def _meets(scripted: NextAction, demanded: NextAction, now: datetime) -> bool:
    in_time = moment(scripted.due, now) <= moment(demanded.due, now)
    return scripted.kind == demanded.kind and demanded.rule_id is not None and in_time
