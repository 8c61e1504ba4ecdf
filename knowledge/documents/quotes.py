"""What is said in a document: words for the customer, objections with answers, forbidden words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.documents.forbidding import Stance, stance_of_column, stance_of_quote
from knowledge.documents.labels import (
    Label,
    Labelled,
    exchanges,
    label_of_cell,
    labelled_lines,
    paired,
)
from knowledge.documents.model import CleanDocument, Passage, PassageKind, Table

_SPOKEN = re.compile(r"“(?P<said>[^“”\n]{8,200})”")
_TO_A_CUSTOMER = re.compile("您|我行|我们|？$")
_RATHER_THAN = re.compile(r"(?:不说|而非|而不是|不是|与其说?)[^，。；“”]{0,4}$")
_LEAST_CELL = 4
_RULED = frozenset({Label.AVOID, Label.POINT})
_MAY_QUOTE = frozenset({Label.NOTE, Label.ACTION, Label.AVOID})
"""Labels of lines that may hold words for a customer besides."""
_OBJECTIONS = (
    re.compile(r"“(?P<asked>[^“”\n]{2,60})”\s*(?:→|->|—+>?)\s*“(?P<answer>[^“”\n]{4,200})”"),
    re.compile(
        r"(?:客户|对方)(?:说|问|提出|担心|反问|表示)[：:，]?\s*“(?P<asked>[^“”\n]{2,60})”[^“”\n]{0,12}"
        r"(?:回答|答|应对|回应|回复|可以说|可说|应说)[^“”\n]{0,8}“(?P<answer>[^“”\n]{4,200})”"
    ),
    re.compile(
        r"(?m)^[ \t]*[-*\d.、]*[ \t]*(?:异议|客户|问|客户说|Q)\s*[：:]\s*(?P<asked>[^\n]{2,60})\n+"
        r"\s*[-*\d.、]*\s*(?:应对|回答|答|客户经理|话术|A)\s*[：:]\s*(?P<answer>[^\n]{4,300})"
    ),
)


def quoted_passages(
    document: CleanDocument,
    start: int,
    end: int,
    path: tuple[str, ...],
    *,
    only_objections: bool = False,
) -> Iterator[Passage]:
    """The objections, the spoken lines and the forbidden ones within [start, end)."""
    taken: list[tuple[int, int]] = []
    lines = [each for each in labelled_lines(document.text) if start <= each.start < end]
    lines = [each for each in lines if not _is_answered(document.text[each.start : each.end])]
    for asked_line, answers in exchanges(lines):
        taken += [(each.start, each.end) for each in (asked_line, *answers)]
        yield _exchange(document, path, asked_line, answers)
    taken += [(each.start, each.end) for each in lines if each.label not in _MAY_QUOTE]
    for pattern in _OBJECTIONS:
        for match in pattern.finditer(document.text, start, end):
            if Stance.AVOID in _stances(document, match, "asked", "answer") or any(
                begin <= match.start("asked") < stop for begin, stop in taken
            ):
                continue
            taken.append(match.span())
            span = document.source(*match.span())
            asked, answer = match["asked"].strip("“” "), match["answer"].strip("“” ")
            yield Passage(path, asked, PassageKind.OBJECTION, *span, answer=answer)
    for match in () if only_objections else _SPOKEN.finditer(document.text, start, end):
        if any(begin <= match.start() < stop for begin, stop in taken):
            continue
        span = document.source(*match.span("said"))
        (stance,) = _stances(document, match, "said")
        before = document.text[max(start, match.start() - 10) : match.start()]
        if stance is Stance.AVOID:
            yield Passage(path, match["said"], PassageKind.FORBIDDEN, *span)
        elif _TO_A_CUSTOMER.search(match["said"]) and not _RATHER_THAN.search(before):
            yield Passage(path, match["said"], PassageKind.DIALOGUE, *span)


def _is_answered(line: str) -> bool:
    """Whether a line holds an objection with its answer."""
    return any(pattern.search(line) for pattern in _OBJECTIONS)


def _exchange(
    document: CleanDocument, path: tuple[str, ...], asked: Labelled, answers: Sequence[Labelled]
) -> Passage:
    """A customer's words under a label with the words that answer them."""
    words = [document.text[each.body : each.end].strip("“” ") for each in (asked, *answers)]
    span = document.source(asked.start, max(each.end for each in (asked, *answers)))
    return Passage(path, words[0], PassageKind.OBJECTION, *span, answer="\n".join(words[1:]))


def labelled_cells(
    document: CleanDocument, start: int, end: int, path: tuple[str, ...], table: Table
) -> Iterator[Passage]:
    """The cells of a table whose header or first column says what they are, as 开场白 or 应答."""
    cells = paired(list(_cells(document, start, end, table)))
    if all(each.label in _RULED for each in cells) and any(map(stance_of_column, table.header)):
        return
    pairs = {asked.start: answers for asked, answers in exchanges(cells)}
    for cell in cells:
        if cell.label is Label.OBJECTION:
            yield _exchange(document, path, cell, pairs[cell.start])
        elif cell.label is not Label.ANSWER:
            words = document.text[cell.body : cell.end].strip("“” ")
            span = document.source(cell.start, cell.end)
            avoid = cell.label is Label.AVOID
            kind = PassageKind.FORBIDDEN if avoid else PassageKind.DIALOGUE
            yield Passage(path, words, kind, *span, label=cell.label)


def _cells(document: CleanDocument, start: int, end: int, table: Table) -> Iterator[Labelled]:
    columns = [label_of_cell(name) for name in table.header]
    heads_rows = len(columns) > 1 and columns[0] is not None and columns[1] is None
    at = start
    for row in (table.header, *table.rows) if heads_rows else table.rows:
        own = label_of_cell(row[0]) if row else None
        for column, cell in enumerate(row):
            found = document.text.find(cell, at, end) if cell else -1
            at = found + len(cell) if found >= 0 else at
            given = columns[column] if column < len(columns) and not heads_rows else None
            label = (own or given) if column or not own else None
            if label is not None and found >= 0:
                yield Labelled(found, found, at, label)


def ruled_cells(
    document: CleanDocument, start: int, end: int, path: tuple[str, ...], table: Table
) -> Iterator[Passage]:
    """The cells of a table that says what not to say and what to say instead."""
    kinds = {Stance.AVOID: PassageKind.FORBIDDEN, Stance.SAY: PassageKind.DIALOGUE}
    stances = [stance_of_column(name) for name in table.header]
    at = start
    for row in table.rows:
        for stance, cell in zip(stances, row, strict=False):
            found = document.text.find(cell, at, end) if cell else -1
            at = found if found >= 0 else at
            words = cell.strip("“” ")
            if stance in kinds and len(words) >= _LEAST_CELL:
                yield Passage(path, words, kinds[stance], *document.source(at, at + len(cell)))


def _stances(document: CleanDocument, match: re.Match[str], *groups: str) -> tuple[Stance, ...]:
    return tuple(stance_of_quote(document.text, *match.span(group)) for group in groups)
