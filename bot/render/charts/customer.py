"""One customer's assets by type, what matures when, and how often he was spoken with."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from matplotlib.axes import Axes
from matplotlib.container import BarContainer

from bot.render.charts.paper import BAD, FAINT, GOOD, SERIES, WARNING, paper, png
from bot.results.whole import WholeCustomer
from store.customers import HeldProduct

MONTHS = 12
_ROW, _PANEL = 0.5, 1.5
_MOST_RUNGS = 8
_SOON_DAYS = 30
_OTHER = "货架上没有"


@dataclass(frozen=True)
class CustomerFigures:
    """What is drawn: amounts in 万元, `contacts` the days he was spoken with."""

    name: str
    today: date
    aum_wan: float | None
    holdings: tuple[HeldProduct, ...]
    contacts: tuple[date, ...]


def whole_chart(whole: WholeCustomer, *, today: date) -> bytes:
    """The chart of a customer as he is known whole: attempts nobody answered are no contacts."""
    record = whole.record
    days = [each.took_place_on for each in whole.past.contacts if each.outcome is None]
    figures = CustomerFigures(
        name=record.name,
        today=today,
        aum_wan=record.aum_wan,
        holdings=record.holdings,
        contacts=tuple(days),
    )
    return customer_chart(figures)


def customer_chart(figures: CustomerFigures) -> bytes:
    """The customer's three plots as a PNG; a plot without figures says so."""
    kinds, rungs = _by_kind(figures), _rungs(figures)
    height = 3 * _PANEL + _ROW * (max(len(kinds), 2) + max(len(rungs), 2)) + 1.2
    with paper(height=height, rows=3) as (figure, axes):
        grid = axes[0].get_gridspec()
        if grid is not None:
            grid.set_height_ratios([max(len(kinds), 2) + 1, max(len(rungs), 2) + 1, 3])
        figure.suptitle(f"{figures.name}　{figures.today:%Y-%m-%d}", fontsize=17)
        _draw_kinds(axes[0], kinds, figures)
        _draw_ladder(axes[1], rungs, figures.today)
        _draw_contacts(axes[2], figures)
        return png(figure)


def _by_kind(figures: CustomerFigures) -> Mapping[str, float]:
    """Amounts by type, the largest first; what is held nowhere last."""
    sums: dict[str, float] = defaultdict(float)
    for held in figures.holdings:
        sums[held.type.label if held.type else _OTHER] += held.amount_wan or 0.0
    found = dict(sorted(sums.items(), key=lambda item: -item[1]))
    free = (figures.aum_wan or 0.0) - sum(found.values())
    if found and free > 0:
        found["其余（活期等）"] = free
    return found


def _rungs(figures: CustomerFigures) -> Sequence[tuple[date, str, float]]:
    dated = [
        (held.maturity_date, held.shown_name, held.amount_wan or 0.0)
        for held in figures.holdings
        if held.maturity_date is not None
    ]
    return sorted(dated)[:_MOST_RUNGS]


def _draw_kinds(axes: Axes, kinds: Mapping[str, float], figures: CustomerFigures) -> None:
    total = figures.aum_wan
    size = f"（资产 {total:g}万元）" if total is not None else "（资产不明）"
    axes.set_title(f"资产与持有{size}")
    if not any(kinds.values()):
        _nothing(axes, "没有持有记录" if not kinds else "持有的金额没有记")
        return
    names, amounts = list(kinds), list(kinds.values())
    bars = axes.barh(names, amounts, color=[SERIES[at % 8] for at in range(len(names))], height=0.6)
    whole = sum(amounts)
    words = [f"{each:g}万（{each / whole:.0%}）" for each in amounts]
    _label(axes, bars, words, max(amounts))


def _draw_ladder(axes: Axes, rungs: Sequence[tuple[date, str, float]], today: date) -> None:
    axes.set_title("到期阶梯（万元）")
    if not rungs:
        _nothing(axes, "没有带到期日的持有")
        return
    names = [f"{day:%Y-%m-%d}\n{name}" for day, name, _ in rungs]
    amounts = [amount for _, _, amount in rungs]
    bars = axes.barh(
        range(len(rungs)), amounts, color=[_urgency(day, today) for day, *_ in rungs], height=0.6
    )
    axes.set_yticks(range(len(rungs)), names)
    words = [f"{amount:g}万，{_left(day, today)}" for day, _, amount in rungs]
    axes.set_ylim(-0.5, max(len(rungs), 2) - 0.5)
    _label(axes, bars, words, max(amounts) or 1.0)


def _draw_contacts(axes: Axes, figures: CustomerFigures) -> None:
    months = _months(figures.today)
    counts = Counter((day.year, day.month - 1) for day in figures.contacts)
    numbers = [counts[month] for month in months]
    axes.set_title(f"近12个月沟通（{sum(numbers)}次）")
    if not sum(numbers):
        _nothing(axes, "近12个月没有沟通记录")
        return
    places = range(len(months))
    bars = axes.bar(places, numbers, color=SERIES[0], width=0.6)
    axes.bar_label(bars, labels=[str(each) if each else "" for each in numbers])
    axes.set_xticks(places, [_month(*month, first=not at) for at, month in enumerate(months)])
    axes.set_yticks([])
    axes.set_ylim(0, max(numbers) * 1.25)
    axes.spines["left"].set_visible(False)


def _label(axes: Axes, bars: BarContainer, words: Sequence[str], most: float) -> None:
    axes.bar_label(bars, labels=words, padding=4)
    axes.set_xlim(0, most * 1.6)
    axes.set_xticks([])
    axes.invert_yaxis()
    axes.spines["bottom"].set_visible(False)


def _nothing(axes: Axes, words: str) -> None:
    axes.text(0.5, 0.5, words, ha="center", va="center", color=FAINT, transform=axes.transAxes)
    axes.set_xticks([])
    axes.set_yticks([])


def _urgency(day: date, today: date) -> str:
    days = (day - today).days
    if days < 0:
        return BAD
    return WARNING if days <= _SOON_DAYS else GOOD


def _left(day: date, today: date) -> str:
    days = (day - today).days
    if days < 0:
        return f"已到期{-days}天"
    return f"还有{days}天" if days else "今天到期"


def _months(today: date) -> list[tuple[int, int]]:
    last = today.year * 12 + today.month - 1
    return [divmod(at, 12) for at in range(last - MONTHS + 1, last + 1)]


def _month(year: int, month: int, *, first: bool) -> str:
    named = f"{month + 1}月"
    return f"{named}\n{year}" if first or month == 0 else named
