"""The officers' queue: a page of it, an item with its evidence, the record as it was."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from datetime import datetime, tzinfo
from typing import Any

from bot.blocks import Block, Screen, Words, bold, headed, line, paragraph, said, screen, small
from bot.render.review import result_line
from bot.render.words import INDENT, moment, rule_mark
from bot.results.queue import Decided, Exchanged, ItemOpened, QueueItem, QueuePage
from bot.results.vocabulary import EvidenceKind, TextVerdict
from knowledge.compliance import Finding
from store.models import ItemKind, ItemState, Suggestion, SuggestionFeedback

_LONGEST = 40
_LONGEST_SHOWN = 900
_MOST_RESULTS = 12
_EMPTY = "队列里没有待审的了。"
_BEHIND = "日志还没有看完，再打开一次会接着看。"
_NONE = "没有这样的。"
_HIDDEN = frozenset({"interactions", "phone", "history"})
"""Fields of a record with a screen of their own, or that nobody needs here."""


def item_line(item: QueueItem, *, now: datetime, zone: tzinfo) -> str:
    """One item of the queue: how grave, what, when, whose, about whom."""
    about = f" {item.customer_id}" if item.customer_id else ""
    whose = f" {item.staff_name}" if item.kind is not ItemKind.DRAFT else ""
    return (
        f"{item.risk.label}·{item.kind.label} {moment(item.at, zone=zone)}"
        f"{whose}{about}{_state(item, now)}"
    )


def queue_screen(page: QueuePage, heading: str, *, now: datetime, zone: tzinfo) -> Screen:
    """A page of the queue with how many there are of each kind."""
    behind = paragraph(_BEHIND) if page.behind else None
    if not page.items:
        nothing = paragraph(_NONE if heading else _EMPTY)
        return screen(paragraph(bold(heading)), nothing, behind)
    counts = " · ".join(f"{kind.label}{number}" for kind, number in page.counts.items())
    lines: list[Words] = [small(counts)]
    for each in page.items:
        lines.append(f"• {item_line(each, now=now, zone=zone)}")
        if each.words:
            lines.append(f"{INDENT}{_short(each.words)}")
    return screen(headed(f"{heading or '待审'}（{page.total}条）", lines), behind)


def opened_screen(
    opened: ItemOpened, *, now: datetime, zone: tzinfo, beside: bool = False
) -> Screen:
    """An item with what it was made from and what became of it.

    `beside` where what was shown, and the item's line, stand beside it already.
    """
    row = opened.suggestion.suggestion if opened.suggestion is not None else None
    feedback = opened.suggestion.feedback if opened.suggestion is not None else ()
    return screen(
        paragraph(
            "" if beside else bold(item_line(opened.item, now=now, zone=zone)),
            *_head(opened, row),
        ),
        *_words(opened, row, beside=beside),
        headed("规则", list(_rules(opened, row))),
        headed("脚本", list(_scripts(row))),
        headed("之后", list(_after(opened, feedback, zone))),
        headed("往来", [_exchanged(each, zone) for each in opened.thread]),
        headed("结论", list(_decisions(opened.decisions, zone))),
    )


def record_screen(opened: ItemOpened) -> Screen:
    """The customer's record as it was read for the suggestion."""
    row = opened.suggestion.suggestion if opened.suggestion is not None else None
    fields = row.record_read if row is not None else {}
    lines = [f"{name}：{_value(value)}" for name, value in fields.items() if name not in _HIDDEN]
    return screen(headed(f"当时的档案 {row.customer_id if row else ''}", lines)) or said(
        "这一条没有用到客户档案。"
    )


def _head(opened: ItemOpened, row: Suggestion | None) -> Iterator[Words]:
    whose = f"{opened.item.staff_name}（{opened.item.staff_id}）"
    yield f"{whose} · 客户 {opened.item.customer_id or '无'}"
    if row is not None:
        kind = EvidenceKind(row.kind).label
        yield small(f"{row.suggestion_id} {kind} · 手册 {row.handbook_version} · {row.writer}")
    if opened.flagged is not None and opened.flagged.undone:
        yield "客户经理后来撤销了这条记录；标记仍在留痕里。"


