"""A small bot that does everything a handler may do, for the tests of the transport."""

from __future__ import annotations

import asyncio
from typing import Any

from telegram import (
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    Update,
)
from telegram.constants import ChatAction
from telegram.ext import (
    CallbackQueryHandler,
    CommandHandler,
    ConversationHandler,
    MessageHandler,
    filters,
)

from bot.local.watching import AnyApplication

# A 2 by 2 white PNG.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000200000002080000000057dd52f80000000e494441"
    "54789c63f8ff9fe1ff7f000bfa03fde0258a100000000049454e44ae426082"
)
DATE = 1


def keyboard(*labels: str) -> InlineKeyboardMarkup:
    row = [InlineKeyboardButton(words, callback_data=f"do:{words}") for words in labels]
    return InlineKeyboardMarkup([row])


async def start(update: Update, context: Any) -> None:
    chat = update.effective_chat
    assert chat is not None
    menu = [BotCommand("brief", "简报"), BotCommand("both", "两条")]
    await context.bot.set_my_commands(menu, scope=BotCommandScopeChat(chat.id))
    await chat.send_message("您好")


async def brief(update: Update, context: Any) -> None:
    chat = update.effective_chat
    assert chat is not None
    await chat.send_action(ChatAction.TYPING)
    words = " ".join(context.args)
    await chat.send_message(
        f"<b>简报</b> {words}",
        parse_mode="HTML",
        protect_content=True,
        reply_markup=keyboard("已使用", "修改后使用", "不合适"),
    )


async def both(update: Update, context: Any) -> None:
    assert update.effective_chat is not None
    await update.effective_chat.send_message("甲", reply_markup=keyboard("开甲"))
    await update.effective_chat.send_message("乙", reply_markup=keyboard("开乙"))


async def pressed(update: Update, context: Any) -> None:
    query = update.callback_query
    assert query is not None and query.data is not None
    word = query.data.removeprefix("do:")
    if word == "已使用":
        await query.answer("已记下")
        await query.edit_message_reply_markup(keyboard("撤回"))
    elif word == "不合适":
        await query.answer("请说明原因", show_alert=True)
        await query.edit_message_text("为什么不合适？")
    else:
        await query.answer()
        assert update.effective_chat is not None
        await update.effective_chat.send_message(f"打开{word}")


async def files(update: Update, context: Any) -> None:
    chat = update.effective_chat
    assert chat is not None
    await chat.send_photo(PNG, caption="<i>资产走势</i>", parse_mode="HTML", filename="走势.png")
    await chat.send_document(b"a,b\n1,2\n", filename="名单.csv")
    await chat.send_media_group(
        [
            InputMediaDocument(b"one", filename="一.txt"),
            InputMediaDocument(b"two", filename="二.txt"),
        ]
    )


async def received(update: Update, context: Any) -> None:
    message = update.effective_message
    assert message is not None and message.document is not None
    content = await (await message.document.get_file()).download_as_bytearray()
    await message.reply_text(
        f"{message.document.file_name}：{len(content)}字节，{content.decode()}，{message.caption}"
    )


async def placeholder(update: Update, context: Any) -> None:
    assert update.effective_chat is not None
    first = await update.effective_chat.send_message("正在准备…")
    gone = await update.effective_chat.send_message("马上删掉")
    await gone.delete()
    await first.edit_text("准备好了")


async def link(update: Update, context: Any) -> None:
    assert update.effective_chat is not None
    button = InlineKeyboardButton("官网", url="https://x.cn")
    await update.effective_chat.send_message("请看", reply_markup=InlineKeyboardMarkup([[button]]))


async def pause(update: Update, context: Any) -> None:
    """Answer once the reminder was sent: a job leaves the queue before its message is out."""
    while not context.bot_data.get("reminded"):
        await asyncio.sleep(0.01)
    assert update.effective_chat is not None
    await update.effective_chat.send_message("都做完了")


async def long(update: Update, context: Any) -> None:
    assert update.effective_chat is not None
    await update.effective_chat.send_message("字" * 4097)


async def later(update: Update, context: Any) -> None:
    await asyncio.sleep(0)
    assert update.effective_chat is not None
    await update.effective_chat.send_message("后台做完了")


async def broken(update: Update, context: Any) -> None:
    raise ZeroDivisionError("坏了")


async def remind(update: Update, context: Any) -> None:
    assert update.effective_chat is not None
    context.job_queue.run_once(_reminder, 0, chat_id=update.effective_chat.id)


async def _reminder(context: Any) -> None:
    await context.bot.send_message(context.job.chat_id, "该联系客户了")
    context.bot_data["reminded"] = True


async def ask_date(update: Update, context: Any) -> int:
    assert update.effective_chat is not None
    await update.effective_chat.send_message("哪天再联系？")
    return DATE


async def take_date(update: Update, context: Any) -> int:
    assert update.effective_message is not None
    await update.effective_message.reply_text(f"记下了：{update.effective_message.text}")
    return ConversationHandler.END


async def leave(update: Update, context: Any) -> None:
    assert update.effective_chat is not None
    await update.effective_chat.leave()


async def echo(update: Update, context: Any) -> None:
    assert update.effective_message is not None
    text = update.effective_message.text or ""
    await update.effective_message.reply_text(
        f"您说：{text}" if len(text) < 99 else f"{len(text)}字"
    )


def build(builder: Any) -> AnyApplication:
    """The bot on whatever Bot API the builder was given."""
    application: AnyApplication = builder.build()
    application.add_handler(
        ConversationHandler(
            [CommandHandler("log", ask_date)],
            {DATE: [MessageHandler(filters.TEXT & ~filters.COMMAND, take_date)]},
            [],
        )
    )
    commands = {
        "start": start,
        "brief": brief,
        "both": both,
        "files": files,
        "placeholder": placeholder,
        "broken": broken,
        "long": long,
        "link": link,
        "pause": pause,
        "remind": remind,
        "leave": leave,
    }
    for name, handler in commands.items():
        application.add_handler(CommandHandler(name, handler))
    application.add_handler(CommandHandler("later", later, block=False))
    application.add_handler(CallbackQueryHandler(pressed))
    application.add_handler(MessageHandler(filters.Document.ALL, received))
    application.add_handler(MessageHandler(filters.TEXT, echo))
    return application
