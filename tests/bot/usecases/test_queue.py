"""The officers' queue: what stands in it, in which order, and what is decided of it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text as sql
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import select

from bot.desk import Desk
from bot.results.declined import Declined
from bot.results.queue import Decision, ItemOpened
from bot.usecases import queue_sweep
from bot.usecases.answer import answer_question
from bot.usecases.brief import prepare_brief
from bot.usecases.drafts import import_file, reject_draft
from bot.usecases.queue import ItemFilter, open_item, queue_page
from bot.usecases.queue_deciding import answer_officer, ask_manager, decide, says_nothing
from bot.usecases.queue_told import decision_told, question_told
from bot.usecases.stop import halt
from bot.usecases.work import working
from knowledge.stopping import StopEvent
from store.engine import reading, transaction
from store.models import AuditEntry, ItemKind, ItemState, Notice, ReviewVerdict, Risk
from store.verifying import verify
from tests.conftest import NOW
from tests.dialogues.given import DOCUMENT
from tests.support.flagging import note_flagged
from tests.support.queueing import (
    checked,
    edited,
    everything,
    nothing_drawn,
    second_officer,
    waiting,
    who,
)

WHY = "对客户承诺了保本，违反不得承诺收益的规定"


def _brief(desk: Desk, staff_id: str, customer_id: str) -> str:
    with working(desk) as work:
        shown = prepare_brief(customer_id, work=work, actor=who(desk, staff_id))
        assert not isinstance(shown, Declined)
        return shown.suggestion_id


def _decide(
    desk: Desk, item_id: str, verdict: ReviewVerdict, reason: str = WHY, officer: str = "cco1"
) -> Decision | Declined:
    with working(desk) as work:
        return decide(item_id, verdict, reason=reason, work=work, actor=who(desk, officer))


def _told(desk: Desk, kind: str) -> list[Notice]:
    with reading(desk.engine) as session:
        rows = session.exec(select(Notice).where(Notice.kind == kind)).all()
    return list(rows)


def test_what_is_flagged_edited_and_stopped_stands_in_it_and_no_more(desk: Desk) -> None:
    desk = nothing_drawn(desk)
    note = note_flagged(desk, "rm1", "C001")
    flagged = checked(desk, "rm1")
    checked(desk, "rm1", "您好，您的理财下周到期，我们约个时间看看。")
    brief = _brief(desk, "rm1", "C001")
    edited(desk, "rm1", brief, "王总您好，这款产品保本保息，包您满意。")
    with working(desk) as work:
        halt(
            "客户要把三十万转到安全账户",
            [StopEvent.SCAM_TRANSFER],
            work=work,
            actor=who(desk, "rm1"),
            customer_id="C002",
        )
    found = {(each.kind, each.risk) for each in waiting(desk)}
    assert found == {
        (ItemKind.NOTE, Risk.HIGH),
        (ItemKind.TEXT, Risk.HIGH),
        (ItemKind.EDIT, Risk.HIGH),
        (ItemKind.STOP, Risk.HIGH),
    }
    ids = {each.item_id for each in waiting(desk)}
    assert {f"note:{note}", f"text:{flagged}"} < ids


def test_an_officers_own_trial_is_nobodys_item(desk: Desk) -> None:
    checked(desk, "cco1", customer=None)
    assert waiting(desk) == []


def test_the_same_log_gone_through_twice_leaves_each_item_once(desk: Desk) -> None:
    desk = everything(desk)
    checked(desk, "rm1")
    first = waiting(desk)
    _decide(desk, first[0].item_id, ReviewVerdict.PASSED)
    with transaction(desk.engine) as session:
        session.connection().execute(sql("UPDATE review_sweep SET seq = 0"))
    assert waiting(desk) == []


def test_a_log_too_long_for_one_look_is_gone_on_with_at_the_next(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue_sweep, "_CHUNK", 1)
    monkeypatch.setattr(queue_sweep, "_MOST_CHUNKS", 1)
    desk = nothing_drawn(desk)
    keys = {f"text:{checked(desk, 'rm1')}" for _ in range(3)}
    looks, found = 0, set[str]()
    while found != keys:
        with working(desk) as work:
            page = queue_page(ItemFilter(), work=work, actor=who(desk, "cco1"))
        assert not isinstance(page, Declined)
        found, looks = {each.item_id for each in page.items}, looks + 1
        assert page.behind or found == keys
    assert looks > 3


def test_the_gravest_come_first_then_the_oldest(desk: Desk) -> None:
    desk = everything(desk)
    with working(desk) as work:
        answer_question("客户嫌利率高怎么办", work=work, actor=who(desk, "rm1"))
    medium = checked(desk, "rm1", "您好，您的理财下周到期。", "C001")
    late, early = checked(desk, "rm1"), checked(desk, "rm2", customer="C018")
    with transaction(desk.engine) as session:
        session.connection().execute(
            sql("UPDATE suggestion SET at = :at WHERE suggestion_id = :key"),
            {"at": (NOW - timedelta(days=1)).replace(tzinfo=None), "key": early},
        )
    order = [each.item_id for each in waiting(desk)]
    assert order[:3] == [f"text:{early}", f"text:{late}", f"sample:{medium}"]
    assert [each.risk for each in waiting(desk)][3:] == [Risk.LOW]


def test_pages_go_on_behind_the_item_shown_last_though_one_was_decided(desk: Desk) -> None:
    for _ in range(5):
        checked(desk, "rm1")
    officer = who(desk, "cco1")
    whole = [each.item_id for each in waiting(desk)]
    with working(desk) as work:
        first = queue_page(ItemFilter(), work=work, actor=officer, limit=2)
    assert not isinstance(first, Declined)
    assert (first.total, first.more) == (5, True)
    _decide(desk, first.items[0].item_id, ReviewVerdict.PASSED)
    with working(desk) as work:
        second = queue_page(
            ItemFilter(), work=work, actor=officer, limit=2, after=first.items[-1].item_id
        )
    assert not isinstance(second, Declined)
    assert [each.item_id for each in second.items] == whole[2:4]


def test_an_item_shows_what_was_shown_the_record_and_what_was_done(desk: Desk) -> None:
    desk = everything(desk)
    brief = _brief(desk, "rm1", "C001")
    edited(desk, "rm1", brief, "王总您好，咱们下周见。")
    with working(desk) as work:
        opened = open_item(f"sample:{brief}", work=work, actor=who(desk, "cco1"))
    assert isinstance(opened, Declined)  # nothing is found before the log was gone through
    waiting(desk)
    with working(desk) as work:
        opened = open_item(f"sample:{brief}", work=work, actor=who(desk, "cco1"))
    assert isinstance(opened, ItemOpened)
    assert opened.suggestion is not None
    row = opened.suggestion.suggestion
    assert opened.shown
    assert row.record_read["name"] == "王建国"
    assert {use["script_id"] for use in row.scripts} == {"maturity-rollover", "wealth-inheritance"}
    assert [each.edited_text for each in opened.suggestion.feedback] == ["王总您好，咱们下周见。"]
    with reading(desk.engine) as session:
        opens = session.exec(select(AuditEntry).where(AuditEntry.kind == "review.opened")).all()
    assert [each.actor_id for each in opens] == ["cco1"]


def test_a_rejection_is_final_tied_into_the_chain_and_told_with_the_right_line(desk: Desk) -> None:
    item = f"note:{note_flagged(desk, 'rm1', 'C001')}"
    waiting(desk)
    done = _decide(desk, item, ReviewVerdict.REJECTED)
    assert isinstance(done, Decision)
    assert done.told
    assert desk.rules.passes(done.instead)
    again = _decide(desk, item, ReviewVerdict.PASSED)
    assert isinstance(again, Declined)
    assert again.code == "already"
    (notice,) = _told(desk, "review_decided")
    assert notice.staff_id == "rm1"
    with working(desk) as work:
        told = decision_told(notice.subject["about"], work=work, actor=who(desk, "rm1"))
        assert decision_told(notice.subject["about"], work=work, actor=who(desk, "rm2")) is None
        assert decision_told(notice.subject["about"], work=work, actor=who(desk, "sup1")) is None
        assert verify(session=work.reading).ok
    assert told is not None
    assert (told.verdict, told.reason, told.instead) == (
        ReviewVerdict.REJECTED,
        WHY,
        done.instead,
    )
    with pytest.raises(SQLAlchemyError), transaction(desk.engine) as session:
        session.connection().execute(sql("UPDATE review_decision SET verdict = 'passed'"))


def test_a_decision_edited_behind_the_log_breaks_the_chain(desk: Desk) -> None:
    item = f"text:{checked(desk, 'rm1')}"
    waiting(desk)
    _decide(desk, item, ReviewVerdict.REJECTED)
    with transaction(desk.engine) as session:
        session.connection().execute(sql("DROP TRIGGER review_decision_no_update"))
        session.connection().execute(sql("UPDATE review_decision SET verdict = 'passed'"))
    with reading(desk.engine) as session:
        assert not verify(session=session).ok


@pytest.mark.parametrize("staff_id", ["rm1", "sup1", "admin1"])
def test_only_compliance_decides_or_looks(desk: Desk, staff_id: str) -> None:
    item = f"text:{checked(desk, 'rm1')}"
    waiting(desk)
    with working(desk) as work:
        actor = who(desk, staff_id)
        assert isinstance(queue_page(ItemFilter(), work=work, actor=actor), Declined)
        assert isinstance(open_item(item, work=work, actor=actor), Declined)
        assert isinstance(decide(item, ReviewVerdict.PASSED, work=work, actor=actor), Declined)
        assert isinstance(ask_manager(item, "当时怎么说的？", work=work, actor=actor), Declined)
    assert len(waiting(desk)) == 1


def test_nobody_decides_on_his_own_work(desk: Desk) -> None:
    item = f"text:{checked(desk, 'rm1')}"
    waiting(desk)
    with transaction(desk.engine) as session:
        session.connection().execute(
            sql("UPDATE staff SET role = 'compliance' WHERE staff_id = 'rm1'")
        )
    assert waiting(desk, "rm1") == []
    refused = _decide(desk, item, ReviewVerdict.PASSED, officer="rm1")
    assert isinstance(refused, Declined)
    assert refused.code == "not_permitted"
    assert isinstance(_decide(desk, item, ReviewVerdict.PASSED), Decision)


@pytest.mark.parametrize("reason", ["", "不行", "驳回", "违规。", "有问题", "……", "12345"])
def test_a_reason_has_to_say_something(desk: Desk, reason: str) -> None:
    item = f"text:{checked(desk, 'rm1')}"
    waiting(desk)
    for verdict in (ReviewVerdict.REJECTED, ReviewVerdict.ESCALATED, ReviewVerdict.DISMISSED):
        refused = _decide(desk, item, verdict, reason)
        assert isinstance(refused, Declined)
        assert refused.code == "no_reason"


@pytest.mark.parametrize("reason", ["承诺收益", "不能说保本", "客户自己的话，经理是在复述"])
def test_a_short_reason_that_says_something_is_one(reason: str) -> None:
    assert not says_nothing(reason)


def test_a_false_alarm_is_only_what_was_flagged(desk: Desk) -> None:
    desk = everything(desk)
    sample = f"sample:{_brief(desk, 'rm1', 'C001')}"
    flagged = f"text:{checked(desk, 'rm1')}"
    waiting(desk)
    refused = _decide(desk, sample, ReviewVerdict.DISMISSED)
    assert isinstance(refused, Declined)
    assert isinstance(_decide(desk, flagged, ReviewVerdict.DISMISSED), Decision)


def test_a_sample_that_passes_is_told_to_nobody(desk: Desk) -> None:
    desk = everything(desk)
    sample = f"sample:{_brief(desk, 'rm1', 'C001')}"
    waiting(desk)
    done = _decide(desk, sample, ReviewVerdict.PASSED, "")
    assert isinstance(done, Decision)
    assert not done.told
    assert _told(desk, "review_decided") == []


def test_what_is_escalated_reaches_the_supervisor_too(desk: Desk) -> None:
    item = f"text:{checked(desk, 'rm1')}"
    waiting(desk)
    _decide(desk, item, ReviewVerdict.ESCALATED)
    told = {each.staff_id: each.subject["about"] for each in _told(desk, "review_decided")}
    assert told.keys() == {"rm1", "sup1"}
    with working(desk) as work:
        found = decision_told(told["sup1"], work=work, actor=who(desk, "sup1"))
        assert decision_told(told["sup1"], work=work, actor=who(desk, "sup2")) is None
    assert found is not None
    assert not found.own


def test_a_question_goes_to_the_manager_and_his_answer_comes_back(desk: Desk) -> None:
    item = f"text:{checked(desk, 'rm1')}"
    waiting(desk)
    with working(desk) as work:
        assert ask_manager(item, "这段话发出去了吗？", work=work, actor=who(desk, "cco1")) == "林芳"
    assert waiting(desk) == []
    asked = ItemFilter(waiting=False, state=ItemState.ASKED)
    assert [each.item_id for each in waiting(desk, chosen=asked)] == [item]
    with working(desk) as work:
        put = question_told(item, work=work, actor=who(desk, "rm1"))
        assert question_told(item, work=work, actor=who(desk, "rm2")) is None
        refused = answer_officer(item, "发了", work=work, actor=who(desk, "rm2"))
    assert put is not None
    assert put.text == "这段话发出去了吗？"
    assert refused is not None
    with working(desk) as work:
        assert answer_officer(item, "没有发出去", work=work, actor=who(desk, "rm1")) is None
        opened = open_item(item, work=work, actor=who(desk, "cco1"))
    assert isinstance(opened, ItemOpened)
    assert [each.text for each in opened.thread] == ["这段话发出去了吗？", "没有发出去"]
    assert opened.item.may_decide
    with working(desk) as work:
        assert answer_officer(item, "再补一句", work=work, actor=who(desk, "rm1")) is not None
        assert verify(session=work.reading).ok


def test_a_second_officer_looks_without_seeing_the_first_decision(desk: Desk) -> None:
    desk = everything(desk, twice=1.0)
    second_officer(desk)
    item = f"text:{checked(desk, 'rm1')}"
    waiting(desk)
    done = _decide(desk, item, ReviewVerdict.REJECTED)
    assert isinstance(done, Decision)
    assert done.second_waits
    assert item not in {each.item_id for each in waiting(desk)}
    (seen,) = [each for each in waiting(desk, "cco2") if each.item_id == item]
    assert (seen.verdict, seen.may_decide) == (None, True)
    with working(desk) as work:
        opened = open_item(item, work=work, actor=who(desk, "cco2"))
        own = open_item(item, work=work, actor=who(desk, "cco1"))
    assert isinstance(opened, ItemOpened)
    assert isinstance(own, ItemOpened)
    assert (len(opened.decisions), len(own.decisions)) == (0, 1)
    by_verdict = ItemFilter(waiting=False, verdict=ReviewVerdict.REJECTED)
    assert waiting(desk, "cco2", by_verdict) == []
    assert len(waiting(desk, "cco1", by_verdict)) == 1
    assert isinstance(_decide(desk, item, ReviewVerdict.PASSED, ""), Declined)
    assert isinstance(_decide(desk, item, ReviewVerdict.PASSED, "", "cco2"), Decision)
    with working(desk) as work:
        opened = open_item(item, work=work, actor=who(desk, "cco2"))
    assert isinstance(opened, ItemOpened)
    assert [each.second for each in opened.decisions] == [False, True]


def test_an_imported_draft_waits_until_it_is_decided_with_the_drafts(
    desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "茶园.txt"
    file.write_text(DOCUMENT, encoding="utf-8")
    with working(desk) as work:
        imported = import_file(file, work=work)
    assert not isinstance(imported, Declined)
    found = waiting(desk)
    assert {each.kind for each in found} == {ItemKind.DRAFT}
    refused = _decide(desk, found[0].item_id, ReviewVerdict.PASSED, "")
    assert isinstance(refused, Declined)
    assert refused.code == "in_drafts"
    with working(desk) as work:
        for draft_id in imported.draft_ids:
            reject_draft(draft_id, why="不用", work=work, actor=who(desk, "cco1"))
    assert waiting(desk) == []


def test_items_are_found_by_manager_customer_script_rule_and_product(desk: Desk) -> None:
    desk = everything(desk)
    brief = f"sample:{_brief(desk, 'rm1', 'C001')}"
    flagged = f"text:{checked(desk, 'rm2', customer='C018')}"
    waiting(desk)

    def ids(**chosen: str) -> set[str]:
        return {each.item_id for each in waiting(desk, chosen=ItemFilter(**chosen))}  # type: ignore[arg-type]

    assert ids() == {brief, flagged}
    assert ids(staff_id="rm1") == ids(customer_id="C001") == {brief}
    assert ids(script_id="maturity-rollover") == ids(product_id="F302") == {brief}
    assert ids(rule_id="return-guarantee") == {flagged}
    assert ids(rule_id="return-guarantee", staff_id="rm1") == set()
