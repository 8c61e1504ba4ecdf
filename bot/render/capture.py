"""A call note read back, and the word that it was written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from bot.blocks import Screen, Words, bold, headed, line, paragraph, screen
from bot.render.words import rule_mark, when
from bot.results.notes import CallNote
from bot.understanding import Promise
from knowledge.compliance import Finding


def note_screen(note: CallNote, *, zone: ZoneInfo, today: date) -> Screen:
    """The note as it would be written. Hours are the office's."""
    return screen(
        headed("请核对这次沟通", list(_lines(note, zone, today))),
        headed("对客户的承诺", [_promise(each, zone, today) for each in note.promises]),
        headed("请留意", [_flag(each) for each in note.flags]),
        paragraph("确认后才会写入。"),
    )


def saved_screen(note: CallNote, *, zone: ZoneInfo, today: date) -> Screen:
    """That the note was written, with what comes next."""
    said = line("✅ 已记录与", bold(note.customer_name), "的沟通。")
    if note.follow_up is None:
        return screen(paragraph(line(said, "没有约下次联系。")))
    due = bold(when(note.follow_up, zone=zone, today=today))
    return screen(paragraph(line(said, "下次联系：", due, "，已放进日程。")))


def _lines(note: CallNote, zone: ZoneInfo, today: date) -> Iterator[Words]:
    yield line("客户：", bold(note.customer_name), f"（{note.customer_id}）")
    yield f"渠道：{note.channel.label}"
    yield f"内容：{note.summary}"
    due = "没有约" if note.follow_up is None else when(note.follow_up, zone=zone, today=today)
    yield line("下次联系：", bold(due))
    if note.needs:
        yield f"需求：{'、'.join(note.needs)}"


def _promise(promise: Promise, zone: ZoneInfo, today: date) -> str:
    until = f"（{when(promise.due, zone=zone, today=today)}前）" if promise.due is not None else ""
    return f"• {promise.text}{until}"


def _flag(finding: Finding) -> Words:
    said = f"⚠ “{finding.quote}”：{finding.because}记录会照原话保存并标给合规。"
    return line(said, rule_mark(f"{finding.rule_id} · {finding.source}"))
