"""Budgets at the door: strangers, staff, groups; nothing is read of what is not let in."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.channels.telegram.doorkeeper import Admission, Budget, Budgets, Doorkeeper
from bot.conversation.messages import Incoming, MenuEntry, Reply
from tests.bot.channels.scripted import Scripted, echo
from tests.botapi.api import BotApi
from tests.botapi.chat import telegram

SERVE, TELL, DROP = Admission.SERVE, Admission.TELL, Admission.DROP
SMALL = Budgets(
    staff=Budget(at_once=3, seconds=2.0),
    stranger=Budget(at_once=2, seconds=60.0),
    all_strangers=Budget(at_once=3, seconds=10.0),
    most_chats=4,
)


class Watch:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def door(watch: Watch) -> Doorkeeper:
    return Doorkeeper(clock=watch, budgets=SMALL)


def asked(door: Doorkeeper, chat: int, times: int, *, shared: bool = False) -> list[Admission]:
    return [door.admit(chat, shared=shared) for _ in range(times)]


def test_staff_are_served_told_once_and_served_again(door: Doorkeeper, watch: Watch) -> None:
    asked(door, 1, 1)
    door.learn(1, staff=True)
    assert asked(door, 1, 5) == [SERVE, SERVE, TELL, DROP, DROP]
    assert door.seconds_to_wait(1) == 2
    watch.now += 2.0
    assert asked(door, 1, 2) == [SERVE, TELL]


def test_a_chat_that_floods_takes_nobody_elses_budget(door: Doorkeeper) -> None:
    for chat in (1, 2):
        asked(door, chat, 1)
        door.learn(chat, staff=True)
    assert asked(door, 1, 150).count(SERVE) == 2
    assert asked(door, 2, 2) == [SERVE, SERVE]


def test_strangers_are_answered_and_then_let_go(door: Doorkeeper, watch: Watch) -> None:
    assert asked(door, 7, 1) == [SERVE]
    door.learn(7, staff=False)
    assert asked(door, 7, 300) == [SERVE, *[DROP] * 299]
    watch.now += 60.0
    assert asked(door, 7, 2) == [SERVE, DROP]


def test_strangers_share_one_budget(door: Doorkeeper) -> None:
    for chat in range(10, 14):
        asked(door, chat, 1)
        door.learn(chat, staff=False)
    assert [asked(door, chat, 1)[0] for chat in range(10, 14)] == [SERVE, SERVE, SERVE, DROP]


def test_a_group_is_answered_once_a_day(door: Doorkeeper, watch: Watch) -> None:
    assert asked(door, -5, 3, shared=True) == [SERVE, DROP, DROP]
    watch.now += 24 * 3600.0
    assert asked(door, -5, 2, shared=True) == [SERVE, DROP]


def test_a_stranger_who_was_bound_has_the_budget_of_staff(door: Doorkeeper) -> None:
    asked(door, 7, 1)
    door.learn(7, staff=False)
    asked(door, 7, 1)
    door.learn(7, staff=True)
    assert asked(door, 7, 3) == [SERVE, SERVE, TELL]


def test_the_longest_silent_is_forgotten_first(door: Doorkeeper) -> None:
    for chat in range(1, 5):
        asked(door, chat, 2)
    asked(door, 1, 1)
    asked(door, 9, 1)
    assert asked(door, 1, 1) == [DROP]
    assert asked(door, 2, 1) == [SERVE]


async def test_what_is_not_let_in_reaches_no_conversation() -> None:
    def answer(incoming: Incoming) -> Reply:
        reply = echo(incoming)
        return Reply(reply.messages, menu=(MenuEntry("help", "怎么用"),))

    conversation = Scripted(answer)
    api = BotApi(clock=lambda: datetime(2026, 11, 23, 1, 0, tzinfo=UTC))
    async with telegram(conversation, api, budgets=SMALL) as channel:
        chat = channel.open(7)
        replies = [await chat.send(f"第{number}条") for number in range(5)]
        other = await channel.open(8).send("别的对话")
    assert [len(reply.messages) for reply in replies] == [1, 1, 1, 1, 0]
    assert "发得太快了" in replies[3].text
    assert other.text == "您说：别的对话"
    assert len(conversation.asked) == 4