def _words(opened: ItemOpened, row: Suggestion | None, *, beside: bool) -> Iterator[Block | None]:
    """The note, the edited text, or what was asked and shown."""
    if opened.flagged is not None:
        yield headed("原话", [opened.flagged.said])
        return
    if row is not None:
        yield headed("问", [row.query])
    if opened.edit:
        yield headed("改成了", [opened.edit])
    if row is not None and row.shown_text and not beside:
        yield headed("当时所示", list(_beginning(row.shown_text)))


def _beginning(text: str) -> Iterator[str]:
    """As many paragraphs as fit a message, the first always."""
    left = _LONGEST_SHOWN
    for at, part in enumerate(text.split("\n\n")):
        left -= len(part)
        if at and left < 0:
            yield "……（点“当时所示”看全）"
            return
        yield part


def _rules(opened: ItemOpened, row: Suggestion | None) -> Iterator[Words]:
    if opened.flagged is not None:
        yield from _findings(opened.flagged.findings)
        return
    if opened.judged is not None:
        yield TextVerdict(opened.judged.verdict).label
        yield from _findings(opened.judged.findings)
        return
    results = row.rule_results if row is not None else []
    if opened.item.kind is ItemKind.TEXT:
        yield from _findings(tuple(map(_finding, results)))
        return
    for each in results[:_MOST_RESULTS]:
        yield f"• {result_line(each)}"
    if len(results) > _MOST_RESULTS:
        yield f"{INDENT}还有{len(results) - _MOST_RESULTS}条，点“依据”看全"


def _finding(kept: Mapping[str, Any]) -> Finding:
    """A finding as the evidence keeps it; what an earlier release did not keep is left blank."""
    return Finding(**{each.name: kept.get(each.name, "") for each in dataclasses.fields(Finding)})


def _findings(findings: tuple[Finding, ...]) -> Iterator[Words]:
    by_rule: dict[str, list[Finding]] = {}
    for each in findings:
        by_rule.setdefault(each.rule_id, []).append(each)
    for rule_id, found in by_rule.items():
        each, quotes = found[0], "".join(f"“{one.quote}”" for one in found)
        mark = rule_mark(f"{rule_id} · {each.source}")
        yield line(f"• {quotes}：{each.because}", mark)
        yield f"{INDENT}应当：{each.instead}"


def _scripts(row: Suggestion | None) -> Iterator[Words]:
    for use in row.scripts if row is not None else ():
        yield f"• {use['script_id']} v{use['version']}：{use['why']}"


def _after(
    opened: ItemOpened, feedback: tuple[SuggestionFeedback, ...], zone: tzinfo
) -> Iterator[Words]:
    for done in feedback:
        what = done.edited_text or done.reason or ""
        yield f"• {moment(done.at, zone=zone)} {done.outcome.label} {what}".rstrip()
    for note in opened.after:
        undone = "（已撤销）" if note.undone else ""
        yield f"• {moment(note.at, zone=zone)} 沟通记录{undone}：{note.said}"


def _exchanged(each: Exchanged, zone: tzinfo) -> Words:
    return f"• {moment(each.at, zone=zone)} {each.who} {each.kind.label}：{each.text}"


def _decisions(decisions: tuple[Decided, ...], zone: tzinfo) -> Iterator[Words]:
    for each in decisions:
        second = "复核" if each.second else ""
        reason = f"：{each.reason}" if each.reason else ""
        yield f"• {moment(each.at, zone=zone)} {each.officer}{second} {each.verdict.label}{reason}"
        if each.instead:
            yield f"{INDENT}应当说：{each.instead}"


def _state(item: QueueItem, now: datetime) -> str:
    if item.verdict is not None:
        waits = "，待复核" if item.state is ItemState.SECOND else ""
        return f" 【{item.verdict.label}{waits}】"
    if item.state is ItemState.OPEN and item.due_at is not None and item.due_at < now:
        return " 【超时】"
    return f" 【{item.state.label}】" if item.state is not ItemState.OPEN else ""


def _short(words: str) -> str:
    said_once = " ".join(words.split())
    return said_once if len(said_once) <= _LONGEST else f"{said_once[:_LONGEST]}…"


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        return "，".join(f"{name} {_value(each)}" for name, each in value.items() if each)
    if isinstance(value, list):
        return "；".join(_value(each) for each in value) or "无"
    if value is None:
        return "未知"
    return ("是" if value else "否") if isinstance(value, bool) else str(value)
