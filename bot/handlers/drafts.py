"""Draft scripts in chat: an officer reads, edits line by line, approves or rejects."""

from __future__ import annotations

import asyncio
import re

from telegram import Update

from bot.handlers.replies import Button, send, typing
from bot.handlers.state import Awaiting, Context
from bot.render.documents import draft_screen, drafts_screen, fault_words
from bot.render.text import escape
from bot.usecases.drafts import edit_line, open_drafts, read_draft, reject_draft
from bot.usecases.scripts import BuildRefused, UnknownScript, approve_script
from store.actor import Actor
from store.models import Role

_EDIT = re.compile(r"^改\s*(?P<anchor>[a-z]\d+[a-z]?)\s+(?P<words>.+)$", re.S)
_OFFICERS = "只有合规人员能审核草稿。"
_GONE = "没有这个草稿，或没有这一行。"


async def drafts_command(update: Update, context: Context, actor: Actor) -> None:
    """/drafts: what waits for a decision."""
    if actor.role is not Role.COMPLIANCE:
        await send(update, context, _OFFICERS, protected=False)
        return
    desk = context.desk
    found = await asyncio.to_thread(lambda: open_drafts(desk=desk))
    rows: list[list[Button]] = [
        [(f"{each.title[:24]}（{len(each.faults)}处待改）", f"draft:{each.script_id}"[:64])]
        for each in found[:20]
    ]
    await send(update, context, drafts_screen(found), buttons=rows, protected=False)


async def show_draft(update: Update, context: Context, actor: Actor, script_id: str) -> None:
    """A draft with the checker's findings."""
    if actor.role is not Role.COMPLIANCE:
        await send(update, context, _OFFICERS, protected=False)
        return
    desk = context.desk
    try:
        draft = await asyncio.to_thread(lambda: read_draft(script_id, desk=desk))
    except UnknownScript:
        await send(update, context, _GONE, protected=False)
        return
    context.state.wait(Awaiting.DRAFT_EDIT, script_id)
    rows = [[("✅ 批准", f"dok:{script_id}"[:64]), ("🗑 否决", f"dno:{script_id}"[:64])]]
    await send(update, context, draft_screen(draft), buttons=rows, protected=False)


async def edited(update: Update, context: Context, actor: Actor, script_id: str, text: str) -> None:
    """`改 p1 words`: another wording for a line of the draft in hand."""
    match = _EDIT.match(text)
    if match is None:
        await send(
            update, context, "没看懂。请发：改 行号 新的话；不改了就发 /cancel。", protected=False
        )
        context.state.wait(Awaiting.DRAFT_EDIT, script_id)
        return
    desk = context.desk
    try:
        await asyncio.to_thread(
            lambda: edit_line(script_id, match["anchor"], match["words"], desk=desk, actor=actor)
        )
    except UnknownScript:
        await send(update, context, _GONE, protected=False)
    await show_draft(update, context, actor, script_id)


async def approve_button(update: Update, context: Context, actor: Actor, script_id: str) -> None:
    """Approve a draft; one with anything open is refused with the reasons."""
    if actor.role is not Role.COMPLIANCE:
        await send(update, context, _OFFICERS, protected=False)
        return
    await typing(update, context)
    desk, workshop = context.desk, context.office.workshop
    context.state.settle()
    try:
        await asyncio.to_thread(
            lambda: approve_script(script_id, desk=desk, workshop=workshop, actor=actor)
        )
    except UnknownScript:
        await send(update, context, _GONE, protected=False)
    except BuildRefused as refused:
        reasons = "\n".join(f"• {escape(fault_words(fault))}" for fault in refused.faults[:10])
        await send(update, context, f"还不能批准：\n{reasons}", protected=False)
    else:
        await send(update, context, f"已批准 {escape(script_id)}，马上生效。", protected=False)


async def reject_button(update: Update, context: Context, actor: Actor, script_id: str) -> None:
    """Put a draft aside."""
    if actor.role is not Role.COMPLIANCE:
        await send(update, context, _OFFICERS, protected=False)
        return
    desk = context.desk
    context.state.settle()
    await asyncio.to_thread(lambda: reject_draft(script_id, why="审核否决", desk=desk, actor=actor))
    await send(update, context, f"已否决 {escape(script_id)}。", protected=False)
