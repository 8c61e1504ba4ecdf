"""Plain messages and button presses: to whom each belongs."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

from telegram import Update

from bot.handlers import briefs, calls, checks, complaints, drafts, overview, reviews
from bot.handlers.gate import admitted
from bot.handlers.replies import send
from bot.handlers.shelf import show_product
from bot.handlers.state import Awaiting, Context
from bot.handlers.words import HELP, OUT_OF_SCOPE
from bot.results.customers import Found
from bot.results.notes import Message
from store.actor import Actor

_LONGEST_NAME = 20
"""A message this short may be nothing but a customer's name."""
_SHORTEST_TAIL = 4
_BARE_REQUEST = 5
"""A wish for a brief this short names nobody."""
_NO_SUCH_NUMBER = "这里没有这个编号的按钮。要找客户，请写姓名、客户编号或手机尾号。"
_MEANT_IN_HAND = re.compile(r"他|她|[tT][aA]|这个客户|这位|该客户|同一个|刚才那|再来|再看")
"""Words that mean the customer already in hand."""
Press = Callable[[Update, Context, Actor, str], Awaitable[None]]
Route = Callable[[Update, Context, Actor, Message], Awaitable[None]]


async def plain_message(update: Update, context: Context, actor: Actor) -> None:
    """A message without a command: what was awaited, else what is understood."""
    text = (update.message.text or "").strip() if update.message is not None else ""
    if not text:
        return
    if context.state.awaiting is not Awaiting.NOTHING:
        await _awaited(update, context, actor, text)
        return
    if text.isdigit() and len(text) < _SHORTEST_TAIL:
        await send(update, context, _NO_SUCH_NUMBER, protected=False)
        return
    if len(text) <= _LONGEST_NAME:
        named = await briefs.named(context, actor, text)
        if named is not None:
            await briefs.brief_for(update, context, actor, named, "")
            return
    message = await calls.read(context, actor, text)
    await _ROUTES[message.intent](update, context, actor, message)


async def unreadable(update: Update, context: Context, actor: Actor) -> None:
    """Stickers, pictures and the like."""
    await send(update, context, "只看得懂文字，请打字告诉我。", protected=False)


async def unknown_command(update: Update, context: Context, actor: Actor) -> None:
    """A command there is none of."""
    await send(update, context, "没有这个命令，发 /help 看用法。", protected=False)


async def pressed(update: Update, context: Context, actor: Actor) -> None:
    """A button: `verb:rest`."""
    query = update.callback_query
    if query is None or query.data is None:
        return
    await query.answer()
    verb, _, rest = query.data.partition(":")
    handler = _PRESSES.get(verb)
    if handler is None:
        await send(update, context, "这个按钮已经失效。", protected=False)
        return
    await handler(update, context, actor, rest)


async def cancel_command(update: Update, context: Context, actor: Actor) -> None:
    """/cancel: drop whatever was begun."""
    context.state.settle()
    context.state.note = None
    context.state.customer_id = None
    await send(update, context, "好的，重新开始。", protected=False)


async def help_command(update: Update, context: Context, actor: Actor) -> None:
    """/help."""
    await send(update, context, HELP[actor.role], protected=False)


async def _awaited(update: Update, context: Context, actor: Actor, text: str) -> None:
    state = context.state
    awaiting, what_for = state.awaiting, state.awaited_for
    if awaiting is Awaiting.NEXT_CONTACT:
        await calls.set_next_contact(update, context, text)
        return
    state.settle()
    if awaiting is Awaiting.EDITED_TEXT:
        await reviews.write_edited(update, context, actor, what_for, text)
    elif awaiting is Awaiting.UNFIT_REASON:
        await reviews.write_reason(update, context, actor, what_for, text)
    elif awaiting is Awaiting.CHECK_TEXT:
        await checks.show_verdict(update, context, actor, text)
    elif awaiting is Awaiting.DRAFT_EDIT:
        await drafts.edited(update, context, actor, what_for, text)
    elif awaiting is Awaiting.PURPOSE_BRIEF:
        found = await briefs.find(context, actor, text)
        await briefs.brief_for(update, context, actor, found, "")
    else:
        message = await calls.read(context, actor, text)
        await calls.capture(update, context, actor, message)


async def _brief(update: Update, context: Context, actor: Actor, message: Message) -> None:
    in_hand = context.state.customer_id
    if message.customer is None and in_hand and _MEANT_IN_HAND.search(message.text):
        await briefs.show_brief(update, context, actor, in_hand, message.purpose)
    elif message.customer is None and len(message.text) <= _BARE_REQUEST:
        await briefs.ask_purpose(update, context)
    else:
        await briefs.brief_for(update, context, actor, message.customer, message.purpose)


async def _ask(update: Update, context: Context, actor: Actor, message: Message) -> None:
    await briefs.show_answer(update, context, actor, message.text, _only(message))


async def _capture(update: Update, context: Context, actor: Actor, message: Message) -> None:
    await calls.capture(update, context, actor, message)


