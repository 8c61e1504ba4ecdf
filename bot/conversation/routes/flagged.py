"""What a compliance officer sees of flagged notes: at the head of /review, asked in words, told."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.blocks import bold, paragraph, screen
from bot.conversation.buttons import Offer, Post, Verb, say
from bot.conversation.turn import Turn
from bot.render.flagged import flagged_line, flagged_note_screen, flagged_screen
from bot.results.notices import DueNotice, Outdated
from bot.usecases.flagged import flagged, flagged_note, manager_named, open_flagged
from store.models import Role

_PAGE = 6
_LONGEST = 24
"""A question is short; what is longer is a text to judge."""
_ASKS = re.compile(r"谁|哪|几|有没有|什么|最近|昨天|今天|前天|[这上本]个?[周月]|[吗么?？]$")
_WRONG = re.compile(
    "违规|违反|不合规|说错|讲错|说漏|乱承诺|越线|踩线|红线|(?:被|有)标(?:出|记|给)|(?:记录|笔记|沟通).{0,6}问题"
)
_A_TEXT = re.compile("这[段句]话|这样说|这么说|能不能[发说]|可以[发说]|[：:]")
_ELSEWHERE = re.compile("上报|投诉|案件|待办|跟进|预警|转介|审批")
_WHERE = (
    "上报、投诉、案件和跟进的清单只给客户经理和主管看。您能看的："
    "发 /review 看被标出的记录和给出过的建议，/drafts 审草稿，/check 审一段话。"
)
_NONE = "近30天没有被标出的记录。"
_NONE_OF = "近30天{who}没有被标出的记录。"
_GONE = "没有这条被标出的记录，或不归您查看。"


def page(turn: Turn, argument: str) -> Sequence[Post]:
    """Those that follow so many others, of one manager or of all, each a button."""
    before, _, staff_id = argument.partition(":")
    notes = flagged(work=turn.work, actor=turn.actor, staff_id=staff_id)
    if not notes:
        return [say(_NONE_OF.format(who=staff_id) if staff_id else _NONE)]
    start = int(before)
    shown = notes[start : start + _PAGE]
    rows = [
        [Offer(flagged_line(each, turn.zone), Verb.FLAGGED, each.interaction_id)] for each in shown
    ]
    end = start + len(shown)
    if end < len(notes):
        rows.append([Offer(f"还有{len(notes) - end}条", Verb.FLAGGED_MORE, f"{end}:{staff_id}")])
    heading = f"近30天{staff_id}被标出的记录"
    return [Post(flagged_screen(shown, turn.zone, heading=heading, total=len(notes)), rows)]


def opened(turn: Turn, interaction_id: str) -> Sequence[Post]:
    """The note as told and the rules it was flagged by."""
    note = open_flagged(interaction_id, work=turn.work, actor=turn.actor)
    return [Post(flagged_note_screen(note, turn.zone)) if note is not None else say(_GONE)]


def in_words(turn: Turn, text: str) -> Sequence[Post] | None:
    """An officer's question who said something wrong, or for what he does not see here."""
    if turn.actor.role is not Role.COMPLIANCE or len(text) > _LONGEST or _A_TEXT.search(text):
        return None
    if not _ASKS.search(text):
        return None
    if _WRONG.search(text):
        return page(turn, f"0:{manager_named(text, work=turn.work, actor=turn.actor)}")
    return [say(_WHERE)] if _ELSEWHERE.search(text) else None


def news(turn: Turn, notice: DueNotice) -> Sequence[Post] | Outdated:
    """That a note was flagged, to an officer, unless one of them has opened it."""
    key = notice.named("interaction_id")
    note = flagged_note(key, work=turn.work, actor=turn.actor)
    if note is None or note.seen:
        return Outdated("已看过，或不再归其查看")
    words = screen(paragraph(bold("🚩 有一条记录被标出"), flagged_line(note, turn.zone)))
    return [Post(words, [[Offer("看原话", Verb.FLAGGED, key)]])]
