"""What needs the supervisor's leave: asked for with a reason, granted or handed back by button."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.blocks import bold, line, paragraph, said, screen
from bot.conversation.buttons import Offer, Post, Verb, say
from bot.conversation.memory import InHand, LeaveWhy, ReturnWhy
from bot.conversation.phrases import drops
from bot.conversation.routes.calls import read
from bot.conversation.turn import Turn
from bot.results.approvals import ApprovalWanted
from bot.results.customers import Found
from bot.results.declined import Declined
from bot.results.notices import DueNotice, Outdated
from bot.understanding.fields import FieldEdit
from bot.usecases.approvals import (
    ask,
    count_waiting,
    decide,
    news,
    stands,
    waiting,
    wanted_owner,
    wanted_tier,
)
from bot.usecases.find import name_customer
from store.models import ApprovalSubject, Role

_WHY = "{name}：{what}要主管批准。请说一句理由；不申请了发 /cancel。"
_ASKED = "已提交主管审批：{name} {what}。批了或退回都会告诉您；在那之前档案不变。"
_REASON = "退回的理由是什么？请说一句。"
_GRANTED = "已批准，档案已改，会告诉申请人。"
_RETURNED = "已退回，会告诉申请人。"
_DROPPED = "好的，没有申请。"
_KEPT = "好的，没有退回，仍待您审批。"
_SO_ALREADY = "档案里已经是这样，不用申请。"
_NONE = "现在没有待审批的申请。"
_PENDING = "🖊 待您审批{count}项。"
_LIFT = re.compile(
    r"^(?:请|麻烦|帮我|给我)*(?:取消|解除|去掉|关掉|撤销|撤掉)(?P<who>[^,，]{0,12}?)的?免打扰$"
    r"|^(?P<who3>[^,，怎]{1,12}?)的?(?:要|想)?(?:取消|解除|去掉|关掉|撤销|撤掉)了?免打扰$"
    r"|^(?:把)?(?P<who2>[^,，]{0,12}?)的?免打扰(?:取消|解除|去掉|关掉|关了|撤销|撤掉|改成否)(?:掉|了|吧)*$"
    r"|^(?P<who4>[^,，怎]{1,8}?)(?:自己|本人)?(?:说|讲|表示|同意)[^怎?？]{0,14}(?:解除|取消|去掉|关掉|撤销)(?:他的|她的|了)?免打扰[吧了]?$"
)
_LIST = re.compile(r"^(?:看|看看|有哪些|我的)?(?:待审批|待批|待我审批|审批)(?:的)?(?:申请|事项)?$")
_NO_REASON = re.compile(
    r"^/|[?？]$|[吗么]$|^(?:[✅↩✔✖]\s*)?(?:批准|退回)(?:第[\d一二三四]项)?$|^(?:✖\s*)?取消$|^去审批$"
)
_REQUESTS = frozenset({"brief", "today", "list", "status", "team", "review", "help"})
_IN_HAND = frozenset({"", "他", "她", "客户", "这位客户"})
_MOST = 4
NEEDS_LEAVE = frozenset({"owner_id", "tier_override"})
"""Fields that change only with the supervisor's leave."""


def told(turn: Turn, text: str) -> Sequence[Post] | None:
    """The list asked for, or 免打扰 to be lifted; None where the words say neither."""
    plain = text.strip().rstrip("。.!！~")
    if turn.actor.role is Role.SUPERVISOR and _LIST.match(plain):
        return listed(turn, "")
    lift = _LIFT.match(plain)
    if lift is None or turn.actor.role not in (Role.RM, Role.SUPERVISOR):
        return None
    who = lift["who"] or lift["who2"] or lift["who3"] or lift["who4"] or ""
    if who in _IN_HAND:
        customer = turn.in_hand
    else:
        found = name_customer(who, work=turn.work, actor=turn.actor)
        customer = turn.hold(found.customer_id, found.name) if isinstance(found, Found) else None
    if customer is None:
        return None
    return wanted(turn, customer, ApprovalWanted(ApprovalSubject.CONTACT, False, "解除免打扰"))


def of_field(turn: Turn, customer: InHand, edit: FieldEdit) -> Sequence[Post]:
    """An owner or tier named in words, to be asked for."""
    if edit.field == "owner_id":
        found = wanted_owner(edit.value, work=turn.work, actor=turn.actor)
    else:
        found = wanted_tier(edit.value, customer.customer_id, work=turn.work, actor=turn.actor)
    return [say(found.reason)] if isinstance(found, Declined) else wanted(turn, customer, found)


