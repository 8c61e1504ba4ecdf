"""The brief as screens: one first screen, the rest behind buttons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.render.text import (
    CIRCLED,
    KIND_NAMES,
    block,
    bold,
    channel,
    escape,
    paragraphs,
    when,
)
from bot.results.advice import Brief, CustomerCard, NextAction, Source, Sourced

SCREENS = {
    "more": "更多话术",
    "questions": "可以问",
    "products": "产品",
    "objections": "异议应对",
    "actions": "下一步",
    "avoid": "不能说",
    "notes": "内部备忘",
}
"""Screens behind buttons, by name, with the buttons' words."""
STAGES = {"new": "新客户", "growth": "成长期", "mature": "成熟期", "at-risk": "流失预警"}
CONSENTS = {
    "wealth": "理财",
    "insurance": "保险",
    "loan": "贷款",
    "settlement": "结算",
    "survey": "调研",
}
_FIRST_POINTS = 3
_FIRST_ALERTS = 6


def brief_screens(brief: Brief) -> dict[str, str]:
    """Every screen of a brief that has something to show, `first` in front. Telegram HTML."""
    screens = {
        "first": _first(brief),
        "more": _numbered("更多话术", brief.talking_points[_FIRST_POINTS:], brief),
        "questions": _numbered("可以问（开放式）", brief.questions, brief),
        "products": _products(brief),
        "objections": _objections(brief),
        "actions": _actions(brief),
        "avoid": _avoid(brief),
        "notes": _numbered("内部备忘（不对客户说）", brief.notes, brief),
    }
    return {name: text for name, text in screens.items() if text}


def card_lines(card: CustomerCard) -> list[str]:
    """Who the customer is, in a few lines."""
    kind = "企业" if card.kind == "company" else "个人"
    age = f"，{card.age}岁" if card.age is not None else ""
    trade = card.industry if card.kind == "company" else card.occupation
    size = f"资产 {card.aum_wan:g}万元" if card.aum_wan is not None else "资产不明"
    lines = [
        f"{bold(card.name)}　{escape(card.customer_id)}"
        + (f"　尾号{escape(card.phone_tail)}" if card.phone_tail else ""),
        escape(f"{card.tier} · {STAGES.get(card.stage, card.stage)} · {kind}{age}"
               + (f" · {trade}" if trade else "")),
        escape(f"{size} · {_risk(card)}"),
        escape(f"授权：{_consents(card)} · 首选渠道：{channel(card.preferred_channel)}"),
    ]  # fmt: skip
    if card.tags:
        lines.append(escape(f"标签：{'、'.join(card.tags)}"))
    if card.holdings:
        lines.append(escape(f"持有：{'；'.join(card.holdings)}"))
    last = f"上次沟通 {card.last_contact_on:%Y-%m-%d}" if card.last_contact_on else "还没有沟通过"
    lines.append(escape(last + (f" · 计划：{card.next_plan}" if card.next_plan else "")))
    return lines


def source_marks(sources: Sequence[Source], scenarios: Sequence[str]) -> str:
    """Where a line stands, short: 〔①p2〕 — scenario number and line."""
    marks = []
    for each in sources:
        if each.script_id in scenarios:
            marks.append(CIRCLED[scenarios.index(each.script_id)] + each.line)
        else:
            marks.append(f"{each.script_id}:{each.line}")
    return f" <i>〔{escape(' '.join(marks))}〕</i>" if marks else ""


def rule_mark(name: str) -> str:
    """A rule's or script's id, set small behind what it stands for."""
    return f"<i>〔{escape(name)}〕</i>"


def action_line(action: NextAction, *, brief_day: date, marks: str) -> str:
    """One next action with its due time and channel."""
    due = when(action.due, today=brief_day)
    kind = KIND_NAMES.get(action.kind, action.kind)
    return f"• {bold(due)} {escape(f'{kind}·{channel(action.channel)}：{action.text}')}{marks}"


def _first(brief: Brief) -> str:
    return paragraphs(
        [
            "\n".join(card_lines(brief.customer)),
            block("提醒", [f"⚠ {escape(a.text)}" for a in brief.alerts[:_FIRST_ALERTS]]),
            block("为什么谈这些", _scenario_lines(brief)),
            _opening(brief),
            _numbered(_points_heading(brief), brief.talking_points[:_FIRST_POINTS], brief),
            _product_summary(brief),
            _first_action(brief),
        ]
    )


