"""How the installation is: what `doctor` measures, for the administrator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from bot.usecases.doctor import examine
from bot.web.pages import page

if TYPE_CHECKING:
    from bot.web.house import Visit


def show(visit: Visit) -> Response:
    """Each part with what was found."""
    visit.work.rest()
    parts = tuple(examine(visit.house.settings))
    return page(visit, "health.html", title="运行情况", parts=parts)
