"""The way in: who comes, whether he may, whether the form is ours; then the view, in a thread."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.usecases.page import who_browses
from bot.usecases.work import NotRecorded, Work, working
from bot.web.cookies import FIELD, csrf_of, is_ours, session_of
from bot.web.guard import TooMuch
from bot.web.house import House, Visit
from bot.web.pages import bare
from knowledge.privacy import place_of
from store.customers import RecordUnreadable
from store.errors import NotPermitted
from store.models import Role

View = Callable[[Visit], Response]
Endpoint = Callable[[Request], Awaitable[Response]]
EVERYBODY = frozenset(Role)
_MOST_FIELDS = 20
_SEE_OTHER, _BAD, _NOT_YOURS, _FAILED, _NOT_NOW = 303, 400, 403, 500, 503
_ROLE = "您的角色看不了这一页。"
_FORGED = "这个表单已经过期，或不是从本页面发出的。没有做任何事，请返回刷新后再试。"
_LOST = "出了点问题，没有办成。请稍后再试；反馈时请报编号 {reference}。"
_NOT_WRITTEN = "没有写成，所以不能给您看任何内容。请稍后再试；反馈时请报编号 {reference}。"
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Entry:
    """What is asked of who comes to a view; `by_itself` where the page asks unasked."""

    view: View
    roles: Collection[Role] = EVERYBODY
    by_itself: bool = False


def endpoint(house: House, entry: Entry) -> Endpoint:
    """A view behind its door."""

    async def serve(request: Request) -> Response:
        form = await form_of(request)
        return await run_in_threadpool(_served, house, entry, request, form)

    return serve


async def form_of(request: Request) -> Mapping[str, str]:
    """The fields of a form; none of a request without one.

    Raises:
        HTTPException: where it is none that a page of ours sends.
    """
    if request.method != "POST":
        return {}
    try:
        async with request.form(max_files=0, max_fields=_MOST_FIELDS) as form:
            return {name: value for name, value in form.items() if isinstance(value, str)}
    except TooMuch:
        raise HTTPException(413) from None


def _served(house: House, entry: Entry, request: Request, form: Mapping[str, str]) -> Response:
    try:
        with working(house.desk) as work:
            return _admitted(house, entry, request, form, work)
    except RecordUnreadable as error:
        return bare("wrong.html", title="记录读不出来", words=str(error), status=_FAILED)
    except NotRecorded as error:
        return _failed(error, _NOT_WRITTEN, _NOT_NOW)
    except NotPermitted:
        return refused()
    except Exception as error:  # noqa: BLE001 - the one place no error may pass
        return _failed(error, _LOST, _FAILED)


def _admitted(
    house: House, entry: Entry, request: Request, form: Mapping[str, str], work: Work
) -> Response:
    token = session_of(request)
    actor = who_browses(token, work=work, by_itself=entry.by_itself) if token else None
    if actor is None:
        return _to_the_door(request)
    if request.method == "POST" and not is_ours(request, form.get(FIELD, ""), token):
        return bare("wrong.html", title="没有办成", words=_FORGED, status=_NOT_YOURS)
    if actor.role not in entry.roles:
        return refused()
    return entry.view(Visit(house, request, work, actor, csrf_of(token), token, form))


def refused() -> Response:
    """A page that is not this role's."""
    return bare("wrong.html", title="看不了", words=_ROLE, status=_NOT_YOURS)


def seen_other(to: str) -> Response:
    """On to another page, after something was done."""
    return RedirectResponse(to, _SEE_OTHER)


def _to_the_door(request: Request) -> Response:
    if request.headers.get("hx-request") == "true":
        return Response(status_code=401, headers={"HX-Redirect": "/login"})
    return seen_other("/login")


def _failed(error: Exception, words: str, status: int) -> Response:
    reference = secrets.token_hex(4)
    place = place_of(error.__cause__ or error)
    _log.error("page_failed reference=%s error=%s", reference, place)
    return bare(
        "wrong.html", title="没有办成", words=words.format(reference=reference), status=status
    )
