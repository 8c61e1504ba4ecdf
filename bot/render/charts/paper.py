"""The paper charts are drawn on: size, colours, Chinese type, and the way to PNG.

A chart is as wide as a phone (1,080 pixels) and as high as its rows need; its words are at least
as large as the chat's. Colours are told apart in grey too, and nothing is said by colour alone.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import RLock

from matplotlib import RcParams, rc_context, rcParams
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager

from bot.render.typeface import typeface

WIDTH, DPI = 7.2, 150
"""Inches, and dots to the inch: 1,080 pixels."""
INK, FAINT, RULE = "#1f2937", "#6b7280", "#d1d5db"
SERIES = ("#1d4ed8", "#f59e0b", "#0f766e", "#be185d", "#7c3aed", "#65a30d", "#475569", "#c2410c")
"""Colours of kinds, in the order they are given out."""
GOOD, WARNING, BAD = "#0f766e", "#f59e0b", "#b91c1c"
_SIZE = 13
_DRAWING = RLock()
"""Matplotlib's settings are the process's: one chart is drawn at a time."""


@contextmanager
def paper(*, height: float, rows: int = 1) -> Iterator[tuple[Figure, list[Axes]]]:
    """A figure of `rows` plots one above the other, `height` inches high in all.

    Hand the figure to `png` before it is left.
    """
    with _DRAWING, rc_context():
        rcParams.update(_settings())
        figure = Figure(figsize=(WIDTH, height), dpi=DPI, layout="constrained", facecolor="white")
        axes = [figure.add_subplot(rows, 1, at + 1) for at in range(rows)]
        yield figure, axes


def png(figure: Figure) -> bytes:
    """The figure as a PNG of `WIDTH` × `DPI` pixels across; the same figure, the same bytes."""
    kept = io.BytesIO()
    figure.savefig(kept, format="png", metadata={"Software": None})
    return kept.getvalue()


@cache
def _settings() -> RcParams:
    return RcParams(
        {
            "font.family": [_family()],
            "font.size": _SIZE,
            "axes.unicode_minus": False,
            "axes.edgecolor": RULE,
            "axes.labelcolor": INK,
            "axes.titlesize": _SIZE + 2,
            "axes.titlelocation": "left",
            "axes.spines.top": False,
            "axes.spines.right": False,
            "text.color": INK,
            "xtick.color": FAINT,
            "ytick.color": INK,
        }
    )


def _family() -> str:
    path = str(typeface())
    fontManager.addfont(path)
    return str(FontProperties(fname=path).get_name())
