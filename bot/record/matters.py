"""What a record asks to be attended to on a day, each with its urgency, its reason, its source.

Urgency is from 0 (some time) to 1 (now), confidence from 0.6 (inferred) to 1 (somebody wrote it
down). The figures rank one matter against another and mean nothing by themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum

from bot.record.clocks import Clock, clocks_of
from bot.record.consent import ending
from bot.record.policy import Policy
from bot.record.standing import Standing
from knowledge.stopping.events import StopEvent
from store.customers import CustomerRecord, HeldProduct, OpenFollowUp
from store.models import FollowUpKind

_NOTED, _DATED, _FIGURED, _INFERRED = 1.0, 0.95, 0.8, 0.65
_LATE, _TODAY = 0.9, 0.8
_PROMISED = 0.06
"""How much more urgent a promise is than a contact planned."""
_SOON_DAYS = 7
"""How near a maturity or a birthday must be to belong to the day."""
_EXPIRES_DAYS = 30


class Concern(IntEnum):
    """What a matter is of."""

    DIARY = 1
    CASE = 2
    CLOCK = 3
    CHURN = 4
    MATURITY = 5
    OCCASION = 6
    IDLE = 7
    ASSESSMENT = 8
    CONTACT = 9


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing to attend to: what, how urgent and why, how sure and whence it is known.

    `due` is when, where there is a time; `follow_up` the line of the diary it is;
    `filed` where /case shows it.
    """

    concern: Concern
    what: str
    urgency: float
    why: str
    confidence: float
    source: str
    due: date | datetime | None = None
    follow_up: OpenFollowUp | None = None
    filed: bool = False


@dataclass(frozen=True, slots=True)
class _Day:
    record: CustomerRecord
    standing: Standing
    policy: Policy
    now: datetime

    @property
    def today(self) -> date:
        return self.standing.today


def matters_of(
    record: CustomerRecord, *, standing: Standing, policy: Policy, now: datetime
) -> list[Matter]:
    """Everything a record asks for today, the most urgent first; `now` in the office's zone."""
    day = _Day(record, standing, policy, now)
    found = [matter for each in _ASKED for matter in each(day)]
    return sorted(found, key=lambda each: -each.urgency * each.confidence)


def _diary(day: _Day) -> Iterator[Matter]:
    talks = {talk.interaction_id: talk.at for talk in day.record.interactions}
    for each in day.record.follow_ups:
        if each.due_on > day.today:
            continue
        told = talks.get(each.interaction_id or "")
        source = f"{_on(told.astimezone(day.now.tzinfo))}的记录" if told else "日程"
        yield _diary_matter(day, each, source)
    planned = day.record.next_follow_up_on
    if planned is None or planned > day.today or day.record.follow_ups:
        return
    if day.standing.last_contact_on is None or day.standing.last_contact_on < planned:
        late = (day.today - planned).days
        urgency, why = (_LATE, f"已过期{late}天") if late else (_TODAY, "今天到期")
        what = day.record.next_plan or "约定的跟进"
        yield Matter(Concern.DIARY, what, urgency, why, _DATED, "客户档案", planned)


def _diary_matter(day: _Day, each: OpenFollowUp, source: str) -> Matter:
    promised = each.kind is FollowUpKind.PROMISE
    late = (day.today - each.due_on).days
    gone = each.due_at is not None and each.due_at < day.now
    why = f"已过期{late}天" if late else "时间已过" if gone else "今天到期"
    urgency = (_LATE if late or gone else _TODAY) + promised * _PROMISED
    due = each.due_at.astimezone(day.now.tzinfo) if each.due_at else each.due_on
    kind = "承诺" if promised else "约定"
    return Matter(Concern.DIARY, each.text, urgency, f"{kind}{why}", _NOTED, source, due, each)


def _cases(day: _Day) -> Iterator[Matter]:
    for case in day.record.escalations:
        label = next((each.label for each in StopEvent if each == case.event), case.event)
        opened = _on(case.opened_at.astimezone(day.now.tzinfo))
        yield Matter(Concern.CASE, f"上报未了结：{label}", 1.0, "停止营销的事件", _NOTED, opened)
    for complaint in day.record.complaints:
        if complaint.solved_at is None:
            opened = _on(complaint.opened_at.astimezone(day.now.tzinfo))
            what = f"未结投诉（{complaint.size.label}）"
            source = f"{opened}登记"
            yield Matter(Concern.CASE, what, 0.97, "投诉先处理", _NOTED, source, filed=True)


def _clocks(day: _Day) -> Iterator[Matter]:
    running = clocks_of(day.record, standing=day.standing, policy=day.policy, now=day.now)
    for clock in running:
        if clock.missed(day.now):
            why = f"手册时限已超{clock.late(day.now)}"
            yield _clock(clock, 0.92, why)
        elif _day(clock.due) <= day.today + timedelta(days=1):
            yield _clock(clock, 0.84, f"手册时限{_left(clock.due, day.now)}")


