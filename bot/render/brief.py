"""The brief as screens: one first screen, the rest behind buttons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.blocks import Block, Line, Screen, Words, bold, headed, line, paragraph, screen
from bot.record.vocabulary import AlertCode
from bot.render.customer import customer_lines
from bot.render.words import CIRCLED, INDENT, own_zone, rule_mark, source_mark, when
from bot.results.advice import Brief, NextAction, OfferedProduct, Sourced

SCREENS: Mapping[str, str] = {
    "more": "更多话术",
    "questions": "可以问",
    "products": "产品",
    "objections": "异议应对",
    "actions": "下一步",
    "avoid": "不能说",
    "notes": "内部备忘",
}
"""Screens behind buttons, by name, with the buttons' words."""
_FIRST_POINTS = 3
_FIRST_ALERTS = 6
_FIRST_ACTIONS = 2


def brief_screens(brief: Brief) -> dict[str, Screen]:
    """Every screen of a brief that has something to show, `first` in front."""
    screens = {
        "first": _first(brief),
        "more": screen(_numbered("更多话术", brief.talking_points[_FIRST_POINTS:], brief)),
        "questions": screen(_numbered("可以问（开放式）", brief.questions, brief)),
        "products": _products(brief),
        "objections": screen(headed("客户可能会说", list(_objections(brief)))),
        "actions": screen(_actions(brief.next_actions, brief)),
        "avoid": _avoid(brief),
        "notes": screen(_numbered("内部备忘（不对客户说）", brief.notes, brief)),
    }
    return {name: shown for name, shown in screens.items() if shown}


def _first(brief: Brief) -> Screen:
    return screen(
        paragraph(*customer_lines(brief.record, brief.standing)),
        headed("提醒", [f"⚠ {alert.text}" for alert in brief.alerts[:_FIRST_ALERTS]]),
        headed("为什么谈这些", list(_scenarios(brief))),
        headed("开场", list(_opening(brief))),
        _numbered(_points_heading(brief), brief.talking_points[:_FIRST_POINTS], brief),
        headed("产品", list(_product_summary(brief))),
        _actions(brief.next_actions[:_FIRST_ACTIONS], brief),
    )


def _points_heading(brief: Brief) -> str:
    return "谈话要点" if brief.opening is not None else "客户来电时怎么办"


def _scenarios(brief: Brief) -> Iterator[Words]:
    for sign, each in zip(CIRCLED, brief.scenarios, strict=False):
        mark = rule_mark(f"{each.script_id} v{each.version}")
        yield line(f"{sign} ", bold(each.title), f"：{each.why}", mark)


def _opening(brief: Brief) -> Iterator[Words]:
    if brief.opening is not None:
        yield _marked(brief.opening, brief)
    elif any(alert.code is AlertCode.DO_NOT_CONTACT for alert in brief.alerts):
        yield "🚫 现在不主动联系这位客户。"


def _numbered(heading: str, lines: Sequence[Sourced], brief: Brief) -> Block | None:
    numbered = [line(f"{at}. ", _marked(each, brief)) for at, each in enumerate(lines, 1)]
    return headed(heading, numbered)


def _marked(each: Sourced, brief: Brief) -> Line:
    return line(each.text, source_mark(each.sources, _scripts(brief)))


def _scripts(brief: Brief) -> list[str]:
    return [scenario.script_id for scenario in brief.scenarios]


def _product_summary(brief: Brief) -> Iterator[Words]:
    if brief.products:
        names = "、".join(product.name + _level(product) for product in brief.products)
        yield f"{names}——理由和披露见“产品”"
    elif brief.no_product_reason:
        yield brief.no_product_reason


def _level(product: OfferedProduct) -> str:
    return f"（{product.risk_level}）" if product.risk_level else ""


def _actions(actions: Sequence[NextAction], brief: Brief) -> Block | None:
    return headed("下一步", [_action(each, brief) for each in actions])


def _action(action: NextAction, brief: Brief) -> Line:
    """Its due time, what to do by which channel, where it stands."""
    zone, today = own_zone(brief.generated_at), brief.generated_at.date()
    what = f"{action.kind.label}·{action.channel.label}"
    mark = source_mark(action.sources, _scripts(brief))
    due = bold(when(action.due, zone=zone, today=today))
    return line("• ", due, f" {what}：{action.text}", mark)


def _products(brief: Brief) -> Screen:
    offered = [words for product in brief.products for words in _offered(product)]
    reason = [brief.no_product_reason] if brief.no_product_reason else []
    blocked = [
        line(f"• {each.name} {each.product_id}：{each.reason}", rule_mark(each.rule_id))
        for each in brief.blocked_products
    ]
    return screen(
        headed("可以谈的产品", offered),
        headed("产品", reason),
        headed("不能推荐（规则）", blocked),
    )


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
    return screen(headed("不能说", avoid), headed("必须说", disclosures))
