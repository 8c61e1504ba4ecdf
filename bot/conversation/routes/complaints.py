"""A complaint told in chat: what to say now, then noted by size; later marked solved."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks import said
from bot.conversation.asked import ComplaintSaid
from bot.conversation.buttons import (
    AboutCustomer,
    AskedBefore,
    ComplaintTold,
    Offer,
    Post,
    Verb,
    say,
)
from bot.conversation.memory import InHand
from bot.conversation.routes.answers import show_answer
from bot.conversation.routes.case_noted import case_rows, noted_words
from bot.conversation.routes.choosing import ask_whom, choice, for_one_in_hand
from bot.conversation.turn import Turn
from bot.results.customers import Found, Several, Unknown
from bot.results.declined import Declined
from bot.results.notes import Message
from bot.usecases.complaint import (
    close_complaint,
    note_complaint,
    take_back_complaint,
)
from store.models import ComplaintSize

_SIZES = {
    ComplaintSize.SMALL: "小额（手续费等）",
    ComplaintSize.LARGE: "大额（亏损、大额损失）",
    ComplaintSize.PUBLIC: "多人或舆情",
}
_AGAIN = "{name}的这起投诉刚才已经登记过，没有重复登记。"
_UNDONE = "已撤销这起投诉的登记。"
_WHOSE = "要登记的话，请说是哪位客户投诉：姓名或编号。"
_HIS = "是{name}投诉"
_SOLVED = "已标记解决。3日内再联系一次，确认客户满意。"


def told(turn: Turn, message: Message) -> Sequence[Post]:
    """Lines to say, and buttons to note the complaint of the customer it is about."""
    about = turn.whom(message)
    asked = ComplaintSaid(message.text)
    if isinstance(about, Several | Unknown):
        return [choice(turn, about, asked)]
    if isinstance(about, Found):
        about = turn.hold(about.customer_id, about.name)
    return told_of(turn, message.text, about)


def told_of(turn: Turn, words: str, customer: InHand | None) -> Sequence[Post]:
    """The same, of a customer, or of one not named yet."""
    answered = show_answer(turn, words, customer)
    asked = ComplaintSaid(words)
    if customer is None:
        rows = [for_one_in_hand(turn, _HIS)]
        (which,) = ask_whom(turn, asked, _WHOSE)
        return [*answered, Post(which.screen, rows, AskedBefore(asked))]
    turn.asked(asked)
    offers = [[Offer(label, Verb.COMPLAIN, size.value)] for size, label in _SIZES.items()]
    register = said(f"要给{customer.name}登记这起投诉吗？")
    return [*answered, Post(register, offers, ComplaintTold(customer, words))]


def note(turn: Turn, complaint: ComplaintTold, size: str) -> Sequence[Post]:
    """Note the complaint with the size chosen."""
    customer = complaint.customer
    result = note_complaint(
        customer.customer_id,
        ComplaintSize(size),
        complaint.told,
        work=turn.work,
        actor=turn.actor,
    )
    if isinstance(result, Declined):
        return [say(result.reason)]
    name, here = customer.name, AboutCustomer(customer)
    if result.again:
        return [Post(said(_AGAIN.format(name=name)), [case_rows(turn, result)], here)]
    words = noted_words(turn, result, name)
    return [Post(said(words), [case_rows(turn, result)], here)]


def undo(turn: Turn, complaint_id: str) -> Sequence[Post]:
    """Take back a complaint noted by mistake."""
    refused = take_back_complaint(complaint_id, work=turn.work, actor=turn.actor)
    return [say(refused.reason if refused is not None else _UNDONE)]


def solved(turn: Turn, complaint_id: str) -> Sequence[Post]:
    """Mark a complaint solved."""
    refused = close_complaint(
        complaint_id, work=turn.work, actor=turn.actor, solution=f"{turn.actor.name}确认已解决"
    )
    return [say(refused.reason if refused is not None else _SOLVED)]
