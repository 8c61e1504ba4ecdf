"""A cleaned document into passages under its own headings and labels."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.documents.forbidding import is_ruled_item, stance_of_column
from knowledge.documents.headings import Heading, headings
from knowledge.documents.labels import label_at
from knowledge.documents.model import CleanDocument, Passage, PassageKind, Table
from knowledge.documents.patterns import patterns
from knowledge.documents.quotes import labelled_cells, quoted_passages, ruled_cells
from knowledge.documents.sentences import sentences
from knowledge.documents.tables import markdown_table, run_in_table

_HAN = "\u4e00-\u9fff"
_SCENARIO = re.compile(r"场景[一二三四五六七八九十\d]*\s*(?:$|[：:])|^场景")
_STAGE = re.compile(r"(?:期|阶段)(?:$|[（(：:])")
_LIFE = re.compile("生命周期|阶段|全流程")
_TABLE_TITLE = re.compile(rf"[：:\s]*(?P<title>[{_HAN}]{{2,14}}?表)(?=[{_HAN}])")
_MARKDOWN_TABLE = re.compile(r"(?m)(?:^[ \t]*\|.*\|[ \t]*(?:\n|\Z))+")
_LABELS_AT_LINE_START = ("dialogue", "objection")


@dataclass(frozen=True, slots=True)
class _Part:
    """A labelled or tabular stretch of a section."""

    start: int
    body: int
    end: int
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading with its path and the whole of what stands under it."""

    heading: Heading
    path: tuple[str, ...]
    stop: int
    subtree_stop: int
    is_top: bool


def split(document: CleanDocument) -> tuple[Passage, ...]:
    """The passages in the order of the document."""
    text = document.text
    found = [h for h in headings(text) if _is_heading(text, h)]
    start = 0
    if len(found) > 1 and found[0].form == "hash" and found[0].title == document.title:
        start, found = found[0].body, found[1:]
    passages = list(_preamble(document, found, start))
    for section in _sections(document, found):
        passages += _section_passages(document, section)
    return tuple(passages)


def _is_heading(text: str, heading: Heading) -> bool:
    """Whether a heading is none of a list's items, and no label of the lines below it."""
    return (
        not is_ruled_item(text, heading.start, heading.title)
        and label_at(text, heading.start) is None
    )


def _preamble(document: CleanDocument, found: Sequence[Heading], start: int) -> Iterator[Passage]:
    stop = found[0].start if found else len(document.text)
    if not start and document.title and document.text.startswith(document.title):
        start = len(document.title)
    path = (document.title or document.name,)
    yield from _parts_as_passages(document, start, stop, path, PassageKind.PROSE)


def _sections(document: CleanDocument, found: Sequence[Heading]) -> Iterator[_Section]:
    top = _top_level(found)
    path: list[tuple[int, str]] = []
    for index, heading in enumerate(found):
        while path and path[-1][0] >= heading.level:
            path.pop()
        path.append((heading.level, heading.title))
        after = found[index + 1 :]
        end = len(document.text)
        yield _Section(
            heading=heading,
            path=tuple(title for _, title in path),
            stop=after[0].start if after else end,
            subtree_stop=next((h.start for h in after if h.level <= heading.level), end),
            is_top=heading.level == top,
        )


def _top_level(found: Sequence[Heading]) -> int:
    """The level that counts as chapters: the outermost, but for a lone title above the rest."""
    levels = [heading.level for heading in found]
    if not levels:
        return 1
    first = min(levels)
    rest = [level for level in levels if level != first]
    lone = levels.count(first) == 1 and found[0].form == "hash" and levels[0] == first
    return min(rest) if lone and rest else first


def _section_passages(document: CleanDocument, section: _Section) -> Iterator[Passage]:
    kind = _kind_of(document, section)
    start, stop = section.heading.body, section.stop
    if kind is PassageKind.CASE:
        yield _passage(document, section.heading.start, start, stop, section.path, kind)
        yield from quoted_passages(document, start, stop, section.path)
        return
    if kind in (PassageKind.SCENARIO, PassageKind.STAGE):
        start = yield from _led(document, section, kind)
    elif kind is PassageKind.CHAPTER:
        end = _first_part(document.text, start, stop)
        yield _passage(document, section.heading.start, start, end, section.path, kind)
        yield from quoted_passages(document, start, end, section.path)
        start = end
    yield from _parts_as_passages(document, start, stop, section.path, PassageKind.PROSE)


def _led(
    document: CleanDocument, section: _Section, kind: PassageKind
) -> Generator[Passage, None, int]:
    """The passage that stands for a scenario or stage: its description. Returns where it ends."""
    start, stop = section.heading.body, section.stop
    parts = list(_parts(document.text, start, stop))
    body, end = start, parts[0].start if parts else stop
    if not document.text[body:end].strip() and parts and parts[0].kind in ("scenario", "prose"):
        body, end = parts[0].body, parts[0].end
    yield _passage(document, section.heading.start, body, end, section.path, kind)
    yield from quoted_passages(document, body, end, section.path)
    return end


def _first_part(text: str, start: int, stop: int) -> int:
    return next((part.start for part in _parts(text, start, stop)), stop)


