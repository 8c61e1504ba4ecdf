"""The way of an update: signs, answer, menu, order, and what happens when Telegram fails."""

from __future__ import annotations

import asyncio
import io
import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
from PIL import Image
from telegram.error import BadRequest, NetworkError, TimedOut

from bot.attachments import Attachment
from bot.blocks import bold, line, paragraph, said, screen
from bot.conversation.messages import Incoming, MenuEntry, Message, Pressed, Reply, Said
from bot.conversation.progress import begun
from tests.bot.channels.scripted import Answer, Scripted, echo, saying, showing
from tests.botapi.api import BotApi
from tests.botapi.chat import Telegram, telegram
from tests.botapi.sent import sent_of
from tests.botapi.wire import ApiError

_DRAWN = io.BytesIO()
Image.new("RGB", (40, 30)).save(_DRAWN, "PNG")
PICTURE = _DRAWN.getvalue()
LOST = [NetworkError("lost"), TimedOut()]


@asynccontextmanager
async def serving(answer: Answer = echo) -> AsyncIterator[tuple[Telegram, Scripted]]:
    conversation = Scripted(answer)
    api = BotApi(clock=lambda: datetime(2026, 11, 23, 1, 0, tzinfo=UTC))
    async with telegram(conversation, api) as channel:
        yield channel, conversation


def with_button(incoming: Incoming) -> Reply:
    return showing(said("请选"), ["甲", "乙"]) if isinstance(incoming, Said) else echo(incoming)


async def test_an_answer_comes_with_signs_of_work() -> None:
    async with serving() as (channel, conversation):
        reply = await channel.open(7).send("你好")
    assert (reply.text, reply.signs) == ("您说：你好", ("typing",))
    assert conversation.asked == [Said("telegram:7", "你好")]


@pytest.mark.parametrize("confidential", [True, False])
async def test_words_arrive_as_meant_and_protected_where_confidential(confidential: bool) -> None:
    shown = screen(paragraph(line("利率 < 3", bold("重点"))))
    reply = Reply((Message(shown, confidential=confidential),))
    async with serving(lambda _: reply) as (channel, _):
        (sent,) = (await channel.open(7).send("你好")).messages
    assert (sent.text, sent.protected) == ("利率 < 3重点", confidential)


async def test_files_follow_their_message_protected_and_again_where_one_was_lost() -> None:
    files = (Attachment("资产.png", PICTURE, picture=True), Attachment("名单.xlsx", b"rows"))
    reply = Reply((Message(said("见附件"), attached=files),))
    async with serving(lambda _: reply) as (channel, _):
        channel.api.fail("sendPhoto", *LOST)
        chat = channel.open(7)
        sent = (await chat.send("画图")).messages
    assert [each.text for each in sent] == ["见附件", "📎 picture", "📎 名单.xlsx"]
    assert all(each.protected for each in sent)
    assert [each.content for each in chat.room.files] == [PICTURE, b"rows"]


async def test_long_work_is_told_of_as_it_begins() -> None:
    """Before there is an answer, and where that word is lost the answer comes all the same."""
    seen: list[list[str]] = []
    go_on = threading.Event()

    def slowly(incoming: Incoming) -> Reply:
        begun("正在生成……")
        go_on.wait(5)
        return echo(incoming)

    async with serving(slowly) as (channel, _):
        chat = channel.open(7)
        sending = asyncio.create_task(chat.send("报告"))
        while not (told := [sent_of(each).text for each in chat.room.messages.values()][1:]):
            await asyncio.sleep(0)
        seen.append(told)
        go_on.set()
        reply = await sending
        channel.api.fail("sendMessage", ApiError(400, "Bad Request"))
        again = await chat.send("报告")
    assert seen == [["正在生成……"]]
    assert [each.text for each in reply.messages] == ["正在生成……", "您说：报告"]
    assert [each.text for each in again.messages] == ["您说：报告"]


async def test_a_press_is_answered_and_acted_on() -> None:
    async with serving(with_button) as (channel, conversation):
        chat = channel.open(7)
        await chat.send("你好")
        reply = await chat.press("乙")
    assert reply.text == "您按：t.1"
    assert set(reply.signs) == {"typing", "answered"}
    assert conversation.asked[-1] == Pressed("telegram:7", "t.1")


async def test_a_press_too_old_to_be_answered_is_acted_on() -> None:
    async with serving(with_button) as (channel, _):
        chat = channel.open(7)
        await chat.send("你好")
        reply = await chat.press("乙", expired=True)
        assert (reply.text, channel.errors) == ("您按：t.1", [])


@pytest.mark.parametrize("error", [*LOST, ApiError(429, "Too Many Requests", retry_after=1)])
async def test_signs_that_fail_lose_no_request(error: Exception) -> None:
    async with serving(with_button) as (channel, _):
        chat = channel.open(7)
        channel.api.fail("sendChatAction", error, error)
        channel.api.fail("answerCallbackQuery", error)
        assert (await chat.send("你好")).text == "请选"
        assert (await chat.press(1)).text == "您按：t.0"
        assert channel.errors == []


@pytest.mark.parametrize("error", LOST)
async def test_a_lost_message_is_sent_again_and_asked_once(error: Exception) -> None:
    async with serving(lambda _: saying("一", "二", "三")) as (channel, conversation):
        channel.api.fail("sendMessage", error, error, error)
        reply = await channel.open(7).send("你好")
    assert [each.text for each in reply.messages] == ["一", "二", "三"]
    assert len(conversation.asked) == 1


