"""The charts of an asset health report: by kind, by maturity, by level against the customer's."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes

from bot.render.charts.paper import BAD, GOOD, INK, SERIES, paper, png
from bot.results.health import HealthReport, Part

_ROW, _HEAD, _LINE = 0.42, 0.95, 0.34
"""Inches a bar takes, a plot besides, and a line of the heading."""


def health_png(report: HealthReport, *, heading: str = "") -> bytes:
    """The three charts one above the other as PNG; those without figures say so.

    A picture that goes about alone is told by its `heading` whose it is and of when, a line each
    for the name with the day, and for where the release stands.
    """
    plots = [("资产构成（万元）", report.kinds), ("到期安排（万元）", report.ladder)]
    plots.append((_level_title(report), report.levels))
    heights = [_HEAD + _ROW * max(len(parts), 1) for _, parts in plots]
    above = _LINE * len(heading.splitlines())
    with paper(height=sum(heights) + above, rows=len(plots)) as (figure, axes):
        if heading:
            figure.suptitle(heading, x=0.02, ha="left", color=INK)
        place = axes[0].get_subplotspec()
        if place is not None:
            place.get_gridspec().set_height_ratios(heights)
        for at, (plot, (title, parts)) in enumerate(zip(axes, plots, strict=True)):
            colours = _level_colours(report) if at == 2 else [SERIES[at]] * len(parts)
            _bars(plot, title, parts, colours)
        return png(figure)


def _bars(axes: Axes, title: str, parts: Sequence[Part], colours: Sequence[str]) -> None:
    axes.set_title(title)
    axes.xaxis.set_visible(False)
    axes.spines["bottom"].set_visible(False)
    if not parts:
        axes.yaxis.set_visible(False)
        axes.text(0, 0.5, "没有登记金额", transform=axes.transAxes, color=INK)
        return
    places = range(len(parts))
    bars = axes.barh(places, [part.amount_wan for part in parts], color=list(colours), height=0.62)
    axes.set_yticks(list(places), [part.label for part in parts])
    axes.invert_yaxis()
    axes.bar_label(bars, [f"{part.amount_wan:g}" for part in parts], padding=6, color=INK)
    axes.margins(x=0.16)


def _level_title(report: HealthReport) -> str:
    own = f"，客户{report.risk_level}" if report.risk_level else ""
    return f"持有产品的风险等级（万元{own}）"


def _level_colours(report: HealthReport) -> list[str]:
    above = {each.level for each in report.holdings if each.above_level}
    return [BAD if part.label in above else GOOD for part in report.levels]