def _clock(clock: Clock, urgency: float, why: str) -> Matter:
    source = f"规则{clock.rule_id}"
    return Matter(Concern.CLOCK, clock.what, urgency, why, _FIGURED, source, clock.due)


def _left(due: date | datetime, now: datetime) -> str:
    if isinstance(due, datetime):
        return f"{due:%m-%d %H:%M}到"
    return "今天到" if due == now.date() else "明天到"


def _churn(day: _Day) -> Iterator[Matter]:
    signs = day.standing.churn_signs
    if signs:
        what = "；".join(sign.text for sign in signs)
        yield Matter(Concern.CHURN, what, 0.88, "流失预警", _INFERRED + 0.15, "账户数据")


def _maturities(day: _Day) -> Iterator[Matter]:
    for held in day.standing.matured:
        what = f"{_holding(held)}已于{held.maturity_date:%m-%d}到期"
        yield Matter(Concern.MATURITY, what, 0.8, "到期还没有接续", _DATED, "持有明细")
    for held in day.standing.maturing:
        days = (held.maturity_date - day.today).days if held.maturity_date else _SOON_DAYS + 1
        if days <= _SOON_DAYS:
            why = "今天到期" if days == 0 else f"还有{days}天到期"
            what = f"{_holding(held)}将于{held.maturity_date:%m-%d}到期"
            yield Matter(Concern.MATURITY, what, 0.78 - 0.03 * days, why, _DATED, "持有明细")


def _holding(held: HeldProduct) -> str:
    return f"{held.shown_name}{held.amount_wan:g}万元" if held.amount_wan else held.shown_name


def _occasion(day: _Day) -> Iterator[Matter]:
    days, born = day.standing.birthday_days, day.record.birthday
    if days is None or born is None or days > day.policy["signals.birthday_days"]:
        return
    if any(each.event == StopEvent.CUSTOMER_DEATH for each in day.record.escalations):
        return
    what = "成立纪念日" if day.record.is_company else "生日"
    why = "就是今天" if days == 0 else f"还有{days}天"
    urgency = 0.72 - 0.06 * days
    yield Matter(
        Concern.OCCASION, f"{what}{born.month}月{born.day}日", urgency, why, _DATED, "客户档案"
    )


def _idle(day: _Day) -> Iterator[Matter]:
    months = day.record.idle_months
    if months is not None and months >= day.policy["signals.idle_months"]:
        what = f"连续{months}个月工资入账没有理财"
        yield Matter(Concern.IDLE, what, 0.45, "资金闲置", _INFERRED, "账户数据")


def _assessment(day: _Day) -> Iterator[Matter]:
    until = day.standing.valid_until
    if until is None or day.standing.minor:
        return
    days = (until - day.today).days
    if days > _EXPIRES_DAYS:
        return
    why = "已过期" if days < 0 else "今天最后一天" if days == 0 else f"还有{days}天过期"
    urgency = 0.4 if days < 0 else 0.5 - 0.005 * days
    what = f"风险测评有效到{until:%Y-%m-%d}"
    yield Matter(Concern.ASSESSMENT, what, urgency, why, _DATED, "客户档案")


def _consent(day: _Day) -> Iterator[Matter]:
    for each in ending(day.record, today=day.today):
        if each.valid_until is None or day.record.do_not_contact or day.standing.minor:
            continue
        days = (each.valid_until - day.today).days
        why = f"还有{days}天，到期后不能再谈" if days else "今天最后一天"
        what = f"{each.scope.label}营销授权有效到{each.valid_until:%Y-%m-%d}"
        yield Matter(Concern.ASSESSMENT, what, 0.5 - 0.005 * days, why, _DATED, "授权记录")


def _contact(day: _Day) -> Iterator[Matter]:
    standing = day.standing
    waited = standing.opened_days if standing.contact_days is None else standing.contact_days
    if day.record.do_not_contact or waited is None or waited < standing.contact_period:
        return
    over = min(waited / standing.contact_period - 1, 3.0)
    what = f"{waited}天没有联系"
    why = f"这一层客户{standing.contact_period}天联系一次"
    yield Matter(Concern.CONTACT, what, 0.4 + 0.05 * over, why, _FIGURED, "最近沟通时间")


def _on(at: datetime) -> str:
    return f"{at:%m-%d}"


def _day(due: date | datetime) -> date:
    return due.date() if isinstance(due, datetime) else due


_ASKED: tuple[Callable[[_Day], Iterator[Matter]], ...] = (
    _diary,
    _cases,
    _clocks,
    _churn,
    _maturities,
    _occasion,
    _idle,
    _assessment,
    _consent,
    _contact,
)
