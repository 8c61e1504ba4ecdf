"""Status, the team and the diary as screens; hours are the office's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, tzinfo

from bot.blocks import Block, Line, Screen, Words, bold, headed, line, paragraph, said, screen
from bot.record.ruling import Ruling
from bot.render.customer import customer_lines
from bot.render.words import moment, rule_mark, when
from bot.results.customers import Advised, DiaryEntry, Member, Status
from store.customers import OpenFollowUp, PastContact
from store.models import FollowUpKind

NO_FEEDBACK = "还没反馈"
_LONGEST_QUERY = 30
_MOST_NAMED, _LONGEST_ID = 3, 24


def status_screen(status: Status, *, zone: tzinfo, today: date) -> Screen:
    """How a customer stands."""
    due = [line("• ", _due(each, zone=zone, today=today)) for each in status.record.follow_ups]
    contacts = [_contact(each, zone) for each in status.record.interactions]
    advised = [_advised(each, zone) for each in status.advised]
    return screen(
        paragraph(*customer_lines(status.record, status.standing)),
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


def diary_screen(
    entries: Sequence[DiaryEntry], *, zone: tzinfo, today: date, unreadable: Sequence[str] = ()
) -> Screen:
    """What is due in the order given, numbered so that a button can tick one off.

    `unreadable` are the ids of entries that could not be read.
    """
    missing = left_out(unreadable, "条跟进读不出来，没有列出")
    if not entries:
        return screen(paragraph("今天没有要跟进的客户。"), missing)
    lines: list[Words] = []
    for at, each in enumerate(entries, 1):
        due = _due(each.follow_up, zone=zone, today=today, who=f"{each.customer_name} ")
        lines.append(line(f"{at}. ", due))
        if each.refusal is not None:
            lines.append(_refused(each.refusal))
    return screen(headed("今天要跟进", lines), missing)


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


def _refused(ruling: Ruling) -> Line:
    """That the customer may not be called, by which clause, and what to do instead."""
    said = f"　🔕 {ruling.reason}：{ruling.instead}"
    return line(said, rule_mark(f"{ruling.rule_id} · {ruling.clause}"))


def _member(member: Member) -> Line:
    counts = (
        f"客户{member.customers}，流失预警{member.at_risk}，久未联系{member.overdue}，"
        f"未结投诉{member.complaints}，过期跟进{member.late_follow_ups}"
    )
    return line("• ", bold(member.staff_id), f"：{counts}")


def _due(follow_up: OpenFollowUp, *, zone: tzinfo, today: date, who: str = "") -> Line:
    late = "🔴 已过期 " if follow_up.due_on < today else ""
    promise = "【承诺】" if follow_up.kind is FollowUpKind.PROMISE else ""
    due = bold(when(follow_up.due_at or follow_up.due_on, zone=zone, today=today))
    return line(late, due, f" {who}{promise}{follow_up.text}")
