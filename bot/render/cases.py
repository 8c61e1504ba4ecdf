"""Complaints and other cases as they are read: what they are about, their clock, their story."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from bot.blocks import Block, Line, Screen, Words, bold, headed, line, paragraph, screen
from bot.record.clocks import late_by
from bot.render.words import moment, rule_mark, when
from bot.results.cases import CaseFile, CaseLine, CaseNews, ComplaintFile, OpenFile
from store.models import CaseKind, StepKind

_MOST_LINES = 12
_NO_PRODUCTS = "结案前不谈产品。"
_SCORES = {1: "很不满意", 2: "不满意", 3: "一般", 4: "满意", 5: "很满意"}
OUTCOMES = {"stays": "留下", "partly": "部分留下", "left": "离开", "mistaken": "预警不成立"}
"""How a churn case ended, by its code."""


def complaint_screen(file: ComplaintFile, *, now: datetime, zone: tzinfo) -> Screen:
    """One complaint whole: words, clock, records to pull, what was done, who closes it."""
    state = "未结" if file.open else f"{moment(file.solved_at or now, zone=zone)} 已结案"
    received = file.received_at or file.opened_at
    facts: list[Words] = [
        line(
            "⚠ " if file.open else "",
            bold(f"{file.customer_name}的投诉"),
            f"　{file.size.label} · {state}",
        ),
        f"原话：{file.text}",
        f"受理：{moment(received, zone=zone)}，{file.staff_name}登记",
    ]
    if file.open:
        facts.append(_clock(file, now=now, zone=zone))
    return screen(
        paragraph(*facts),
        _records(file, zone) if file.open else None,
        _story(file.lines, zone),
        paragraph(_closing(file)),
    )


def case_screen(file: CaseFile, *, now: datetime, zone: tzinfo) -> Screen:
    """Any other case whole."""
    state = "进行中" if file.open else f"{moment(file.closed_at or now, zone=zone)} 已了结"
    outcome = OUTCOMES.get(file.outcome or "", file.outcome or "")
    facts: list[Words] = [
        line(
            bold(f"{file.customer_name}的{file.kind.label}"),
            f"　{state}",
            f"：{outcome}" if outcome else "",
        ),
        _about(file),
        f"登记：{moment(file.opened_at, zone=zone)}，{file.staff_name}",
    ]
    if file.open and file.due_at is not None:
        late = "（已超时）" if now > file.due_at else ""
        facts.append(f"⏱ {_until(file)}：{moment(file.due_at, zone=zone)}前{late}")
    return screen(paragraph(*facts), _story(file.lines, zone))


def open_screen(files: Sequence[OpenFile], *, now: datetime, zone: tzinfo) -> Screen:
    """What is open, a line each, numbered as its button is."""
    return screen(
        headed(
            f"未了结的投诉和案件（{len(files)}件）",
            [
                line(
                    f"{at}. ",
                    bold(each.customer_name),
                    f" {each.what}：{each.text}",
                    _due(each, now, zone),
                )
                for at, each in enumerate(files, 1)
            ],
        )
    )


def news_screen(news: CaseNews, *, zone: tzinfo) -> Screen:
    """A step somebody must hear of, in one line."""
    said = f"：{news.text}" if news.text else ""
    said = f"：{satisfaction_words(news.score)}{said}" if news.score else said
    who = f"（{news.staff_name} {moment(news.at, zone=zone)}）"
    return screen(
        paragraph(line("📣 ", bold(news.customer_name), f" {news.kind.label}{said}{who}"))
    )


def satisfaction_words(score: int) -> str:
    """A satisfaction from 1 to 5 in words."""
    return f"{_SCORES[score]}（{score}分）"


def _clock(file: ComplaintFile, *, now: datetime, zone: tzinfo) -> Line:
    by = when(file.tell_by, zone=zone, today=now.date())
    mark = rule_mark("complaint-first")
    if file.told_at is not None:
        over = file.told_at - file.tell_by
        late = f"，晚了{late_by(over)}" if over > timedelta() else ""
        return line(f"⏱ 首次进度已告知客户：{moment(file.told_at, zone=zone)}{late}")
    late = "，已超时，先补一次" if now > file.tell_by else ""
    return line(f"⏱ {by}前告知客户核实进度{late}", mark)


def _records(file: ComplaintFile, zone: tzinfo) -> Block | None:
    sources = list(dict.fromkeys(each.source for each in file.records))
    rows: list[Words] = [
        f"☑ {each.name}（{moment(each.pulled_at, zone=zone)}）"
        if each.pulled_at
        else f"☐ {each.name}"
        for each in file.records
    ]
    if not rows:
        return None
    return paragraph(line(bold("要调取的记录"), rule_mark("；".join(sources))), *rows)


def _story(lines: Sequence[CaseLine], zone: tzinfo) -> Block | None:
    told = [each for each in lines if each.kind not in {StepKind.OPENED, StepKind.RECORD}]
    return headed("经过", [_step(each, zone) for each in told[-_MOST_LINES:]])


def _step(each: CaseLine, zone: tzinfo) -> str:
    said = f"：{each.text}" if each.text else ""
    if each.kind is StepKind.RATED and each.score is not None:
        said = f"：{satisfaction_words(each.score)}" + (f"“{each.text}”" if each.text else "")
    return f"• {moment(each.at, zone=zone)} {each.staff_name} {each.kind.label}{said}"


def _closing(file: ComplaintFile) -> str:
    if not file.open:
        return f"处理结果：{file.solution or '没有写明'}"
    if file.about_reader:
        return f"这起投诉说的是您，由主管处理和了结。{_NO_PRODUCTS}"
    if file.grave:
        return f"{file.size.label}投诉由主管了结。{_NO_PRODUCTS}"
    return _NO_PRODUCTS


def _about(file: CaseFile) -> str:
    match file.kind:
        case CaseKind.SURVEY:
            return f"评分：{file.score}分（满分{file.sign}分）　原话：{file.text}"
        case CaseKind.REFERRAL:
            return f"请教{file.assignee_name}（{file.sign}）：{file.text}"
        case CaseKind.CHURN:
            return f"信号：{file.text}"


def _until(file: CaseFile) -> str:
    match file.kind:
        case CaseKind.SURVEY:
            return "给客户回话"
        case CaseKind.REFERRAL:
            return "专家答复"
        case CaseKind.CHURN:
            return "主管介入、深度沟通"


def _due(each: OpenFile, now: datetime, zone: tzinfo) -> str:
    if each.due_at is None:
        return ""
    late = " 🔴已超时" if now > each.due_at else ""
    return f"（{moment(each.due_at, zone=zone)}前{late}）"