async def test_a_message_that_never_arrives_is_told_of_by_number_alone(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with serving(lambda _: saying("王建国的资产", "第二条")) as (channel, _):
        channel.api.fail("sendMessage", *[NetworkError("lost: 王建国")] * 4)
        reply = await channel.open(7).send("王建国")
        assert [type(each) for each in channel.errors] == [NetworkError]
    assert "没能送到" in reply.text
    assert "第二条" not in reply.text
    assert "lost" not in reply.text
    reference = reply.text.partition("编号 ")[2].removesuffix("。")
    assert reference
    assert reference in caplog.text
    assert "王建国" not in caplog.text
    assert "lost" not in caplog.text


async def test_a_refused_message_is_not_sent_again(caplog: pytest.LogCaptureFixture) -> None:
    async with serving() as (channel, _):
        channel.api.fail("sendMessage", BadRequest("can't parse entities"))
        reply = await channel.open(7).send("你好")
    assert channel.api.calls.count("sendMessage") == 2
    assert "没能送到" in reply.text
    assert "parse" not in reply.text + caplog.text


async def test_whoever_blocked_the_bot_is_left_alone(caplog: pytest.LogCaptureFixture) -> None:
    async with serving() as (channel, _):
        chat = channel.open(7)
        chat.room.closed = "bot was blocked by the user"
        assert (await chat.send("你好")).messages == ()
    assert channel.api.calls.count("sendMessage") == 1
    assert "Forbidden" in caplog.text


async def test_an_error_of_the_conversation_is_told_in_a_sentence() -> None:
    def broken(_: Incoming) -> Reply:
        raise ZeroDivisionError("王建国")

    async with serving(broken) as (channel, _):
        reply = await channel.open(7).send("你好")
        assert [type(each) for each in channel.errors] == [ZeroDivisionError]
    assert "编号" in reply.text
    assert "王建国" not in reply.text
    assert "Zero" not in reply.text


async def test_nothing_of_the_content_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    async with serving(with_button) as (channel, _):
        chat = channel.open(7)
        channel.api.fail("sendChatAction", NetworkError("王建国"))
        channel.api.fail("sendMessage", NetworkError("王建国"))
        await chat.send("王建国的手机号13812345678")
        await chat.press(1)
    assert "send_again chat=7" in caplog.text
    assert "王建国" not in caplog.text
    assert "1381234" not in caplog.text
    assert "请选" not in caplog.text


MENU = (MenuEntry("brief", "简报"), MenuEntry("help", "怎么用"))
SHORTER = MENU[:1]


async def test_the_menu_is_set_when_it_changes() -> None:
    menus = iter([(), MENU, MENU, SHORTER, (), ()])
    shown = []
    async with serving(lambda _: Reply((Message(said("好")),), menu=next(menus))) as (channel, _):
        chat = channel.open(7)
        for _ in range(6):
            await chat.send("你好")
            shown.append(chat.commands)
    assert shown == [[], ["brief", "help"], ["brief", "help"], ["brief"], [], []]
    assert channel.api.calls.count("setMyCommands") == 2
    assert channel.api.calls.count("deleteMyCommands") == 1


async def test_a_menu_that_could_not_be_set_is_set_next_time() -> None:
    async with serving(lambda _: Reply((Message(said("好")),), menu=MENU)) as (channel, _):
        chat = channel.open(7)
        channel.api.fail("setMyCommands", NetworkError("lost"))
        assert (await chat.send("你好")).text == "好"
        assert chat.commands == []
        await chat.send("你好")
        assert chat.commands == ["brief", "help"]
        assert channel.errors == []


async def test_a_group_gets_no_menu() -> None:
    async with serving(lambda _: Reply((Message(said("好")),), menu=MENU)) as (channel, _):
        group = channel.open(-5, kind="group", user_id=7)
        await group.send("你好")
        assert group.commands == []


async def test_a_chat_s_messages_are_answered_in_order_and_delay_no_other() -> None:
    """Chat 1's first answer waits until chat 2's came: a delay of others would hang for ever."""
    other_came = threading.Event()
    order: list[str] = []

    def answer(incoming: Incoming) -> Reply:
        assert isinstance(incoming, Said)
        if incoming.chat == "telegram:2":
            return saying("先来")
        if incoming.text == "0":
            assert other_came.wait(20)
        order.append(incoming.text)
        return saying(incoming.text)

    async with serving(answer) as (channel, _):
        slow, quick = channel.open(1), channel.open(2)
        said_slowly = [asyncio.create_task(slow.send(str(n))) for n in range(100)]
        await asyncio.sleep(0)
        assert (await quick.send("在吗")).text == "先来"
        other_came.set()
        await asyncio.gather(*said_slowly)
    assert order == [str(n) for n in range(100)]


async def test_pinned_and_joined_are_not_answered() -> None:
    async with serving() as (channel, conversation):
        chat = channel.open(-5, kind="group", user_id=7)
        reply = await chat.show(group_chat_created=True)
        assert reply.messages == ()
        assert conversation.asked == []
        assert (await chat.edit("改过")).text == "您说：改过"
