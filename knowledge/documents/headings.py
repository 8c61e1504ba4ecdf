"""The document's own headings, even where everything has run into one line.

A heading is a Markdown #, 第一章, 一、, （一）, 1. at a line's start, or 案例1：. Inside a line one
counts only where a sentence ends before it or its number is the next one due. Where nothing marks
the end of a run-in title, it ends where the evidence is best: a title's usual last word, the words
that open a sentence, the title's first words coming again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.documents.patterns import Patterns, patterns
from knowledge.segmenting import jieba

_NUMERALS = {sign: value for value, sign in enumerate("零一二三四五六七八九十")}
_HAN = "\u4e00-\u9fff"
_MARKER = re.compile(
    r"(?P<chapter>第(?P<n1>[一二三四五六七八九十百]{1,4}|\d{1,3})[章篇部](?:分)?)"
    r"|(?P<case>案例(?P<n5>[一二三四五六七八九十]|\d{1,2})\s*[：:])"
    r"|(?P<section>(?P<n2>[一二三四五六七八九十]{1,3})、)"
    r"|(?P<part>（(?P<n3>[一二三四五六七八九十]{1,3})）)"
    r"|(?m:^[ \t]*(?P<point>(?P<n4>\d{1,2})[.．、](?!\d)\s*)(?=\S.{1,40}$))"
    r"|(?m:^(?P<hash>#{1,6})\s+(?=\S))"
)
_LEVELS = {"chapter": 1, "section": 2, "case": 2, "part": 3, "point": 4}
_NUMBER_OF = {"chapter": "n1", "section": "n2", "part": "n3", "point": "n4", "case": "n5"}
_NOT_BEFORE = re.compile(r"[第周星期之其初和与及或见、一二三四五六七八九十]$")
_ENDS_BEFORE = re.compile(r"[。！？；”）.!?;|〕]\s*$")
_TITLE_WINDOW = 60
_NEXT_HEADING_WITHIN = 45
_LONGEST_TITLE = 40


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading at [start, body) of the cleaned text; its text begins at `body`.

    `form` is chapter, section, case, part, point or hash; `level` counts from the outermost.
    """

    start: int
    body: int
    level: int
    form: str
    number: int
    title: str


def headings(text: str) -> list[Heading]:
    """The headings in order."""
    matches = _accepted(text)
    found = []
    for index, match in enumerate(matches):
        stop = matches[index + 1].start() if index + 1 < len(matches) else len(text)
        found.append(_heading(text, match, stop))
    return found


def _accepted(text: str) -> list[re.Match[str]]:
    """The markers that are headings: first of a line, after a sentence, or the next one due."""
    kept: list[re.Match[str]] = []
    due = {form: 1 for form in _LEVELS}
    for match in _MARKER.finditer(text):
        form = _form_of(match)
        number = _number_of(match, form)
        if not _is_heading(text, match, form, number, due, kept):
            continue
        if form == "hash" or _is_same_line_as_hash(match, kept):
            if form == "hash":
                kept.append(match)
            continue
        kept.append(match)
        _count_on(due, form, number)
    return kept


def _form_of(match: re.Match[str]) -> str:
    return next(form for form in (*_LEVELS, "hash") if match[form] is not None)


def _count_on(due: dict[str, int], form: str, number: int) -> None:
    due[form] = number + 1
    for other, level in _LEVELS.items():
        if level > _LEVELS[form]:
            due[other] = 1
    if form == "chapter":
        due["section"] = due["case"] = 1


def _is_same_line_as_hash(match: re.Match[str], kept: Sequence[re.Match[str]]) -> bool:
    return bool(kept) and kept[-1]["hash"] is not None and kept[-1].end() == match.start()


def _is_heading(
    text: str,
    match: re.Match[str],
    form: str,
    number: int,
    due: dict[str, int],
    kept: Sequence[re.Match[str]],
) -> bool:
    if form in ("hash", "point"):
        return True
    before = text[max(0, match.start() - 4) : match.start()]
    if not before or before.rstrip(" \t#*>-").endswith("\n") or not before.strip(" \t#*>-\n"):
        return True
    if number != due[form]:
        return False
    if _ENDS_BEFORE.search(before):
        return True
    if kept and match.start() - kept[-1].end() <= _NEXT_HEADING_WITHIN:
        between = text[kept[-1].end() : match.start()]
        if _outranks(kept[-1], form) and not re.search(r"[。；\n]", between):
            return True
    return form in ("section", "chapter") and number > 1 and not _NOT_BEFORE.search(before)


