"""Alerts: what an RM must see before the call, by the contract's codes, each with its rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.record.clocks import clocks_of
from bot.record.completeness import completeness_of
from bot.record.conflicts import conflicts_of
from bot.record.consent import none_words
from bot.record.policy import Policy
from bot.record.standing import Standing, level_of
from bot.record.vocabulary import AlertCode, Stage
from knowledge.stopping.events import StopEvent
from store.customers import CustomerRecord
from store.models import ConsentScope, FollowUpKind, ProductType

_INVESTED = frozenset(
    {ProductType.WEALTH, ProductType.FUND, ProductType.TRUST, ProductType.INSURANCE}
)


@dataclass(frozen=True, slots=True)
class Alert:
    """A fact of the record that must be seen, by the contract's code, and the rule behind it."""

    code: AlertCode
    text: str
    rule_id: str | None


@dataclass(frozen=True, slots=True)
class _Case:
    record: CustomerRecord
    standing: Standing
    policy: Policy
    now: datetime


def alerts_of(
    record: CustomerRecord, *, standing: Standing, policy: Policy, now: datetime
) -> tuple[Alert, ...]:
    """Every alert that stands at a moment of the standing's day, the gravest first.

    Of a customer who is said to be dead none that calls for business with him.
    """
    case = _Case(record, standing, policy, now)
    dead = any(each.event == StopEvent.CUSTOMER_DEATH for each in record.escalations)
    return tuple(alert for check in (_OF_THE_DEAD if dead else _CHECKS) for alert in check(case))


def _complaint(case: _Case) -> Iterator[Alert]:
    size = case.record.open_complaint
    if size:
        text = f"有未结的{size.label}投诉，先处理好再谈别的"
        yield Alert(AlertCode.OPEN_COMPLAINT, text, "complaint-first")


def _do_not_contact(case: _Case) -> Iterator[Alert]:
    if case.record.do_not_contact:
        text = "客户设了免打扰，不主动联系；来电时只答他所问"
        yield Alert(AlertCode.DO_NOT_CONTACT, text, "do-not-contact")


def _minor(case: _Case) -> Iterator[Alert]:
    if case.standing.minor:
        text = f"{case.standing.age}岁，未成年：有事联系监护人，不介绍投资、保险、贷款和外汇"
        yield Alert(AlertCode.MINOR, text, "minor-guardian")


def _matured(case: _Case) -> Iterator[Alert]:
    for held in case.standing.matured:
        amount = f"{held.amount_wan:g}万元" if held.amount_wan else ""
        text = f"{held.shown_name}{amount}已于{held.maturity_date:%m-%d}到期，还没有接续"
        yield Alert(AlertCode.MATURED_UNPLACED, text, "maturity-care")


def _above_level(case: _Case) -> Iterator[Alert]:
    level = case.record.risk_level
    for held in case.standing.above_level:
        amount = f"{held.amount_wan:g}万元" if held.amount_wan else ""
        text = f"持有{held.shown_name}（{held.risk_level}）{amount}，高于客户{level}"
        rule = "suitability-fund" if held.type is ProductType.FUND else "suitability-level"
        yield Alert(AlertCode.ABOVE_LEVEL, text, rule)


def _missed_clocks(case: _Case) -> Iterator[Alert]:
    record, now = case.record, case.now
    for clock in clocks_of(record, standing=case.standing, policy=case.policy, now=now):
        if clock.missed(now):
            text = f"{clock.what}已超时{clock.late(now)}"
            yield Alert(AlertCode.CLOCK_MISSED, text, clock.rule_id)


def _churn(case: _Case) -> Iterator[Alert]:
    hours = case.policy.days("churn.contact_hours")
    demand = f"须报业务主管，{hours}小时内深度沟通"
    for sign in case.standing.churn_signs:
        if sign.alert is not None:
            yield Alert(sign.alert, f"{sign.text}，{demand}", "churn-response")


