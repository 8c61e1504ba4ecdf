"""An offer to a customer who may leave, told in words: put to the supervisor, approved."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.buttons import Post, say
from bot.conversation.routes import service_cases
from bot.conversation.routes.case_words import whom
from bot.conversation.turn import Turn
from bot.understanding.case_words import approves_offer, offer_told
from bot.usecases.case_file import case_files
from bot.usecases.churn import open_of
from bot.usecases.find import mentioned_customer
from bot.usecases.refusals import ADVISED
from store.models import CaseKind

_OFFER = "挽留方案"
_OF_WHOM = "这是哪位客户的挽留方案？没有记下，请连姓名一起说：吴振海的挽留方案：专人对接。"
_NOT_LEAVING = "{name}没有进行中的流失预警，挽留方案没有记下。"


def in_words(turn: Turn, text: str) -> Sequence[Post] | None:
    """吴振海的挽留方案：…, or a supervisor's yes to it; None where the words are anything else."""
    if approves_offer(text):
        return _approved(turn, text)
    offer = offer_told(text) if turn.actor.role in ADVISED else None
    return _offered(turn, text, offer) if offer is not None else None


def _approved(turn: Turn, text: str) -> Sequence[Post] | None:
    who = whom(turn, text)
    case_id = _open_case(turn, who.customer_id) if who is not None else None
    return service_cases.DEEDS["approve"](turn, case_id, "") if case_id is not None else None


def _offered(turn: Turn, text: str, offer: str) -> Sequence[Post]:
    """An offer to whom the words name, or to the one spoken of right before."""
    who = whom(turn, text)
    if who is None and mentioned_customer(text, work=turn.work, actor=turn.actor) is None:
        who = turn.in_hand if turn.means_in_hand(_OFFER) else None
    if who is None:
        return [say(_OF_WHOM)]
    turn.hold(who.customer_id, who.name)
    open_of(who.customer_id, work=turn.work, actor=turn.actor)
    case_id = _open_case(turn, who.customer_id)
    if case_id is None:
        return [say(_NOT_LEAVING.format(name=who.name))]
    return service_cases.DEEDS["offer"](turn, case_id, offer)


def _open_case(turn: Turn, customer_id: str) -> str | None:
    """The open case of a customer who may leave."""
    files = case_files(customer_id, work=turn.work, actor=turn.actor)
    open_ones = (each for each in files if each.open and each.kind is CaseKind.CHURN)
    return next((each.case_id for each in open_ones), None)