def _outranks(upper: re.Match[str], form: str) -> bool:
    above = _form_of(upper)
    return above != "hash" and _LEVELS[above] < _LEVELS[form]


def _number_of(match: re.Match[str], form: str) -> int:
    return 0 if form == "hash" else numeral(match[_NUMBER_OF[form]])


def numeral(text: str) -> int:
    """The value of a Chinese or Arabic numeral below 100."""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _NUMERALS.get(text, 0)
    return (_NUMERALS.get(tens, 0) if tens else 1) * 10 + (_NUMERALS.get(ones, 0) if ones else 0)


def _heading(text: str, match: re.Match[str], stop: int) -> Heading:
    form = _form_of(match)
    end = match.end()
    if form == "hash" and (numbered := _MARKER.match(text, end)):
        inner = _form_of(numbered)
        if inner not in ("hash",):
            return _built(text, match.start(), numbered, inner, stop)
    if form == "hash":
        body = title_end(text, end, stop)
        return Heading(match.start(), body, len(match["hash"]), form, 0, text[end:body].strip())
    return _built(text, match.start(), match, form, stop)


def _built(text: str, start: int, match: re.Match[str], form: str, stop: int) -> Heading:
    body = title_end(text, match.end(), stop)
    title = text[match.start() : body].strip().rstrip("：:")
    level = _LEVELS[form]
    return Heading(start, body, level, form, _number_of(match, form), title)


def title_end(text: str, start: int, stop: int) -> int:
    """Where the title that starts at `start` ends; `stop` is the next heading."""
    reach = min(len(text), start + 2 * _TITLE_WINDOW)
    line_end = text.find("\n", start, reach)
    line_end = reach if line_end < 0 else line_end
    line = text[start:line_end]
    if start < stop and line_end <= stop and len(line) <= _TITLE_WINDOW and not _has_sentence(line):
        return line_end
    if stop - start <= _NEXT_HEADING_WITHIN and not _has_sentence(text[start:stop]):
        return stop
    window = text[start : min(stop, line_end, start + _TITLE_WINDOW)]
    return start + _best_end(window)


def _has_sentence(text: str) -> bool:
    return bool(re.search(r"[。；]", text)) or len(re.findall("，", text)) > 2


def _best_end(window: str) -> int:
    known = patterns()
    limit = re.search(r"[。；\n]", window)
    limit_at = limit.start() if limit else len(window)
    label = _label_at(window, known)
    if label is not None and label <= limit_at:
        return label
    words = _word_ends(window)
    places = [at for at in range(3, min(limit_at, _LONGEST_TITLE) + 1) if at in words]
    if not places:
        return limit_at
    scored = [(_score(window, at, known), at) for at in places]
    best, where = max(scored)
    return where if best > 0 else _first_pause(window, limit_at)


def _first_pause(window: str, limit: int) -> int:
    pause = re.search(r"[，：]", window)
    return min(limit, pause.start()) if pause and pause.start() >= 4 else min(limit, 20)


def _label_at(window: str, known: Patterns) -> int | None:
    """Where a known label (场景描述：) opens the text after the title."""
    found = []
    for label in (*known.labels, *known.case_labels):
        at = window.find(label, 2)
        if at < 0:
            continue
        after = window[at + len(label) : at + len(label) + 1]
        if after in ("：", ":", "\n") or window[at - 1] in "”）：":
            found.append(at)
    return min(found, default=None)


def _score(window: str, at: int, known: Patterns) -> float:
    """How well a title ends at `at`."""
    title, rest = window[:at], window[at:]
    if rest[:1] in "：，、；。）”的与和及、？！" and rest[:1]:
        return -10.0
    if title.count("“") != title.count("”") or title.count("（") != title.count("）"):
        return -10.0
    score = -2.0 * title.count("，")
    if title.endswith(known.title_endings):
        score += 3
    if title[-1] in "”）":
        score += 3 if "：" in title else 2
    if rest.startswith(known.sentence_starters):
        score += 2
    if re.match(rf"[{_HAN}]{{4,9}}：", rest):
        score += 2.5
    if re.match("[到与和及或的]", rest):
        score -= 3
    return score + _repetition(title, rest) - abs(at - 14) * 0.03


def _repetition(title: str, rest: str) -> float:
    for length in range(8, 1, -1):
        if len(rest) >= length and title.startswith(rest[:length]):
            return 0.8 * length
    return 0.0


def _word_ends(window: str) -> set[int]:
    return {end for _, _, end in jieba().tokenize(window)}
