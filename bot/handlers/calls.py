"""Recording a call: the RM's sentence and next date, read back, confirmed, written, undone."""

from __future__ import annotations

import asyncio
import dataclasses
from datetime import date, datetime, timedelta

from telegram import Update

from bot.handlers.briefs import offer_choice
from bot.handlers.gate import chat_key
from bot.handlers.replies import send
from bot.handlers.state import Awaiting, Context
from bot.render.capture import note_screen, saved_screen
from bot.results.customers import Found, Several
from bot.results.declined import Declined
from bot.results.notes import Message
from bot.understanding import parse_when
from bot.usecases.capture import read_note, save_note, take_back, with_follow_up
from bot.usecases.understand import read_message
from store.actor import Actor

_TELL = (
    "请用一两句话说说刚才沟通的情况和下次联系的时间，例如：电话里说年底前要用钱，下周三下午再联系。"
)
_WHO = "请先说是哪位客户，例如：刚和王建国通完电话，他说……"
_NOT_A_DATE = "没看懂这个时间，请换个说法，例如：下周三下午三点，或 2026-12-01。"


async def log_command(update: Update, context: Context, actor: Actor) -> None:
    """/log [what happened]."""
    text = " ".join(context.args or [])
    if text:
        message = await read(context, actor, text)
        await capture(update, context, actor, message)
    else:
        await ask_for_note(update, context, context.state.suggestion_id or "")


async def ask_for_note(update: Update, context: Context, suggestion_id: str) -> None:
    """The next message is the RM's account of the call."""
    if context.state.customer_id is None:
        await send(update, context, _WHO, protected=False)
        return
    context.state.wait(Awaiting.CALL_NOTE, suggestion_id)
    await send(update, context, _TELL, protected=False)


async def capture(update: Update, context: Context, actor: Actor, message: Message) -> None:
    """Read a note back, with buttons to confirm, to set the date, or to drop it."""
    state = context.state
    if isinstance(message.customer, Several):
        await offer_choice(update, context, message.customer, verb="n", purpose=message.text)
        return
    if isinstance(message.customer, Found):
        if message.customer.customer_id != state.customer_id:
            state.suggestion_id = None
        state.hold(message.customer.customer_id, message.customer.name)
    if state.customer_id is None:
        await send(update, context, _WHO, protected=False)
        return
    state.note = read_note(
        message,
        desk=context.desk,
        customer_id=state.customer_id,
        customer_name=state.customer_name,
        suggestion_id=state.suggestion_id,
    )
    state.settle()
    await read_back(update, context)


async def read_back(update: Update, context: Context) -> None:
    """Show the note as it would be written."""
    note = context.state.note
    if note is None:
        await send(update, context, "没有等着确认的记录。", protected=False)
        return
    rows = [[("✅ 确认记录", "note:save"), ("🗑 放弃", "note:drop")]]
    days = [("明天", "note:+1"), ("三天后", "note:+3"), ("一周后", "note:+7")]
    rows.append([*days, ("另定时间", "note:when"), ("不约", "note:none")])
    today = context.desk.now().date()
    await send(update, context, note_screen(note, today=today), buttons=rows)


async def set_next_contact(update: Update, context: Context, text: str) -> None:
    """A typed next-contact date."""
    when = await asyncio.to_thread(parse_when, text, now=context.desk.now())
    if when is None or context.state.note is None:
        await send(update, context, _NOT_A_DATE, protected=False)
        return
    context.state.settle()
    await change_next_contact(update, context, when)


async def change_next_contact(
    update: Update, context: Context, when: date | datetime | None
) -> None:
    """Put another date into the note and read it back."""
    if context.state.note is not None:
        context.state.note = with_follow_up(context.state.note, when)
    await read_back(update, context)


async def note_button(update: Update, context: Context, actor: Actor, verb: str) -> None:
    """The buttons under a note read back."""
    if verb == "save":
        await _save(update, context, actor)
    elif verb == "drop":
        context.state.note = None
        await send(update, context, "好的，没有记录。", protected=False)
    elif verb == "when":
        context.state.wait(Awaiting.NEXT_CONTACT)
        await send(update, context, "下次什么时候联系？例如：下周三下午三点。", protected=False)
    elif verb == "none":
        await change_next_contact(update, context, None)
    else:
        days = timedelta(days=int(verb))
        await change_next_contact(update, context, context.desk.now().date() + days)


async def undo_button(update: Update, context: Context, actor: Actor, interaction_id: str) -> None:
    """Take a logged call back."""
    desk, key = context.desk, chat_key(update, context)
    done = await asyncio.to_thread(
        lambda: take_back(interaction_id, desk=desk, actor=actor, chat_id=key, now=desk.now())
    )
    words = "已撤销这条记录和它的跟进。" if done else "这条记录已经撤销过，或不在这个对话里。"
    await send(update, context, words, protected=False)


def about(message: Message, found: Found | Several | None) -> Message:
    """The message with the customer chosen among several."""
    return dataclasses.replace(message, customer=found)


async def read(context: Context, actor: Actor, text: str) -> Message:
    """Understand a message off the event loop."""
    desk, in_hand = context.desk, context.state.customer_id
    return await asyncio.to_thread(
        lambda: read_message(text, desk=desk, actor=actor, now=desk.now(), in_hand=in_hand)
    )


async def _save(update: Update, context: Context, actor: Actor) -> None:
    note, desk, key = context.state.note, context.desk, chat_key(update, context)
    if note is None:
        await send(update, context, "没有等着确认的记录。", protected=False)
        return
    result = await asyncio.to_thread(
        lambda: save_note(note, desk=desk, actor=actor, chat_id=key, now=desk.now())
    )
    if isinstance(result, Declined):
        await send(update, context, result.reason, protected=False)
        return
    context.state.note = None
    screen = saved_screen(result.note, today=desk.now().date())
    undo = [[("↩ 撤销", f"undo:{result.interaction_id}")]]
    await send(update, context, screen, buttons=undo)
