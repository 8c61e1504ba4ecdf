"""How complete each manager's records are, a bar a manager."""

from __future__ import annotations

from collections.abc import Sequence

from bot.render.charts.paper import BAD, GOOD, WARNING, paper, png
from bot.results.updating import CompleteBook

_ROW = 0.7
_GOOD, _FAIR = 0.9, 0.7


def completeness_chart(books: Sequence[CompleteBook], *, title: str) -> bytes:
    """The books as bars of a share, in the order given, as a PNG."""
    with paper(height=1.6 + _ROW * max(len(books), 2)) as (figure, (axes,)):
        axes.set_title(title)
        shares = [each.share for each in books]
        bars = axes.barh(
            [each.owner for each in books], shares, color=[_colour(s) for s in shares], height=0.6
        )
        words = [f"{b.share:.0%}（{b.whole}/{b.customers}位齐全）" for b in books]
        axes.bar_label(bars, labels=words, padding=4)
        axes.set_xlim(0, 1.5)
        axes.set_ylim(-0.5, max(len(books), 2) - 0.5)
        axes.set_xticks([])
        axes.invert_yaxis()
        axes.spines["bottom"].set_visible(False)
        return png(figure)


def _colour(share: float) -> str:
    if share >= _GOOD:
        return GOOD
    return WARNING if share >= _FAIR else BAD
