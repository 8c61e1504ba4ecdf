"""An appointment told as moved: which of the customer's open ones the new one stands for."""

from __future__ import annotations

import re

from bot.results.notes import CallNote
from bot.usecases.capture import QUIET_WANTED
from bot.usecases.case import read_case
from bot.usecases.work import Work
from store.actor import Actor
from store.customers import OpenFollowUp
from store.models import FollowUpKind

_TIME = "今|明|后天|下|这|周|星期|礼拜|月|[0-9一二三四五六七八九十]"
_MOVED = re.compile(
    rf"改约|改期|改天|推迟|延期|顺延|(?:改|推|延|挪|提前)(?:到|至|在)|改(?:成|为)(?:{_TIME})"
)
_RIGHTED = re.compile("（更正：[^）]*）")
"""What put the note itself right moves no appointment."""


def moved_by(
    note: CallNote, interaction_id: str, *, work: Work, actor: Actor
) -> tuple[OpenFollowUp, ...]:
    """The open follow-up that a note, written as this interaction, moves: the soonest before it."""
    if note.follow_up is None or _MOVED.search(_RIGHTED.sub("", note.said)) is None:
        return ()
    case = read_case(note.customer_id, work=work, actor=actor)
    if case is None:
        return ()
    held = [
        each
        for each in case.record.follow_ups
        if each.kind is FollowUpKind.FOLLOW_UP
        and each.interaction_id != interaction_id
        and each.text != QUIET_WANTED
    ]
    return tuple(sorted(held, key=lambda each: each.due_on)[:1])
