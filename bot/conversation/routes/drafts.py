"""Draft scripts in chat: an officer reads, edits line by line, approves or rejects."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.conversation.buttons import Offer, Post, Verb, say
from bot.conversation.memory import DraftLine, DraftsListed, DraftWhy
from bot.conversation.phrases import drops
from bot.conversation.turn import Turn
from bot.render.documents import draft_screen, drafts_screen
from bot.render.faults import fault_words
from bot.results.declined import Declined
from bot.results.scripts import Draft, Unfit
from bot.usecases.drafts import edit_line, open_drafts, read_draft, reject_draft
from bot.usecases.scripts import approve_script

_EDIT = re.compile(r"^改\s*(?P<anchor>[a-z]\d+[a-z]?)\s+(?P<words>.+)$", re.S)
_NOT_READ = "没看懂。请发：改 行号 新的话；不改了就发 /cancel。"
_WHY = "否决“{title}”的理由是什么？写一句，会留在登记里；不否决了发“算了”。"
_KEPT = "好的，没有否决，草稿还等着审核。"
_MOST, _MOST_FAULTS = 20, 10


def drafts_command(turn: Turn) -> Sequence[Post]:
    """/drafts: what waits for a decision."""
    found = open_drafts(work=turn.work, actor=turn.actor)
    return [say(found.reason)] if isinstance(found, Declined) else [listed(turn, found)]


def listed(turn: Turn, found: Sequence[Draft]) -> Post:
    """Drafts, each a button; the next words may decide one of them by its place."""
    rows = [
        [Offer(f"{each.title[:24]}（{len(each.faults)}处待改）", Verb.DRAFT, each.script_id)]
        for each in found[:_MOST]
    ]
    if found:
        turn.wait(DraftsListed(tuple(each.script_id for each in found[:_MOST])))
    return Post(drafts_screen(found), rows, confidential=False)


def show_draft(turn: Turn, script_id: str) -> Sequence[Post]:
    """A draft with the checker's findings."""
    draft = read_draft(script_id, work=turn.work, actor=turn.actor)
    if isinstance(draft, Declined):
        return [say(draft.reason)]
    turn.wait(DraftLine(script_id))
    rows = [[Offer("✅ 批准", Verb.APPROVE, script_id), Offer("🗑 否决", Verb.REJECT, script_id)]]
    return [Post(draft_screen(draft), rows, confidential=False)]


def changes_line(text: str) -> bool:
    """Whether words put others into a line of a draft."""
    return _EDIT.match(text) is not None


def edited(turn: Turn, script_id: str, text: str) -> Sequence[Post]:
    """`改 p1 words`: another wording for a line of the draft in hand."""
    match = _EDIT.match(text)
    if match is None:
        turn.wait(DraftLine(script_id))
        return [say(_NOT_READ)]
    draft = edit_line(script_id, match["anchor"], match["words"], work=turn.work, actor=turn.actor)
    refused = [say(draft.reason)] if isinstance(draft, Declined) else []
    return [*refused, *show_draft(turn, script_id)]


def approve(turn: Turn, script_ids: str) -> Sequence[Post]:
    """Approve a draft, or several by their ids with commas between; then what is left.

    One with anything open is refused with the reasons, and stays in hand.
    """
    turn.settle()
    posts = [_approved(turn, each) for each in script_ids.split(",")]
    return posts if turn.memory.awaited is not None else [*posts, *left(turn)]


def _approved(turn: Turn, script_id: str) -> Post:
    waiting = read_draft(script_id, work=turn.work, actor=turn.actor)
    if isinstance(waiting, Declined):
        return say(waiting.reason)
    result = approve_script(
        script_id, work=turn.work, workshop=turn.office.workshop, actor=turn.actor
    )
    if isinstance(result, Declined):
        return say(result.reason)
    if isinstance(result, Unfit):
        turn.wait(DraftLine(script_id))
        reasons = [f"• {fault_words(fault)}" for fault in result.faults[:_MOST_FAULTS]]
        return say("\n".join(["还不能批准：", *reasons]))
    return say(f"已批准 {script_id}，马上生效。")


def ask_why(turn: Turn, script_id: str) -> Sequence[Post]:
    """Put a draft aside; the next words say why."""
    turn.settle()
    waiting = read_draft(script_id, work=turn.work, actor=turn.actor)
    if isinstance(waiting, Declined):
        return [say(waiting.reason)]
    turn.wait(DraftWhy(script_id))
    return [say(_WHY.format(title=waiting.title), rows=_back(script_id))]


def _back(script_id: str) -> list[list[Offer]]:
    """Back to the draft; a number typed instead of a reason presses nothing else."""
    return [[Offer("不否决，回到草稿", Verb.DRAFT, script_id)]]


def why_told(turn: Turn, script_id: str, text: str) -> Sequence[Post]:
    """Put aside with the reason told; one that says nothing is asked for again."""
    if drops(text):
        turn.wait(DraftLine(script_id))
        return [say(_KEPT)]
    return reject(turn, script_id, text)


def reject(turn: Turn, script_id: str, why: str) -> Sequence[Post]:
    """Put a draft aside for a reason; then what is left."""
    turn.settle()
    declined = reject_draft(script_id, why=why, work=turn.work, actor=turn.actor)
    if declined is None:
        return [say(f"已否决 {script_id}，理由已留档：{why}"), *left(turn)]
    if declined.code != "no_reason":
        return [say(declined.reason)]
    turn.wait(DraftWhy(script_id))
    return [say(declined.reason, rows=_back(script_id))]


def left(turn: Turn) -> Sequence[Post]:
    """The drafts that still wait; nothing where none does."""
    found = open_drafts(work=turn.work, actor=turn.actor)
    return [] if isinstance(found, Declined) or not found else [listed(turn, found)]
