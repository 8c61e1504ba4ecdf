"""The page's routes: which view answers where, and for whom."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.web import login
from bot.web.entry import EVERYBODY, Entry, View, endpoint
from bot.web.guard import Guard
from bot.web.house import House
from bot.web.pages import STATIC, bare
from bot.web.pushing import telling
from bot.web.views import approvals, cases, chat, customers, health, report, review, scripts, team
from store.models import Role

_WRONG = {
    404: ("没有这一页", "没有这一页，或它不在您的范围内。"),
    405: ("没有办成", "这个地址不能这样打开。"),
    413: ("太长了", "发来的内容太大。"),
}
_ELSE = ("没有办成", "请求读不出来。")
Roles = Collection[Role]
_ADVISED = frozenset({Role.RM, Role.SUPERVISOR})
_SUPERVISOR, _OFFICER = frozenset({Role.SUPERVISOR}), frozenset({Role.COMPLIANCE})
_ADMIN = frozenset({Role.ADMIN})


def create_app(house: House) -> Starlette:
    """The page over opened parts."""
    return Starlette(
        routes=routes(house),
        middleware=[Middleware(Guard, settings=house.settings)],
        exception_handlers={HTTPException: _wrong},
        lifespan=_lifespan(house),
    )


def routes(house: House) -> list[BaseRoute]:
    """Every route; which role comes in stands beside each."""

    def get(path: str, view: View, roles: Roles = EVERYBODY, *, by_itself: bool = False) -> Route:
        entry = Entry(view, roles, by_itself)
        return Route(path, endpoint(house, entry), methods=["GET"], name=f"GET {path}")

    def post(path: str, view: View, roles: Roles = EVERYBODY) -> Route:
        entry = Entry(view, roles)
        return Route(path, endpoint(house, entry), methods=["POST"], name=f"POST {path}")

    return [
        Route("/login", login.login(house), methods=["GET", "POST"]),
        get("/", login.home),
        post("/logout", login.leave),
        get("/chat", chat.show),
        post("/chat/say", chat.say),
        post("/chat/press", chat.press),
        get("/chat/new", chat.newer, by_itself=True),
        get("/chat/begun", chat.begun, by_itself=True),
        get("/files/{file_id}", chat.file),
        get("/customers", customers.found, _ADVISED),
        get("/customers/{customer_id}", customers.whole, _ADVISED),
        get("/customers/{customer_id}/chart.png", customers.chart, _ADVISED),
        get("/cases", cases.opened, _ADVISED),
        get("/cases/{customer_id}", cases.of_customer, _ADVISED),
        get("/team", team.show, _SUPERVISOR),
        get("/team/chart.png", team.chart, _SUPERVISOR),
        get("/approvals", approvals.listed, _SUPERVISOR),
        post("/approvals", approvals.decided, _SUPERVISOR),
        get("/scripts", scripts.listed),
        get("/scripts/{script_id}", scripts.one),
        get("/review", review.queue, _OFFICER),
        get("/review/{item_id}", review.item, _OFFICER),
        post("/review/{item_id}", review.decided, _OFFICER),
        get("/report", report.month, _OFFICER),
        get("/health", health.show, _ADMIN),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]


def _lifespan(house: House) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with telling(house):
            yield

    return lifespan


async def _wrong(_: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    title, words = _WRONG.get(status, _ELSE)
    return bare("wrong.html", title=title, words=words, status=status)
