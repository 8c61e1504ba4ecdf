"""Telegram's updates as what was said or pressed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Update

from bot.channels.telegram.parse import incoming_of
from bot.conversation.messages import Pressed, Said
from tests.botapi.api import BotApi
from tests.botapi.request import direct_builder
from tests.botapi.wire import Json
from tests.botapi.world import Person

RM = Person(7)
SENDER = {"id": 9, "is_bot": False, "first_name": "王建国"}


@pytest.fixture
def api() -> BotApi:
    api = BotApi(clock=lambda: datetime(2026, 11, 23, 1, 0, tzinfo=UTC))
    api.open_chat(7, title="林芳")
    api.open_chat(-5, title="零售一部", kind="supergroup")
    return api


def parsed(api: BotApi, update: Json) -> Any:
    whole = Update.de_json(update, direct_builder(api).build().bot)
    return incoming_of(whole, bot_name="rm_assistant_bot")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("等下给王建国打电话", "等下给王建国打电话"),
        ("/brief 王建国", "/brief 王建国"),
        ("/brief@rm_assistant_bot 王建国", "/brief 王建国"),
        ("/today@RM_Assistant_Bot", "/today"),
        ("写给 a@b.cn 的 /brief@x", "写给 a@b.cn 的 /brief@x"),
        ("一\n二", "一\n二"),
    ],
)
def test_words_are_said_as_they_stand(api: BotApi, typed: str, said: str) -> None:
    assert parsed(api, api.user_says(7, RM, typed)) == Said("telegram:7", said)


def test_a_command_meant_for_another_bot_is_not_answered(api: BotApi) -> None:
    assert parsed(api, api.user_says(-5, RM, "/start@other_bot")) is None


def test_where_others_read_along_is_marked(api: BotApi) -> None:
    assert parsed(api, api.user_says(-5, RM, "你好")) == Said("telegram:-5", "你好", group=True)


def test_an_edited_message_is_marked(api: BotApi) -> None:
    edited = Said("telegram:7", "改过", edited=True)
    assert parsed(api, api.user_edits(7, RM, "改过")) == edited


@pytest.mark.parametrize(
    "body",
    [
        {"contact": {"phone_number": "1", "first_name": "王"}},
        {"location": {"latitude": 1.0, "longitude": 1.0}},
        {"dice": {"emoji": "🎲", "value": 1}},
        {
            "photo": [{"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}],
            "caption": "转账截图",
        },
    ],
    ids=["contact", "location", "dice", "photo"],
)
def test_what_holds_no_text_is_unreadable(api: BotApi, body: Json) -> None:
    assert parsed(api, api.user_sends(7, RM, **body)) == Said("telegram:7", "", unreadable=True)


def test_a_press_is_its_token(api: BotApi) -> None:
    api.world.rooms[-5].keep({"date": 0, "text": "字"}, source="字", by_bot=True)
    update = api.user_presses(-5, RM, 1, "abc.2")
    assert parsed(api, update) == Pressed("telegram:-5", "abc.2", group=True)


def test_a_press_of_a_message_telegram_no_longer_has(api: BotApi) -> None:
    api.world.rooms[7].keep({"date": 0, "text": "字"}, source="字", by_bot=True)
    update = api.user_presses(7, RM, 1, "abc.2")
    del update["callback_query"]["message"]["text"]
    assert parsed(api, update) == Pressed("telegram:7", "abc.2")


@pytest.mark.parametrize(
    ("origin", "sender"),
    [
        (
            {"type": "user", "sender_user": {"id": 9, "is_bot": False, "first_name": "王建国"}},
            "王建国",
        ),
        ({"type": "hidden_user", "sender_user_name": "王总"}, "王总"),
        ({"type": "chat", "sender_chat": {"id": -9, "type": "group", "title": "群"}}, ""),
    ],
    ids=["user", "hidden", "chat"],
)
def test_whose_words_are_passed_on_is_told(api: BotApi, origin: Json, sender: str) -> None:
    passed = api.user_sends(7, RM, text="我要投诉", forward_origin={"date": 1, **origin})
    assert parsed(api, passed) == Said("telegram:7", "我要投诉", forwarded=sender)