def _points_heading(brief: Brief) -> str:
    return "谈话要点" if brief.opening is not None else "客户来电时怎么办"


def _scenario_lines(brief: Brief) -> list[str]:
    return [
        f"{CIRCLED[i]} {bold(s.title)}：{escape(s.why)} {rule_mark(f'{s.script_id} v{s.version}')}"
        for i, s in enumerate(brief.scenarios)
    ]


def _opening(brief: Brief) -> str:
    if brief.opening is None:
        return block("开场", ["🚫 现在不主动联系这位客户。"]) if _silent(brief) else ""
    return block("开场", [_line(brief.opening, brief)])


def _silent(brief: Brief) -> bool:
    return any(alert.code == "DO_NOT_CONTACT" for alert in brief.alerts)


def _line(line: Sourced, brief: Brief) -> str:
    return escape(line.text) + source_marks(line.sources, _ids(brief))


def _ids(brief: Brief) -> list[str]:
    return [scenario.script_id for scenario in brief.scenarios]


def _numbered(heading: str, lines: Sequence[Sourced], brief: Brief) -> str:
    return block(heading, [f"{i}. {_line(line, brief)}" for i, line in enumerate(lines, 1)])


def _product_summary(brief: Brief) -> str:
    if not brief.products:
        return block("产品", [escape(brief.no_product_reason)]) if brief.no_product_reason else ""
    names = "、".join(
        f"{p.name}（{p.risk_level}）" if p.risk_level else p.name for p in brief.products
    )
    return block("产品", [escape(f"{names}——理由和披露见“产品”")])


def _first_action(brief: Brief) -> str:
    return block("下一步", [_action(action, brief) for action in brief.next_actions[:2]])


def _action(action: NextAction, brief: Brief) -> str:
    marks = source_marks(action.sources, _ids(brief))
    return action_line(action, brief_day=brief.generated_at.date(), marks=marks)


def _products(brief: Brief) -> str:
    offered = [
        f"• {bold(p.name)}{escape(f'（{p.risk_level}）' if p.risk_level else '')}"
        f" {escape(p.product_id)}\n　理由：{escape(p.why)}\n　必须说：{escape(p.disclosure)}"
        for p in brief.products
    ]
    blocked = [
        f"• {escape(b.name)} {escape(b.product_id)}：{escape(b.reason)} {rule_mark(b.rule_id)}"
        for b in brief.blocked_products
    ]
    reason = escape(brief.no_product_reason) if brief.no_product_reason else ""
    return paragraphs(
        [
            block("可以谈的产品", offered),
            block("产品", [reason]) if reason else "",
            block("不能推荐（规则）", blocked),
        ]
    )


def _objections(brief: Brief) -> str:
    return block(
        "客户可能会说",
        [
            f"“{escape(each.objection)}”\n　→ {escape(each.response)}"
            + source_marks(each.sources, _ids(brief))
            for each in brief.objections
        ],
    )


def _actions(brief: Brief) -> str:
    return block("下一步", [_action(action, brief) for action in brief.next_actions])


def _avoid(brief: Brief) -> str:
    avoid = [
        f"🚫 {escape(a.text)} {rule_mark(a.rule_id)}{source_marks(a.sources, _ids(brief))}"
        for a in brief.avoid
    ]
    said = [f"• {escape(text)}" for text in brief.disclosures]
    return paragraphs([block("不能说", avoid), block("必须说", said)])


def _risk(card: CustomerCard) -> str:
    if card.kind == "company" and card.risk_level is None:
        return "企业客户"
    if card.risk_level is None:
        return "风险等级：未测评"
    until = card.risk_valid_until
    return f"风险等级 {card.risk_level}" + (
        f"（有效至{until:%Y-%m-%d}）" if until else "（日期不明）"
    )


def _consents(card: CustomerCard) -> str:
    return "、".join(CONSENTS.get(scope, scope) for scope in card.consent) or "无"


def labels(screens: Mapping[str, str]) -> dict[str, str]:
    """Buttons for the screens that are there, by screen name."""
    return {name: label for name, label in SCREENS.items() if name in screens}