def _kind_of(document: CleanDocument, section: _Section) -> PassageKind:
    heading, known = section.heading, patterns()
    if heading.form == "case":
        return PassageKind.CASE
    whole = document.text[heading.body : section.subtree_stop]
    numbers = heading.form in ("section", "part", "point", "hash")
    holds = "场景描述" in whole or not section.is_top
    if numbers and _SCENARIO.search(heading.title) and holds:
        return PassageKind.SCENARIO
    lives = any(_LIFE.search(title) for title in section.path[:-1]) or "核心策略" in whole
    if numbers and _STAGE.search(heading.title) and lives:
        return PassageKind.STAGE
    if section.is_top:
        return PassageKind.CHAPTER
    label = known.labels.get(re.sub(r"^[\s\d.、（）一二三四五六七八九十]+", "", heading.title), "")
    return PassageKind.STEPS if label == "steps" else PassageKind.PROSE


def _parts_as_passages(
    document: CleanDocument, start: int, stop: int, path: tuple[str, ...], kind: PassageKind
) -> Iterator[Passage]:
    at = start
    for part in (*_parts(document.text, start, stop), _Part(stop, stop, stop, "", "")):
        if document.text[at : part.start].strip():
            yield _passage(document, at, at, part.start, path, kind)
            yield from quoted_passages(document, at, part.start, path)
        if part.kind == "table":
            yield from _table_passages(document, part, path)
        elif part.kind:
            yield from _labelled(document, part, path)
        at = part.end


def _labelled(document: CleanDocument, part: _Part, path: tuple[str, ...]) -> Iterator[Passage]:
    kind = PassageKind.STEPS if part.kind == "steps" else PassageKind.PROSE
    if document.text[part.body : part.end].strip():
        yield _passage(document, part.start, part.body, part.end, (*path, part.label), kind)
        yield from quoted_passages(document, part.body, part.end, (*path, part.label))


def _table_passages(
    document: CleanDocument, part: _Part, path: tuple[str, ...]
) -> Iterator[Passage]:
    text = document.text[part.body : part.end]
    title = _TABLE_TITLE.match(text) if part.label else None
    if title is not None:
        path = (*path, title["title"])
        text = text[title.end() :]
    table = _table_of(text, markdown=not part.label)
    start, end = document.source(part.start, part.end)
    yield Passage(path, text.strip(), PassageKind.TABLE, start, end, table=table)
    if table is not None and (
        cells := list(labelled_cells(document, part.body, part.end, path, table))
    ):
        yield from cells
        return
    if table is not None and any(map(stance_of_column, table.header)):
        yield from ruled_cells(document, part.body, part.end, path, table)
        return
    yield from quoted_passages(document, part.body, part.end, path, only_objections=True)


def _table_of(text: str, *, markdown: bool) -> Table | None:
    block = _MARKDOWN_TABLE.search(text)
    if markdown or block is not None:
        return markdown_table(block[0] if block else text)
    return run_in_table(text)


def _parts(text: str, start: int, stop: int) -> Iterator[_Part]:
    """The labelled parts and Markdown tables of [start, stop), in order."""
    marks = sorted((*_labels(text, start, stop), *_tables(text, start, stop)))
    at = start
    for index, (begin, body, end, label, kind) in enumerate(marks):
        if begin < at:
            continue
        if label:
            past_tables = kind == "table"
            end = max(end, _next_mark(marks, index + 1, body, stop, labelled=past_tables))
        yield _Part(begin, body, end, label, kind)
        at = end


def _next_mark(marks: Sequence[_Mark], index: int, body: int, stop: int, *, labelled: bool) -> int:
    """Where the next part begins; a label of a table reaches past the table's own rows."""
    for at in range(index, len(marks)):
        if marks[at][0] >= body and (marks[at][3] or not labelled):
            return marks[at][0]
    return stop


_Mark = tuple[int, int, int, str, str]


def _tables(text: str, start: int, stop: int) -> Iterator[_Mark]:
    for match in _MARKDOWN_TABLE.finditer(text, start, stop):
        yield match.start(), match.start(), match.end(), "", "table"


def _labels(text: str, start: int, stop: int) -> Iterator[_Mark]:
    for match in _label_pattern().finditer(text, start, stop):
        kind = patterns().labels[match["label"]]
        before = text[max(start, match.start() - 1) : match.start()]
        if kind in _LABELS_AT_LINE_START and before not in ("", "\n"):
            continue
        opens = before in ("", "\n") or before in "。；！？”）"
        if opens or (match["colon"] and before not in "、与和及的"):
            yield match.start(), match.end(), match.end(), match["label"], kind


@lru_cache(maxsize=1)
def _label_pattern() -> re.Pattern[str]:
    labels = "|".join(sorted(patterns().labels, key=len, reverse=True))
    return re.compile(rf"(?P<label>{labels})(?P<colon>[：:]?)")


def _passage(
    document: CleanDocument,
    start: int,
    body: int,
    end: int,
    path: tuple[str, ...],
    kind: PassageKind,
) -> Passage:
    found = tuple(sentences(document, body, end))
    text = document.text[body:end].strip() or path[-1]
    if kind in (PassageKind.STEPS, PassageKind.CASE) and found:
        text = "\n".join(each.text for each in found)
    first, last = document.source(start, end)
    return Passage(path, text, kind, first, last, sentences=found)
