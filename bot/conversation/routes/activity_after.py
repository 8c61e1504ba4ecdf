"""What became of an activity, in chat: the attendance, the records after it, the table."""

from __future__ import annotations

from collections.abc import Sequence

from bot.attachments import Attachment
from bot.blocks import said
from bot.conversation.buttons import Offer, Post, Verb, say
from bot.conversation.turn import Turn
from bot.render.activity_after import outcome_screen
from bot.render.activity_kept import title_of
from bot.results.activities import KeptActivity
from bot.results.declined import Declined
from bot.usecases.activity_after import counted, outcome_of, outcome_workbook

Posts = Sequence[Post]


def show_outcome(turn: Turn, kept: KeptActivity) -> Posts:
    """Who came and what was recorded afterwards, with a button for the table."""
    found = outcome_of(kept.activity.activity_id, work=turn.work, actor=turn.actor)
    if isinstance(found, Declined):
        return [say(found.reason)]
    shown = outcome_screen(found, counted(found), today=turn.today)
    file = Offer("⬇ 导出表格", Verb.ACTIVITY, f"file:{kept.activity.activity_id}")
    return [
        Post(shown, [[file, Offer("↩ 名单", Verb.ACTIVITY, f"open:{kept.activity.activity_id}")]])
    ]


def outcome_file(turn: Turn, kept: KeptActivity, _: str) -> Posts:
    """The same as an XLSX file."""
    found = outcome_of(kept.activity.activity_id, work=turn.work, actor=turn.actor)
    if isinstance(found, Declined):
        return [say(found.reason)]
    data = outcome_workbook(found, work=turn.work, actor=turn.actor)
    table = Attachment(f"{kept.activity.activity_id}.xlsx", data)
    words = f"{title_of(kept)}：共{len(kept.invitees)}位客户的到场和之后60天内有记录的。"
    return [Post(said(words), attached=(table,))]