def _consent(case: _Case) -> Iterator[Alert]:
    record, today = case.record, case.standing.today
    if not record.agreed_on(today) - {ConsentScope.SURVEY}:
        text = f"{none_words(record, today=today)}，取得书面授权前不谈产品"
        yield Alert(AlertCode.NO_MARKETING_CONSENT, text, "consent-scope")


def _assessment(case: _Case) -> Iterator[Alert]:
    record = case.record
    invests = any(held.type in _INVESTED for held in record.holdings)
    if (record.is_company and not invests) or case.standing.minor:
        return
    if record.risk_level is None:
        text = "没有风险测评结果，先请客户本人测评"
        yield Alert(AlertCode.RISK_ASSESSMENT_MISSING, text, "assessment-validity")
        return
    if not case.standing.assessment_valid:
        yield _not_valid(case)


def _not_valid(case: _Case) -> Alert:
    """A level without an assessment that stands: none dated, dated ahead, or run out."""
    assessed, policy = case.record.risk_assessed_on, case.policy
    if assessed is None:
        text = "测评日期不明，按没有测评处理，先请客户本人重新测评"
        return Alert(AlertCode.RISK_ASSESSMENT_MISSING, text, "assessment-validity")
    if case.standing.assessed_ahead:
        text = f"测评日期在将来，按没有测评处理（写着{assessed:%Y-%m-%d}），先核对日期"
        return Alert(AlertCode.RISK_ASSESSMENT_MISSING, text, "assessment-validity")
    years = policy.days("validity.assessment_years")
    handbook = policy.days("validity.handbook_assessment_years")
    text = f"风险测评（{assessed:%Y-%m-%d}）已过{years}年有效期（手册写{handbook}年，取更严者）"
    return Alert(AlertCode.RISK_ASSESSMENT_EXPIRED, text, "assessment-validity")


def _follow_ups(case: _Case) -> Iterator[Alert]:
    record, today = case.record, case.standing.today
    late = [due for due in record.due(FollowUpKind.FOLLOW_UP) if due.due_on < today]
    planned = record.next_follow_up_on
    if planned is not None and planned < today and not _contacted_since(case.standing, planned):
        text = f"约定{planned:%m-%d}的跟进已过期"
        plan = f"：{record.next_plan}" if record.next_plan else ""
        yield Alert(AlertCode.FOLLOW_UP_OVERDUE, text + plan, None)
    elif late:
        first = min(late, key=lambda due: due.due_on)
        text = f"约定{first.due_on:%m-%d}的跟进已过期：{first.text}"
        yield Alert(AlertCode.FOLLOW_UP_OVERDUE, text, None)
    soon = today + timedelta(days=case.policy.days("signals.promise_days"))
    for due in record.due(FollowUpKind.PROMISE):
        if due.due_on <= soon:
            yield Alert(AlertCode.PROMISE_DUE, f"承诺{due.due_on:%m-%d}前办到：{due.text}", None)


def _contacted_since(standing: Standing, day: date) -> bool:
    return standing.last_contact_on is not None and standing.last_contact_on >= day


def _maturity(case: _Case) -> Iterator[Alert]:
    for held in case.standing.maturing:
        amount = f"{held.amount_wan:g}万元" if held.amount_wan else ""
        text = f"{held.shown_name}{amount}将于{held.maturity_date:%m-%d}到期"
        yield Alert(AlertCode.MATURITY_SOON, text, None)


def _birthday(case: _Case) -> Iterator[Alert]:
    days, birthday = case.standing.birthday_days, case.record.birthday
    if days is None or birthday is None or days > case.policy["signals.birthday_days"]:
        return
    what = "成立纪念日" if case.record.is_company else "生日"
    when = "就是今天" if days == 0 else f"还有{days}天"
    yield Alert(AlertCode.BIRTHDAY_SOON, f"{what}{birthday.month}月{birthday.day}日，{when}", None)