async def _check(update: Update, context: Context, actor: Actor, message: Message) -> None:
    text = _quoted(message.text)
    if text:
        await checks.show_verdict(update, context, actor, text)
        return
    context.state.wait(Awaiting.CHECK_TEXT)
    await send(update, context, "请把要发给客户的话贴在下一条消息里。", protected=False)


async def _today(update: Update, context: Context, actor: Actor, message: Message) -> None:
    await overview.today_command(update, context, actor)


async def _list(update: Update, context: Context, actor: Actor, message: Message) -> None:
    await overview.list_for(update, context, actor, message.text)


async def _status(update: Update, context: Context, actor: Actor, message: Message) -> None:
    in_hand = context.state.customer_id
    if message.customer is None and in_hand and _MEANT_IN_HAND.search(message.text):
        await overview.show_status(update, context, actor, in_hand)
    else:
        await overview.status_for(update, context, actor, message.customer)


async def _team(update: Update, context: Context, actor: Actor, message: Message) -> None:
    await overview.team_command(update, context, actor)


async def _review(update: Update, context: Context, actor: Actor, message: Message) -> None:
    await reviews.review_command(update, context, actor)


async def _help(update: Update, context: Context, actor: Actor, message: Message) -> None:
    await help_command(update, context, actor)


async def _outside(update: Update, context: Context, actor: Actor, message: Message) -> None:
    verdict = context.desk.rules.check(message.text)
    if verdict.findings:
        await _ask(update, context, actor, message)
        return
    found = context.desk.handbook.search(message.text, top=1)
    if found.abstained:
        await send(update, context, OUT_OF_SCOPE, protected=False)
        return
    await _ask(update, context, actor, message)


def _only(message: Message) -> Found | None:
    """The one customer a message names, if it names one."""
    return message.customer if isinstance(message.customer, Found) else None


def _quoted(text: str) -> str:
    """What stands behind the colon or within the quotation marks of a request to check."""
    for opening, closing in (("“", "”"), ("「", "」"), ('"', '"')):
        start, end = text.find(opening), text.rfind(closing)
        if 0 <= start < end:
            return text[start + 1 : end].strip()
    for mark in ("：", ":", "\n"):
        if mark in text:
            return text.partition(mark)[2].strip()
    return ""


async def _customer_brief(update: Update, context: Context, actor: Actor, rest: str) -> None:
    purpose, context.state.last_query = context.state.last_query, ""
    await briefs.show_brief(update, context, actor, rest, purpose)


async def _customer_status(update: Update, context: Context, actor: Actor, rest: str) -> None:
    await overview.show_status(update, context, actor, rest)


async def _customer_note(update: Update, context: Context, actor: Actor, rest: str) -> None:
    found = await briefs.find(context, actor, rest)
    said, context.state.last_query = context.state.last_query, ""
    message = await calls.read(context, actor, said)
    await calls.capture(update, context, actor, calls.about(message, found))


async def _customer_complaint(update: Update, context: Context, actor: Actor, rest: str) -> None:
    found = await briefs.find(context, actor, rest)
    said, context.state.last_query = context.state.last_query, ""
    message = await calls.read(context, actor, said)
    await complaints.complaint_told(update, context, actor, calls.about(message, found))


async def _record(update: Update, context: Context, actor: Actor, rest: str) -> None:
    context.state.suggestion_id = rest
    await calls.ask_for_note(update, context, rest)


async def _list_button(update: Update, context: Context, actor: Actor, rest: str) -> None:
    await overview.show_list(update, context, actor, rest)


_ROUTES: dict[str, Route] = {
    "brief": _brief,
    "ask": _ask,
    "capture": _capture,
    "check": _check,
    "today": _today,
    "list": _list,
    "complaint": complaints.complaint_told,
    "compare": show_product,
    "product": show_product,
    "help": _help,
    "status": _status,
    "team": _team,
    "review": _review,
    "out_of_scope": _outside,
}
_PRESSES: dict[str, Press] = {
    "b": _customer_brief,
    "s": _customer_status,
    "n": _customer_note,
    "scr": reviews.show_screen,
    "src": reviews.show_sources,
    "open": reviews.show_script,
    "used": reviews.mark_used,
    "edit": reviews.ask_edited,
    "unfit": reviews.ask_reason,
    "why": reviews.reason_button,
    "log": _record,
    "note": calls.note_button,
    "undo": calls.undo_button,
    "take": checks.take_rewrite,
    "ev": reviews.show_evidence,
    "shown": reviews.show_as_shown,
    "page": reviews.show_page,
    "list": _list_button,
    "cp": _customer_complaint,
    "cpl": complaints.note_button,
    "solved": complaints.solved_button,
    "draft": drafts.show_draft,
    "dok": drafts.approve_button,
    "dno": drafts.reject_button,
}

on_message = admitted(plain_message)
on_press = admitted(pressed)
on_other = admitted(unreadable)
