"""Briefs and answers: find the customer, ask the service, send screens and buttons."""

from __future__ import annotations

import asyncio

from telegram import Update

from bot.handlers.replies import Button, in_rows, send, typing
from bot.handlers.state import Awaiting, Context
from bot.render.answer import ANSWER_SCREENS, answer_screens
from bot.render.brief import SCREENS, brief_screens
from bot.render.text import escape
from bot.results.customers import Found, Several
from bot.results.declined import Declined
from bot.usecases.answer import Asked, answer_question
from bot.usecases.brief import NOT_FOUND, prepare_brief
from bot.usecases.find import mentioned_customer, name_customer
from store.actor import Actor
from store.engine import reading

_ASK_WHO = "请说出客户的姓名或编号，例如：/brief 王建国"


async def brief_command(update: Update, context: Context, actor: Actor) -> None:
    """/brief [customer] [purpose]."""
    words = context.args or []
    if not words and context.state.customer_id:
        await show_brief(update, context, actor, context.state.customer_id, "")
        return
    if not words:
        await send(update, context, _ASK_WHO, protected=False)
        return
    found = await find(context, actor, " ".join(words))
    purpose = ""
    if found is None and len(words) > 1:
        found, purpose = await find(context, actor, words[0]), " ".join(words[1:])
    await brief_for(update, context, actor, found, purpose)


async def brief_for(
    update: Update, context: Context, actor: Actor, found: Found | Several | None, purpose: str
) -> None:
    """A brief for whom was found, a choice among several, or a clear no."""
    if found is None:
        await send(update, context, NOT_FOUND.reason, protected=False)
    elif isinstance(found, Several):
        await offer_choice(update, context, found, verb="b", purpose=purpose)
    else:
        await show_brief(update, context, actor, found.customer_id, purpose)


async def offer_choice(
    update: Update, context: Context, several: Several, *, verb: str, purpose: str = ""
) -> None:
    """Candidates as buttons."""
    context.state.last_query = purpose
    buttons: list[Button] = []
    for hit in several.hits:
        hint = f"·{hit.hint}" if hit.hint else ""
        tail = f"·尾号{hit.phone_tail}" if hit.phone_tail else ""
        buttons.append((f"{hit.name}{hint}{tail}", f"{verb}:{hit.customer_id}"[:64]))
    rows = in_rows(buttons, width=1)
    await send(update, context, "是哪一位客户？请点选：", buttons=rows)


async def show_brief(
    update: Update, context: Context, actor: Actor, customer_id: str, purpose: str
) -> None:
    """Prepare, log and send a brief."""
    await typing(update, context)
    desk = context.desk
    result = await asyncio.to_thread(
        lambda: prepare_brief(
            desk=desk,
            actor=actor,
            customer_id=customer_id,
            purpose=purpose,
            now=desk.now(),
            show=brief_screens,
            query=_query(update, purpose),
        )
    )
    if isinstance(result, Declined):
        await send(update, context, escape(result.reason), protected=False)
        return
    state = context.state
    state.hold(result.customer.customer_id, result.customer.name)
    state.suggestion_id = result.suggestion_id
    screens = brief_screens(result)
    sid = result.suggestion_id
    more = [(label, f"scr:{sid}:{name}") for name, label in SCREENS.items() if name in screens]
    rows = [*in_rows([*more, ("查看原文", f"src:{sid}")]), *feedback_rows(sid, call=True)]
    await send(update, context, screens["first"], buttons=rows)


async def ask_command(update: Update, context: Context, actor: Actor) -> None:
    """/ask question."""
    text = " ".join(context.args or [])
    if not text:
        await send(
            update, context, "请把问题写在后面，例如：/ask 客户嫌利率高怎么办", protected=False
        )
        return
    await show_answer(update, context, actor, text)


async def show_answer(
    update: Update,
    context: Context,
    actor: Actor,
    text: str,
    found: Found | Several | None = None,
) -> None:
    """Answer a question, for the customer named or in hand."""
    await typing(update, context)
    desk, state = context.desk, context.state
    customer_id = found.customer_id if isinstance(found, Found) else state.customer_id
    if isinstance(found, Found):
        state.hold(found.customer_id, found.name)
    asked = Asked(text, customer_id, actor)
    result = await asyncio.to_thread(
        lambda: answer_question(asked, desk=desk, now=desk.now(), show=answer_screens)
    )
    if isinstance(result, Declined):
        await send(update, context, escape(result.reason), protected=False)
        return
    state.suggestion_id = result.suggestion_id
    screens, sid = answer_screens(result), result.suggestion_id
    more = [(w, f"scr:{sid}:{n}") for n, w in ANSWER_SCREENS.items() if n in screens]
    if result.abstained:
        near = [(s.title, f"open:{s.script_id}") for s in result.nearest]
        rows = [*in_rows(near, width=1), *in_rows(more)]
    else:
        rows = [*in_rows([*more, ("查看原文", f"src:{sid}")]), *feedback_rows(sid, call=False)]
    await send(update, context, screens["first"], buttons=rows)


def feedback_rows(suggestion_id: str, *, call: bool) -> list[list[Button]]:
    """What the RM did with it, and recording the call."""
    rows: list[list[Button]] = [
        [
            ("✔ 已使用", f"used:{suggestion_id}"),
            ("✎ 改过再用", f"edit:{suggestion_id}"),
            ("✖ 不合适", f"unfit:{suggestion_id}"),
        ]
    ]
    if call:
        rows.append([("📞 记录这次沟通", f"log:{suggestion_id}")])
    return rows


async def named(context: Context, actor: Actor, text: str) -> Found | Several | None:
    """The customer a message is nothing but the name of."""

    def look() -> Found | Several | None:
        with reading(context.desk.engine) as session:
            return name_customer(session=session, actor=actor, text=text)

    return await asyncio.to_thread(look)


async def find(context: Context, actor: Actor, text: str) -> Found | Several | None:
    """The customer a name means, within the actor's sight."""

    def look() -> Found | Several | None:
        with reading(context.desk.engine) as session:
            found = name_customer(session=session, actor=actor, text=text)
            return found or mentioned_customer(session=session, actor=actor, text=text)

    return await asyncio.to_thread(look)


def _query(update: Update, purpose: str) -> str:
    message = update.message
    return (message.text or "") if message is not None and message.text else purpose


async def ask_purpose(update: Update, context: Context) -> None:
    """Ask whom the brief is for."""
    context.state.wait(Awaiting.PURPOSE_BRIEF)
    await send(update, context, "要准备哪位客户的简报？请说姓名或编号。", protected=False)
