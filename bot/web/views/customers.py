"""Customers: found by name or condition, and one whole with the source of every fact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from bot.book.wording import query_words
from bot.render.book import EXAMPLES
from bot.render.whole import PAGE, PARTS, pages_of, part_screen
from bot.results.customers import Found, Several
from bot.results.declined import Declined
from bot.results.whole import WholeCustomer
from bot.usecases.book import ask_book
from bot.usecases.customer import whole_customer
from bot.usecases.day import day_of
from bot.usecases.find import name_customer
from bot.web.entry import seen_other
from bot.web.pages import bare, page

if TYPE_CHECKING:
    from bot.web.house import Visit

_MOST = 200
_NOT_THERE = "没有这位客户"
_PAGED = ("talks", "todo", "advice", "changes")


def found(visit: Visit) -> Response:
    """Whom words name or mean; without words what is to be attended to today."""
    words = visit.asked("q")
    if not words:
        day = day_of(work=visit.work, actor=visit.actor)
        shown = day.entries[:_MOST]
        return page(
            visit,
            "customers.html",
            title="客户",
            asked="",
            entries=shown,
            examples=EXAMPLES,
            unreadable=day.unreadable,
        )
    named = name_customer(words, work=visit.work, actor=visit.actor)
    if isinstance(named, Found):
        return seen_other(f"/customers/{named.customer_id}")
    if isinstance(named, Several) or (named is not None and named.near):
        hits = named.hits if isinstance(named, Several) else named.near
        return page(visit, "customers_named.html", title="客户", asked=words, hits=hits)
    return _answered(visit, words)


def whole(visit: Visit) -> Response:
    """One customer whole; parts with pages go on by `part` and `start`."""
    known = _known(visit)
    if isinstance(known, Declined):
        return bare("wrong.html", title=_NOT_THERE, words=known.reason, status=404)
    zone, today = visit.house.desk.zone, visit.work.now.date()
    at = visit.asked("start")
    start = int(at) if at.isascii() and at.isdecimal() else 0
    parts = [
        (
            name,
            PARTS[name],
            part_screen(name, known, start=begins, zone=zone, today=today) or (),
            begins + PAGE if pages_of(name, known) > begins + PAGE else 0,
            begins,
        )
        for name in _PAGED
        for begins in (start if visit.asked("part") == name else 0,)
    ]
    return page(visit, "customer.html", title=known.record.name, whole=known, parts=parts)


def chart(visit: Visit) -> Response:
    """The customer's chart."""
    from bot.render.charts.customer import whole_chart

    known = _known(visit)
    if isinstance(known, Declined):
        return bare("wrong.html", title=_NOT_THERE, words=known.reason, status=404)
    return Response(whole_chart(known, today=visit.work.now.date()), media_type="image/png")


def _known(visit: Visit) -> WholeCustomer | Declined:
    return whole_customer(visit.named("customer_id"), work=visit.work, actor=visit.actor)


def _answered(visit: Visit, words: str) -> Response:
    """The list a question on the book found."""
    answer = ask_book(words, work=visit.work, actor=visit.actor)
    if isinstance(answer, Declined):
        return page(visit, "customers_named.html", title="客户", asked=words, hits=())
    return page(
        visit,
        "customers_listed.html",
        title="客户",
        asked=words,
        answer=answer,
        condition=query_words(answer.query),
        rows=answer.rows[:_MOST],
        examples=EXAMPLES,
    )
