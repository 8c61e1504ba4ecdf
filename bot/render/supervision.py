"""Status, lists, the team and the diary as screens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.render.brief import card_lines
from bot.render.text import block, bold, channel, escape, paragraphs, when

OUTCOMES = {"used": "已使用", "edited": "改过再用", "unfit": "不合适", "": "还没反馈"}
KINDS = {"brief": "简报", "ask": "问答", "check": "送审", "capture": "记录"}


def status_screen(status: Any, *, zone: ZoneInfo, today: date) -> str:
    """How a customer stands."""
    contacts = [
        f"• {_at(c.at, zone)} {channel(c.channel.value)}：{escape(c.summary)}"
        for c in status.contacts
    ]
    due = [_due_line(f, today) for f in status.follow_ups]
    advised = [
        f"• {_at(a.at, zone)} {escape(a.staff_name)} {KINDS.get(a.kind, a.kind)}"
        f"“{escape(a.query[:30])}” → {OUTCOMES.get(a.outcome, a.outcome)}"
        for a in status.advised
    ]
    return paragraphs(
        [
            "\n".join(card_lines(status.card)),
            block("提醒", [f"⚠ {escape(a.text)}" for a in status.alerts]),
            block("最近沟通", contacts or ["（没有记录）"]),
            block("待跟进", due),
            block("给过的建议", advised or ["（没有给过建议）"]),
        ]
    )


def list_screen(listed: Sequence[Any], *, heading: str, shown: int = 15) -> str:
    """Customers with the alerts that put them in the list."""
    if not listed:
        return f"{bold(heading)}\n没有符合的客户。"
    lines = [
        f"• {bold(each.name)} {escape(each.customer_id)}（{escape(each.tier)}，"
        f"{escape(each.owner)}）：{escape('；'.join(a.text for a in each.alerts))}"
        for each in listed[:shown]
    ]
    if len(listed) > shown:
        lines.append(f"……共 {len(listed)} 位，先列前 {shown} 位。")
    return block(f"{heading}（{len(listed)}位）", lines)


def team_screen(members: Sequence[Any]) -> str:
    """The team's RMs, a line each."""
    if not members:
        return "您没有带团队，看不到团队概况。"
    lines = [
        f"• {bold(m.staff_id)}：客户{m.customers}，流失预警{m.at_risk}，久未联系{m.overdue}，"
        f"未结投诉{m.complaints}，过期跟进{m.late_follow_ups}"
        for m in members
    ]
    return block("团队概况（要关注的排在前面）", lines)


def diary_screen(due: Sequence[Any], *, today: date) -> str:
    """What is due, late ones first."""
    if not due:
        return "今天没有要跟进的客户。"
    return block("今天要跟进", [_due_line(each, today) for each in due])


def _due_line(follow_up: Any, today: date) -> str:
    late = "🔴 已过期 " if follow_up.due_on < today else ""
    promise = "【承诺】" if follow_up.kind.value == "promise" else ""
    due = when(follow_up.due_at or follow_up.due_on, today=today)
    name = escape(follow_up.customer_id)
    return f"• {late}{bold(due)} {name} {promise}{escape(follow_up.text)}"


def _at(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%m-%d %H:%M}"
