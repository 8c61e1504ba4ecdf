"""Status, the team and the diary as screens; hours are the office's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, tzinfo

from bot.blocks import Block, Line, Screen, bold, headed, line, paragraph, said, screen
from bot.render.customer import customer_lines
from bot.render.words import moment, when
from bot.results.customers import Advised, Member, Status
from store.customers import OpenFollowUp, PastContact
from store.models import FollowUpKind

NO_FEEDBACK = "还没反馈"
_LONGEST_QUERY = 30
_MOST_NAMED, _LONGEST_ID = 3, 24


def status_screen(status: Status, *, zone: tzinfo, today: date, with_owner: bool = False) -> Screen:
    """How a customer stands; with whose he is for who reads several managers' customers."""
    due = [line("• ", _due(each, zone=zone, today=today)) for each in status.record.follow_ups]
    contacts = [_contact(each, zone) for each in status.record.interactions]
    advised = [_advised(each, zone) for each in status.advised]
    owner = status.record.owner_name or "未分配"
    whose = [f"客户经理：{owner}"] if with_owner else []
    return screen(
        paragraph(*customer_lines(status.record, status.standing), *whose),
        headed("提醒", [f"⚠ {alert.text}" for alert in status.alerts]),
        headed("最近沟通", contacts or ["（没有记录）"]),
        headed("待跟进", due),
        headed("给过的建议", advised or ["（没有给过建议）"]),
    )


def team_screen(members: Sequence[Member], *, unreadable: Sequence[str] = ()) -> Screen:
    """The team's RMs, a line each; `unreadable` as in a list."""
    if not members:
        return said("您没有带团队，看不到团队概况。")
    lines = [_member(each) for each in members]
    return screen(headed("团队概况（要关注的排在前面）", lines), left_out(unreadable))


def left_out(
    unreadable: Sequence[str], what: str = "位客户的记录读不出来，没有算进去"
) -> Block | None:
    """What could not be read, so that nobody takes the list for whole."""
    if not unreadable:
        return None
    named = "、".join(each[:_LONGEST_ID] for each in unreadable[:_MOST_NAMED])
    more = "等" if len(unreadable) > _MOST_NAMED else ""
    return paragraph(f"⚠ 另有{len(unreadable)}{what}：{named}{more}。请管理员核对。")


def _contact(contact: PastContact, zone: tzinfo) -> str:
    return f"• {moment(contact.at, zone=zone)} {contact.channel.label}：{contact.summary}"


def _advised(advised: Advised, zone: tzinfo) -> str:
    at, query = moment(advised.at, zone=zone), advised.query[:_LONGEST_QUERY]
    outcome = advised.outcome.label if advised.outcome is not None else NO_FEEDBACK
    return f"• {at} {advised.staff_name} {advised.kind.label}“{query}” → {outcome}"


def _member(member: Member) -> Line:
    counts = (
        f"客户{member.customers}，流失预警{member.at_risk}，久未联系{member.overdue}，"
        f"未结投诉{member.complaints}，过期跟进{member.late_follow_ups}"
    )
    if member.promises_due:
        counts += f"，承诺兑现{member.promises_kept}/{member.promises_due}"
    return line("• ", bold(member.name or member.staff_id), f"：{counts}")


def _due(follow_up: OpenFollowUp, *, zone: tzinfo, today: date, who: str = "") -> Line:
    late = "🔴 已过期 " if follow_up.due_on < today else ""
    promise = "【承诺】" if follow_up.kind is FollowUpKind.PROMISE else ""
    due = bold(when(follow_up.due_at or follow_up.due_on, zone=zone, today=today))
    return line(late, due, f" {who}{promise}{follow_up.text}")
