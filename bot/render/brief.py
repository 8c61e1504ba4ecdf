"""The brief as screens: one first screen, the rest behind buttons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.blocks import Block, Line, Screen, Words, bold, headed, line, paragraph, screen
from bot.render.customer import customer_lines
from bot.render.first_screen import first_screen, on_first
from bot.render.halt import steps_screen
from bot.render.words import CIRCLED, INDENT, own_zone, rule_mark, source_mark, when_due
from bot.results.advice import BlockedProduct, Brief, NextAction, OfferedProduct, Sourced

CUSTOMER = "customer"
"""The screen on the customer himself."""
SCREENS: Mapping[str, str] = {
    "steps": "处置步骤",
    CUSTOMER: "客户",
    "more": "更多话术",
    "objections": "异议",
    "products": "产品",
    "why": "更多…",
}
"""Screens behind the first one's buttons, by name, with the buttons' words."""
FURTHER: Mapping[str, str] = {
    "actions": "下一步",
    "questions": "可以问",
    "avoid": "不能说",
    "notes": "内部备忘",
}
"""Screens behind the buttons below `why`."""
BLOCKED = "blocked"
"""The screen behind the button below `products`: all that may not be offered."""
MOST_BLOCKED = 3


def brief_screens(brief: Brief) -> dict[str, Screen]:
    """Every screen of a brief that has something to show, `first` in front."""
    screens = {
        "first": first_screen(brief),
        "steps": steps_screen(brief.steps),
        "customer": _customer(brief),
        "more": screen(_numbered("更多话术", _further_points(brief), brief)),
        "objections": screen(_headed("客户可能会说", list(_objections(brief)), brief)),
        "products": _products(brief),
        "why": _why(brief),
        "actions": screen(_actions(brief)),
        "questions": screen(_numbered("可以问（开放式）", brief.questions, brief)),
        "avoid": _avoid(brief),
        "notes": screen(_numbered("内部备忘（不对客户说）", brief.notes, brief)),
        BLOCKED: screen(_headed("不能推荐（规则）", _blocked(_left_out(brief)), brief)),
    }
    return {name: shown for name, shown in screens.items() if shown}


def _headed(heading: str, lines: Sequence[Words], brief: Brief) -> Block | None:
    """Lines under a heading that says whose they are."""
    return headed(f"{heading} · {brief.record.name}", lines)


def _customer(brief: Brief) -> Screen:
    return screen(
        paragraph(*customer_lines(brief.record, brief.standing)),
        headed("提醒", [f"⚠ {alert.text}" for alert in brief.alerts]),
        headed("最近沟通", list(_contacts(brief))),
        headed("未结投诉", [f"• {each.text}" for each in brief.record.complaints]),
    )


def _contacts(brief: Brief) -> Iterator[Words]:
    zone = own_zone(brief.generated_at)
    for contact in brief.record.interactions:
        day = contact.at.astimezone(zone).date()
        yield f"• {day:%m-%d} {contact.channel.label}：{contact.summary}"


def _further_points(brief: Brief) -> list[Sourced]:
    if brief.steps:
        return []
    shown = on_first(brief)
    return [point for point in brief.talking_points if point.text not in shown]


def _why(brief: Brief) -> Screen:
    """What the call is for, the scripts, and where each line of the first screen stands."""
    shown = on_first(brief)
    points = [point for point in brief.talking_points if point.text in shown]
    opening = [_marked(brief.opening, brief)] if brief.opening is not None else []
    return screen(
        _headed("这次的目标", [_marked(brief.goal, brief)], brief),
        headed("为什么谈这些", list(_scenarios(brief))),
        headed("开场", opening),
        _numbered(_points_heading(brief), points, brief),
    )


def _points_heading(brief: Brief) -> str:
    if brief.steps:
        return "可以说"
    return "谈话要点" if brief.opening is not None else "客户来电时怎么办"


def _scenarios(brief: Brief) -> Iterator[Words]:
    for sign, each in zip(CIRCLED, brief.scenarios, strict=False):
        mark = rule_mark(f"{each.script_id} v{each.version}")
        yield line(f"{sign} ", bold(each.title), f"：{each.why}", mark)


def _numbered(heading: str, lines: Sequence[Sourced], brief: Brief) -> Block | None:
    numbered = [line(f"{at}. ", _marked(each, brief)) for at, each in enumerate(lines, 1)]
    return _headed(heading, numbered, brief)


def _marked(each: Sourced, brief: Brief) -> Line:
    return line(each.text, source_mark(each.sources, _scripts(brief)))


def _scripts(brief: Brief) -> list[str]:
    return [scenario.script_id for scenario in brief.scenarios]


def _level(product: OfferedProduct) -> str:
    return f"（{product.risk_level}）" if product.risk_level else ""


def _actions(brief: Brief) -> Block | None:
    return _headed("下一步", [_action(each, brief) for each in brief.next_actions], brief)


def _action(action: NextAction, brief: Brief) -> Line:
    """Its due time, what to do by which channel, where it stands."""
    zone, today = own_zone(brief.generated_at), brief.generated_at.date()
    what = f"{action.kind.label}·{action.channel.label}"
    mark = source_mark(action.sources, _scripts(brief))
    due = bold(when_due(action.due, zone=zone, today=today))
    return line("• ", due, f" {what}：{action.text}", mark)


def _products(brief: Brief) -> Screen:
    offered = [words for product in brief.products for words in _offered(product)]
    reason = [brief.no_product_reason] if brief.no_product_reason else []
    blocked = _blocked(_few_blocked(brief))
    return screen(
        _headed("可以谈的产品", offered, brief),
        _headed("产品", reason, brief),
        headed("不能推荐（规则）", blocked),
    )


def _few_blocked(brief: Brief) -> list[BlockedProduct]:
    return [each for each in brief.blocked_products if each.matters][:MOST_BLOCKED]


def _left_out(brief: Brief) -> list[BlockedProduct]:
    few = _few_blocked(brief)
    return [each for each in brief.blocked_products if each not in few]


def _blocked(products: Sequence[BlockedProduct]) -> list[Words]:
    return [
        line(
            f"• {each.name} {each.product_id}：{each.reason}",
            rule_mark(f"{each.rule_id} · {each.ruling.clause}"),
        )
        for each in products
    ]


def _offered(product: OfferedProduct) -> Iterator[Words]:
    yield line("• ", bold(product.name), f"{_level(product)} {product.product_id}")
    yield f"{INDENT}理由：{product.why}"
    yield f"{INDENT}必须说：{product.disclosure}"


def _objections(brief: Brief) -> Iterator[Words]:
    scripts = _scripts(brief)
    for each in brief.objections:
        yield f"“{each.objection}”"
        yield line(f"{INDENT}→ {each.response}", source_mark(each.sources, scripts))


def _avoid(brief: Brief) -> Screen:
    scripts = _scripts(brief)
    avoid = [
        line(f"🚫 {each.text}", rule_mark(each.rule_id), source_mark(each.sources, scripts))
        for each in brief.avoid
    ]
    disclosures = [f"• {text}" for text in brief.disclosures]
    return screen(_headed("不能说", avoid, brief), headed("必须说", disclosures))
