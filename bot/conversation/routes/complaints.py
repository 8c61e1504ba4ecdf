"""A complaint told in chat: what to say now, then noted by size; later marked solved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.blocks import said
from bot.conversation.asked import ComplaintSaid, NoteTold
from bot.conversation.buttons import Offer, Post, Verb, say
from bot.conversation.memory import InHand
from bot.conversation.routes.answers import show_answer
from bot.conversation.routes.case_noted import SIZES, case_rows, noted_words
from bot.conversation.routes.choosing import ask_whom, choice, for_one_in_hand
from bot.conversation.routes.overview import status_shown
from bot.conversation.subjects import AboutCustomer, AskedBefore, ComplaintTold
from bot.conversation.turn import Turn
from bot.results.customers import Found, Several, Unknown
from bot.results.declined import Declined
from bot.results.notes import Message
from bot.understanding.case_words import Deed, case_said
from bot.usecases.capture import covered
from bot.usecases.complaint import note_complaint, take_back_complaint
from bot.usecases.oversee import customer_status
from bot.usecases.understand import read_account
from store.models import ComplaintSize

_AGAIN = "{name}的这起投诉刚才已经登记过，没有重复登记。"
_BESIDE = "这段话里还说到{beside}，要一起记下吗？"
_UNDONE = "已撤销这起投诉的登记。"
_WHOSE = "要登记的话，请说是哪位客户投诉：姓名或编号。"
_HIS = "是{name}投诉"
_NONE_MEANT = re.compile("(?:不是|不算|没有?|并没有?)(?:要|想)?投诉")
_NO_COMPLAINT = "{name}没有未结的投诉。"


def told(turn: Turn, message: Message) -> Sequence[Post]:
    """Lines to say, and buttons to note the complaint of the customer it is about.

    Asked how far a complaint has got, the record answers.
    """
    about = turn.whom(message)
    asked = ComplaintSaid(message.text)
    if isinstance(about, Several | Unknown):
        return [choice(turn, about, asked)]
    if isinstance(about, Found):
        about = turn.hold(about.customer_id, about.name)
    told = case_said(message.text)
    if about is not None and told is not None and told.deed is Deed.ASKED:
        return _how_far(turn, about)
    if _NONE_MEANT.search(message.text):
        return show_answer(turn, message.text, about)
    return told_of(turn, message.text, about)


def _how_far(turn: Turn, customer: InHand) -> Sequence[Post]:
    """The record of a customer asked about; said first where no complaint of his is open."""
    status = customer_status(customer.customer_id, work=turn.work, actor=turn.actor)
    shown = status_shown(turn, status)
    if isinstance(status, Declined) or status.record.complaints:
        return shown
    none = said(_NO_COMPLAINT.format(name=customer.name))
    return [Post(none, (), AboutCustomer(customer)), *shown]


def told_of(turn: Turn, words: str, customer: InHand | None) -> Sequence[Post]:
    """The same, of a customer, or of one not named yet."""
    answered = show_answer(turn, words, customer)
    asked = ComplaintSaid(words)
    if customer is None:
        rows = [for_one_in_hand(turn, _HIS)]
        (which,) = ask_whom(turn, asked, _WHOSE)
        return [*answered, Post(which.screen, rows, AskedBefore(asked))]
    turn.asked(asked)
    offers = [[Offer(label, Verb.COMPLAIN, size.value)] for size, label in SIZES.items()]
    register = said(f"要给{customer.name}登记这起投诉吗？")
    told = Post(register, offers, ComplaintTold(customer, words))
    return [*answered, told, *_more_than_it(turn, words, customer)]


def _more_than_it(turn: Turn, words: str, customer: InHand) -> Iterator[Post]:
    """What is told beside the complaint is offered as a note: nothing of it is lost."""
    account = read_account(words, work=turn.work, actor=turn.actor)
    kept = [each.text for each in account.promises]
    if kept or account.follow_up is not None:
        beside = "、".join(f"“{covered(each)}”" for each in kept) or "下次联系的时间"
        asked = Offer("📝 记成一次沟通", Verb.REDO, customer.customer_id)
        yield Post(said(_BESIDE.format(beside=beside)), [[asked]], AskedBefore(NoteTold(words)))


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
