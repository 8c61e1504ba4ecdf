"""Notes read back, settled in words: written, put aside, taken back, one of several, seen again."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks import said
from bot.conversation.asked import LineDone, NoteTold
from bot.conversation.buttons import Post, Verb, say
from bot.conversation.phrases import confirms, drops, takes_back
from bot.conversation.routes import calls, day
from bot.conversation.routes.note_card import card, show_buttons, still_waiting, waiting
from bot.conversation.subjects import NoteRead, subject_from
from bot.conversation.turn import Turn
from bot.conversation.which_note import meant_by
from bot.results.notes import CallNote
from bot.usecases.chat import button_of
from store.models import Role

_NOTHING_TO_UNDO = "没有可以撤销的记录。"
_DECISIONS_STAND = "批准和退回已经生效，撤不回来：要改回，请再提一次申请；报告放行点“撤回决定”。"
_GONE = "这条记录已经确认或放弃过。"
_LEFT = "还没有确认的：{names}。说“确认某某的”，或点下面看。"


def settled(turn: Turn, text: str) -> Sequence[Post] | None:
    """A note confirmed, put aside or taken back in words; None where the words mean no note."""
    asked, note = turn.memory.asked, waiting(turn)
    written = asked.interaction_id if isinstance(asked, NoteTold) else ""
    if takes_back(text) and isinstance(asked, LineDone):
        turn.asked(NoteTold(""))
        return day.not_done(turn, asked.follow_up_id)
    if takes_back(text):
        return calls.undo(turn, written) if written else [say(_nothing_to_undo(turn))]
    chosen = meant_by(text, turn.memory.read_back)
    if chosen is not None:
        settle = calls.save if chosen.written else calls.drop
        return [post for each in chosen.notes for post in settle(turn, each)]
    if note is None:
        return _asked_last(turn, text)
    if confirms(text):
        return [*calls.save(turn, note), *_left(turn)]
    return [*calls.drop(turn, note), *_left(turn)] if drops(text) else None


def _nothing_to_undo(turn: Turn) -> str:
    """That no record may be taken back; to who decides on requests, that decisions stand."""
    leads = turn.actor.role is Role.SUPERVISOR
    return f"{_NOTHING_TO_UNDO}{_DECISIONS_STAND}" if leads else _NOTHING_TO_UNDO


def show(turn: Turn, note_id: str) -> Sequence[Post]:
    """A note read back before, to be confirmed still."""
    note = next((each for each in turn.memory.read_back if each.note_id == note_id), None)
    return [card(turn, note)] if note is not None else [say(_GONE)]


def _asked_last(turn: Turn, text: str) -> Sequence[Post] | None:
    """The note that waits, where 确认 is said after something else was asked."""
    left = turn.memory.read_back
    if not left or not confirms(text):
        return None
    if len(left) == 1 and _shown_last(turn, left[0]):
        return calls.save(turn, left[0])
    return [card(turn, left[-1])]


def _shown_last(turn: Turn, note: CallNote) -> bool:
    """Whether the last answer held the note, beside something else."""
    buttons = (
        button_of(turn.chat, token, work=turn.work, actor=turn.actor) for token in turn.memory.shown
    )
    return any(
        each is not None
        and each.verb == Verb.NOTE_SAVE
        and subject_from(each.subject) == NoteRead(note)
        for each in buttons
    )


def _left(turn: Turn) -> Sequence[Post]:
    """The notes that wait still, once one was settled in words."""
    left = still_waiting(turn)
    if not left:
        return []
    names = "、".join(each.customer_name for each in left)
    return [Post(said(_LEFT.format(names=names)), [show_buttons(left[-3:])])]
