"""A call note read back, and the word that it was written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from bot.blocks import Screen, Words, bold, headed, line, paragraph, screen, small
from bot.render.words import rule_mark, when
from bot.results.notes import CallNote
from bot.understanding import Promise
from bot.understanding.contents import SCRIPT_OF
from knowledge.compliance import Finding
from knowledge.compliance.ruleset import DUTY
from store.models import Outcome

OBJECTION_LABELS = {
    "price": "费用、利率高",
    "yield": "收益",
    "liquidity": "期限、用钱",
    "volatility": "怕亏",
    "competitor": "别家更好",
    "process": "手续麻烦",
    "no_need": "暂不需要",
    "trust": "不信任",
}
_BY_SCRIPT = {script: OBJECTION_LABELS[kind] for kind, script in SCRIPT_OF.items()}
_NOT_MET = {
    Outcome.ATTEMPT: "没联系上，不算一次沟通",
    Outcome.REMINDER: "提醒，不算一次沟通",
    Outcome.PLAN: "约定或计划，不算一次沟通",
}
_SAVED = {
    None: ("✅ 已记录与", "的沟通。"),
    Outcome.ATTEMPT: ("✅ 已记下联系", "一次，没联系上，不改最近沟通日。"),
    Outcome.REMINDER: ("✅ 已记下对", "的提醒，不改最近沟通日。"),
    Outcome.PLAN: ("✅ 已记下和", "的约定，不改最近沟通日。"),
}
_STATED, _INFERRED = "原话", "推断"


def note_screen(note: CallNote, *, zone: ZoneInfo, today: date) -> Screen:
    """The note as it would be written. Hours are the office's."""
    ours = [_promise(each, zone, today) for each in note.promises if each.who == "rm"]
    theirs = [_promise(each, zone, today) for each in note.promises if each.who != "rm"]
    return screen(
        headed("请核对这次沟通", list(_lines(note, zone, today))),
        headed("对客户的承诺", ours),
        headed("客户答应的", theirs),
        headed("请留意", list(_flags(note))),
        paragraph("确认后才会写入。"),
    )


def saved_screen(note: CallNote, *, zone: ZoneInfo, today: date) -> Screen:
    """That the note was written, with what comes next."""
    before, after = _SAVED[note.outcome]
    said = line(before, bold(note.customer_name), after)
    if note.follow_up is None:
        return screen(paragraph(line(said, "没有约下次联系。")))
    due = bold(when(note.follow_up, zone=zone, today=today))
    return screen(paragraph(line(said, "下次联系：", due, "，已放进日程。")))


def objection_label(script_id: str) -> str:
    """What a customer objects to, by the script that answers it."""
    return _BY_SCRIPT.get(script_id, script_id)


def _lines(note: CallNote, zone: ZoneInfo, today: date) -> Iterator[Words]:
    yield line("客户：", bold(note.customer_name), f"（{note.customer_id}）")
    if note.outcome is not None:
        yield line(f"情况：{_NOT_MET[note.outcome]}", _source(note, "took_place"))
    elif note.took_place is not None:
        day = when(note.took_place, zone=zone, today=today)
        yield line(f"时间：{day}", _source(note, "took_place"))
    yield line(f"渠道：{note.channel.label}", _source(note, "channel"))
    yield f"内容：{note.summary}"
    due = "没有约" if note.follow_up is None else when(note.follow_up, zone=zone, today=today)
    source = _source(note, "next") if note.follow_up is not None else ""
    yield line("下次联系：", bold(due), source)
    if note.needs:
        yield line(f"需求：{'、'.join(note.needs)}", _source(note, "needs"))
    if note.objections:
        labels = "、".join(dict.fromkeys(map(objection_label, note.objections)))
        yield line(f"异议：{labels}", _source(note, "objections"))
    yield from _grave(note)


def _grave(note: CallNote) -> Iterator[Words]:
    """A complaint, a wish to be left alone, a new number: what is done about each after saving."""
    if note.complaint is not None:
        size = note.complaint.label
        yield line(f"投诉：{size}，确认后登记", _source(note, "complaint"))
    if note.opt_out:
        yield line("客户要求别再打扰，确认后可设免打扰", _source(note, "opt_out"))
    if note.new_phone:
        yield f"新号码：尾号{note.new_phone[-4:]}，确认后可更新档案"


def _source(note: CallNote, field: str) -> Words:
    return small(f" 〔{_INFERRED if field in note.inferred else _STATED}〕")


def _promise(promise: Promise, zone: ZoneInfo, today: date) -> str:
    until = f"（{when(promise.due, zone=zone, today=today)}前）" if promise.due is not None else ""
    return f"• {promise.text}{until}"


def _flags(note: CallNote) -> Iterator[Words]:
    yield from map(_flag, note.flags)
    if any(each.category != DUTY for each in note.flags):
        yield "这样的话不列入承诺和日程。"


def _flag(finding: Finding) -> Words:
    said = f"⚠ “{finding.quote}”：{finding.because}记录会照原话保存并标给合规。"
    return line(said, rule_mark(f"{finding.rule_id} · {finding.source}"))
