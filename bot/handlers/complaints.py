"""A complaint told in chat: what to say now, then noted by size; later marked solved."""

from __future__ import annotations

import asyncio

from telegram import Update

from bot.handlers.briefs import offer_choice, show_answer
from bot.handlers.replies import Button, send
from bot.handlers.state import Context
from bot.render.text import escape
from bot.results.customers import Found, Several
from bot.results.declined import Declined
from bot.results.notes import Message
from bot.usecases.complaint import close_complaint, note_complaint
from store.actor import Actor
from store.models import ComplaintSize

_SIZES = {
    "small": "小额（手续费等）",
    "large": "大额（亏损、大额损失）",
    "public": "多人或舆情",
}


async def complaint_told(update: Update, context: Context, actor: Actor, message: Message) -> None:
    """Lines to say, and buttons to note the complaint."""
    state = context.state
    if isinstance(message.customer, Several):
        await offer_choice(update, context, message.customer, verb="cp", purpose=message.text)
        return
    found = message.customer if isinstance(message.customer, Found) else None
    await show_answer(update, context, actor, message.text, found)
    if state.customer_id is None:
        return
    state.last_query = message.text
    rows: list[list[Button]] = [
        [(words, f"cpl:{size}:{state.customer_id}"[:64])] for size, words in _SIZES.items()
    ]
    words = f"要给{escape(state.customer_name)}登记这起投诉吗？"
    await send(update, context, words, buttons=rows)


async def note_button(update: Update, context: Context, actor: Actor, rest: str) -> None:
    """Note the complaint with the size chosen."""
    size, _, customer_id = rest.partition(":")
    desk, told = context.desk, context.state.last_query or "（客户投诉）"
    result = await asyncio.to_thread(
        lambda: note_complaint(
            customer_id, ComplaintSize(size), told, desk=desk, actor=actor, now=desk.now()
        )
    )
    if isinstance(result, Declined):
        await send(update, context, escape(result.reason), protected=False)
        return
    context.state.last_query = ""
    words = "已登记投诉。30分钟内告知客户核实进度；结案前不谈产品。解决后请点“已解决”。"
    await send(update, context, words, buttons=[[("✅ 已解决", f"solved:{result}")]])


async def solved_button(update: Update, context: Context, actor: Actor, rest: str) -> None:
    """Mark a complaint solved."""
    desk = context.desk
    result = await asyncio.to_thread(
        lambda: close_complaint(
            rest, desk=desk, actor=actor, now=desk.now(), solution="客户经理确认已解决"
        )
    )
    if isinstance(result, Declined):
        await send(update, context, escape(result.reason), protected=False)
        return
    await send(update, context, "已标记解决。3日内再联系一次，确认客户满意。", protected=False)