def wanted(turn: Turn, customer: InHand, what: ApprovalWanted) -> Sequence[Post]:
    """Ask why, unless it is so already; the next words say it."""
    if stands(what, customer.customer_id, work=turn.work, actor=turn.actor):
        return [say(_SO_ALREADY)]
    turn.wait(LeaveWhy(customer, what))
    return [Post(said(_WHY.format(name=customer.name, what=what.words)))]


def is_reason(turn: Turn, text: str) -> bool:
    """Whether words waited for as a reason are one: no question, no button's words, no request."""
    plain = text.strip().rstrip("。.!！~")
    if drops(text):
        return True
    if _NO_REASON.search(plain) or _LIST.match(plain) or _LIFT.match(plain):
        return False
    message = read(turn, text)
    return not (message.sure and message.intent in _REQUESTS)


def why_told(turn: Turn, awaited: LeaveWhy, text: str) -> Sequence[Post]:
    """The request with its reason."""
    if drops(text):
        return [say(_DROPPED)]
    customer, what = awaited.customer, awaited.wanted
    done = ask(what, customer.customer_id, text, work=turn.work, actor=turn.actor)
    if isinstance(done, Declined):
        return [say(done.reason)]
    return [Post(said(_ASKED.format(name=customer.name, what=what.words)))]


def listed(turn: Turn, _argument: str) -> Sequence[Post]:
    """What waits for the supervisor, each with its two buttons."""
    rows = waiting(work=turn.work, actor=turn.actor)
    if not rows:
        return [say(_NONE)]
    turn.approvals_told = True
    lines = [
        line(f"{at}. ", bold(each.customer_name), f"：{each.text}")
        for at, each in enumerate(rows[:_MOST], 1)
    ]
    offers = [
        [
            Offer(f"✅ 批准第{at}项", Verb.APPROVAL_GRANT, each.approval_id),
            Offer(f"↩ 退回第{at}项", Verb.APPROVAL_RETURN, each.approval_id),
        ]
        for at, each in enumerate(rows[:_MOST], 1)
    ]
    return [Post(screen(paragraph(bold(f"待审批（{len(rows)}项）"), *lines)), offers)]


def grant(turn: Turn, approval_id: str) -> Sequence[Post]:
    """Allow it and carry it out."""
    refused = decide(approval_id, granted=True, reason="", work=turn.work, actor=turn.actor)
    return [say(refused.reason if refused is not None else _GRANTED)]


def ask_reason(turn: Turn, approval_id: str) -> Sequence[Post]:
    """Hand it back; the next words say why."""
    turn.wait(ReturnWhy(approval_id))
    return [say(_REASON)]


def returned(turn: Turn, awaited: ReturnWhy, text: str) -> Sequence[Post]:
    """Handed back with its reason."""
    if drops(text):
        return [say(_KEPT)]
    refused = decide(
        awaited.approval_id, granted=False, reason=text, work=turn.work, actor=turn.actor
    )
    return [say(refused.reason if refused is not None else _RETURNED)]


def asked_news(turn: Turn, notice: DueNotice) -> Sequence[Post] | Outdated:
    """A request that waits for the supervisor, while it does."""
    waits = {each.approval_id for each in waiting(work=turn.work, actor=turn.actor)}
    return listed(turn, "") if notice.named("approval_id") in waits else Outdated("已处理")


def decided_news(turn: Turn, _: DueNotice) -> Sequence[Post] | Outdated:
    """What was decided, told to who asked unless he has heard."""
    heard = news(work=turn.work, actor=turn.actor)
    return [Post(said("📨 " + "\n📨 ".join(heard)))] if heard else Outdated("已告知")


def announced(turn: Turn) -> Sequence[Post]:
    """Beside whatever else was answered: what was decided for who asked, what waits for who may."""
    heard = news(work=turn.work, actor=turn.actor)
    posts = [Post(said("📨 " + "\n📨 ".join(heard)))] if heard else []
    count = 0 if turn.approvals_told else count_waiting(work=turn.work, actor=turn.actor)
    if count:
        offers = [[Offer("去审批", Verb.APPROVALS)]]
        posts.append(say(_PENDING.format(count=count), rows=offers))
    return posts
