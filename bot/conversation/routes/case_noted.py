"""A complaint written down: what is said of it, and its buttons."""

from __future__ import annotations

from bot.blocks import said
from bot.conversation.buttons import AboutCustomer, Offer, Post, Verb, say
from bot.conversation.memory import InHand
from bot.conversation.turn import Turn
from bot.results.declined import Declined
from bot.usecases.complaint import Noted, grow_complaint
from store.actor import may_solve
from store.models import ComplaintSize

SIZES = {
    ComplaintSize.SMALL: "小额（手续费等）",
    ComplaintSize.LARGE: "大额（亏损、大额损失）",
    ComplaintSize.PUBLIC: "多人或舆情",
}
"""What a button says for the size of a complaint."""
_NOTED = "已登记{name}的投诉。30分钟内告知客户核实进度；结案前不谈产品。"
_CLOSE = "解决后请点“已解决”。"
_SUPERVISED = "处理完请报主管，由主管结案。"
_GRAVER = "{name}有未结的投诉，这次一并算在内，按{size}投诉处理；结案前不谈产品。"


def noted_words(turn: Turn, noted: Noted, name: str) -> str:
    """That it was noted, and who closes it."""
    closing = _CLOSE if may_solve(turn.actor, noted.size) else _SUPERVISED
    return _NOTED.format(name=name) + closing


def registered(turn: Turn, customer: InHand, size: ComplaintSize, words: str) -> Post:
    """The customer's complaint opened, or the open one raised to the size."""
    result = grow_complaint(customer.customer_id, size, words, work=turn.work, actor=turn.actor)
    if isinstance(result, Declined):
        return say(result.reason)
    closing = _CLOSE if may_solve(turn.actor, result.size) else _SUPERVISED
    said_so = (_GRAVER if result.again else _NOTED).format(
        name=customer.name, size=result.size.label
    )
    rows = [] if result.again else [case_rows(turn, result)]
    return Post(said(said_so + closing), rows, AboutCustomer(customer))


def case_rows(turn: Turn, noted: Noted) -> list[Offer]:
    """Buttons to close a complaint, where the actor may, and to take it back."""
    undo = Offer("↩ 撤销登记", Verb.UNCOMPLAIN, noted.complaint_id)
    if not may_solve(turn.actor, noted.size):
        return [undo]
    return [Offer("✅ 已解决", Verb.SOLVED, noted.complaint_id), undo]
