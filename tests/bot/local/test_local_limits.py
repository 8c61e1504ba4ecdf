"""What Telegram refuses is refused here, in Telegram's words."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from telegram import (
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
)
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError
from telegram.ext import ExtBot

from bot.local import LocalBotApi, LocalRequest, local_builder
from bot.local.entities import command_entities, parse_html
from bot.local.wire import ApiError
from bot.local.world import Person
from tests.bot.local.echo_bot import PNG
from tests.support.dialogue import MORNING

CHAT = 7


@pytest.fixture
def api() -> LocalBotApi:
    api = LocalBotApi(clock=lambda: MORNING)
    api.open_chat(CHAT, title="林芳")
    return api


@pytest.fixture
def bot(api: LocalBotApi) -> ExtBot[Any]:
    built: ExtBot[Any] = local_builder(api).build().bot
    return built


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>重点</b>：存款", "重点：存款", [("bold", 0, 2)]),
        ("😀<i>好</i>", "😀好", [("italic", 2, 1)]),
        ("a &lt; b &amp;&#33; & c", "a < b &! & c", []),
        ("  <b> 一 </b> ", "一", [("bold", 0, 1)]),
        ("<b>粗<u>线</u></b>", "粗线", [("bold", 0, 2), ("underline", 1, 1)]),
        ("<a href='https://x.cn'>看</a>", "看", [("text_link", 0, 1)]),
        ("<blockquote expandable>引</blockquote>", "引", [("expandable_blockquote", 0, 1)]),
        ('<span class="tg-spoiler">密</span>', "密", [("spoiler", 0, 1)]),
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
        ("<p>段</p>", 'Unsupported start tag "p"'),
        ("一<br>二", 'Unsupported start tag "br" at byte offset 3'),
        ("<b>粗", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>粗<i>斜</b></i>", 'expected "</i>", found "</b>"'),
        ("粗</b>", "Unexpected end tag"),
        ("<span>密</span>", "tg-spoiler"),
    ],
)
def test_bad_html_is_refused(source: str, why: str) -> None:
    with pytest.raises(ApiError) as refused:
        parse_html(source)
    assert why in refused.value.description and refused.value.code == 400


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
    ],
)
async def test_texts(bot: ExtBot[Any], text: str, why: str) -> None:
    with pytest.raises(BadRequest, match=why):
        await bot.send_message(CHAT, text, parse_mode="HTML")


async def test_a_text_is_measured_after_parsing(bot: ExtBot[Any]) -> None:
    sent = await bot.send_message(CHAT, f"<b>{'字' * 4096}</b>", parse_mode="HTML")
    assert len(sent.text or "") == 4096


async def test_captions(bot: ExtBot[Any]) -> None:
    await bot.send_photo(CHAT, PNG, caption="字" * 1024)
    with pytest.raises(BadRequest, match="caption is too long"):
        await bot.send_photo(CHAT, PNG, caption="字" * 1025)


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


async def test_editing(bot: ExtBot[Any]) -> None:
    sent = await bot.send_message(CHAT, "一")
    with pytest.raises(BadRequest, match="Message is not modified"):
        await sent.edit_text("一")
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("二", CHAT, 99)
    assert await sent.delete()
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await sent.delete()


async def test_editing_a_caption(bot: ExtBot[Any]) -> None:
    photo = await bot.send_photo(CHAT, PNG, caption="一")
    text = await bot.send_message(CHAT, "字")
    edited = await bot.edit_message_caption(CHAT, photo.message_id, caption="二")
    assert not isinstance(edited, bool) and edited.caption == "二"
    with pytest.raises(BadRequest, match="no text in the message"):
        await bot.edit_message_text("三", CHAT, photo.message_id)
    with pytest.raises(BadRequest, match="no caption in the message"):
        await bot.edit_message_caption(CHAT, text.message_id, caption="三")


async def test_nobody_else_s_message_can_be_edited(api: LocalBotApi, bot: ExtBot[Any]) -> None:
    update = api.user_says(CHAT, Person(CHAT), "字")
    with pytest.raises(BadRequest, match="can't be edited"):
        await bot.edit_message_text("二", CHAT, update["message"]["message_id"])


async def test_a_jpeg_is_measured(bot: ExtBot[Any]) -> None:
    header = bytes.fromhex("ffd8ffe00004abcdffc0000b0800200040010111 00".replace(" ", ""))
    sent = await bot.send_photo(CHAT, header, filename="图.jpg")
    assert (sent.photo[-1].width, sent.photo[-1].height) == (64, 32)


async def test_updates_are_fetched_once_confirmed(api: LocalBotApi, bot: ExtBot[Any]) -> None:
    for word in ("一", "二", "三"):
        api.enqueue(api.user_says(CHAT, Person(CHAT), word))
    first, second, _ = await bot.get_updates()
    (rest,) = await bot.get_updates(offset=second.update_id + 1)
    assert first.message is not None and first.message.text == "一"
    assert rest.message is not None and rest.message.text == "三"
    assert (await bot.get_webhook_info()).pending_update_count == 1
    assert await bot.set_webhook("https://x.cn/hook", drop_pending_updates=True)
    assert await bot.delete_webhook() and await bot.get_updates() == ()


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"", "空.txt", "non-empty"),
        (b"not a picture", "图.png", "Image_process_failed"),
        (PNG.replace(bytes(3) + b"\x02", b"\x00\x00\x4e\x20", 1), "宽.png", "dimensions"),
    ],
)
async def test_photos(bot: ExtBot[Any], content: bytes, name: str, why: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){why}"):
        await bot.send_photo(CHAT, content, filename=name)


REFUSED: dict[str, Callable[[ExtBot[Any]], Coroutine[Any, Any, object]]] = {
    "unknown chat": lambda bot: bot.send_message(404, "字"),
    "unknown reply": lambda bot: bot.send_message(CHAT, "字", reply_to_message_id=404),
    "unknown query": lambda bot: bot.answer_callback_query("404"),
    "unknown action": lambda bot: bot.send_chat_action(CHAT, "thinking"),
    "unknown file": lambda bot: bot.get_file("404"),
    "file by name": lambda bot: bot.send_document(CHAT, "404"),
    "lone album": lambda bot: bot.send_media_group(CHAT, [InputMediaPhoto(PNG)]),
    "mixed album": lambda bot: bot.send_media_group(
        CHAT, [InputMediaPhoto(PNG), InputMediaDocument(b"x", filename="x.txt")]
    ),
    "other markup": lambda bot: bot.send_message(CHAT, "*字*", parse_mode="MarkdownV2"),
    "unserved method": lambda bot: bot.send_dice(CHAT),
    "bad command": lambda bot: bot.set_my_commands([BotCommand("Brief!", "简报")]),
    "empty description": lambda bot: bot.set_my_commands([BotCommand("brief", "")]),
    "leave a person": lambda bot: bot.leave_chat(CHAT),
    "long toast": lambda bot: bot.answer_callback_query("1", "字" * 201),
}


@pytest.mark.parametrize("what", REFUSED)
async def test_what_does_not_exist_or_fit_is_refused(
    api: LocalBotApi, bot: ExtBot[Any], what: str
) -> None:
    sent = await bot.send_message(CHAT, "字")
    api.user_presses(CHAT, Person(CHAT), sent.message_id, "data")
    with pytest.raises(BadRequest):
        await REFUSED[what](bot)


async def test_whoever_blocks_the_bot_gets_nothing(api: LocalBotApi, bot: ExtBot[Any]) -> None:
    api.close_chat(CHAT)
    with pytest.raises(Forbidden, match="blocked by the user"):
        await bot.send_message(CHAT, "字")


async def test_a_wrong_token_is_refused(api: LocalBotApi) -> None:
    request = LocalRequest(api)
    with pytest.raises(InvalidToken):
        await request.post("http://local.invalid/bot2:other/getMe")


async def test_a_missing_file_is_not_found(api: LocalBotApi) -> None:
    with pytest.raises(TelegramError):
        await LocalRequest(api).retrieve("http://local.invalid/file/bot1:local/documents/none")
