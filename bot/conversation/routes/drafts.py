"""Draft scripts in chat: an officer reads, edits line by line, approves or rejects."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.conversation.buttons import Offer, Post, Verb, say
from bot.conversation.memory import DraftLine
from bot.conversation.turn import Turn
from bot.render.documents import draft_screen, drafts_screen
from bot.render.faults import fault_words
from bot.results.declined import Declined
from bot.results.scripts import Unfit
from bot.usecases.drafts import edit_line, open_drafts, read_draft, reject_draft
from bot.usecases.scripts import approve_script

_EDIT = re.compile(r"^改\s*(?P<anchor>[a-z]\d+[a-z]?)\s+(?P<words>.+)$", re.S)
_NOT_READ = "没看懂。请发：改 行号 新的话；不改了就发 /cancel。"
_MOST, _MOST_FAULTS = 20, 10


def drafts_command(turn: Turn) -> Sequence[Post]:
    """/drafts: what waits for a decision."""
    found = open_drafts(work=turn.work, actor=turn.actor)
    if isinstance(found, Declined):
        return [say(found.reason)]
    rows = [
        [Offer(f"{each.title[:24]}（{len(each.faults)}处待改）", Verb.DRAFT, each.script_id)]
        for each in found[:_MOST]
    ]
    return [Post(drafts_screen(found), rows, confidential=False)]


def show_draft(turn: Turn, script_id: str) -> Sequence[Post]:
    """A draft with the checker's findings."""
    draft = read_draft(script_id, work=turn.work, actor=turn.actor)
    if isinstance(draft, Declined):
        return [say(draft.reason)]
    turn.wait(DraftLine(script_id))
    rows = [[Offer("✅ 批准", Verb.APPROVE, script_id), Offer("🗑 否决", Verb.REJECT, script_id)]]
    return [Post(draft_screen(draft), rows, confidential=False)]


def edited(turn: Turn, script_id: str, text: str) -> Sequence[Post]:
    """`改 p1 words`: another wording for a line of the draft in hand."""
    match = _EDIT.match(text)
    if match is None:
        turn.wait(DraftLine(script_id))
        return [say(_NOT_READ)]
    draft = edit_line(script_id, match["anchor"], match["words"], work=turn.work, actor=turn.actor)
    refused = [say(draft.reason)] if isinstance(draft, Declined) else []
    return [*refused, *show_draft(turn, script_id)]


def approve(turn: Turn, script_id: str) -> Sequence[Post]:
    """Approve a draft; one with anything open is refused with the reasons."""
    turn.settle()
    waiting = read_draft(script_id, work=turn.work, actor=turn.actor)
    if isinstance(waiting, Declined):
        return [say(waiting.reason)]
    result = approve_script(
        script_id, work=turn.work, workshop=turn.office.workshop, actor=turn.actor
    )
    if isinstance(result, Declined):
        return [say(result.reason)]
    if isinstance(result, Unfit):
        reasons = [f"• {fault_words(fault)}" for fault in result.faults[:_MOST_FAULTS]]
        return [say("\n".join(["还不能批准：", *reasons]))]
    return [say(f"已批准 {script_id}，马上生效。")]


def reject(turn: Turn, script_id: str) -> Sequence[Post]:
    """Put a draft aside."""
    turn.settle()
    declined = reject_draft(script_id, why="审核否决", work=turn.work, actor=turn.actor)
    return [say(declined.reason if declined else f"已否决 {script_id}。")]
