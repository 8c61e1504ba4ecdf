"""Is this fit to send: the verdict with the marked passage, and a rewrite to take."""

from __future__ import annotations

import asyncio

from telegram import Update

from bot.handlers.replies import Button, send, typing
from bot.handlers.state import Awaiting, Context
from bot.render.check import verdict_text
from bot.render.text import escape
from bot.results.log import Checked
from bot.usecases.check import check_text
from store.actor import Actor


async def check_command(update: Update, context: Context, actor: Actor) -> None:
    """/check text; without one the next message is judged."""
    message = update.message
    text = (message.text or "").partition(" ")[2].strip() if message is not None else ""
    if text:
        await show_verdict(update, context, actor, text)
        return
    context.state.wait(Awaiting.CHECK_TEXT)
    await send(update, context, "请把要发给客户的话贴在下一条消息里。", protected=False)


async def show_verdict(update: Update, context: Context, actor: Actor, text: str) -> None:
    """Judge a text, log it, show the verdict."""
    await typing(update, context)
    desk = context.desk
    checked = await asyncio.to_thread(
        lambda: check_text(
            text,
            desk=desk,
            actor=actor,
            now=desk.now(),
            show=screens,
            customer_id=context.state.customer_id,
        )
    )
    buttons: list[list[Button]] = []
    if checked.rewrite:
        context.state.rewrites[checked.suggestion_id] = checked.rewrite
        buttons = [[("采用改写", f"take:{checked.suggestion_id}")]]
    await send(update, context, screens(checked)["first"], buttons=buttons)


async def take_rewrite(update: Update, context: Context, actor: Actor, suggestion_id: str) -> None:
    """The rewrite alone, ready to copy."""
    rewrite = context.state.rewrites.get(suggestion_id)
    if rewrite is None:
        await send(update, context, "这段改写已经不在了，请重新送审一次。", protected=False)
        return
    await send(update, context, f"<pre>{escape(rewrite)}</pre>", protected=False)


def screens(checked: Checked) -> dict[str, str]:
    """The verdict's screen."""
    return {"first": verdict_text(checked.text, checked.verdict, checked.rewrite)}
