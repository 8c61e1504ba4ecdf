"""A user in a chat: what the real Application answers comes back whole."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from telegram import BotCommandScopeAllPrivateChats
from telegram.error import BadRequest, Forbidden

from bot.local import LocalBotApi, LocalChat, NoSuchButton, local_builder
from tests.bot.local.echo_bot import PNG, build
from tests.support.dialogue import MORNING, Mismatch, chats, replay

Open = Callable[..., LocalChat]


@pytest.fixture
async def opened() -> AsyncIterator[Open]:
    async with chats(build) as open_chat:
        yield open_chat


async def test_a_command_its_words_and_buttons(opened: Open) -> None:
    reply = await opened().send("/brief 张三 明天到期")
    (sent,) = reply.messages
    assert (sent.text, sent.source) == ("简报 张三 明天到期", "<b>简报</b> 张三 明天到期")
    assert sent.protected and reply.typing and reply.actions == ("typing",)
    assert reply.labels == ("已使用", "修改后使用", "不合适")
    assert reply.buttons[0].data == "do:已使用"


@pytest.mark.parametrize("choice", ["已使用", "do:已使用", 1, "1", "已使"])
async def test_a_button_is_pressed_by_whatever_names_it(opened: Open, choice: str | int) -> None:
    chat = opened()
    await chat.send("/brief 张三")
    reply = await chat.press(choice)
    assert (reply.toast, reply.alert, reply.answered) == ("已记下", False, True)
    assert reply.labels == ("撤回",) and reply.messages == () and reply.reworded == frozenset()


async def test_an_edit_replaces_words_and_takes_buttons_away(opened: Open) -> None:
    chat = opened()
    await chat.send("/brief 张三")
    reply = await chat.press("不合适")
    assert (reply.toast, reply.alert) == ("请说明原因", True)
    assert [sent.text for sent in reply.edited] == ["为什么不合适？"]
    assert reply.reworded == {reply.edited[0].message_id} and chat.buttons == ()


@pytest.mark.parametrize("choice", ["不存在", 9, "使用"])
async def test_a_press_that_means_none_or_several_is_told(opened: Open, choice: str | int) -> None:
    chat = opened()
    await chat.send("/brief 张三")
    with pytest.raises(NoSuchButton, match="已使用、修改后使用、不合适"):
        await chat.press(choice)


async def test_numbers_count_every_button_of_the_last_answer(opened: Open) -> None:
    chat = opened()
    await chat.send("/both")
    assert (await chat.press(1)).text == "打开开甲"
    assert (await chat.press(2)).text == "打开开乙"
    assert [button.label for button in chat.buttons] == ["开甲", "开乙"]


async def test_what_came_and_went_within_a_turn_is_not_seen(opened: Open) -> None:
    reply = await opened().send("/placeholder")
    assert reply.text == "准备好了" and reply.edited == () and reply.deleted == ()


async def test_files_come_back_with_names_and_content(opened: Open) -> None:
    reply = await opened().send("/files")
    assert [(f.name, f.kind, f.content) for f in reply.files] == [
        ("走势.png", "photo", PNG),
        ("名单.csv", "document", b"a,b\n1,2\n"),
        ("一.txt", "document", b"one"),
        ("二.txt", "document", b"two"),
    ]
    assert reply.messages[0].text == "资产走势"


async def test_an_uploaded_file_can_be_fetched(opened: Open, tmp_path: Path) -> None:
    (tmp_path / "名单.txt").write_text("S001", encoding="utf-8")
    reply = await opened().upload(tmp_path / "名单.txt", caption="请导入")
    assert reply.text == "名单.txt：4字节，S001，请导入"


async def test_an_over_long_message_arrives_in_pieces(opened: Open) -> None:
    reply = await opened().send("字" * 4096 + "第二条")
    assert [sent.text for sent in reply.messages] == ["4096字", "您说：第二条"]


async def test_a_handler_error_fails_the_turn(opened: Open) -> None:
    with pytest.raises(ZeroDivisionError, match="坏了"):
        await opened().send("/broken")


async def test_a_tolerant_chat_keeps_the_error(opened: Open) -> None:
    chat = opened(tolerant=True)
    assert (await chat.send("/broken")).shown == ()
    assert [str(error) for error in chat.errors] == ["坏了"]


async def test_refusals_reach_the_handler_and_fail_the_test(opened: Open) -> None:
    with pytest.raises(BadRequest, match="too long"):
        await opened().send("/long")


async def test_handlers_that_do_not_block_are_waited_for(opened: Open) -> None:
    assert (await opened().send("/later")).text == "后台做完了"


async def test_what_a_job_sends_is_pushed(opened: Open) -> None:
    chat = opened()
    first = await chat.send("/remind")
    pushed = first if first.messages else await chat.wait_pushed()
    assert pushed.text == "该联系客户了"


async def test_a_web_link_calls_nothing_back(opened: Open) -> None:
    chat = opened()
    reply = await chat.send("/link")
    assert (reply.buttons[0].url, reply.buttons[0].data) == ("https://x.cn", None)
    with pytest.raises(NoSuchButton, match="calls nothing back"):
        await chat.press("官网")


async def test_conversations_keep_their_state_by_chat(opened: Open) -> None:
    one, two = opened(1), opened(2)
    assert (await one.send("/log")).text == "哪天再联系？"
    assert (await two.send("周五")).text == "您说：周五"
    assert (await one.send("周五")).text == "记下了：周五"


async def test_one_chat_in_order_and_many_at_once(opened: Open) -> None:
    first, *others = [opened(number) for number in range(1, 21)]
    replies = await asyncio.gather(
        *(first.send(f"第{n}句") for n in range(20)), *(each.send("您好") for each in others)
    )
    assert [r.text for r in replies] == [f"您说：第{n}句" for n in range(20)] + ["您说：您好"] * 19


async def test_the_menu_is_the_narrowest_scope_that_has_one(opened: Open) -> None:
    chat, other = opened(1), opened(2)
    await chat.send("/start")
    assert [each.command for each in chat.commands] == ["brief", "both"]
    assert other.commands == ()


async def test_scopes_fall_back_from_chat_to_kind_to_default() -> None:
    api = LocalBotApi(clock=lambda: MORNING)
    application = build(local_builder(api))
    person = LocalChat(application=application, chat_id=1)
    group = LocalChat(application=application, chat_id=-5, user_id=1, kind="group", title="一部")
    await application.bot.set_my_commands([("help", "怎么用")])
    await application.bot.set_my_commands(
        [("brief", "简报")], scope=BotCommandScopeAllPrivateChats()
    )
    assert [[c.command for c in chat.commands] for chat in (person, group)] == [["brief"], ["help"]]
    await application.bot.delete_my_commands(scope=BotCommandScopeAllPrivateChats())
    assert [c.description for c in person.commands] == ["怎么用"]
    assert [c.command for c in await application.bot.get_my_commands()] == ["help"]


async def test_a_group_can_be_left(opened: Open) -> None:
    group = opened(-5, user_id=3, kind="group", title="一部")
    await group.send("/leave")
    with pytest.raises(Forbidden, match="not a member"):
        await group.send("还在吗")


async def test_a_transcript_replays(opened: Open) -> None:
    await replay(
        opened(),
        """
        第一次用：
        > /brief 张三
        简报 张三
        [1] 已使用  [2] 修改后使用  [3] 不合适
        > [修改后使用]
        打开[…]使用
        > 1
        · 已记下
        [1] 撤回
        > 99
        您说：99
        > /files
        资产走势  图片：走势.png
        […]
        """,
    )


async def test_a_transcript_that_differs_fails(opened: Open) -> None:
    with pytest.raises(Mismatch, match="after > 您好"):
        await replay(opened(), "> 您好\n您说：再见")
