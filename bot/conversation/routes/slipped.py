"""A manager admits what he told a customer: which rule, how to put it right, to record it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks import Span, Style, bold, line, paragraph, screen
from bot.conversation.asked import NoteTold
from bot.conversation.buttons import Offer, Post, Verb
from bot.conversation.memory import WhoIsMeant
from bot.conversation.routes import calls
from bot.conversation.routes.choosing import for_one_in_hand
from bot.conversation.subjects import AskedBefore
from bot.conversation.turn import Turn
from bot.render.words import rule_mark
from bot.results.customers import Found
from bot.results.notes import Message
from bot.usecases.slips import put_right, slips
from knowledge.compliance import Finding
from store.models import Role

_HEAD = "⚠ 这话说出去了，要尽快跟客户说清楚"
_SAY = "跟客户这样说清楚"
_NO_LINE = "跟客户说清楚刚才那句不作数，怎么说先问合规；不要再重复。"
_RECORD = "如实记录下来会标给合规，您补救的话也请记上。"
_WHO = "如实记录下来会标给合规：请说是哪位客户，姓名或编号。"
_LABEL = "📝 记录并标给合规"
_HIS = "📝 是{name}，记录并标给合规"


def in_words(turn: Turn, text: str) -> Sequence[Post] | None:
    """我刚跟客户说了保本: a slip to be put right; None where nothing wrong is admitted."""
    if turn.forwarded is not None or turn.actor.role not in (Role.RM, Role.SUPERVISOR):
        return None
    found = slips(text, work=turn.work)
    return [_told(turn, calls.read(turn, text), found)] if found else None


def _told(turn: Turn, message: Message, found: tuple[Finding, ...]) -> Post:
    asked = NoteTold(message.text)
    turn.asked(asked)
    about = message.customer
    if isinstance(about, Found):
        turn.hold(about.customer_id, about.name)
        rows = [[Offer(_LABEL, Verb.REDO, about.customer_id)]]
    else:
        turn.wait(WhoIsMeant(asked))
        rows = [each for each in [for_one_in_hand(turn, _HIS)] if each]
    known = isinstance(about, Found)
    rules = [
        line(f"• {each.because}", rule_mark(f"{each.rule_id} · {each.source}")) for each in found
    ]
    right = put_right(found, work=turn.work)
    lines = [line(Span(words, Style.COPY)) for words in right]
    shown = screen(
        paragraph(bold(_HEAD), *rules),
        paragraph(bold(_SAY), *lines) if right else paragraph(_NO_LINE),
        paragraph(_RECORD if known else _WHO),
    )
    return Post(shown, rows, AskedBefore(asked))
