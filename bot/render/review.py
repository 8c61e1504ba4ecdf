"""Logged suggestions as lists and opened, and scripts as their text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from bot.render.supervision import KINDS, OUTCOMES
from bot.render.text import block, bold, escape, paragraphs

_SECTION_ORDER = ("开场", "要点", "提问", "异议", "下一步", "不能说", "披露", "备忘")
_VERDICTS = {"pass": "通过", "review": "待斟酌", "block": "拦下"}


def suggestion_line(row: Any, zone: ZoneInfo) -> str:
    """One suggestion of a list."""
    at = f"{row.at.astimezone(zone):%m-%d %H:%M}"
    about = f" {row.customer_id}" if row.customer_id else ""
    kind = KINDS.get(row.kind, row.kind)
    return f"{at} {row.staff_name} {kind}{about} {row.query[:24]}"


def suggestions_screen(rows: Sequence[Any], zone: ZoneInfo) -> str:
    """A page of suggestions."""
    if not rows:
        return "还没有给出过建议。"
    return block("给出的建议", [f"• {escape(suggestion_line(row, zone))}" for row in rows])


def evidence_screen(opened: Any, zone: ZoneInfo) -> str:
    """Who, when, for whom, from what, under which rules, and what became of it."""
    row = opened.suggestion
    scripts = [
        f"• {escape(s['script_id'])} v{escape(str(s['version']))}：{escape(s['why'])}"
        for s in row.scripts
    ]
    results = [f"• {escape(_result(each))}" for each in row.rule_results[:20]]
    done = [
        f"• {f.at.astimezone(zone):%m-%d %H:%M} {OUTCOMES.get(f.outcome.value, '')}"
        + escape(f" {f.edited_text or f.reason or ''}")
        for f in opened.feedback
    ]
    verdict = row.payload.get("verdict")
    head = [
        f"{bold(row.suggestion_id)} {row.at.astimezone(zone):%Y-%m-%d %H:%M:%S}",
        escape(f"{row.staff_name}（{row.staff_id}）· {KINDS.get(row.kind, row.kind)}"),
        escape(f"客户：{row.customer_id or '无'}"),
        escape(f"问：{row.query}"),
        escape(f"手册 {row.handbook_version} · 规则 {row.rules_version} · 写作 {row.writer}"),
    ]
    if verdict:
        head.append(f"结论：{_VERDICTS.get(verdict, verdict)}")
    return paragraphs(
        [
            "\n".join(head),
            block("脚本", scripts),
            block("规则与提醒", results),
            block("客户经理怎么用的", done or ["（还没有反馈）"]),
        ]
    )


def script_screen(script: Any) -> str:
    """A script's text with its line anchors."""
    parts = [
        f"{bold(script.title)}\n{escape(script.script_id)} v{script.version}"
        f" · 出处 {escape('、'.join(script.sources))}\n{escape(script.goal)}"
    ]
    grouped: dict[str, list[str]] = {}
    for line in script.every_line():
        mark = f"<i>{escape(line.reference)}</i> "
        grouped.setdefault(line.section.value, []).append(mark + escape(line.text))
    for objection in script.objections:
        heard = f"<i>{escape(objection.anchor)}</i> “{escape(objection.text)}”"
        answers = grouped.get("异议", [])
        first = next(
            (i for i, a in enumerate(answers) if a.startswith(f"<i>{objection.anchor}")), 0
        )
        answers.insert(first, heard)
    parts += [block(name, grouped.get(name, [])) for name in _SECTION_ORDER]
    return paragraphs(parts)


def _result(each: Any) -> str:
    if not isinstance(each, dict):
        return str(each)
    code = each.get("code") or each.get("product_id") or each.get("rule_id") or ""
    text = each.get("text") or each.get("reason") or each.get("because") or ""
    rule = each.get("rule_id") or ""
    return f"{code} {text} {rule}".strip()
