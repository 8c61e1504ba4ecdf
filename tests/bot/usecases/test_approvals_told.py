"""Who hears of a request for the supervisor's leave, and of what was decided."""

from __future__ import annotations

from collections.abc import Callable

from sqlmodel import select

from bot.desk import Desk
from bot.results.approvals import ApprovalWanted
from bot.usecases.approvals import ask, decide
from bot.usecases.work import working
from store.actor import Actor
from store.engine import reading
from store.models import ApprovalSubject, Notice

WANTED = ApprovalWanted(ApprovalSubject.TIER, "普通", "客户分层改为普通")


def told(desk: Desk) -> list[tuple[str, str]]:
    with reading(desk.engine) as session:
        rows = session.exec(select(Notice).order_by(Notice.notice_key)).all()
        return [(row.kind, row.staff_id) for row in rows if row.kind.startswith("approval")]


def test_the_supervisor_hears_once_of_a_request_and_who_asked_of_the_decision(
    desk: Desk, actor: Callable[[str], Actor]
) -> None:
    with working(desk) as work:
        key = ask(WANTED, "C001", "资产下降", work=work, actor=actor("rm1"))
        assert ask(WANTED, "C001", "资产下降", work=work, actor=actor("rm1")) == key
    assert told(desk) == [("approval", "sup1")]
    with working(desk) as work:
        assert isinstance(key, str)
        decide(key, granted=False, reason="再看看", work=work, actor=actor("sup1"))
    assert told(desk) == [("approval", "sup1"), ("approval_decided", "rm1")]
