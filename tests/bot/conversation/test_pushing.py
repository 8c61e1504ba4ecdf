"""What is told unasked: at its time, by one sender, in the words of the moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from bot.conversation.pushing import Pushes
from bot.desk import Desk
from bot.results.declined import Declined
from bot.usecases.follow_up import close_follow_up, move_follow_up
from bot.usecases.notices import LEASE, NoticeDraft, notify
from bot.usecases.stop import halt
from bot.usecases.work import working
from knowledge.stopping import StopEvent
from store.actor import Actor
from store.engine import transaction
from store.follow_ups import FollowUpDraft, add_follow_up
from store.models import FollowUpKind
from store.rhythm import Rhythm, set_rhythm
from tests.conftest import NOW
from tests.support.dialogue import Clock
from tests.support.unasked import bind, remind, replica, run_sql, words

Actors = Callable[[str], Actor]


def test_a_reminder_comes_at_its_time_once(bank: Desk, clock: Clock, actor: Actors) -> None:
    remind(bank, actor("rm1"), NOW + timedelta(minutes=30))
    one, two = replica(bank), replica(bank)
    assert one.due() == []
    clock.now += timedelta(minutes=30)
    (push,) = one.due()
    assert two.due() == []
    assert (push.chat, words([push])) == ("telegram:1", ["⏰ 今天 09:30 王建国：发资料"])
    assert one.told(push)
    clock.now += timedelta(hours=1)
    assert one.due() == two.due() == []


def test_a_sender_that_died_has_its_notices_taken_over(
    bank: Desk, clock: Clock, actor: Actors
) -> None:
    remind(bank, actor("rm1"), NOW)
    dead, alive = replica(bank), replica(bank)
    assert len(dead.due()) == 1
    clock.now += LEASE
    (push,) = alive.due()
    assert alive.told(push)


def test_one_not_delivered_comes_again_and_one_settled_does_not(
    bank: Desk, clock: Clock, actor: Actors
) -> None:
    follow_up_id = remind(bank, actor("rm1"), NOW)
    sender = replica(bank)
    (push,) = sender.due()
    sender.not_told(push)
    assert sender.due() == []
    clock.now += timedelta(seconds=30)
    (push,) = sender.due()
    sender.not_told(push)
    with working(bank) as work:
        close_follow_up(follow_up_id, work=work, actor=actor("rm1"))
    clock.now += timedelta(hours=1)
    assert sender.due() == []


@pytest.mark.parametrize(
    ("due", "before", "told"),
    [
        ("2026-11-23 23:30", "2026-11-24 07:59", "2026-11-24 08:00"),
        ("2026-11-24 00:30", "2026-11-24 00:31", "2026-11-24 08:00"),
        ("2026-11-30 20:59", "2026-11-30 20:58", "2026-11-30 20:59"),
        ("2026-11-28 10:00", "2026-11-29 23:00", "2026-11-30 08:00"),
        ("2026-10-03 10:00", "2026-10-07 10:00", "2026-10-08 08:00"),
        ("2026-10-10 10:00", "2026-10-10 09:59", "2026-10-10 10:00"),
    ],
    ids=["late", "after midnight", "month end", "weekend", "holiday", "worked Saturday"],
)
def test_nobody_is_disturbed_at_night_or_on_days_off(
    bank: Desk, clock: Clock, actor: Actors, due: str, before: str, told: str
) -> None:
    def at(text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=bank.zone)

    remind(bank, actor("rm1"), at(due))
    sender = replica(bank)
    clock.now = at(due)
    early = words(sender.due()) if told != due else []
    clock.now = at(before)
    assert not any("发资料" in each for each in early + words(sender.due()))
    clock.now = at(told)
    assert sum("发资料" in each for each in words(sender.due())) == 1


def test_what_is_grave_is_told_at_night(bank: Desk, clock: Clock) -> None:
    clock.now = NOW + timedelta(hours=13)
    with working(bank) as work:
        for key, grave in (("a", True), ("b", False)):
            draft = NoticeDraft(key, "rm1", "nothing known", work.now, grave=grave)
            assert notify(draft, work=work)
            assert not notify(draft, work=work)
    assert replica(bank).due() == []
    with working(bank) as work:
        waiting = work.reading.connection().exec_driver_sql(
            "SELECT notice_key FROM notice WHERE dropped_at IS NULL AND staff_id = 'rm1'"
        )
        assert list(waiting.scalars()) == ["b"]


def test_the_morning_message_comes_on_working_days_until_noon(
    bank: Desk, clock: Clock, actor: Actors
) -> None:
    with transaction(bank.engine) as session:
        set_rhythm(session=session, actor=actor("rm1"), rhythm=Rhythm(), at=NOW)
    sender = replica(bank)

    def mornings() -> int:
        due = sender.due()
        for push in due:
            sender.told(push)
        return sum("今天要跟进" in each for each in words(due))

    assert mornings() == 1
    for hours in (2, 3, 24 * 6):
        clock.now = NOW + timedelta(hours=hours)
        assert mornings() == 0
    clock.now = NOW + timedelta(days=7)
    assert mornings() == 1


@pytest.mark.parametrize(
    ("customer_id", "kind", "timed", "told"),
    [
        ("C001", FollowUpKind.PROMISE, True, "2026-11-23 13:00"),
        ("C003", FollowUpKind.PROMISE, True, "2026-11-24 09:00"),
        ("C003", FollowUpKind.PROMISE, False, "2026-11-25 08:00"),
        ("C003", FollowUpKind.FOLLOW_UP, False, "2026-11-27 08:00"),
        ("C001", FollowUpKind.PROMISE, False, "2026-11-23 13:00"),
    ],
    ids=["rich: 4 hours", "24 hours", "a day: 24 hours from its end", "3 days", "asked today"],
)
def test_what_is_late_reaches_the_supervisor_by_the_handbooks_clocks(
    bank: Desk,
    clock: Clock,
    actor: Actors,
    customer_id: str,
    kind: FollowUpKind,
    timed: bool,
    told: str,
) -> None:
    bind(bank, "sup1", 2)
    draft = FollowUpDraft("寄材料", NOW.date(), NOW if timed else None, kind=kind)
    with transaction(bank.engine) as session:
        add_follow_up(
            session=session, actor=actor("rm1"), customer_id=customer_id, draft=draft, at=NOW
        )
    at = datetime.fromisoformat(told).replace(tzinfo=bank.zone)
    clock.now = at - timedelta(minutes=1)
    sender = replica(bank)
    assert not any("寄材料" in each for each in to_supervisor(sender))
    clock.now = at
    (late,) = (each for each in to_supervisor(sender) if "寄材料" in each)
    assert late.startswith("⏰ 请过问：林芳有一件过了手册时限。")


def to_supervisor(sender: Pushes) -> list[str]:
    found: list[str] = []
    while due := sender.due():
        found += words([each for each in due if each.chat == "telegram:2"])
        for each in due:
            sender.told(each)
    return found


def test_a_case_reaches_the_supervisor_at_once_even_at_night(
    bank: Desk, clock: Clock, actor: Actors
) -> None:
    bind(bank, "sup1", 2)
    clock.now = NOW + timedelta(hours=14, minutes=30)
    sender = replica(bank)
    assert to_supervisor(sender) == []
    with working(bank) as work:
        halt(
            "客户要把三十万转到安全账户",
            [StopEvent.SCAM_TRANSFER],
            work=work,
            actor=actor("rm1"),
            customer_id="C001",
        )
    clock.now += timedelta(minutes=1)
    (told,) = to_supervisor(sender)
    assert "王建国" in told


@pytest.mark.parametrize(
    "broken",
    [
        "UPDATE follow_up SET kind = 'nonsense' WHERE customer_id = 'C003'",
        "UPDATE notice SET subject = '{' WHERE staff_id = 'rm1'",
    ],
    ids=["a line", "a notice"],
)
def test_one_row_that_cannot_be_read_costs_nobody_else_a_notice(
    bank: Desk, clock: Clock, actor: Actors, broken: str
) -> None:
    bind(bank, "sup1", 2)
    bind(bank, "rm2", 3)
    rm1 = actor("rm1")
    remind(bank, rm1, NOW, customer_id="C003")
    with working(bank) as work:
        draft = NoticeDraft("broken", "rm1", "reminder", work.now)
        assert notify(draft, work=work)
        event = [StopEvent.SCAM_TRANSFER]
        halt("客户要把三十万转到安全账户", event, work=work, actor=rm1, customer_id="C001")
    remind(bank, actor("rm2"), NOW, customer_id="C017")
    run_sql(bank, broken)
    clock.now += timedelta(minutes=1)
    sender = replica(bank)
    due = sender.due()
    assert {"telegram:2", "telegram:3"} <= {each.chat for each in due}
    assert any("王建国" in each for each in words(due))
    assert sender.due() == []


def test_a_reminder_put_off_before_it_was_told_is_not_told(
    bank: Desk, clock: Clock, actor: Actors
) -> None:
    follow_up_id = remind(bank, actor("rm1"), NOW)
    sender = replica(bank)
    (push,) = sender.due()
    sender.not_told(push)
    move(bank, follow_up_id, NOW + timedelta(days=1), actor("rm1"))
    clock.now += timedelta(hours=1)
    assert sender.due() == []


def test_a_late_line_moved_before_it_was_told_is_not_told_and_late_again_it_is(
    bank: Desk, clock: Clock, actor: Actors
) -> None:
    """Four hours after 17:30 are quiet ones: it is told in the morning, unless it was moved."""
    bind(bank, "sup1", 2)
    evening = NOW + timedelta(hours=8, minutes=30)
    key = remind(bank, actor("rm1"), evening, "寄材料", kind=FollowUpKind.PROMISE)
    sender = replica(bank)
    clock.now = evening + timedelta(hours=4)
    assert to_supervisor(sender) == []
    tomorrow = NOW + timedelta(days=1)
    move(bank, key, tomorrow, actor("rm1"))
    clock.now = tomorrow
    assert not any("寄材料" in each for each in to_supervisor(sender))
    clock.now = tomorrow + timedelta(hours=4)
    assert any("寄材料" in each for each in to_supervisor(sender))
    move(bank, key, clock.now + timedelta(hours=1), actor("rm1"))
    clock.now += timedelta(hours=5)
    assert any("寄材料" in each for each in to_supervisor(sender))


def move(desk: Desk, follow_up_id: str, to: datetime, actor: Actor) -> None:
    with working(desk) as work:
        assert not isinstance(move_follow_up(follow_up_id, to, work=work, actor=actor), Declined)


def test_a_second_case_is_told_without_the_first(bank: Desk, clock: Clock, actor: Actors) -> None:
    """One notice a matter: the whole list stands in his day."""
    bind(bank, "sup1", 2)
    sender = replica(bank)
    to_supervisor(sender)
    for customer_id, name in (("C001", "王建国"), ("C003", "李秀云")):
        with working(bank) as work:
            event = [StopEvent.SCAM_TRANSFER]
            said = "客户要把三十万转到安全账户"
            halt(said, event, work=work, actor=actor("rm1"), customer_id=customer_id)
        clock.now += timedelta(minutes=1)
        (told,) = to_supervisor(sender)
        assert name in told
    assert "王建国" not in told
