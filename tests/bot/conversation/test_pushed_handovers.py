"""A line that a colleague accepted: he is told of it; what goes with the customer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from bot.desk import Desk
from bot.usecases.oversee import open_entry
from bot.usecases.work import working
from store.actor import Actor
from store.engine import transaction
from store.follow_ups import FollowUpDraft, add_follow_up
from store.models import FollowUpKind
from tests.conftest import NOW
from tests.support.dialogue import Clock
from tests.support.unasked import bind, hand, remind, replica, run_sql, words

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


def test_after_a_transfer_the_new_manager_is_the_owner_of_the_line(
    bank: Desk, clock: Clock, actor: Actors
) -> None:
    bind(bank, "rm2", 3)
    remind(bank, actor("rm1"), NOW, kind=FollowUpKind.PROMISE)
    run_sql(bank, "UPDATE customer SET owner_id = 'rm2' WHERE customer_id = 'C001'")
    sender = replica(bank)
    (push,) = sender.due()
    labels = [each.label for row in push.reply.messages[0].buttons for each in row]
    assert push.chat == "telegram:3"
    assert labels[:3] == ["简报", "✔ 完成", "转交"]
    assert sender.told(push)
    clock.now += timedelta(hours=4)
    bind(bank, "sup1", 2)
    (late,) = (each for each in words(sender.due()) if "发资料" in each)
    assert late.startswith("⏰ 请过问：丁凯有一件过了手册时限。")


def test_who_accepted_a_line_is_warned_and_named_to_the_supervisor(
    bank: Desk, clock: Clock, actor: Actors
) -> None:
    bind(bank, "rm2", 3)
    draft = FollowUpDraft("寄材料", NOW.date(), kind=FollowUpKind.PROMISE)
    with transaction(bank.engine) as session:
        row = add_follow_up(
            session=session, actor=actor("rm1"), customer_id="C001", draft=draft, at=NOW
        )
    hand(bank, row.follow_up_id, actor("rm1"), actor("rm2"))
    clock.now = NOW + timedelta(hours=3, minutes=30)
    sender = replica(bank)
    (push,) = sender.due()
    assert push.chat == "telegram:3"
    assert "离4小时时限还有30分钟" in words([push])[0]
    assert "简报" not in [each.label for row in push.reply.messages[0].buttons for each in row]
    assert sender.told(push)
    clock.now += timedelta(minutes=30)
    bind(bank, "sup1", 2)
    (late,) = (each for each in words(sender.due()) if "寄材料" in each)
    assert late.startswith("⏰ 请过问：丁凯（替林芳办）有一件过了手册时限。")
