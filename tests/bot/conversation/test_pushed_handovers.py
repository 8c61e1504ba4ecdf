"""A line that a colleague accepted: he is told of it; what goes with the customer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from bot.desk import Desk
from bot.usecases.oversee import open_entry
from bot.usecases.work import working
from store.actor import Actor
from tests.conftest import NOW
from tests.support.dialogue import Clock
from tests.support.unasked import bind, hand, remind, replica, words

Actors = Callable[[str], Actor]


def test_who_accepted_a_line_is_reminded_of_it_and_finds_it_to_move(
    bank: Desk, clock: Clock, actor: Actors
) -> None:
    bind(bank, "rm2", 3)
    follow_up_id = remind(bank, actor("rm1"), NOW + timedelta(minutes=30))
    hand(bank, follow_up_id, actor("rm1"), actor("rm2"))
    clock.now += timedelta(minutes=30)
    (push,) = replica(bank).due()
    assert (push.chat, words([push])) == ("telegram:3", ["⏰ 今天 09:30 王建国：发资料"])
    with working(bank) as work:
        entry = open_entry(follow_up_id, work=work, actor=actor("rm2"))
        assert entry is not None
        assert entry.customer_name == "王建国"
