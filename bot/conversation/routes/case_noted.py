"""A complaint written down: what is said of it, and its buttons."""

from __future__ import annotations

from datetime import date, datetime

from bot.blocks import said
from bot.conversation.buttons import Offer, Post, Verb, say
from bot.conversation.memory import InHand
from bot.conversation.subjects import AboutCustomer
from bot.conversation.turn import Turn
from bot.render.words import when
from bot.results.declined import Declined
from bot.usecases.answer import answer_question
from bot.usecases.complaint import Noted, grow_complaint
from bot.usecases.staff import supervisors
from store.actor import may_solve
from store.models import ComplaintSize, Role

SIZES = {
    ComplaintSize.SMALL: "小额（手续费等）",
    ComplaintSize.LARGE: "大额（亏损、大额损失）",
    ComplaintSize.PUBLIC: "多人或舆情",
}
"""What a button says for the size of a complaint."""
_NOTED = "已登记{name}的投诉。请在{by}前（{minutes}分钟内）告知客户核实进度；结案前不谈产品。"
_CLOSE = "解决后请点“已解决”。"
_SUPERVISED = "处理完请报主管，由主管结案。"
_OF_YOU = "这起投诉说的是您，由主管处理和了结。"
_TOLD = "已同时告诉主管{names}。"
_NO_SUPERVISOR = "团队里没有登记主管，请马上当面报告。"
_GRAVER = "{name}有未结的投诉，这次一并算在内，按{size}投诉处理；结案前不谈产品。"
_FIRST_WORDS = "客户气头上来投诉，第一句先说什么"
"""What the handbook is asked for as a complaint comes in beside something else."""


def noted_words(turn: Turn, noted: Noted, name: str) -> str:
    """That it was noted, till when the customer is told, who is told and who closes it."""
    minutes = turn.desk.policy.days("service.complaint_minutes")
    by = when(noted.tell_by, zone=turn.zone, today=turn.today)
    said_so = _NOTED.format(name=name, by=by, minutes=minutes)
    return said_so + _closing(turn, noted) + _supervisors(turn, noted)


def registered(
    turn: Turn,
    customer: InHand,
    size: ComplaintSize,
    words: str,
    received: date | datetime | None = None,
) -> list[Post]:
    """The customer's complaint opened, or the open one raised to the size.

    Beside a new one stand the first words to say, as the handbook has them.
    """
    result = grow_complaint(
        customer.customer_id, size, words, work=turn.work, actor=turn.actor, received=received
    )
    if isinstance(result, Declined):
        return [say(result.reason)]
    if result.again:
        told = _GRAVER.format(name=customer.name, size=result.size.label)
        told += _closing(turn, result)
    else:
        told = noted_words(turn, result, customer.name)
    here = AboutCustomer(customer)
    if result.again:
        return [Post(said(told), [case_rows(turn, result)[:-1]], here)]
    return [Post(said(told), [case_rows(turn, result)], here), *_first_words(turn, customer)]


def case_rows(turn: Turn, noted: Noted) -> list[Offer]:
    """Buttons to close a complaint, where the actor may, to see it whole, and to take it back."""
    whole = Offer("要查的记录", Verb.CASE, f"show_one:{noted.complaint_id}")
    undo = Offer("↩ 撤销登记", Verb.UNCOMPLAIN, noted.complaint_id)
    if not may_solve(turn.actor, noted.size, about=noted.about):
        return [whole, undo]
    return [Offer("✅ 已解决", Verb.SOLVED, noted.complaint_id), whole, undo]


def _closing(turn: Turn, noted: Noted) -> str:
    if noted.about == turn.actor.staff_id:
        return _OF_YOU
    return _CLOSE if may_solve(turn.actor, noted.size, about=noted.about) else _SUPERVISED


def _supervisors(turn: Turn, noted: Noted) -> str:
    """Who was told of a complaint that is grave or of the manager; "" where nobody need be."""
    if noted.size is ComplaintSize.SMALL and noted.about is None:
        return ""
    if turn.actor.role is Role.SUPERVISOR:
        return ""
    names = supervisors(work=turn.work, actor=turn.actor)
    return _TOLD.format(names="、".join(names)) if names else _NO_SUPERVISOR


def _first_words(turn: Turn, customer: InHand) -> list[Post]:
    """What to say first, as the handbook has it."""
    shown = answer_question(
        _FIRST_WORDS, work=turn.work, actor=turn.actor, customer_id=customer.customer_id
    )
    if isinstance(shown, Declined) or shown.result.abstained:
        return []
    sid = shown.suggestion_id
    rows = [[Offer("查看原文", Verb.SOURCES, sid), Offer("✔ 已使用", Verb.USED, sid)]]
    return [Post(shown.screens["first"], rows, AboutCustomer(customer))]
