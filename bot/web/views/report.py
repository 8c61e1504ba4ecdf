"""合规月报: a month of the officers' queue in figures, to be read and printed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from starlette.responses import Response

from bot.render.queue_figures import figures_screen
from bot.results.declined import Declined
from bot.usecases.queue_figures import queue_figures
from bot.web.pages import page

if TYPE_CHECKING:
    from bot.web.house import Visit


def month(visit: Visit) -> Response:
    """The month asked for as YYYY-MM, else this one."""
    asked = _month(visit.asked("month"))
    figures = queue_figures(work=visit.work, actor=visit.actor, month=asked)
    refused = figures.reason if isinstance(figures, Declined) else ""
    return page(
        visit,
        "report.html",
        title="合规月报",
        shown=() if isinstance(figures, Declined) else figures_screen(figures),
        refused=refused,
        month=f"{asked or visit.work.now.date():%Y-%m}",
        latest=f"{visit.work.now:%Y-%m}",
    )


def _month(words: str) -> date | None:
    try:
        return date.fromisoformat(f"{words}-01")
    except ValueError:
        return None
