"""Tables: Markdown ones read, and ones whose cells have run into a single line parted again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.documents.columns import cell_fit
from knowledge.documents.model import LOST, Table
from knowledge.documents.patterns import patterns
from knowledge.segmenting import jieba

_HAN = "\u4e00-\u9fff"
_LONGEST_TABLE = 1500
_LONGEST_CELL = 90
_LEAST_COLUMNS = 3
_NO_CUT_BEFORE = frozenset("（、，。；：）”！？%/+→-－〕")
_NO_CUT_AFTER = frozenset("、，：（“/→-－〔≥≤")
_MEASURES = frozenset("月日次笔单元个分万亿年天家条岁倍")
_MARKDOWN_ROW = re.compile(r"^\s*\|(.+)\|\s*$")
_RULE = re.compile(r"^\s*\|?[\s:|-]+\|?\s*$")
_NOTHING = float("-inf")


@dataclass(frozen=True, slots=True)
class _Best:
    """The best way to here: its score and where the last cell began."""

    score: float
    since: int


def markdown_table(block: str) -> Table | None:
    """The table of a block of `|` lines."""
    rows = [
        tuple(cell.strip() for cell in match[1].split("|"))
        for line in block.splitlines()
        if (match := _MARKDOWN_ROW.match(line)) and not _RULE.match(line)
    ]
    return Table(rows[0], tuple(rows[1:]), inferred=False) if rows else None


def run_in_table(text: str) -> Table | None:
    """The table of a text whose cells have run together; None where no header is found."""
    text = text.strip().lstrip("：:").replace("\n", "")
    header, body = _header(text)
    if len(header) < _LEAST_COLUMNS or not body or len(body) > _LONGEST_TABLE:
        return None
    cells = _cells(body, header)
    rows = [cells[at : at + len(header)] for at in range(0, len(cells), len(header))]
    return Table(header, tuple(tuple(map(_whole, row)) for row in rows), inferred=True)


def _whole(cell: str) -> str:
    """A cell that starts or ends with a connector has lost what it connected."""
    if cell[:1] in "/+":
        cell = LOST + cell
    return cell + LOST if cell[-1:] in "/+" else cell


def _header(text: str) -> tuple[tuple[str, ...], str]:
    """The header's cells, and the rest."""
    pattern = _header_cell()
    found: list[str] = []
    at = 0
    while match := pattern.match(text, at):
        found.append(match[0])
        at = match.end()
    return tuple(found), text[at:]


@lru_cache(maxsize=1)
def _header_cell() -> re.Pattern[str]:
    known = patterns()
    endings = "|".join(sorted(known.header_endings, key=len, reverse=True))
    whole = "|".join(known.whole_headers)
    return re.compile(
        rf"(?:(?:{whole})|[{_HAN}]{{2,8}}?(?:{endings})(?:方向|组合|说明|明细|情况)?"
        rf"(?:/(?:{endings}))?)(?:（[^（）]{{1,20}}）)?"
    )


def _cells(body: str, header: Sequence[str]) -> list[str]:
    """The cuts that fit the columns best, row after row; empty where none fits."""
    cuts = _cuts(body)
    columns = len(header)
    best: list[dict[int, _Best]] = [{} for _ in range(columns)]
    best[columns - 1][0] = _Best(0.0, 0)
    for number, end in enumerate(cuts[1:], 1):
        for start in reversed(cuts[:number]):
            if end - start > _LONGEST_CELL:
                break
            for column in range(columns):
                _extend(best, body, start, end, column, header)
    if len(body) not in best[columns - 1]:
        return []
    return _backwards(best, body, columns)


def _extend(
    best: list[dict[int, _Best]],
    body: str,
    start: int,
    end: int,
    column: int,
    header: Sequence[str],
) -> None:
    before = best[column - 1].get(start)
    if before is None:
        return
    score = before.score + _fit(body[start:end], header[column]) + _seam(body, start)
    known = best[column].get(end)
    if known is None or score > known.score:
        best[column][end] = _Best(score, start)


@lru_cache(maxsize=200_000)
def _fit(cell: str, column: str) -> float:
    return cell_fit(cell, column)


def _backwards(best: list[dict[int, _Best]], body: str, columns: int) -> list[str]:
    cells: list[str] = []
    at, column = len(body), columns - 1
    while at > 0:
        since = best[column][at].since
        cells.append(body[since:at])
        at, column = since, (column - 1) % columns
    return cells[::-1]


def _cuts(body: str) -> list[int]:
    """Where a cell may begin or end: between words, and inside a run of digits or X."""
    words = {end for _, _, end in jieba().tokenize(body)}
    places = {0, len(body)}
    for at in range(1, len(body)):
        if body[at] in _NO_CUT_BEFORE - {"/", "+"} or body[at - 1] in _NO_CUT_AFTER:
            continue
        if at in words or _in_code(body, at):
            places.add(at)
    return sorted(places)


def _in_code(body: str, at: int) -> bool:
    return body[at - 1] in "0123456789X*" and body[at] in "0123456789X*"


def _seam(body: str, at: int) -> float:
    """What a cut costs: digits are parted only for good reason."""
    if at == 0:
        return 0.0
    if body[at - 1].isdigit() and body[at].isdigit():
        return -2.0
    if body[at - 1].isdigit() and body[at] in _MEASURES:
        return -6.0
    if body[at] in "/+":
        return -1.0
    return 0.5 if body[at - 1] in "”）" else 0.0
