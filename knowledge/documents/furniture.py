"""Lines and phrases that belong to a web page or a printout, not to the document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from knowledge.documents.patterns import Patterns, patterns
from knowledge.documents.traced import Edit

_DIGITS = re.compile(r"\d+")
_SUMMARY = re.compile(r"^(摘要|导读|简介)[:：]")
_LONGEST_FURNITURE = 80
_SAME_START = 30
_LEAST_PAGES = 3

Line = tuple[int, int, str]
"""Start, end after the line break, and the stripped text."""


def lines_of(text: str) -> list[Line]:
    """The lines with their spans; a form feed ends a line too."""
    found = []
    at = 0
    for whole in re.split(r"(?<=[\n\f])", text):
        found.append((at, at + len(whole), whole.strip()))
        at += len(whole)
    return found


def furniture_edits(text: str, *, counts: Counter[str]) -> Iterator[Edit]:
    """Edits that take such lines out, counted by name."""
    known = patterns()
    lines = lines_of(text)
    running = _running_heads(text, lines)
    starts = {line[:_SAME_START] for _, _, line in lines if len(line) >= _SAME_START}
    in_notice = False
    for index, (start, end, line) in enumerate(lines):
        in_notice = _still_notice(line, known, in_notice)
        name = _name_of(line, known, in_notice)
        if name is None and index in running:
            name = "页眉页脚"
        if name is None and _repeats_a_paragraph(line, starts):
            name = "重复摘要"
        if name is not None:
            counts[name] += 1
            yield start, end, "\f" if text[end - 1 : end] == "\f" else ""


def _still_notice(line: str, known: Patterns, in_notice: bool) -> bool:
    if known.notice_heading.match(line):
        return True
    return in_notice and (not line or bool(known.notice_line.match(line)))


def _name_of(line: str, known: Patterns, in_notice: bool) -> str | None:
    if not line:
        return None
    if in_notice:
        return "网页附注"
    if len(line) > _LONGEST_FURNITURE:
        return None
    return next((name for name, pattern in known.furniture if pattern.search(line)), None)


def _repeats_a_paragraph(line: str, starts: set[str]) -> bool:
    match = _SUMMARY.match(line)
    rest = line[match.end() :].strip() if match else ""
    return len(rest) >= _SAME_START and rest[:_SAME_START] in starts


def _running_heads(text: str, lines: Sequence[Line]) -> set[int]:
    """Lines that stand first or last on most pages, but for their numbers."""
    if text.count("\f") < _LEAST_PAGES - 1:
        return set()
    edges = [at for page in _pages(text, lines) for at in {page[0], page[-1]}]
    shapes = Counter(_DIGITS.sub("#", lines[at][2]) for at in edges)
    enough = max(_LEAST_PAGES, (text.count("\f") + 1) // 2)
    return {at for at in edges if shapes[_DIGITS.sub("#", lines[at][2])] >= enough}


def _pages(text: str, lines: Sequence[Line]) -> Iterator[list[int]]:
    page: list[int] = []
    for index, (_, end, line) in enumerate(lines):
        if line:
            page.append(index)
        if text[end - 1 : end] == "\f" and page:
            yield page
            page = []
    if page:
        yield page


def title_of(text: str) -> str:
    """The document's title: off its page lines or Markdown heading, else its first short line."""
    for _, _, line in lines_of(text[:4000]):
        if not line:
            continue
        line = re.sub(r"[_\s]*第\s*\d+\s*页$", "", line)
        line = line.lstrip("# ").strip()
        return line if len(line) <= 60 and not line.endswith("。") else ""
    return ""
