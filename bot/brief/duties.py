"""What a record obliges an RM to do or leave, whatever the scripts say: policy turned to lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from bot.brief.composing import channel_of
from bot.record.client import Client
from bot.record.policy import Policy
from bot.record.standing import Stage, Standing
from bot.record.suitability import Bar, Blocked
from bot.results.advice import Avoid, NextAction, Source


def demanded_actions(
    client: Client, *, standing: Standing, policy: Policy, now: datetime
) -> Iterator[NextAction]:
    """Actions the policy demands, with their time limits."""
    if client.complaint:
        minutes = policy.days("service.complaint_minutes")
        text = f"{minutes}分钟内告知投诉核实进度，哪怕还没有结论"
        due = now + timedelta(minutes=minutes)
        yield _action(policy, "call", text, due, client, "service.complaint_minutes")
        days = policy.days("service.complaint_check_days")
        text = f"投诉解决后{days}日内再次联系，确认客户满意（解决日未定，先按此日提醒）"
        due_on = now.date() + timedelta(days=days)
        yield _action(policy, "call", text, due_on, client, "service.complaint_check_days")
    elif client.complaint_solved_on is not None:
        days = policy.days("service.complaint_check_days")
        due_on = client.complaint_solved_on + timedelta(days=days)
        if due_on >= now.date():
            text = f"投诉解决后{days}日内再次联系，确认客户满意"
            yield _action(policy, "call", text, due_on, client, "service.complaint_check_days")
    if client.do_not_contact:
        return
    if standing.churn_signs:
        hours = policy.days("churn.contact_hours")
        due = now + timedelta(hours=hours)
        text = f"报业务主管介入：{'、'.join(standing.churn_signs)}"
        yield _action(policy, "escalate", text, due, client, "churn.contact_hours", "internal")
        text = f"{hours}小时内与客户深度沟通，问清原因"
        yield _action(policy, "call", text, due, client, "churn.contact_hours")
    elif standing.stage is Stage.NEW and (standing.contact_days or 0) <= 3:
        hours = policy.days("service.thanks_hours")
        due = now + timedelta(hours=hours)
        text = f"沟通后{hours}小时内发感谢信息，附上答应的资料"
        yield _action(policy, "message", text, due, client, "service.thanks_hours")
        days = policy.days("service.second_contact_days")
        due_on = now.date() + timedelta(days=days)
        text = f"{days}日内第二次联系，问问资料看得怎么样"
        yield _action(policy, "call", text, due_on, client, "service.second_contact_days")


def merged(
    demanded: Sequence[NextAction], scripted: Sequence[NextAction], *, now: datetime
) -> tuple[NextAction, ...]:
    """Both by time; a demand that a scripted action meets in time is not said twice."""
    open_demands = [d for d in demanded if not any(_meets(a, d, now) for a in scripted)]
    return tuple(sorted([*open_demands, *scripted], key=lambda a: _moment(a.due, now)))


def bar_avoids(bars: Sequence[Bar], blocked: Sequence[Blocked]) -> Iterator[Avoid]:
    """What the record itself forbids to say."""
    for bar in bars:
        yield Avoid(f"不提任何产品：{bar.reason}", bar.rule_id)
    high = [b for b in blocked if b.rule_id in {"suitability-level", "suitability-fund"}]
    if high and not bars:
        names = "、".join(b.product.name for b in high[:3])
        yield Avoid(f"不主动介绍高于客户等级的产品（如{names}）", high[0].rule_id)


def _action(
    policy: Policy,
    kind: str,
    text: str,
    due: date | datetime,
    client: Client,
    value: str,
    channel: str = "preferred",
) -> NextAction:
    when = due.replace(second=0, microsecond=0) if isinstance(due, datetime) else due
    rule = "churn-response" if value.startswith("churn") else None
    if value.startswith("service.complaint"):
        rule = "complaint-first"
    where = Source("policy", _number(policy.version), value)
    return NextAction(kind, text, when, channel_of(channel, client), (where,), rule)


def _number(version: str) -> int:
    return int("".join(c for c in version if c.isdigit()) or 0)


def _meets(scripted: NextAction, demanded: NextAction, now: datetime) -> bool:
    in_time = _moment(scripted.due, now) <= _moment(demanded.due, now)
    return scripted.kind == demanded.kind and demanded.rule_id is not None and in_time


def _moment(due: date | datetime, now: datetime) -> datetime:
    if isinstance(due, datetime):
        return due
    return now.replace(year=due.year, month=due.month, day=due.day, hour=18, minute=0)
