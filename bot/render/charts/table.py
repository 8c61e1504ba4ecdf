"""A table as a picture: a column a thing, a row an aspect, words wrapped to their column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from bot.render.charts.paper import BAD, FAINT, GOOD, INK, RULE, WIDTH, paper, png

_LINE, _PAD, _SIZE, _SPACING = 0.235, 0.16, 11.0, 1.5
"""Inches a line is high and a row has besides; points of the type."""
_HEAD_SHARE = 0.1
_EM = _SIZE / 72
"""Inches a Chinese character is wide."""
_LATIN = 0.55
"""Of a Chinese character's width a Latin one's."""
_NEVER_FIRST = "，。；、）：！？"
_UNIT = re.compile(r"[A-Za-z0-9.%/-]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Row:
    """An aspect and its words for each column; `good` colours them: True good, False bad."""

    heading: str
    cells: tuple[str, ...]
    good: tuple[bool | None, ...] = ()


def table(title: str, names: Sequence[str], rows: Sequence[Row], *, note: str) -> bytes:
    """The table as PNG, as wide as a phone and as high as its words need."""
    share = (1 - _HEAD_SHARE) / len(names)
    most = max(int(share * WIDTH / _EM) - 1, 4)
    lines = [[wrapped(name, most) for name in names]]
    lines += [[wrapped(cell, most) for cell in row.cells] for row in rows]
    highs = [max(len(cell) for cell in each) * _LINE + _PAD for each in lines]
    foot = wrapped(note, int(WIDTH / _EM) - 2)
    height = sum(highs) + 0.6 + len(foot) * _LINE + _PAD
    with paper(height=height) as (figure, (axes,)):
        _blank(axes, height)
        axes.text(0, height - 0.1, title, va="top", fontsize=14)
        top = height - 0.6
        for at, (cells, high) in enumerate(zip(lines, highs, strict=True)):
            row = rows[at - 1] if at else None
            _row(axes, cells, row, top=top, share=share)
            top -= high
            axes.plot([0, 1], [top + _PAD / 2] * 2, color=RULE, linewidth=1)
        axes.text(
            0,
            top - 0.02,
            "\n".join(foot),
            va="top",
            fontsize=9.5,
            color=FAINT,
            linespacing=_SPACING,
        )
        return png(figure)


def wrapped(words: str, most: int) -> list[str]:
    """Words in lines of at most *most* Chinese characters; a Latin word is whole where it fits."""
    lines, line, wide = [], "", 0.0
    for each in _UNIT.findall(words):
        own = _LATIN * len(each) if each.isascii() else 1.0
        for piece in [each] if own <= most else each:
            own = _LATIN * len(piece) if piece.isascii() else 1.0
            if wide + own > most and piece not in _NEVER_FIRST:
                lines.append(line)
                line, wide = "", 0.0
            line, wide = line + piece, wide + own
    return [*lines, line] if line or not lines else lines


def _row(
    axes: Axes, cells: Sequence[Sequence[str]], row: Row | None, *, top: float, share: float
) -> None:
    if row is not None:
        axes.text(0, top, row.heading, va="top", fontsize=_SIZE, color=FAINT, linespacing=_SPACING)
    for at, words in enumerate(cells):
        axes.text(
            _HEAD_SHARE + at * share,
            top,
            "\n".join(words),
            va="top",
            fontsize=_SIZE,
            color=_colour(row, at),
            linespacing=_SPACING,
        )


def _colour(row: Row | None, at: int) -> str:
    good = row.good[at] if row is not None and row.good else None
    return INK if good is None else GOOD if good else BAD


def _blank(axes: Axes, height: float) -> None:
    axes.set_xlim(0, 1)
    axes.set_ylim(0, height)
    axes.axis("off")
