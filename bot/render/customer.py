"""Who the customer is: the record and its standing in a few lines, and as the contract's JSON."""

from __future__ import annotations

from collections.abc import Iterator

from bot.blocks import Words, bold, line
from bot.record.consent import ending_words, run_out
from bot.record.slots import salutation, wan
from bot.record.standing import Standing
from bot.render.values import JsonObject, iso
from knowledge.stopping.events import StopEvent
from store.customers import CustomerRecord, HeldProduct
from store.models import Channel, ConsentScope


def customer_lines(record: CustomerRecord, standing: Standing) -> Iterator[Words]:
    """The customer in at most eight lines: the name, what is open beside sales, the rest."""
    tail = f"　尾号{record.phone_tail}" if record.phone_tail else ""
    yield line(bold(record.name), f"　{record.customer_id}{tail}")
    if record.escalations:
        events = dict.fromkeys(StopEvent(each.event).label for each in record.escalations)
        yield f"⛔ 有未了结的上报：{'、'.join(events)}"
    yield " · ".join(_place(record, standing))
    yield f"{_size(record)} · {_risk(record, standing)}"
    yield f"授权：{_consents(record, standing)} · 首选渠道：{_channel(record).label}"
    if record.tags:
        yield f"标签：{'、'.join(record.tags)}"
    if record.holdings:
        yield f"持有：{'；'.join(_holding(each) for each in record.holdings)}"
    yield _contact(record, standing)


def customer_json(record: CustomerRecord, standing: Standing) -> JsonObject:
    """The contract's `customer`; amounts in 万元."""
    return {
        "customer_id": record.customer_id,
        "name": record.name,
        "salutation": salutation(record),
        "kind": record.kind.value,
        "tier": standing.tier.value,
        "stage": standing.stage.value,
        "aum_wan": record.aum_wan,
        "risk_level": record.risk_level,
        "risk_assessed_on": iso(record.risk_assessed_on),
        "risk_valid_until": iso(standing.valid_until),
        "preferred_channel": _channel(record).value,
        "consent": [scope.value for scope in _scopes(record, standing)],
        "tags": list(record.tags),
        "owner": record.owner_id or "",
        "age": standing.age,
        "occupation": record.occupation or "",
        "industry": record.industry or "",
        "personality": record.personality.value if record.personality else "",
        "phone_tail": record.phone_tail,
        "last_contact_on": iso(standing.last_contact_on),
        "next_plan": record.next_plan or "",
        "holdings": [_holding(each) for each in record.holdings],
    }


def _place(record: CustomerRecord, standing: Standing) -> Iterator[str]:
    """Tier, stage, kind with age, trade, how he is addressed."""
    yield standing.tier.label
    yield standing.stage.label
    age = f"，{standing.age}岁" if standing.age is not None else ""
    yield record.kind.label + age
    if record.trade:
        yield record.trade
    addressed = salutation(record)
    if addressed or not record.is_company:
        yield f"称呼{addressed}" if addressed else "称呼未记"


def _size(record: CustomerRecord) -> str:
    return "资产不明" if record.aum_wan is None else f"资产 {record.aum_wan:g}万元"


def _risk(record: CustomerRecord, standing: Standing) -> str:
    if record.risk_level is None:
        return "企业客户" if record.is_company else "风险等级：未测评"
    until = standing.valid_until
    unknown = "测评日期在将来" if standing.assessed_ahead else "日期不明"
    valid = f"有效至{until:%Y-%m-%d}" if until else unknown
    return f"风险等级 {record.risk_level}（{valid}）"


def _contact(record: CustomerRecord, standing: Standing) -> str:
    last = standing.last_contact_on
    said = f"上次沟通 {last:%Y-%m-%d}" if last else "还没有沟通过"
    return f"{said} · 计划：{record.next_plan}" if record.next_plan else said


def _scopes(record: CustomerRecord, standing: Standing) -> list[ConsentScope]:
    return sorted(record.agreed_on(standing.today))


def _consents(record: CustomerRecord, standing: Standing) -> str:
    scopes = "、".join(scope.label for scope in _scopes(record, standing)) or "无"
    notes = [ending_words(record, today=standing.today)]
    notes += [f"{each.scope.label}已到期" for each in run_out(record, today=standing.today)]
    told = "，".join(filter(None, notes))
    return f"{scopes}（{told}）" if told else scopes


def _channel(record: CustomerRecord) -> Channel:
    return record.preferred_channel or Channel.UNKNOWN


def _holding(held: HeldProduct) -> str:
    """稳健添利（R2） 300万元，2026-12-12到期"""
    level = f"（{held.risk_level}）" if held.risk_level else ""
    amount = f" {wan(held.amount_wan)}" if held.amount_wan else ""
    until = f"，{held.maturity_date:%Y-%m-%d}到期" if held.maturity_date else ""
    return f"{held.shown_name}{level}{amount}{until}"
