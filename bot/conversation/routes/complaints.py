"""A complaint told in chat: what to say now, then noted by size; later marked solved."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks import said
from bot.conversation.buttons import ComplaintTold, Offer, Post, Verb, say
from bot.conversation.routes.briefs import choice, named_customer, show_answer
from bot.conversation.turn import Turn
from bot.results.customers import Several, Unknown
from bot.results.declined import Declined
from bot.results.notes import Message
from bot.usecases.complaint import close_complaint, note_complaint
from store.models import ComplaintSize

_SIZES = {
    ComplaintSize.SMALL: "小额（手续费等）",
    ComplaintSize.LARGE: "大额（亏损、大额损失）",
    ComplaintSize.PUBLIC: "多人或舆情",
}
_NOTED = "已登记{name}的投诉。30分钟内告知客户核实进度；结案前不谈产品。解决后请点“已解决”。"
_SOLVED = "已标记解决。3日内再联系一次，确认客户满意。"


def told(turn: Turn, message: Message) -> Sequence[Post]:
    """Lines to say, and buttons to note the complaint of the customer it is about."""
    if isinstance(message.customer, Several | Unknown):
        turn.release()
        return [choice(message.customer, Verb.COMPLAINT_ABOUT, words=message.text)]
    answered = show_answer(turn, message.text, named_customer(message))
    if turn.in_hand is None:
        return answered
    offers = [[Offer(label, Verb.COMPLAIN, size.value)] for size, label in _SIZES.items()]
    asked = said(f"要给{turn.in_hand.name}登记这起投诉吗？")
    return [*answered, Post(asked, offers, ComplaintTold(turn.in_hand, message.text))]


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
    solved = Offer("✅ 已解决", Verb.SOLVED, result)
    return [Post(said(_NOTED.format(name=customer.name)), [[solved]])]


def solved(turn: Turn, complaint_id: str) -> Sequence[Post]:
    """Mark a complaint solved."""
    refused = close_complaint(
        complaint_id, work=turn.work, actor=turn.actor, solution=f"{turn.actor.name}确认已解决"
    )
    return [say(refused.reason if refused is not None else _SOLVED)]
