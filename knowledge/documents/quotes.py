"""What is said in a document: words for the customer, objections with answers, forbidden words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.documents.forbidding import Stance, stance_of_column, stance_of_quote
from knowledge.documents.model import CleanDocument, Passage, PassageKind, Table

_SPOKEN = re.compile(r"“(?P<said>[^“”\n]{8,200})”")
_TO_A_CUSTOMER = re.compile("您|我行|我们|？$")
_RATHER_THAN = re.compile(r"(?:不说|而非|而不是|不是|与其说?)[^，。；“”]{0,4}$")
_LEAST_CELL = 4
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
    for pattern in _OBJECTIONS:
        for match in pattern.finditer(document.text, start, end):
            if Stance.AVOID in _stances(document, match, "asked", "answer"):
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
