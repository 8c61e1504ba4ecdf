"""Flagged notes as compliance sees them: a list, and one opened with its rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import tzinfo

from bot.blocks import Screen, Words, bold, headed, line, paragraph, screen
from bot.render.words import INDENT, moment, rule_mark
from bot.results.log import Flagged

_MOST_QUOTED = 3


def flagged_line(note: Flagged, zone: tzinfo) -> str:
    """Who, when, about whom, and what state it is in."""
    state = "" if note.seen else "【未看】"
    undone = "（记录已撤销）" if note.undone else ""
    return f"{state}{moment(note.at, zone=zone)} {note.staff_name} {note.customer_id}{undone}"


def flagged_screen(notes: Sequence[Flagged], zone: tzinfo, *, heading: str, total: int) -> Screen:
    """A page of flagged notes, each with its words and rules."""
    lines = [words for note in notes for words in _listed(note, zone)]
    return screen(headed(f"{heading}（{total}条）", lines))


def flagged_note_screen(note: Flagged, zone: tzinfo) -> Screen:
    """The note as told, and every rule it was flagged by."""
    who = f"{note.staff_name}（{note.staff_id}）· 客户 {note.customer_id}"
    undone = ["客户经理后来撤销了这条记录；标记仍在留痕里。"] if note.undone else []
    return screen(
        paragraph(bold(f"被标出的记录 {moment(note.at, zone=zone)}"), who, *undone),
        headed("原话", [note.said]),
        headed("规则", list(_rules(note))),
    )


def _listed(note: Flagged, zone: tzinfo) -> Iterator[Words]:
    yield f"• {flagged_line(note, zone)}"
    for each in note.findings[:_MOST_QUOTED]:
        yield line(f"{INDENT}“{each.quote}”", rule_mark(f"{each.rule_id} · {each.source}"))
    left = len(note.findings) - _MOST_QUOTED
    if left > 0:
        yield f"{INDENT}还有{left}处，点开看全部"


def _rules(note: Flagged) -> Iterator[Words]:
    for each in note.findings:
        mark = rule_mark(f"{each.rule_id} · {each.source}")
        yield line(f"• “{each.quote}”：{each.because}", mark)
        yield f"{INDENT}应当：{each.instead}"
