"""The log in chat: pages of suggestions, one opened as shown, its evidence and its scripts."""

from __future__ import annotations

import asyncio

from telegram import Update

from bot.handlers.replies import Button, in_rows, send
from bot.handlers.state import Awaiting, Context
from bot.render.check import verdict_text
from bot.render.review import evidence_screen, script_screen, suggestion_line, suggestions_screen
from bot.results.declined import Declined
from bot.usecases.feedback import mark
from bot.usecases.review import PAGE, open_suggestion, page_of_suggestions, screen_of
from store.actor import Actor
from store.models import FeedbackOutcome

_GONE = "找不到这条建议，或您无权查看。"
_MARKED = {
    FeedbackOutcome.USED: "已记下：已使用。",
    FeedbackOutcome.EDITED: "已记下：改过再用。",
    FeedbackOutcome.UNFIT: "已记下：不合适，谢谢您的反馈。",
}
_REASONS = {"customer": "不符合客户情况", "words": "话术不自然", "old": "内容过时"}


async def review_command(update: Update, context: Context, actor: Actor) -> None:
    """/review: the newest suggestions the actor may see."""
    await show_page(update, context, actor, "")


async def show_page(update: Update, context: Context, actor: Actor, before: str) -> None:
    """A page of suggestions, each a button."""
    desk = context.desk
    rows = await asyncio.to_thread(
        lambda: page_of_suggestions(desk=desk, actor=actor, before_id=before or None)
    )
    buttons: list[list[Button]] = [
        [(suggestion_line(row, desk.zone)[:40], f"ev:{row.suggestion_id}")] for row in rows
    ]
    if len(rows) == PAGE:
        buttons.append([("更早的", f"page:{rows[-1].suggestion_id}")])
    await send(update, context, suggestions_screen(rows, desk.zone), buttons=buttons)


async def show_evidence(update: Update, context: Context, actor: Actor, sid: str) -> None:
    """Who, when, from what, under which rules."""
    desk = context.desk
    opened = await asyncio.to_thread(
        lambda: open_suggestion(desk=desk, actor=actor, suggestion_id=sid)
    )
    if opened is None:
        await send(update, context, _GONE, protected=False)
        return
    scripts = [
        (f"原文 {s['script_id']}", f"open:{s['script_id']}") for s in opened.suggestion.scripts
    ]
    rows = [[("按当时所示打开", f"shown:{sid}")], *in_rows(scripts, width=1)]
    await send(update, context, evidence_screen(opened, desk.zone), buttons=rows)


async def show_as_shown(update: Update, context: Context, actor: Actor, sid: str) -> None:
    """The exact text shown at the time."""
    desk = context.desk
    opened = await asyncio.to_thread(
        lambda: open_suggestion(desk=desk, actor=actor, suggestion_id=sid)
    )
    await send(update, context, opened.suggestion.shown_text if opened else _GONE)


async def show_screen(update: Update, context: Context, actor: Actor, rest: str) -> None:
    """A screen behind a brief's or answer's button, as logged."""
    sid, _, name = rest.partition(":")
    desk = context.desk
    text = await asyncio.to_thread(
        lambda: screen_of(desk=desk, actor=actor, suggestion_id=sid, name=name)
    )
    await send(update, context, text or _GONE)


async def show_sources(update: Update, context: Context, actor: Actor, sid: str) -> None:
    """The scripts a suggestion was made from, as buttons; a single one opens at once."""
    desk = context.desk
    opened = await asyncio.to_thread(
        lambda: open_suggestion(desk=desk, actor=actor, suggestion_id=sid)
    )
    if opened is None or not opened.suggestion.scripts:
        await send(update, context, _GONE if opened is None else "这条建议没有用到脚本。")
        return
    ids = [str(each["script_id"]) for each in opened.suggestion.scripts]
    if len(ids) == 1:
        await show_script(update, context, actor, ids[0])
        return
    known = desk.handbook.scripts
    rows = [[(known[i].title if i in known else i, f"open:{i}")] for i in ids]
    await send(update, context, "这些话出自下面的脚本，点开看原文：", buttons=rows)


async def show_script(update: Update, context: Context, actor: Actor, script_id: str) -> None:
    """A script's text with its anchors."""
    script = context.desk.handbook.scripts.get(script_id)
    text = script_screen(script) if script else "这个脚本已经不在手册里了。"
    await send(update, context, text, protected=False)


async def mark_used(update: Update, context: Context, actor: Actor, sid: str) -> None:
    """Used as it was."""
    await _write(update, context, actor, sid, FeedbackOutcome.USED, "")


async def ask_edited(update: Update, context: Context, actor: Actor, sid: str) -> None:
    """The next message is the text as edited."""
    context.state.wait(Awaiting.EDITED_TEXT, sid)
    words = "请把您改过的话贴在下一条消息里，会先帮您看能不能发。"
    await send(update, context, words, protected=False)


async def ask_reason(update: Update, context: Context, actor: Actor, sid: str) -> None:
    """Why it does not fit: a button, or the next message."""
    context.state.wait(Awaiting.UNFIT_REASON, sid)
    rows = [[(words, f"why:{sid}:{code}")] for code, words in _REASONS.items()]
    await send(update, context, "哪里不合适？点选，或直接写原因。", buttons=rows, protected=False)


async def reason_button(update: Update, context: Context, actor: Actor, rest: str) -> None:
    """A reason chosen by button."""
    sid, _, code = rest.partition(":")
    await write_reason(update, context, actor, sid, _REASONS.get(code, code))


async def write_reason(
    update: Update, context: Context, actor: Actor, sid: str, reason: str
) -> None:
    """Not fitting, with the reason."""
    await _write(update, context, actor, sid, FeedbackOutcome.UNFIT, reason)


async def write_edited(update: Update, context: Context, actor: Actor, sid: str, text: str) -> None:
    """Edited, with the text as it was really said; the verdict comes back."""
    await _write(update, context, actor, sid, FeedbackOutcome.EDITED, text)


async def _write(
    update: Update, context: Context, actor: Actor, sid: str, outcome: FeedbackOutcome, text: str
) -> None:
    desk = context.desk
    context.state.settle()
    result = await asyncio.to_thread(
        lambda: mark(sid, outcome, desk=desk, actor=actor, now=desk.now(), text=text)
    )
    if isinstance(result, Declined):
        await send(update, context, result.reason, protected=False)
        return
    words = _MARKED[outcome]
    if result.verdict is not None:
        words = f"{words}\n\n{verdict_text(text, result.verdict)}"
    await send(update, context, words)
