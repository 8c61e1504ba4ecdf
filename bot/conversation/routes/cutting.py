"""A sentence of a note that is to go: out of the note that waits, or of the one written last."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.buttons import Post, say
from bot.conversation.routes.amending import instead, last_note
from bot.conversation.turn import Turn
from bot.results.customers import Found
from bot.results.declined import Declined
from bot.results.notes import CallNote
from bot.understanding.cutting import Cut, cut_wanted
from bot.usecases.cutting import cut, written_last
from bot.usecases.find import mentioned_customer
from bot.usecases.refusals import ADVISED

_WHICH = "要从哪位客户的记录里去掉？请连姓名一起说，例如：李秀兰那条，把……那句去掉。"
_NONE = "这个对话里没有记过{name}，没有可以去掉的。"


def in_words(turn: Turn, text: str) -> Sequence[Post] | None:
    """The note without a sentence; None where words want no such thing."""
    if turn.forwarded is not None or turn.actor.role not in ADVISED:
        return None
    wanted = cut_wanted(text)
    if wanted is None:
        return None
    found = _meant(turn, wanted, text)
    if found is None:
        return [say(_WHICH)]
    if isinstance(found, str):
        return [say(_NONE.format(name=found))]
    note, interaction_id = found
    shorter = cut(note, wanted.words, work=turn.work, actor=turn.actor)
    if isinstance(shorter, Declined):
        return [say(shorter.reason)]
    turn.settle()
    return instead(turn, shorter, interaction_id)


def _meant(turn: Turn, wanted: Cut, text: str) -> tuple[CallNote, str] | str | None:
    """The note meant and the interaction it was written as, "" for none; the name of a customer
    of whom nothing was written; None where nobody is meant."""
    named = mentioned_customer(wanted.whose or text, work=turn.work, actor=turn.actor)
    last, interaction_id = last_note(turn)
    if not isinstance(named, Found):
        return (last, interaction_id) if last is not None and named is None else None
    mine = [each for each in turn.memory.read_back if each.customer_id == named.customer_id]
    turn.hold(named.customer_id, named.name)
    if last is not None and last.customer_id == named.customer_id:
        return last, interaction_id
    if mine:
        return mine[-1], ""
    written = written_last(named.customer_id, chat=turn.chat, work=turn.work, actor=turn.actor)
    return written or named.name
