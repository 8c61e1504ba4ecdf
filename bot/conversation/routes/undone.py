"""A note taken back: the complaint registered with it stands by itself, and is not hidden."""

from __future__ import annotations

from bot.blocks import said
from bot.conversation.asked import NoteTold
from bot.conversation.buttons import Offer, Post, Verb
from bot.conversation.memory import InHand
from bot.conversation.subjects import AboutCustomer
from bot.conversation.turn import Turn
from bot.results.declined import Declined
from bot.usecases.case_file import complaint_files

_STANDS = "同时登记的{name}的投诉（{size}）还在，主管看得到；记错了请一并撤销登记。"


def complaint_left(turn: Turn, interaction_id: str) -> list[Post]:
    """That a complaint opened with the note still stands, with a button to take it back too."""
    asked = turn.memory.asked
    note = asked.note if isinstance(asked, NoteTold) else None
    if not isinstance(asked, NoteTold) or asked.interaction_id != interaction_id or note is None:
        return []
    files = complaint_files(note.customer_id, work=turn.work, actor=turn.actor)
    if note.complaint is None or isinstance(files, Declined):
        return []
    for each in files:
        if each.open and each.text in note.said:
            undo = Offer("↩ 撤销登记", Verb.UNCOMPLAIN, each.complaint_id)
            words = said(_STANDS.format(name=note.customer_name, size=each.size.label))
            who = InHand(note.customer_id, note.customer_name)
            return [Post(words, [[undo]], AboutCustomer(who))]
    return []
