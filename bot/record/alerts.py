"""Alerts: what an RM must see before the call, by the contract's codes, each with its rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.record.client import Client
from bot.record.policy import Policy, valid_until
from bot.record.standing import Stage, Standing

_COMPLAINT_NAMES = {"small": "小额", "large": "大额", "public": "多人或舆情"}
_LEVELS_THAT_CONCENTRATE = frozenset({"R3", "R4", "R5"})


@dataclass(frozen=True, slots=True)
class Alert:
    """A fact of the record that must be seen, by the contract's code, and the rule behind it."""

    code: str
    text: str
    rule_id: str | None


@dataclass(frozen=True, slots=True)
class _Case:
    client: Client
    standing: Standing
    policy: Policy
    today: date


def alerts_of(
    client: Client, *, standing: Standing, policy: Policy, today: date
) -> tuple[Alert, ...]:
    """Every alert that stands on the day, the gravest first."""
    case = _Case(client, standing, policy, today)
    return tuple(alert for check in _CHECKS for alert in check(case))


def _complaint(case: _Case) -> Iterator[Alert]:
    size = case.client.complaint
    if size:
        name = _COMPLAINT_NAMES.get(size, size)
        text = f"有未结的{name}投诉，先处理好再谈别的"
        yield Alert("OPEN_COMPLAINT", text, "complaint-first")


def _do_not_contact(case: _Case) -> Iterator[Alert]:
    if case.client.do_not_contact:
        text = "客户设了免打扰，不主动联系；来电时只答他所问"
        yield Alert("DO_NOT_CONTACT", text, "do-not-contact")


def _churn(case: _Case) -> Iterator[Alert]:
    hours = case.policy.days("churn.contact_hours")
    demand = f"须报业务主管，{hours}小时内深度沟通"
    for sign in case.standing.churn_signs:
        if "没有交易" in sign:
            yield Alert("CHURN_NO_TRANSACTIONS", f"{sign}，{demand}", "churn-response")
        elif "转出" in sign:
            yield Alert("CHURN_OUTFLOW", f"{sign}，{demand}", "churn-response")


def _consent(case: _Case) -> Iterator[Alert]:
    if not case.client.consent - {"survey"}:
        text = "没有营销授权，取得书面授权前不谈产品"
        yield Alert("NO_MARKETING_CONSENT", text, "consent-scope")


def _assessment(case: _Case) -> Iterator[Alert]:
    client, policy = case.client, case.policy
    invests = any(p.type in {"wealth", "fund", "trust", "insurance"} for p in client.positions)
    if client.kind == "company" and not invests:
        return
    if client.risk_level is None:
        text = "没有风险测评结果，先请客户本人测评"
        yield Alert("RISK_ASSESSMENT_MISSING", text, "assessment-validity")
        return
    years = policy.days("validity.assessment_years")
    handbook = policy.days("validity.handbook_assessment_years")
    until = valid_until(client.assessed_on, policy)
    if until is None or case.today > until:
        day = f"{client.assessed_on:%Y-%m-%d}" if client.assessed_on else "日期不明"
        text = f"风险测评（{day}）已过{years}年有效期（手册写{handbook}年，取更严者）"
        yield Alert("RISK_ASSESSMENT_EXPIRED", text, "assessment-validity")


def _follow_ups(case: _Case) -> Iterator[Alert]:
    client, today = case.client, case.today
    late = [due for due in client.follow_ups if due.due_on < today]
    planned = client.next_follow_up_on
    if planned is not None and planned < today and not _contacted_since(client, planned):
        text = f"约定{planned:%m-%d}的跟进已过期"
        plan = f"：{client.next_plan}" if client.next_plan else ""
        yield Alert("FOLLOW_UP_OVERDUE", text + plan, None)
    elif late:
        first = min(late, key=lambda due: due.due_on)
        text = f"约定{first.due_on:%m-%d}的跟进已过期：{first.text}"
        yield Alert("FOLLOW_UP_OVERDUE", text, None)
    soon = today + timedelta(days=case.policy.days("signals.promise_days"))
    for due in client.promises:
        if due.due_on <= soon:
            yield Alert("PROMISE_DUE", f"承诺{due.due_on:%m-%d}前办到：{due.text}", None)


def _contacted_since(client: Client, day: date) -> bool:
    return client.last_contact_on is not None and client.last_contact_on >= day


def _maturity(case: _Case) -> Iterator[Alert]:
    for position in case.standing.maturing:
        amount = f"{position.amount_wan:g}万元" if position.amount_wan else ""
        text = f"{position.name}{amount}将于{position.maturity_on:%m-%d}到期"
        yield Alert("MATURITY_SOON", text, None)


def _birthday(case: _Case) -> Iterator[Alert]:
    days, birthday = case.standing.birthday_in, case.client.birthday
    if days is None or birthday is None or days > case.policy["signals.birthday_days"]:
        return
    what = "成立纪念日" if case.client.kind == "company" else "生日"
    when = "就是今天" if days == 0 else f"还有{days}天"
    yield Alert("BIRTHDAY_SOON", f"{what}{birthday.month}月{birthday.day}日，{when}", None)


