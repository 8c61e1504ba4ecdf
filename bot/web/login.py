"""The door: a one-time code from the bot opens a session; leaving ends it."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from bot.results.declined import Declined
from bot.usecases.page import log_in, log_out, who_browses
from bot.usecases.work import working
from bot.web.cookies import DOOR, FIELD, SESSION, csrf_of, door_of, give, is_ours, session_of
from bot.web.entry import Endpoint, form_of, seen_other
from bot.web.house import House, Visit
from bot.web.pages import bare, home_of

_STALE = "页面放得太久了，请再点一次“进入”。"
_LONGEST_CODE = 64


def login(house: House) -> Endpoint:
    """The door's page, and what its form sends."""

    async def serve(request: Request) -> Response:
        form = await form_of(request)
        if request.method == "POST":
            return await run_in_threadpool(_enter, house, request, form)
        return await run_in_threadpool(_door, house, request, "")

    return serve


def _door(house: House, request: Request, wrong: str, status: int = 200) -> Response:
    token, door = session_of(request), door_of(request)
    with working(house.desk) as work:
        known = who_browses(token, work=work) if token else None
    if known is not None and not wrong:
        return seen_other(home_of(known.role))
    shown = bare("login.html", title="进入", csrf=csrf_of(door), wrong=wrong, status=status)
    give(shown, DOOR, door, settings=house.settings)
    return shown


def _enter(house: House, request: Request, form: Mapping[str, str]) -> Response:
    if not is_ours(request, form.get(FIELD, ""), request.cookies.get(DOOR, "")):
        return _door(house, request, _STALE, 403)
    peer = request.client.host if request.client is not None else "?"
    with working(house.desk) as work:
        opened = log_in(form.get("code", "")[:_LONGEST_CODE], door=f"page:{peer}", work=work)
    if isinstance(opened, Declined):
        return _door(house, request, opened.reason, 403)
    entered = seen_other(home_of(opened.actor.role))
    give(entered, SESSION, opened.token, settings=house.settings)
    entered.delete_cookie(DOOR)
    return entered


def leave(visit: Visit) -> Response:
    """End the session."""
    log_out(visit.token, chat=visit.chat, work=visit.work, actor=visit.actor)
    left = seen_other("/login")
    left.delete_cookie(SESSION)
    left.headers["clear-site-data"] = '"cache"'
    return left


def home(visit: Visit) -> Response:
    """On to where the visitor's role comes in."""
    return seen_other(home_of(visit.actor.role))
