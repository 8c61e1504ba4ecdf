"""The supervisor's team: a table of what needs attention, and the same as a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from bot.usecases.approvals import count_waiting
from bot.usecases.oversee import team_overview
from bot.web.pages import page

if TYPE_CHECKING:
    from bot.web.house import Visit


def show(visit: Visit) -> Response:
    """The team's managers, the one with most to attend to first."""
    members = team_overview(work=visit.work, actor=visit.actor)
    waiting = count_waiting(work=visit.work, actor=visit.actor)
    return page(
        visit,
        "team.html",
        title="团队",
        members=members.rows,
        unreadable=members.unreadable,
        waiting=waiting,
    )


def chart(visit: Visit) -> Response:
    """The team's chart."""
    from bot.render.charts.team import team_chart

    members = team_overview(work=visit.work, actor=visit.actor).rows
    return Response(team_chart(members, today=visit.work.now.date()), media_type="image/png")
