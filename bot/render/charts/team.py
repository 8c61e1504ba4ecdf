"""A team side by side: what needs attention by manager, and how promises were kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from matplotlib.axes import Axes

from bot.render.charts.paper import BAD, FAINT, GOOD, INK, SERIES, WARNING, paper, png
from bot.results.customers import Member

_ROW, _HEAD = 0.55, 1.3
_COUNTS: Sequence[tuple[str, str, Callable[[Member], int]]] = (
    ("流失预警", SERIES[3], lambda member: member.at_risk),
    ("久未联系", SERIES[0], lambda member: member.overdue),
    ("未结投诉", SERIES[4], lambda member: member.complaints),
    ("过期跟进", WARNING, lambda member: member.late_follow_ups),
)
_WELL, _FAIR = 0.8, 0.6
"""Shares of promises kept from which a bar is green, and amber."""


def team_chart(members: Sequence[Member], *, today: date) -> bytes:
    """Counts to attend to as a PNG, and below, where any came due, promises kept of those due."""
    promised = any(each.promises_due for each in members)
    rows = max(len(members), 1) * _ROW + _HEAD
    with paper(height=rows * (1 + promised) + 0.9, rows=1 + promised) as (figure, axes):
        figure.suptitle(f"团队概况　{today:%Y-%m-%d}", fontsize=17)
        _attention(axes[0], members)
        if promised:
            _promises(axes[1], members)
        return png(figure)


def _attention(axes: Axes, members: Sequence[Member]) -> None:
    axes.set_title("要关注的（件）")
    names = [_name(each) for each in members]
    left = [0] * len(members)
    for label, colour, count in _COUNTS:
        numbers = [count(each) for each in members]
        bars = axes.barh(names, numbers, left=left, color=colour, height=0.6, label=label)
        words = [str(each) if each else "" for each in numbers]
        ink = INK if colour == WARNING else "white"
        axes.bar_label(bars, labels=words, label_type="center", color=ink)
        left = [sum(pair) for pair in zip(left, numbers, strict=True)]
    axes.legend(loc="upper center", ncols=2, frameon=False, bbox_to_anchor=(0.5, 0.0))
    _bare(axes, max([*left, 1]) * 1.05)


def _promises(axes: Axes, members: Sequence[Member]) -> None:
    axes.set_title("承诺兑现（近90日到期的）")
    names = [_name(each) for each in members]
    shares = [
        each.promises_kept / each.promises_due if each.promises_due else 0 for each in members
    ]
    bars = axes.barh(names, shares, color=[_colour(each) for each in shares], height=0.6)
    words = [
        f"{each.promises_kept}/{each.promises_due}" if each.promises_due else "没有到期的"
        for each in members
    ]
    axes.bar_label(bars, labels=words, padding=4, color=FAINT)
    _bare(axes, 1.25)


def _bare(axes: Axes, most: float) -> None:
    axes.set_xlim(0, most)
    axes.set_xticks([])
    axes.invert_yaxis()
    axes.spines["bottom"].set_visible(False)


def _colour(share: float) -> str:
    return GOOD if share >= _WELL else WARNING if share >= _FAIR else BAD


def _name(member: Member) -> str:
    return member.name or member.staff_id
