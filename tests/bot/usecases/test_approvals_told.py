"""Who hears of a request for the supervisor's leave, and of what was decided."""

from __future__ import annotations

from collections.abc import Callable

from sqlmodel import select

from bot.desk import Desk
from bot.results.approvals import ApprovalWanted
from bot.results.declined import Declined
from bot.usecases.approvals import ask, decide, given
from bot.usecases.orders import give_order, take_order_back
from bot.usecases.oversee import open_entry
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


def test_the_new_owner_hears_of_a_customer_given_to_him_and_nobody_of_one_handed_back(
    desk: Desk, actor: Callable[[str], Actor]
) -> None:
    wanted = ApprovalWanted(ApprovalSubject.OWNER, "rm2", "负责人改为丁凯")
    with working(desk) as work:
        key = ask(wanted, "C001", "搬到城东", work=work, actor=actor("rm1"))
        back = ask(wanted, "C002", "搬到城东", work=work, actor=actor("rm1"))
    assert isinstance(key, str)
    assert isinstance(back, str)
    with working(desk) as work:
        decide(back, granted=False, reason="再看看", work=work, actor=actor("sup1"))
        decide(key, granted=True, reason="", work=work, actor=actor("sup1"))
    assert given_to(desk) == ["rm2"]
    with working(desk) as work:
        new = given(key, work=work, actor=actor("rm2"))
        assert new is not None
        assert (new.customer_id, new.former, new.decider) == ("C001", "林芳", "韩松")
        assert given(key, work=work, actor=actor("rm1")) is None


def given_to(desk: Desk) -> list[str]:
    with reading(desk.engine) as session:
        rows = session.exec(select(Notice).where(Notice.kind == "customer_given")).all()
        return [row.staff_id for row in rows]


def test_an_order_is_a_line_of_the_owners_diary_and_is_taken_back(
    desk: Desk, actor: Callable[[str], Actor]
) -> None:
    with working(desk) as work:
        assert isinstance(give_order("C001", "今天回电", work=work, actor=actor("rm1")), Declined)
        line = give_order("C001", "今天回电", work=work, actor=actor("sup1"))
    assert isinstance(line, str)
    with working(desk) as work:
        entry = open_entry(line, work=work, actor=actor("rm1"))
        assert entry is not None
        assert entry.follow_up.text == "主管交代：今天回电"
        assert entry.follow_up.due_on == work.now.date()
        take_order_back(line, work=work, actor=actor("sup1"))
    with working(desk) as work:
        assert open_entry(line, work=work, actor=actor("rm1")) is None
