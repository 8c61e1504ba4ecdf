"""Cases: what is open within sight, and those of one customer whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from bot.render.cases import case_screen, complaint_screen
from bot.results.declined import Declined
from bot.usecases.case_file import case_files, complaint_files, open_files
from bot.usecases.known import name_of
from bot.web.pages import bare, page

if TYPE_CHECKING:
    from bot.web.house import Visit


def opened(visit: Visit) -> Response:
    """What is not closed, complaints first."""
    files = open_files(work=visit.work, actor=visit.actor)
    if isinstance(files, Declined):
        return bare("wrong.html", title="看不了", words=files.reason, status=403)
    return page(visit, "cases.html", title="投诉和案件", files=files, now=visit.work.now)


def of_customer(visit: Visit) -> Response:
    """Every case of a customer, as the chat shows it; what is to be done is done there."""
    key, zone, now = visit.named("customer_id"), visit.house.desk.zone, visit.work.now
    complaints = complaint_files(key, work=visit.work, actor=visit.actor)
    if isinstance(complaints, Declined):
        return bare("wrong.html", title="没有这位客户", words=complaints.reason, status=404)
    others = case_files(key, work=visit.work, actor=visit.actor)
    shown = [complaint_screen(each, now=now, zone=zone) for each in complaints]
    shown += [case_screen(each, now=now, zone=zone) for each in others]
    name = name_of(key, work=visit.work, actor=visit.actor) or key
    return page(visit, "case.html", title=f"{name}的投诉和案件", customer_id=key, shown=shown)
