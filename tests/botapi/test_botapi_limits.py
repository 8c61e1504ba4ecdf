"""What Telegram refuses is refused here, in Telegram's words."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import BotCommand, BotCommandScopeChat, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter
from telegram.ext import ExtBot

from tests.botapi.api import BotApi
from tests.botapi.entities import command_entities, parse_html
from tests.botapi.request import DirectRequest, direct_builder
from tests.botapi.wire import ApiError
from tests.botapi.world import Person

CHAT = 7
HERE = BotCommandScopeChat(CHAT)


@pytest.fixture
def api() -> BotApi:
    api = BotApi(clock=lambda: datetime(2026, 11, 23, 1, 0, tzinfo=UTC))
    api.open_chat(CHAT, title="林芳")
    return api


@pytest.fixture
def bot(api: BotApi) -> ExtBot[Any]:
    built: ExtBot[Any] = direct_builder(api).build().bot
    return built


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>重点</b>：存款", "重点：存款", [("bold", 0, 2)]),
        ("😀<i>好</i>", "😀好", [("italic", 2, 1)]),
        ("a &lt; b &amp;&#33; & c", "a < b &! & c", []),
        ("  <b> 一 </b> ", "一", [("bold", 0, 1)]),
        ("<b>粗<u>线</u></b>", "粗线", [("bold", 0, 2), ("underline", 1, 1)]),
        ("<code>a\nb</code>", "a\nb", [("code", 0, 3)]),
        ("利率 > 3", "利率 > 3", []),
    ],
)
def test_html_is_read_as_telegram_reads_it(
    source: str, text: str, entities: list[tuple[str, int, int]]
) -> None:
    parsed, found = parse_html(source)
    assert (parsed, [(e["type"], e["offset"], e["length"]) for e in found]) == (text, entities)


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("利率 < 3", "Unsupported start tag"),
        ("利率<3", "Unsupported start tag"),
        ("<p>段</p>", 'Unsupported start tag "p"'),
        ("一<br>二", 'Unsupported start tag "br" at byte offset 3'),
        ("<b>粗", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>粗<i>斜</b></i>", 'expected "</i>", found "</b>"'),
        ("粗</b>", "Unexpected end tag"),
    ],
)
def test_bad_html_is_refused(source: str, why: str) -> None:
    with pytest.raises(ApiError) as refused:
        parse_html(source)
    assert why in refused.value.description
    assert refused.value.code == 400


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/brief S001", [(0, 6)]),
        ("😀 /ask@rm_assistant_bot 好", [(3, 21)]),
        ("/brief张三", []),
        ("1/2", []),
        ("见 http://a.cn/brief", []),
    ],
)
def test_commands_are_marked_where_telegram_marks_them(
    text: str, found: list[tuple[int, int]]
) -> None:
    assert [(e["offset"], e["length"]) for e in command_entities(text)] == found


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "Message text is empty"),
        ("  \n", "Message text is empty"),
        ("<b></b>", "Message text is empty"),
        ("字" * 4097, "Message is too long"),
        ("😀" * 2049, "Message is too long"),
    ],
)
async def test_texts(bot: ExtBot[Any], text: str, why: str) -> None:
    with pytest.raises(BadRequest, match=why):
        await bot.send_message(CHAT, text, parse_mode="HTML")


async def test_a_text_is_measured_after_parsing(bot: ExtBot[Any]) -> None:
    sent = await bot.send_message(CHAT, f"<b>{'字' * 4096}</b>", parse_mode="HTML")
    assert len(sent.text or "") == 4096


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([[("用", "数" * 22)]], "Button_data_invalid"),
        ([[("用", "a")] * 9], "in a row"),
        ([[("用", "a")] * 8] * 13, "reply markup is too long"),
        ([[(" ", "a")]], "text buttons"),
    ],
)
async def test_keyboards(bot: ExtBot[Any], rows: list[list[tuple[str, str]]], why: str) -> None:
    buttons = [[InlineKeyboardButton(w, callback_data=d) for w, d in row] for row in rows]
    with pytest.raises(BadRequest, match=f"(?i){why}"):
        await bot.send_message(CHAT, "字", reply_markup=InlineKeyboardMarkup(buttons))


async def test_a_keyboard_at_every_limit_passes(bot: ExtBot[Any]) -> None:
    row = [InlineKeyboardButton("用", callback_data="x" * 64)] * 8
    sent = await bot.send_message(CHAT, "字", reply_markup=InlineKeyboardMarkup([row] * 12))
    assert sent.reply_markup is not None


async def test_a_query_is_answered_once_and_in_time(api: BotApi, bot: ExtBot[Any]) -> None:
    sent = await bot.send_message(CHAT, "字")
    press = api.user_presses(CHAT, Person(CHAT), sent.message_id, "data")
    assert await bot.answer_callback_query(press["callback_query"]["id"])
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query(press["callback_query"]["id"])


async def test_updates_are_fetched_once_confirmed(api: BotApi, bot: ExtBot[Any]) -> None:
    for word in ("一", "二", "三"):
        api.enqueue(api.user_says(CHAT, Person(CHAT), word))
    first, second, _ = await bot.get_updates()
    (rest,) = await bot.get_updates(offset=second.update_id + 1)
    assert first.message is not None
    assert first.message.text == "一"
    assert rest.message is not None
    assert rest.message.text == "三"


REFUSED: dict[str, Callable[[ExtBot[Any]], Coroutine[Any, Any, object]]] = {
    "unknown chat": lambda bot: bot.send_message(404, "字"),
    "unknown query": lambda bot: bot.answer_callback_query("404"),
    "unknown action": lambda bot: bot.send_chat_action(CHAT, "thinking"),
    "other markup": lambda bot: bot.send_message(CHAT, "*字*", parse_mode="MarkdownV2"),
    "unserved method": lambda bot: bot.send_dice(CHAT),
    "bad command": lambda bot: bot.set_my_commands([BotCommand("Brief!", "简报")], HERE),
    "empty description": lambda bot: bot.set_my_commands([BotCommand("brief", "")], HERE),
}


@pytest.mark.parametrize("what", REFUSED)
async def test_what_does_not_exist_or_fit_is_refused(bot: ExtBot[Any], what: str) -> None:
    with pytest.raises(BadRequest):
        await REFUSED[what](bot)


async def test_whoever_blocks_the_bot_gets_nothing(api: BotApi, bot: ExtBot[Any]) -> None:
    api.world.rooms[CHAT].closed = "bot was blocked by the user"
    with pytest.raises(Forbidden, match="blocked by the user"):
        await bot.send_message(CHAT, "字")


async def test_a_wrong_token_is_refused(api: BotApi) -> None:
    with pytest.raises(InvalidToken):
        await DirectRequest(api).post("http://local.invalid/bot2:other/getMe")


async def test_a_call_fails_as_often_as_it_was_told_to(api: BotApi, bot: ExtBot[Any]) -> None:
    flood = ApiError(429, "Too Many Requests: retry after 3", retry_after=3)
    api.fail("sendMessage", NetworkError("lost"), flood)
    with pytest.raises(NetworkError):
        await bot.send_message(CHAT, "字")
    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(CHAT, "字")
    assert refused.value.retry_after == 3
    assert (await bot.send_message(CHAT, "字")).text == "字"


async def test_the_bot_has_a_username(bot: ExtBot[Any]) -> None:
    assert (await bot.get_me()).username == "rm_assistant_bot"
