"""Logged suggestions as lists and opened, and scripts as their text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import tzinfo

from bot.blocks import Line, Screen, Words, bold, headed, line, paragraph, said, screen, small
from bot.render.words import moment, within_words
from bot.results.halts import time_within
from bot.results.log import Opened
from bot.results.vocabulary import EvidenceKind, TextVerdict
from knowledge.handbook.format import Line as ScriptLine
from knowledge.handbook.format import Objection, ScenarioScript, Section
from knowledge.handbook.format.formats import forms_of
from store.models import Suggestion, SuggestionFeedback

_ALL = "给出的建议"
_LONGEST_QUERY = 24
_MOST_RESULTS = 20


def suggestion_line(row: Suggestion, zone: tzinfo) -> str:
    """One suggestion of a list."""
    about = f" {row.customer_id}" if row.customer_id else ""
    kind, query = EvidenceKind(row.kind).label, row.query[:_LONGEST_QUERY]
    return f"{moment(row.at, zone=zone)} {row.staff_name} {kind}{about} {query}"


def suggestions_screen(rows: Sequence[Suggestion], zone: tzinfo, *, heading: str = _ALL) -> Screen:
    """A page of suggestions."""
    if not rows:
        return said("还没有给出过建议。" if heading == _ALL else f"{heading}：没有。")
    return screen(headed(heading, [f"• {suggestion_line(row, zone)}" for row in rows]))


def evidence_screen(opened: Opened, zone: tzinfo) -> Screen:
    """Who, when, for whom, from what, under which rules, and what became of it."""
    row = opened.suggestion
    scripts = [f"• {use['script_id']} v{use['version']}：{use['why']}" for use in row.scripts]
    results = [f"• {result_line(each)}" for each in row.rule_results[:_MOST_RESULTS]]
    done = [_feedback(each, zone) for each in opened.feedback]
    return screen(
        paragraph(*_head(row, zone)),
        headed("脚本", scripts),
        headed("规则与提醒", results),
        headed("客户经理怎么用的", done or ["（还没有反馈）"]),
    )


def script_screen(script: ScenarioScript) -> Screen:
    """A script's text with its line anchors, its sections in the order of its format."""
    forms = forms_of(script.format)
    return screen(
        paragraph(
            bold(script.title),
            f"{script.script_id} v{script.version} · 出处 {'、'.join(script.sources)}",
            script.goal,
        ),
        *(headed(form.section, list(_section(script, form.section))) for form in forms),
    )


def _head(row: Suggestion, zone: tzinfo) -> Iterator[Words]:
    yield line(bold(row.suggestion_id), f" {row.at.astimezone(zone):%Y-%m-%d %H:%M:%S}")
    yield f"{row.staff_name}（{row.staff_id}）· {EvidenceKind(row.kind).label}"
    yield f"客户：{row.customer_id or '无'}"
    yield f"问：{row.query}"
    yield f"手册 {row.handbook_version} · 规则 {row.rules_version} · 写作 {row.writer}"
    if verdict := row.payload.get("verdict"):
        yield f"结论：{TextVerdict(verdict).label}"


def result_line(result: Mapping[str, str | None]) -> str:
    """An alert, a blocked product or a finding of the evidence in one line."""
    code = result.get("code") or result.get("product_id") or result.get("rule_id") or ""
    text = result.get("text") or result.get("reason") or result.get("because") or ""
    rule, clause = result.get("rule_id") or "", result.get("clause") or ""
    return " ".join(part for part in (code, text, rule, clause) if part)


def _feedback(feedback: SuggestionFeedback, zone: tzinfo) -> str:
    what = feedback.edited_text or feedback.reason or ""
    return f"• {moment(feedback.at, zone=zone)} {feedback.outcome.label} {what}"


def _section(script: ScenarioScript, section: Section) -> Iterator[Line]:
    if section == Section.OBJECTIONS:
        for objection in script.objections:
            yield from _objection(objection)
        return
    for each in script.section(section):
        yield line(small(each.reference), f" {_to_whom(each)}{each.text}")


def _to_whom(line_: ScriptLine) -> str:
    """Whom a stop script's line tells, and by when, in front of what to tell."""
    if line_.section != Section.TELL:
        return ""
    within = within_words(time_within(line_.attributes["within"]))
    return f"{within} {line_.attributes['role']}："


def _objection(objection: Objection) -> Iterator[Line]:
    yield line(small(objection.anchor), f" “{objection.text}”")
    for answer in objection.answers:
        yield line(small(answer.reference), f" {answer.text}")
