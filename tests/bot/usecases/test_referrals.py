"""A colleague asked: once, within the gate, heard of by whom it concerns, in both histories."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from bot.app import terminal_pushes
from bot.blocks import plain_text
from bot.desk import Desk
from bot.results.declined import Declined
from bot.usecases.case_file import case_files
from bot.usecases.referral import asked_in, asked_of_me, due_of, refer, respond
from bot.usecases.staff import set_expertise
from bot.usecases.team import CustomerTeam, join, leave, team_of
from bot.usecases.work import working
from store.actor import Actor
from store.engine import reading
from store.models import Expertise, StepKind
from store.verifying import verify
from tests.conftest import NOW, settings_for

Actors = Callable[[str], Actor]
OUYANG = "C011"
DUE = NOW + timedelta(hours=48)


def asked(desk: Desk, actor: Actor, *, to: str = "exp1", customer: str = OUYANG) -> str | Declined:
    with working(desk, now=NOW) as work:
        return refer(customer, to, Expertise.TAX, "子女身份怎么申报", DUE, work=work, actor=actor)


def told(desk: Desk, staff_id: str, at: datetime = NOW) -> list[str]:
    later = dataclasses.replace(desk, clock=lambda: at)
    settings = settings_for(desk.anchor_file.parent)
    pushes = terminal_pushes(later, settings=settings, staff_id=staff_id)
    due = pushes.due()
    for push in due:
        pushes.told(push)
    words = [plain_text(each.screen) for push in due for each in push.reply.messages]
    return [each for each in words if "欧阳志远" in each and "今天要跟进" not in each]


def test_asked_accepted_answered_and_heard_of(desk: Desk, actor: Actors) -> None:
    rm, expert = actor("rm1"), actor("exp1")
    key = asked(desk, rm)
    assert isinstance(key, str)
    (question,) = told(desk, "exp1")
    assert "请教苏晴（税务）：子女身份怎么申报" in question
    with working(desk, now=NOW) as work:
        assert respond(key, StepKind.ACCEPTED, "", work=work, actor=expert) is None
        assert respond(key, StepKind.ANSWERED, "先定税务居民身份", work=work, actor=expert) is None
    heard = told(desk, "rm1")
    assert any("已答复：先定税务居民身份（苏晴" in each for each in heard)
    with working(desk, now=NOW) as work:
        (theirs,), (his,) = (
            asked_of_me(work=work, actor=expert),
            case_files(OUYANG, work=work, actor=rm),
        )
    assert [each.kind for each in theirs.lines] == [each.kind for each in his.lines]
    with reading(desk.engine) as session:
        assert verify(session=session).ok


def test_one_question_at_a_time_to_a_colleague(desk: Desk, actor: Actors) -> None:
    assert isinstance(asked(desk, actor("rm1")), str)
    again = asked(desk, actor("rm1"))
    assert isinstance(again, Declined)
    assert "已经就这位客户请教过苏晴" in again.reason


@pytest.mark.parametrize(
    ("staff_id", "to", "customer"),
    [
        ("rm2", "exp1", OUYANG),
        ("rm1", "exp2", OUYANG),
        ("rm1", "rm2", OUYANG),
        ("rm1", "exp1", "C010"),
        ("rm1", "exp1", "C009"),
    ],
    ids=["another's customer", "not his field", "no expert", "do not contact", "no consent"],
)
def test_who_may_not_be_asked(
    desk: Desk, actor: Actors, staff_id: str, to: str, customer: str
) -> None:
    assert isinstance(asked(desk, actor(staff_id), to=to, customer=customer), Declined)


def test_another_colleague_sees_nothing_of_it(desk: Desk, actor: Actors) -> None:
    key = asked(desk, actor("rm1"))
    assert isinstance(key, str)
    other = actor("exp2")
    with working(desk, now=NOW) as work:
        assert isinstance(asked_in(key, work=work, actor=other), Declined)
        assert isinstance(respond(key, StepKind.ANSWERED, "我来", work=work, actor=other), Declined)
        assert asked_of_me(work=work, actor=other) == ()


def test_unanswered_at_its_time_it_is_told(desk: Desk, actor: Actors) -> None:
    asked(desk, actor("rm1"))
    told(desk, "exp1")
    assert told(desk, "exp1", DUE - timedelta(minutes=1)) == []
    (late,) = told(desk, "exp1", DUE)
    assert "还没有专家答复" in late


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("怎么申报，周五前", "11-27 18:00"),
        ("怎么申报，明天下午三点前", "11-24 15:00"),
        ("怎么申报", "11-25 09:00"),
    ],
)
def test_till_when(desk: Desk, words: str, due: str) -> None:
    with working(desk, now=NOW) as work:
        assert f"{due_of(words, work=work):%m-%d %H:%M}" == due


def _team(desk: Desk, actor: Actor, customer: str = OUYANG) -> CustomerTeam:
    with working(desk, now=NOW) as work:
        found = team_of(customer, work=work, actor=actor)
    assert isinstance(found, CustomerTeam)
    return found


def test_a_team_from_its_threshold_with_whom_it_lacks(desk: Desk, actor: Actors) -> None:
    rm = actor("rm1")
    assert not _team(desk, rm, "C001").due
    assert _team(desk, rm).missing == (Expertise.ADVISER, Expertise.LAW, Expertise.TAX)
    with working(desk, now=NOW) as work:
        assert set_expertise("rm3", [Expertise.ADVISER], work=work) is None
        assert join(OUYANG, "rm3", Expertise.ADVISER, work=work, actor=rm) is None
        assert join(OUYANG, "rm3", Expertise.ADVISER, work=work, actor=rm) is not None
        assert join(OUYANG, "rm3", Expertise.LAW, work=work, actor=rm) is not None
        assert join(OUYANG, "exp1", Expertise.TAX, work=work, actor=actor("rm2")) is not None
    (seat,) = _team(desk, rm).seats
    assert (seat.name, seat.field) == ("吴桐", Expertise.ADVISER)
    with working(desk, now=NOW) as work:
        assert leave(seat.seat_id, work=work, actor=actor("rm2")) is not None
        assert leave(seat.seat_id, work=work, actor=rm) is None
    assert _team(desk, rm).seats == ()