def _senior(case: _Case) -> Iterator[Alert]:
    age = case.standing.age
    if age is not None and age >= case.policy["signals.senior_age"]:
        text = f"{age}岁老年客户：多给时间，欢迎家人一起，不催促"
        yield Alert("SENIOR", text, "senior-care")


def _new_customer(case: _Case) -> Iterator[Alert]:
    if case.standing.stage is not Stage.NEW:
        return
    days = case.standing.opened_days
    rule = "new-customer-week" if days is not None and days <= 7 else None
    first = "，还没有联系过" if case.standing.first_contact else ""
    yield Alert("NEW_CUSTOMER", f"新客户，开户{days}天{first}", rule)


def _idle(case: _Case) -> Iterator[Alert]:
    months = case.client.idle_months
    if months is not None and months >= case.policy["signals.idle_months"]:
        text = f"连续{months}个月工资入账没有理财"
        yield Alert("IDLE_FUNDS", text, None)


def _receivables(case: _Case) -> Iterator[Alert]:
    days = case.client.receivable_days
    if days is None or days < case.policy["signals.receivable_days"]:
        return
    share = case.client.receivable_share
    part = f"，占比{share:.0%}" if share is not None else ""
    yield Alert("RECEIVABLES_LONG", f"应收账款账期{days}天{part}", None)


def _concentration(case: _Case) -> Iterator[Alert]:
    assets = case.client.aum_wan
    if not assets:
        return
    for position in case.client.positions:
        share = (position.amount_wan or 0.0) / assets
        if position.risk_level not in _LEVELS_THAT_CONCENTRATE:
            continue
        if share >= case.policy["signals.concentration_share"]:
            text = f"{position.name}（{position.risk_level}）占资产{min(share, 1):.0%}，过于集中"
            yield Alert("CONCENTRATION", text, None)


def _contact_rhythm(case: _Case) -> Iterator[Alert]:
    standing, policy = case.standing, case.policy
    if case.client.do_not_contact:
        return
    days, period = standing.contact_days, standing.contact_period
    waited = standing.opened_days if days is None else days
    if days is not None and days < period * policy["contact.too_frequent_share"]:
        ago = "今天" if days == 0 else f"{days}天前"
        text = f"{ago}刚联系过（这一层客户{period}天一次），避免打扰"
        yield Alert("CONTACT_TOO_FREQUENT", text, "contact-frequency")
    elif waited is not None and waited > period * policy["contact.overdue_share"]:
        text = f"已经{waited}天没有联系（这一层客户{period}天一次）"
        yield Alert("CONTACT_OVERDUE", text, "contact-frequency")


def _incomplete(case: _Case) -> Iterator[Alert]:
    client = case.client
    trade = client.industry if client.kind == "company" else client.occupation
    wanted = {
        "联系方式": client.phone,
        "资产规模": client.aum_wan is not None,
        "成立日期" if client.kind == "company" else "生日": client.birthday,
        "行业" if client.kind == "company" else "职业": trade,
        "首选渠道": client.preferred_channel not in {"", "unknown"},
        "开户日期": client.opened_on,
    }
    missing = [name for name, value in wanted.items() if not value]
    if missing:
        yield Alert("INFO_INCOMPLETE", f"信息不全：缺{'、'.join(missing)}", "info-update")


def _conflict(case: _Case) -> Iterator[Alert]:
    reasons = list(_conflicts(case.client, case.standing, case.today))
    if reasons:
        yield Alert("RECORD_CONFLICT", f"记录前后不符：{'；'.join(reasons)}", "info-update")


def _conflicts(client: Client, standing: Standing, today: date) -> Iterator[str]:
    opened = client.opened_on
    past = {
        "开户日期": opened,
        "最近沟通时间": client.last_contact_on,
        "最近交易日期": client.last_transaction_on,
        "风险测评日期": client.assessed_on,
        "生日": client.birthday,
    }
    yield from (f"{name}在将来" for name, day in past.items() if day and day > today)
    if opened and client.last_transaction_on and client.last_transaction_on < opened:
        yield "开户前就有交易"
    if client.risk_level is None and client.assessed_on is not None:
        yield "有测评日期而没有等级"
    if standing.age is not None and not 16 <= standing.age <= 110 and client.birthday:
        yield f"年龄{standing.age}岁"
    held = sum(position.amount_wan or 0.0 for position in client.positions)
    if client.aum_wan is not None and held > client.aum_wan * 1.05 + 0.01:
        yield f"持有合计{held:g}万元大于资产{client.aum_wan:g}万元"
    if client.occupation == "学生" and (standing.age or 0) > 40:
        yield "职业与年龄不符"


_CHECKS: tuple[Callable[[_Case], Iterator[Alert]], ...] = (
    _do_not_contact,
    _complaint,
    _churn,
    _consent,
    _assessment,
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
    _conflict,
)
