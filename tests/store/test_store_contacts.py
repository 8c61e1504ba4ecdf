"""Calls, the diary and complaints."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import Engine, text
from store_world import NOW, add_customer, advise

from store.actor import Actor
from store.complaints import (
    SAME_WITHIN,
    UNDO_WITHIN,
    noted_lately,
    open_complaint,
    solve_complaint,
    undo_complaint,
)
from store.customers import CustomerRecord, get_record
from store.customers.changing import set_do_not_contact
from store.customers.consents import withdraw_consent
from store.engine import reading, transaction
from store.errors import AlreadyWritten, NotFound, NotPermitted, TooLate
from store.follow_ups import (
    REOPEN_WITHIN,
    FollowUpDraft,
    add_follow_up,
    asks_for_quiet,
    close_follow_up,
    list_follow_ups,
    reopen_follow_up,
)
from store.interactions import InteractionDraft, log_interaction, undo_interaction
from store.models import (
    Channel,
    ComplaintSize,
    FollowUpKind,
    FollowUpStatus,
)
from store.verifying import verify

TODAY = NOW.date()
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def book(staffed: Engine) -> Engine:
    add_customer(staffed, "C001", "王建国", owner="rm1", last_contact_on=date(2026, 11, 1))
    add_customer(staffed, "C002", "王建军", owner="rm2")
    add_customer(staffed, "C003", "王建业", owner="rm4")
    return staffed


def test_a_logged_call_is_in_the_record_with_its_follow_ups(
    book: Engine, acting: Callable[[str], Actor]
) -> None:
    rm = acting("rm1")
    suggestion_id = advise(book, rm, customer_id="C001")
    _log(book, rm, suggestion_id=suggestion_id)
    record = _record(book, rm)
    assert record.last_contact_on == TODAY
    (contact,) = record.interactions
    assert (contact.summary, contact.suggestion_id) == ("到期续存", suggestion_id)
    assert [(item.kind, item.text, item.due_on) for item in record.follow_ups] == [
        (FollowUpKind.PROMISE, "发资料", TODAY),
        (FollowUpKind.FOLLOW_UP, "再约", TOMORROW),
    ]
    assert [past.suggestion_id for past in record.suggestions] == [suggestion_id]


def test_a_note_is_written_once_even_after_it_was_taken_back(
    book: Engine, acting: Callable[[str], Actor]
) -> None:
    rm = acting("rm1")
    with transaction(book) as session:
        row = log_interaction(session=session, actor=rm, draft=_note("n1"), at=NOW)
        interaction_id = row.interaction_id
    for _ in range(2):
        with pytest.raises(AlreadyWritten), transaction(book) as session:
            log_interaction(session=session, actor=rm, draft=_note("n1"), at=NOW)
        with transaction(book) as session:
            undo_interaction(
                session=session,
                of_complaint=bool,
                actor=rm,
                interaction_id=interaction_id,
                chat_id=None,
                at=NOW,
            )
    with transaction(book) as session:
        log_interaction(session=session, actor=rm, draft=_note("n2"), at=NOW)
    assert len(_record(book, rm).interactions) == 1


def test_undoing_puts_the_record_back(book: Engine, acting: Callable[[str], Actor]) -> None:
    rm = acting("rm1")
    before = _record(book, rm)
    interaction_id = _log(book, rm)
    for actor, chat in ((acting("rm2"), "local:1"), (rm, "local:2")):
        assert not _undo(book, actor, interaction_id, chat)
    assert _undo(book, rm, interaction_id, "local:1")
    assert not _undo(book, rm, interaction_id, "local:1")
    assert _record(book, rm) == before


def test_undoing_one_of_two_keeps_the_other(book: Engine, acting: Callable[[str], Actor]) -> None:
    rm = acting("rm1")
    first = _log(book, rm)
    _log(book, rm)
    _undo(book, rm, first, "local:1")
    record = _record(book, rm)
    assert record.last_contact_on == TODAY
    assert (len(record.interactions), len(record.follow_ups)) == (1, 2)


def test_the_record_keeps_the_last_five_calls(book: Engine, acting: Callable[[str], Actor]) -> None:
    rm = acting("rm1")
    for hour in range(7):
        _log(book, rm, hours_ago=hour)
    past = _record(book, rm).interactions
    assert len(past) == 5
    assert [contact.at for contact in past] == sorted((c.at for c in past), reverse=True)


def test_the_diary_is_read_within_the_role(book: Engine, acting: Callable[[str], Actor]) -> None:
    for staff_id, customer_id in (("rm1", "C001"), ("rm2", "C002"), ("rm4", "C003")):
        _promise(book, acting(staff_id), customer_id)
    with reading(book) as session:
        seen = {
            staff_id: [
                item.customer_id
                for item in list_follow_ups(session=session, actor=acting(staff_id)).rows
            ]
            for staff_id in ("rm1", "rm2", "sup1", "sup2", "cco1")
        }
        due = list_follow_ups(session=session, actor=acting("rm1"), until=TODAY)
    assert seen == {
        "rm1": ["C001"],
        "rm2": ["C002"],
        "sup1": ["C001", "C002"],
        "sup2": ["C003"],
        "cco1": [],
    }
    assert due.rows == ()


def test_what_a_supervisor_plans_lands_with_the_owner(
    book: Engine, acting: Callable[[str], Actor]
) -> None:
    _promise(book, acting("sup1"), "C001")
    with reading(book) as session:
        (item,) = list_follow_ups(session=session, actor=acting("rm1")).rows
    assert item.staff_id == "rm1"


def test_done_is_done_once(book: Engine, acting: Callable[[str], Actor]) -> None:
    rm = acting("rm1")
    follow_up_id = _promise(book, rm, "C001")
    with transaction(book) as session:
        with pytest.raises(NotFound):
            close_follow_up(session=session, actor=acting("rm2"), follow_up_id=follow_up_id, at=NOW)
        for at in (NOW, NOW + timedelta(hours=1)):
            closed = close_follow_up(session=session, actor=rm, follow_up_id=follow_up_id, at=at)
    assert (closed.status, closed.closed_at) == (FollowUpStatus.DONE, NOW)
    assert _record(book, rm).follow_ups == ()


def test_done_by_mistake_is_put_back_within_a_day(
    book: Engine, acting: Callable[[str], Actor]
) -> None:
    rm = acting("rm1")
    follow_up_id = _promise(book, rm, "C001")
    promised = _record(book, rm).follow_ups
    with transaction(book) as session:
        close_follow_up(session=session, actor=rm, follow_up_id=follow_up_id, at=NOW)
    _reopen(book, rm, follow_up_id, NOW + REOPEN_WITHIN - timedelta(seconds=1))
    assert _record(book, rm).follow_ups == promised
    _reopen(book, rm, follow_up_id, NOW + REOPEN_WITHIN)
    with reading(book) as session:
        kinds = session.connection().scalars(text("SELECT kind FROM audit_entry ORDER BY seq"))
        assert kinds.all()[-3:] == ["promise.added", "promise.done", "promise.reopened"]
        assert verify(session=session).ok


def test_what_is_settled_stays_closed(book: Engine, acting: Callable[[str], Actor]) -> None:
    rm = acting("rm1")
    done = _promise(book, rm, "C001")
    interaction_id = _log(book, rm)
    cancelled = next(
        item.follow_up_id
        for item in _record(book, rm).follow_ups
        if item.interaction_id == interaction_id
    )
    with transaction(book) as session:
        close_follow_up(session=session, actor=rm, follow_up_id=done, at=NOW)
    _undo(book, rm, interaction_id, "local:1")
    for follow_up_id, actor, at, refusal in (
        (done, rm, NOW + REOPEN_WITHIN, TooLate),
        (cancelled, rm, NOW, TooLate),
        (done, acting("rm2"), NOW, NotFound),
    ):
        with pytest.raises(refusal):
            _reopen(book, actor, follow_up_id, at)
    assert _record(book, rm).follow_ups == ()


@pytest.mark.parametrize("replaced", [False, True])
def test_what_a_note_moved_is_open_again_unless_another_stands_for_it(
    book: Engine, acting: Callable[[str], Actor], replaced: bool
) -> None:
    rm = acting("rm1")
    with transaction(book) as session:
        draft = FollowUpDraft("上门", TOMORROW)
        moved = add_follow_up(
            session=session, actor=rm, customer_id="C001", draft=draft, at=NOW
        ).follow_up_id
    first, second = _log(book, rm), _log(book, rm)
    later = NOW + REOPEN_WITHIN
    with transaction(book) as session:
        close_follow_up(session=session, actor=rm, follow_up_id=moved, at=NOW, moved_by=first)
        undo_interaction(
            session=session,
            of_complaint=bool,
            actor=rm,
            interaction_id=first,
            chat_id="local:1",
            at=later,
            replaced_by=second if replaced else None,
        )
    assert ("上门" in _plans(book, rm)) is not replaced
    assert _undo(book, rm, second, "local:1")
    assert "上门" in _plans(book, rm)
    with reading(book) as session:
        assert verify(session=session).ok


QUIET_BEFORE = "客户要求别再打扰：设免打扰，或撤回营销授权"
"""The wording of the rows that stand in stores of today: it is known for ever."""


@pytest.mark.parametrize("settle", [set_do_not_contact, withdraw_consent])
def test_a_wish_for_quiet_is_settled_as_it_is_met(
    book: Engine, acting: Callable[[str], Actor], settle: Callable[..., object]
) -> None:
    rm = acting("rm1")
    assert asks_for_quiet(QUIET_BEFORE)
    with transaction(book) as session:
        for text in (QUIET_BEFORE, "再约"):
            draft = FollowUpDraft(text, TODAY)
            add_follow_up(session=session, actor=rm, customer_id="C001", draft=draft, at=NOW)
        settle(session=session, actor=rm, customer_id="C001", at=NOW)
    assert _plans(book, rm) == ["再约"]


def _plans(book: Engine, rm: Actor) -> list[str]:
    return [each.text for each in _record(book, rm).follow_ups]


def test_complaints_open_until_solved(book: Engine, acting: Callable[[str], Actor]) -> None:
    rm = acting("rm1")
    with transaction(book) as session:
        small, public = (
            open_complaint(
                session=session, actor=rm, customer_id="C001", size=size, text="慢", at=NOW
            )
            for size in (ComplaintSize.SMALL, ComplaintSize.PUBLIC)
        )
        with pytest.raises(NotFound):
            solve_complaint(
                session=session,
                actor=acting("rm2"),
                complaint_id=public.complaint_id,
                solution="",
                at=NOW,
            )
    assert _record(book, rm).open_complaint is ComplaintSize.PUBLIC
    with transaction(book) as session:
        solve = partial(
            solve_complaint,
            session=session,
            complaint_id=public.complaint_id,
            solution="当面致歉",
            at=NOW,
        )
        with pytest.raises(NotPermitted, match="由主管结案"):
            solve(actor=rm)
        solve(actor=acting("sup1"))
        with pytest.raises(AlreadyWritten):
            solve(actor=acting("sup1"))
    assert _record(book, rm).open_complaint is ComplaintSize.SMALL
    assert small.complaint_id != public.complaint_id


def test_a_complaint_noted_by_mistake_is_taken_back_soon_by_who_noted_it(
    book: Engine, acting: Callable[[str], Actor]
) -> None:
    rm = acting("rm1")
    with transaction(book) as session:
        row = open_complaint(
            session=session,
            actor=rm,
            customer_id="C001",
            size=ComplaintSize.LARGE,
            text="亏了",
            at=NOW,
        )
        undo = partial(undo_complaint, session=session, complaint_id=row.complaint_id)
        with pytest.raises(TooLate):
            undo(actor=acting("sup1"), at=NOW)
        with pytest.raises(TooLate):
            undo(actor=rm, at=NOW + UNDO_WITHIN)
        undo(actor=rm, at=NOW + UNDO_WITHIN - timedelta(seconds=1))
        with pytest.raises(AlreadyWritten):
            undo(actor=rm, at=NOW + UNDO_WITHIN - timedelta(seconds=1))
    record = _record(book, rm)
    assert record.open_complaint is None
    assert record.complaint_solved_at is None
    with reading(book) as session:
        assert verify(session=session).ok


def test_a_complaint_told_again_soon_is_the_same(
    book: Engine, acting: Callable[[str], Actor]
) -> None:
    rm = acting("rm1")
    with transaction(book) as session:
        of = partial(noted_lately, session=session, actor=rm, customer_id="C001")
        row = open_complaint(
            session=session,
            actor=rm,
            customer_id="C001",
            size=ComplaintSize.SMALL,
            text="收费乱",
            at=NOW,
        )
        soon, late = NOW + timedelta(minutes=5), NOW + SAME_WITHIN
        assert of(size=ComplaintSize.SMALL, text="又说收费乱", at=soon) == row
        assert of(size=ComplaintSize.LARGE, text="收费乱", at=soon) == row
        assert of(size=ComplaintSize.LARGE, text="理财亏了", at=soon) is None
        assert of(size=ComplaintSize.SMALL, text="收费乱", at=late) is None


def test_another_rms_customer_does_not_exist(book: Engine, acting: Callable[[str], Actor]) -> None:
    rm, draft = acting("rm1"), FollowUpDraft(text="x", due_on=TODAY)
    said = []
    for customer_id in ("C002", "C999"):
        with pytest.raises(NotFound) as refused, transaction(book) as session:
            add_follow_up(session=session, actor=rm, customer_id=customer_id, draft=draft, at=NOW)
        said.append(str(refused.value))
    assert said[0] == said[1]


def test_a_call_follows_only_what_one_was_shown(
    book: Engine, acting: Callable[[str], Actor]
) -> None:
    others = advise(book, acting("rm2"))
    with pytest.raises(NotFound):
        _log(book, acting("rm1"), suggestion_id=others)
    assert _record(book, acting("rm1")).interactions == ()


def _log(
    engine: Engine, actor: Actor, *, suggestion_id: str | None = None, hours_ago: int = 0
) -> str:
    draft = InteractionDraft(
        customer_id="C001",
        at=NOW - timedelta(hours=hours_ago),
        on=TODAY,
        channel=Channel.PHONE,
        summary="到期续存",
        said="刚聊完，他想续",
        suggestion_id=suggestion_id,
        follow_ups=(
            FollowUpDraft(text="发资料", due_on=TODAY, kind=FollowUpKind.PROMISE),
            FollowUpDraft(text="再约", due_on=TOMORROW),
        ),
        chat_id="local:1",
    )
    with transaction(engine) as session:
        return log_interaction(session=session, actor=actor, draft=draft, at=NOW).interaction_id


def _note(note_id: str) -> InteractionDraft:
    return InteractionDraft(
        customer_id="C001",
        at=NOW,
        on=TODAY,
        channel=Channel.PHONE,
        summary="聊了存款",
        said="刚聊完存款",
        note_id=note_id,
    )


def _undo(engine: Engine, actor: Actor, interaction_id: str, chat_id: str) -> bool:
    with transaction(engine) as session:
        return undo_interaction(
            session=session,
            of_complaint=bool,
            actor=actor,
            interaction_id=interaction_id,
            chat_id=chat_id,
            at=NOW,
        )


def _reopen(engine: Engine, actor: Actor, follow_up_id: str, at: datetime) -> None:
    with transaction(engine) as session:
        reopen_follow_up(session=session, actor=actor, follow_up_id=follow_up_id, at=at)


def _promise(engine: Engine, actor: Actor, customer_id: str) -> str:
    draft = FollowUpDraft(text="回电", due_on=TOMORROW, kind=FollowUpKind.PROMISE)
    with transaction(engine) as session:
        row = add_follow_up(
            session=session, actor=actor, customer_id=customer_id, draft=draft, at=NOW
        )
        return row.follow_up_id


def _record(engine: Engine, actor: Actor) -> CustomerRecord:
    with reading(engine) as session:
        record = get_record(session=session, actor=actor, customer_id="C001")
    assert record is not None
    return record
