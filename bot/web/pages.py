"""Pages from templates: the frame around each, its way about by role, and the filters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, tzinfo
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from bot.web.encode import screen_html
from bot.web.house import Visit
from store.models import Role
from store.visible import visible

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"
Place = tuple[str, str]
"""Where, and what it is called."""
PLACES: Mapping[Role, tuple[Place, ...]] = {
    Role.RM: (
        ("/chat", "对话"),
        ("/customers", "客户"),
        ("/cases", "案件"),
        ("/scripts", "话术"),
    ),
    Role.SUPERVISOR: (
        ("/team", "团队"),
        ("/approvals", "审批"),
        ("/cases", "案件"),
        ("/customers", "客户"),
        ("/scripts", "话术"),
        ("/chat", "对话"),
    ),
    Role.COMPLIANCE: (
        ("/review", "审核"),
        ("/report", "月报"),
        ("/scripts", "话术"),
        ("/chat", "对话"),
    ),
    Role.ADMIN: (("/health", "运行"), ("/scripts", "话术"), ("/chat", "对话")),
}
"""The way about by role; the first is where one comes in."""
_TITLE = "客户经理助手"


def home_of(role: Role) -> str:
    """Where somebody of a role comes in."""
    return PLACES[role][0][0]


def page(
    visit: Visit, template: str, *, title: str, status: int = 200, **content: object
) -> HTMLResponse:
    """A whole page for the visitor."""
    here = visit.request.url.path
    frame = {
        "title": f"{title} · {_TITLE}",
        "heading": title,
        "actor": visit.actor,
        "csrf": visit.csrf,
        "places": [(at, words, here.startswith(at)) for at, words in PLACES[visit.actor.role]],
        "zone": visit.house.desk.zone,
        "today": visit.work.now.date(),
    }
    return HTMLResponse(written(template, **frame, **content), status)


def part(visit: Visit, template: str, **content: object) -> HTMLResponse:
    """A part of a page, put in by htmx."""
    return HTMLResponse(written(template, csrf=visit.csrf, zone=visit.house.desk.zone, **content))


def bare(
    template: str, *, title: str, status: int = 200, csrf: str = "", **content: object
) -> HTMLResponse:
    """A page for nobody known: the door, or what went wrong."""
    frame = {"title": f"{title} · {_TITLE}", "heading": title, "csrf": csrf}
    return HTMLResponse(written(template, actor=None, places=(), **frame, **content), status)


def written(template: str, **content: Any) -> str:
    """A template filled in; whatever is put in is escaped."""
    return _templates().get_template(template).render(**content)


@cache
def _templates() -> Environment:
    # What a name may hold is escaped in every template, whatever its ending.
    made = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= _FILTERS
    made.globals["static"] = static
    return made


@cache
def static(name: str) -> str:
    """A static file's address; another one when it has changed."""
    return f"/static/{name}?v={sha256((STATIC / name).read_bytes()).hexdigest()[:12]}"


def _moment(at: datetime | date | None, zone: tzinfo) -> str:
    """11-23 09:00, in the office's zone."""
    if isinstance(at, datetime):
        return f"{at.astimezone(zone):%m-%d %H:%M}"
    return f"{at:%Y-%m-%d}" if at is not None else "—"


_FILTERS: Mapping[str, Callable[..., object]] = {
    "screen": screen_html,
    "moment": _moment,
    "seen": lambda text: visible(str(text)),
}