def _senior(case: _Case) -> Iterator[Alert]:
    if case.standing.senior:
        text = f"{case.standing.age}岁老年客户：多给时间，欢迎家人一起，不催促"
        yield Alert(AlertCode.SENIOR, text, "senior-care")


def _new_customer(case: _Case) -> Iterator[Alert]:
    if case.standing.stage is not Stage.NEW:
        return
    days = case.standing.opened_days
    rule = "new-customer-week" if case.standing.first_week else None
    first = "，还没有联系过" if case.standing.first_contact else ""
    yield Alert(AlertCode.NEW_CUSTOMER, f"新客户，开户{days}天{first}", rule)


def _idle(case: _Case) -> Iterator[Alert]:
    months = case.record.idle_months
    if months is not None and months >= case.policy["signals.idle_months"]:
        text = f"连续{months}个月工资入账没有理财"
        yield Alert(AlertCode.IDLE_FUNDS, text, None)


def _receivables(case: _Case) -> Iterator[Alert]:
    days = case.record.receivable_days
    if days is None or days < case.policy["signals.receivable_days"]:
        return
    share = case.record.receivable_share
    part = f"，占比{share:.0%}" if share is not None else ""
    yield Alert(AlertCode.RECEIVABLES_LONG, f"应收账款账期{days}天{part}", None)


def _concentration(case: _Case) -> Iterator[Alert]:
    assets = case.record.aum_wan
    if not assets:
        return
    for held in case.record.holdings:
        share = (held.amount_wan or 0.0) / assets
        if level_of(held.risk_level) < case.policy["signals.concentration_level"]:
            continue
        if share >= case.policy["signals.concentration_share"]:
            text = f"{held.shown_name}（{held.risk_level}）占资产{min(share, 1):.0%}，过于集中"
            yield Alert(AlertCode.CONCENTRATION, text, None)


def _contact_rhythm(case: _Case) -> Iterator[Alert]:
    standing, policy = case.standing, case.policy
    if case.record.do_not_contact:
        return
    days, period = standing.contact_days, standing.contact_period
    waited = standing.opened_days if days is None else days
    if days is not None and days < period * policy["contact.too_frequent_share"]:
        ago = "今天" if days == 0 else f"{days}天前"
        text = f"{ago}刚联系过（这一层客户{period}天一次），避免打扰"
        yield Alert(AlertCode.CONTACT_TOO_FREQUENT, text, "contact-frequency")
    elif waited is not None and waited > period * policy["contact.overdue_share"]:
        text = f"已经{waited}天没有联系（这一层客户{period}天一次）"
        yield Alert(AlertCode.CONTACT_OVERDUE, text, "contact-frequency")


def _incomplete(case: _Case) -> Iterator[Alert]:
    missing = [each.label for each in completeness_of(case.record).missing if each.vital]
    if missing:
        yield Alert(AlertCode.INFO_INCOMPLETE, f"信息不全：缺{'、'.join(missing)}", "info-update")


def _conflict(case: _Case) -> Iterator[Alert]:
    found = conflicts_of(case.record, standing=case.standing, policy=case.policy)
    if found:
        text = f"记录前后不符：{'；'.join(each.text for each in found)}"
        yield Alert(AlertCode.RECORD_CONFLICT, text, "record-conflict")


_CHECKS: tuple[Callable[[_Case], Iterator[Alert]], ...] = (
    _do_not_contact,
    _minor,
    _complaint,
    _churn,
    _matured,
    _above_level,
    _missed_clocks,
    _consent,
    _assessment,
    _conflict,
    _follow_ups,
    _maturity,
    _birthday,
    _senior,
    _new_customer,
    _idle,
    _receivables,
    _concentration,
    _contact_rhythm,
    _incomplete,
)
"""The gravest first: what bars or demands something now, then money, then what is good to know."""
_OF_THE_DEAD = (_complaint, _conflict)
