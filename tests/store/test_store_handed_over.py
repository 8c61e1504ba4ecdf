"""A line of the diary handed to a colleague: who may, what he may then, and what he never may."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine, update
from sqlmodel import Session
from store_world import NOW, add_customer

from store.actor import Actor
from store.customers import get_record
from store.engine import reading, transaction
from store.errors import NotFound, NotPermitted
from store.follow_ups import (
    FollowUpDraft,
    add_follow_up,
    close_follow_up,
    move_follow_up,
    open_follow_up,
)
from store.handovers import (
    answer_handover,
    ask_handover,
    colleagues_of,
    handed_line,
    take_back,
    taken_on,
)
from store.models import Customer, FollowUpKind, FollowUpStatus, table_of
from store.promises import promises_due
from store.reminding import due_between
from store.verifying import verify

Acting = Callable[[str], Actor]


@pytest.fixture
def line(staffed: Engine, acting: Acting) -> str:
    """A promise to a customer of rm1."""
    add_customer(staffed, "C1", "王建国", owner="rm1")
    draft = FollowUpDraft("发资料", NOW.date(), kind=FollowUpKind.PROMISE)
    with transaction(staffed) as session:
        row = add_follow_up(
            session=session, actor=acting("rm1"), customer_id="C1", draft=draft, at=NOW
        )
        return row.follow_up_id


def _ask(engine: Engine, actor: Actor, line: str, to: str) -> str:
    with transaction(engine) as session:
        row = ask_handover(session=session, actor=actor, follow_up_id=line, to_id=to, at=NOW)
        return row.handover_id


def test_a_colleague_sees_to_the_line_once_he_accepted_and_never_sees_the_customer(
    staffed: Engine, acting: Acting, line: str
) -> None:
    rm2 = acting("rm2")
    handover = _ask(staffed, acting("rm1"), line, "rm2")
    with transaction(staffed) as session:
        with pytest.raises(NotFound):
            close_follow_up(session=session, actor=rm2, follow_up_id=line, at=NOW)
        answer_handover(session=session, actor=rm2, handover_id=handover, accept=True, at=NOW)
        (held,) = taken_on(session=session, actor=rm2)
        assert (held.customer_name, held.from_name) == ("王建国", "林芳")
        assert get_record(session=session, actor=rm2, customer_id="C1") is None
        done = close_follow_up(session=session, actor=rm2, follow_up_id=line, at=NOW)
        assert done.status is FollowUpStatus.DONE
        assert taken_on(session=session, actor=rm2) == []
    with reading(staffed) as session:
        assert verify(session=session).ok


def test_who_may_not_take_or_give_a_line(staffed: Engine, acting: Acting, line: str) -> None:
    with reading(staffed) as session:
        team = colleagues_of(session=session, actor=acting("rm1"))
        assert [each.staff_id for each in team] == ["rm2"]
    for to in ("rm4", "sup1", "rm1", "nobody"):
        with pytest.raises(NotPermitted):
            _ask(staffed, acting("rm1"), line, to)
    with pytest.raises(NotFound):
        _ask(staffed, acting("rm2"), line, "rm1")
    _ask(staffed, acting("rm1"), line, "rm2")
    with pytest.raises(NotPermitted, match="已经转交"):
        _ask(staffed, acting("rm1"), line, "rm2")


def test_taken_back_it_is_the_colleagues_no_more(
    staffed: Engine, acting: Acting, line: str
) -> None:
    rm1, rm2 = acting("rm1"), acting("rm2")
    handover = _ask(staffed, rm1, line, "rm2")
    with transaction(staffed) as session:
        answer_handover(session=session, actor=rm2, handover_id=handover, accept=True, at=NOW)
        take_back(session=session, actor=rm1, handover_id=handover, at=NOW)
        assert open_follow_up(session=session, actor=rm2, follow_up_id=line) is None
        with pytest.raises(NotFound):
            answer_handover(session=session, actor=rm2, handover_id=handover, accept=True, at=NOW)


def test_a_promise_agreed_anew_keeps_the_day_it_was_first_given_for(
    staffed: Engine, acting: Acting, line: str
) -> None:
    rm1, first = acting("rm1"), NOW.date()
    later = first.replace(day=first.day + 2)
    with transaction(staffed) as session:
        for due, kept in ((later, first), (later.replace(day=later.day + 1), first), (first, None)):
            row = move_follow_up(
                session=session, actor=rm1, follow_up_id=line, due_on=due, due_at=None, at=NOW
            )
            assert (row.due_on, row.first_due_on) == (due, kept)
        (promise,) = promises_due(session=session, actor=rm1, since=first, until=first)
        assert (promise.owner_id, promise.closed_at) == ("rm1", None)
        assert promises_due(session=session, actor=acting("rm2"), since=first, until=first) == []


def test_with_another_team_the_customer_takes_his_line_along(
    staffed: Engine, acting: Acting, line: str
) -> None:
    rm1, rm2 = acting("rm1"), acting("rm2")
    with transaction(staffed) as session:
        move_follow_up(
            session=session, actor=rm1, follow_up_id=line, due_on=NOW.date(), due_at=NOW, at=NOW
        )
    handover = _ask(staffed, rm1, line, "rm2")
    with transaction(staffed) as session:
        _give(session, "rm4")
        assert handed_line(session=session, actor=rm1, handover_id=handover) is None
        with pytest.raises(NotFound):
            answer_handover(session=session, actor=rm2, handover_id=handover, accept=True, at=NOW)
        _give(session, "rm1")
        answer_handover(session=session, actor=rm2, handover_id=handover, accept=True, at=NOW)
        assert _seen_to(session) == ["rm2"]
        _give(session, "rm4")
        assert _seen_to(session) == ["rm4"]
        assert taken_on(session=session, actor=rm2) == []
        assert open_follow_up(session=session, actor=rm2, follow_up_id=line) is None
        with pytest.raises(NotFound):
            close_follow_up(session=session, actor=rm2, follow_up_id=line, at=NOW)


def _give(session: Session, owner: str) -> None:
    """An import names another owner of C1."""
    session.connection().execute(update(table_of(Customer)).values(owner_id=owner))


def _seen_to(session: Session) -> list[str]:
    since = NOW - timedelta(days=1)
    return [each.staff_id for each in due_between(session=session, after=since, until=NOW)]
