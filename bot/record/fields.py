"""The fields of a customer as staff speak of them: a label each, and a value in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.record.slots import wan
from bot.record.vocabulary import Tier
from store.models import Channel, ConsentForm, ConsentScope, Personality
from store.models.enums import Labelled

LABELS: Mapping[str, str] = {
    "name": "姓名",
    "kind": "客户类型",
    "phone": "联系方式",
    "aum_wan": "资产规模",
    "holdings": "持有产品",
    "owner_id": "负责人",
    "opened_on": "开户日期",
    "last_contact_on": "最近沟通",
    "last_transaction_on": "最近交易",
    "outflow_ratio_60d": "近60日转出比例",
    "monthly_inflow_wan": "月均流入",
    "idle_months": "工资入账无理财月数",
    "need_tags": "需求",
    "next_plan": "跟进计划",
    "next_follow_up_on": "下次跟进",
    "birthday": "生日",
    "occupation": "职业",
    "industry": "行业",
    "risk_level": "风险等级",
    "risk_assessed_on": "风险测评日期",
    "consent": "营销授权",
    "do_not_contact": "免打扰",
    "personality": "性格",
    "interests": "兴趣爱好",
    "resource_needs": "资源需求",
    "preferred_channel": "首选渠道",
    "annual_revenue_wan": "年营业额",
    "receivable_days": "应收账款账期",
    "receivable_share": "应收账款占比",
    "credit_grade": "信用状况",
    "salutation": "称呼",
    "tier_override": "客户分层",
    "checked": "资料核对",
}
"""Every field of the record, in the order it is shown."""
OF_A_PERSON = frozenset(
    {"occupation", "personality", "risk_level", "risk_assessed_on", "idle_months"}
)
OF_A_COMPANY = frozenset(
    {"industry", "annual_revenue_wan", "receivable_days", "receivable_share", "credit_grade"}
)
"""Fields that only one kind of customer has."""
UNKNOWN = "（空）"
_MONEY = frozenset({"aum_wan", "monthly_inflow_wan", "annual_revenue_wan"})
_SHARES = frozenset({"outflow_ratio_60d", "receivable_share"})
_UNITS = {"idle_months": "个月", "receivable_days": "天"}
_VOCABULARIES: Mapping[str, type[Labelled]] = {
    "personality": Personality,
    "preferred_channel": Channel,
    "consent": ConsentScope,
    "tier_override": Tier,
}


def label_of(field: str, *, company: bool = False) -> str:
    """What staff call a field; a company's birthday is its founding day."""
    if company and field == "birthday":
        return "成立日期"
    return LABELS.get(field, field)


def consent_words(kept: Mapping[str, Any]) -> str:
    """A scope with its terms as the history or a request keeps them."""
    label = ConsentScope(kept["scope"]).label
    form = ConsentForm(kept["form"]).label if kept.get("form") else ""
    on = f"{kept['agreed_on']}签" if kept.get("agreed_on") else ""
    until = f"有效至{kept['valid_until']}" if kept.get("valid_until") else "未定期限"
    evidence = f"凭证{kept['evidence']}" if kept.get("evidence") else ""
    return f"{label}（{'，'.join(filter(None, (form, on, until, evidence)))}）"


def value_words(field: str, value: Any) -> str:
    """A field's value in words, as the record has it or as its history keeps it."""
    if field == "do_not_contact":
        return "是" if value else "否"
    if field == "consent" and value is not None and not value:
        return "无"
    if value is None or value in ("", [], ()):
        return UNKNOWN
    if isinstance(value, (list, tuple, set, frozenset)):
        return "、".join(_each(field, value))
    return _one(field, value)


def _each(field: str, values: Any) -> list[str]:
    plain = sorted(values) if isinstance(values, (set, frozenset)) else values
    return [_told(field, each) for each in plain]


def _told(field: str, value: Any) -> str:
    if field == "holdings":
        return _held(value)
    return consent_words(value) if isinstance(value, dict) else _one(field, value)


def _one(field: str, value: Any) -> str:
    vocabulary = _VOCABULARIES.get(field)
    if vocabulary is not None and value in set(vocabulary):
        return vocabulary(value).label
    if field in _MONEY:
        return wan(float(value)) or "0万元"
    if field in _SHARES:
        return f"{float(value):.0%}"
    if field == "phone":
        return f"尾号{str(value)[-4:]}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:g}"
    return f"{value}{_UNITS.get(field, '')}"


def _held(held: Any) -> str:
    """A position as the history keeps it."""
    if not isinstance(held, dict):
        return str(held)
    amount = f" {wan(held.get('amount_wan'))}" if held.get("amount_wan") else ""
    until = f" {held['maturity_date']}到期" if held.get("maturity_date") else ""
    return f"{held.get('named') or held.get('product_id')}{amount}{until}"
