"""问合规: a question with a clock, an answer held to the rules, a script another approves."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.desk import Desk
from bot.results.declined import Declined
from bot.results.queue import Asked, Decision, ItemOpened
from bot.results.scripts import Unfit
from bot.usecases.build import Workshop
from bot.usecases.queue import open_item
from bot.usecases.queue_ask import draft_from, put, reply
from bot.usecases.queue_deciding import decide
from bot.usecases.queue_told import decision_told, put_told
from bot.usecases.scripts import approve_script
from bot.usecases.work import working
from store.engine import reading
from store.models import ItemKind, Notice, ReviewVerdict
from store.verifying import verify
from tests.conftest import NOW, Installation, settings_for
from tests.support.queueing import checked, second_officer, waiting, who

QUESTION = "客户想让我代他保管U盾，能答应吗"
ANSWER = "U盾由客户本人保管。请对客户说：为了您的资金安全，U盾请您自己收好。"


def _put(desk: Desk, staff_id: str = "rm1", **about: str) -> Asked | Declined:
    with working(desk) as work:
        return put(QUESTION, work=work, actor=who(desk, staff_id), **about)


def _key(desk: Desk) -> str:
    asked = _put(desk)
    assert isinstance(asked, Asked)
    return asked.item_id


def test_a_question_is_an_item_with_a_clock_and_told_to_every_officer(desk: Desk) -> None:
    second_officer(desk)
    asked = _put(desk, customer_id="C001")
    assert isinstance(asked, Asked)
    assert asked.due_at.astimezone(NOW.tzinfo) == NOW + timedelta(hours=4)
    (item,) = waiting(desk)
    assert (item.kind, item.customer_id, item.words) == (ItemKind.QUESTION, "C001", QUESTION)
    with reading(desk.engine) as session:
        rows = session.exec(select(Notice)).all()
    told = {(row.kind, row.staff_id, row.due_at == NOW) for row in rows}
    assert told >= {
        (kind, officer, kind == "review_put")
        for kind in ("review_put", "review_due")
        for officer in ("cco1", "cco2")
    }
    with working(desk) as work:
        assert put_told(item.item_id, work=work, actor=who(desk, "cco2")) is not None
        assert put_told(item.item_id, work=work, actor=who(desk, "rm1")) is None


def test_a_suggestion_is_asked_about_once_while_it_is_open(desk: Desk) -> None:
    key = checked(desk, "rm1")
    first, second = _put(desk, suggestion_id=key), _put(desk, suggestion_id=key)
    assert isinstance(first, Asked)
    assert isinstance(second, Asked)
    assert (first.item_id, first.again) == (second.item_id, False)
    assert second.again


@pytest.mark.parametrize("staff_id", ["cco1", "admin1"])
def test_officers_and_administrators_ask_nobody(desk: Desk, staff_id: str) -> None:
    assert isinstance(_put(desk, staff_id), Declined)


def test_a_stranger_customer_is_none_to_ask_about(desk: Desk) -> None:
    assert isinstance(_put(desk, "rm2", customer_id="C001"), Declined)


def test_the_answer_reaches_who_asked_and_nobody_else(desk: Desk) -> None:
    key = _key(desk)
    with working(desk) as work:
        done = reply(key, ANSWER, work=work, actor=who(desk, "cco1"))
    assert isinstance(done, Decision)
    with reading(desk.engine) as session:
        (notice,) = session.exec(select(Notice).where(Notice.kind == "review_decided")).all()
    assert notice.staff_id == "rm1"
    with working(desk) as work:
        told = decision_told(notice.subject["about"], work=work, actor=who(desk, "rm1"))
        assert decision_told(notice.subject["about"], work=work, actor=who(desk, "rm2")) is None
        assert put_told(key, work=work, actor=who(desk, "cco1")) is None
        assert isinstance(reply(key, ANSWER, work=work, actor=who(desk, "cco1")), Declined)
        assert verify(session=work.reading).ok
    assert told is not None
    assert (told.verdict, told.words, told.reason) == (ReviewVerdict.ANSWERED, QUESTION, ANSWER)


def test_an_answer_that_breaks_a_rule_is_not_sent(desk: Desk) -> None:
    key = _key(desk)
    with working(desk) as work:
        refused = reply(key, "可以，您就说这款保本保息", work=work, actor=who(desk, "cco1"))
    assert isinstance(refused, Declined)
    assert "principal-guarantee" in refused.reason
    assert len(waiting(desk)) == 1


def test_a_question_is_answered_not_passed_and_other_items_are_not_answered(desk: Desk) -> None:
    key, other = _key(desk), f"text:{checked(desk, 'rm1')}"
    waiting(desk)
    with working(desk) as work:
        officer = who(desk, "cco1")
        assert isinstance(decide(key, ReviewVerdict.PASSED, work=work, actor=officer), Declined)
        assert isinstance(reply(other, ANSWER, work=work, actor=officer), Declined)
        assert isinstance(reply(key, ANSWER, work=work, actor=who(desk, "rm2")), Declined)


def test_an_answer_becomes_a_draft_that_another_officer_approves(
    desk: Desk, installation: Installation
) -> None:
    second_officer(desk)
    key = _key(desk)
    with working(desk) as work:
        assert isinstance(draft_from(key, work=work, actor=who(desk, "cco1")), Declined)
    with working(desk) as work:
        reply(key, ANSWER, work=work, actor=who(desk, "cco1"))
        script_id = draft_from(key, work=work, actor=who(desk, "cco1"))
    assert isinstance(script_id, str)
    assert [each.script_id for each in waiting(desk, "cco2")] == [script_id]
    bench = Workshop(settings_for(desk.anchor_file.parent), installation.rules, lambda: NOW)
    with working(desk) as work:
        own = approve_script(script_id, work=work, workshop=bench, actor=who(desk, "cco1"))
        other = approve_script(script_id, work=work, workshop=bench, actor=who(desk, "cco2"))
        again = draft_from(key, work=work, actor=who(desk, "cco1"))
    assert isinstance(own, Declined)
    assert own.code == "not_permitted"
    assert isinstance(other, Unfit)  # its other sections are still to be written
    assert isinstance(again, Declined)


def test_the_item_shows_the_question_with_its_evidence(desk: Desk) -> None:
    key = checked(desk, "rm1")
    asked = _put(desk, suggestion_id=key)
    assert isinstance(asked, Asked)
    with working(desk) as work:
        opened = open_item(asked.item_id, work=work, actor=who(desk, "cco1"))
    assert isinstance(opened, ItemOpened)
    assert opened.suggestion is not None
    assert opened.suggestion.suggestion.suggestion_id == key
    assert [each.text for each in opened.thread] == [QUESTION]
