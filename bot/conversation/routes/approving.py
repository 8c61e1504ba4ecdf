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
from bot.results.approvals import OFFER, REPORT, ApprovalWanted, Waiting
from bot.results.customers import Found
from bot.results.declined import Declined
from bot.results.notices import DueNotice, Outdated
from bot.understanding.fields import FieldEdit
from bot.understanding.reasons import says_something
from bot.usecases.approvals import (
    ask,
    count_waiting,
    decide,
    deciders,
    given,
    news,
    own_waiting,
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
_HEAD = "待审批（{count}项）"
_LEFT = "还有{count}项，这些办完再显示。"
_OWN = "您自己提的{count}项要另一位主管批。"
_GRANTED_ALL = "已批准{count}项，档案已改，会告诉申请人。"
_NO_WORDS = (
    "这不是理由：请用一句话说为什么，例如“客户搬到城东，就近服务”。不申请、不退回了发 /cancel。"
)
_NOBODY_DECIDES = (
    "团队里现在没有别的主管能批这一项：自己的申请不能自己批，请管理员给团队加一位主管，"
    "或请客户经理来申请、由您批。"
)
_YOURS = "📥 {name}转到您名下了{former}，{decider}批准。先看简报，再给客户打个招呼。"
_FORMER = "（原负责人{name}）"
_PENDING = "🖊 待您审批{count}项。"
_LIFT = re.compile(
    r"^(?:请|麻烦|帮我|给我)*(?:取消|解除|去掉|关掉|撤销|撤掉)(?P<who>[^,，]{0,12}?)的?免打扰$"
    r"|^(?P<who3>[^,，怎]{1,12}?)的?(?:要|想)?(?:取消|解除|去掉|关掉|撤销|撤掉)了?免打扰$"
    r"|^(?:把)?(?P<who2>[^,，]{0,12}?)的?免打扰(?:取消|解除|去掉|关掉|关了|撤销|撤掉|改成否)(?:掉|了|吧)*$"
    r"|^(?P<who4>[^,，怎]{1,8}?)(?:自己|本人)?(?:说|讲|表示|同意)[^怎?？]{0,14}(?:解除|取消|去掉|关掉|撤销)(?:他的|她的|了)?免打扰[吧了]?$"
)
_LIST = re.compile(
    "^(?:看一?下|看看?|查看?|有哪些|有什么|我的|现在|还有)*(?:待您?我?(?:审批|批)|审批|(?:等|要|需要|该)我(?:来)?(?:审批|批准?|审核|审|放行)"
    "|(?:等着?|待)(?:我)?放行)的?(?:申请|事项|事情?|项目|报告|健康报告|东西|有哪些|有什么|列表|单子)*$"
)
_NO_REASON = re.compile(
    r"^/|[?？]$|[吗么]$|^(?:[✅↩✔✖]\s*)?(?:批准|退回)(?:第[\d一二三四]项)?$|^(?:✖\s*)?取消$|^去审批$"
)
_REQUESTS = frozenset({"brief", "today", "list", "status", "team", "review", "help"})
_IN_HAND = frozenset({"", "他", "她", "客户", "这位客户"})
_MOST = 6
NEEDS_LEAVE = frozenset({"owner_id", "tier_override"})
"""Fields that change only with the supervisor's leave."""


def told(turn: Turn, text: str) -> Sequence[Post] | None:
    """The list asked for, or 免打扰 to be lifted; None where the words say neither."""
    if turn.actor.role is Role.SUPERVISOR and _LIST.match(text.strip().rstrip("。.!！~")):
        return listed(turn, "")
    return lifted(turn, text)


def lifted(turn: Turn, text: str) -> Sequence[Post] | None:
    """免打扰 to be lifted; None where the words say anything else."""
    plain = text.strip().rstrip("。.!！~")
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
    """Whether words waited for as a reason are one: no question, no button's words, no request.

    Words that say nothing are taken for one, and asked for again.
    """
    plain = text.strip().rstrip("。.!！~")
    if drops(text):
        return True
    if not says_something(text):
        return _NO_REASON.search(plain) is None
    if _NO_REASON.search(plain) or _LIST.match(plain) or _LIFT.match(plain):
        return False
    message = read(turn, text)
    return not (message.sure and message.intent in _REQUESTS)


def why_told(turn: Turn, awaited: LeaveWhy, text: str) -> Sequence[Post]:
    """The request with its reason; one that says nothing is asked for again."""
    if drops(text):
        return [say(_DROPPED)]
    if not says_something(text):
        turn.wait(awaited)
        return [say(_NO_WORDS)]
    customer, what = awaited.customer, awaited.wanted
    done = ask(what, customer.customer_id, text, work=turn.work, actor=turn.actor)
    if isinstance(done, Declined):
        return [say(done.reason)]
    words = _ASKED.format(name=customer.name, what=what.words)
    if not deciders(customer.customer_id, work=turn.work, actor=turn.actor):
        words += _NOBODY_DECIDES
    return [Post(said(words))]


def listed(turn: Turn, _argument: str) -> Sequence[Post]:
    """What waits for the supervisor, each with its buttons."""
    rows = waiting(work=turn.work, actor=turn.actor)
    return shown(turn, rows, _HEAD) if rows else [say(_nothing(turn))]


def shown(turn: Turn, rows: Sequence[Waiting], head: str) -> Sequence[Post]:
    """Requests with their buttons, below a head that counts them."""
    turn.approvals_told = True
    lines = [
        line(f"{at}. ", bold(each.customer_name), f"：{each.text}")
        for at, each in enumerate(rows[:_MOST], 1)
    ]
    if len(rows) > _MOST:
        lines.append(line(_LEFT.format(count=len(rows) - _MOST)))
    offers = [_buttons(at, each) for at, each in enumerate(rows[:_MOST], 1)]
    heading = paragraph(bold(head.format(count=len(rows))), *lines)
    return [Post(screen(heading), offers)]


def _buttons(at: int, each: Waiting) -> list[Offer]:
    """Granted and handed back by button; a report is read before it is released."""
    if each.matter == REPORT:
        return [Offer(f"📄 看第{at}项报告", Verb.RELEASE, f"open:{each.key}")]
    if each.matter == OFFER:
        return [
            Offer(f"✅ 批准第{at}项", Verb.CASE, f"approve:{each.key}"),
            Offer(f"↩ 退回第{at}项", Verb.CASE, f"ask_no_offer:{each.key}"),
        ]
    return [
        Offer(f"✅ 批准第{at}项", Verb.APPROVAL_GRANT, each.key),
        Offer(f"↩ 退回第{at}项", Verb.APPROVAL_RETURN, each.key),
    ]


def _nothing(turn: Turn) -> str:
    """That nothing waits for the reader; what he asked himself is another's to decide."""
    own = own_waiting(work=turn.work, actor=turn.actor)
    return f"{_NONE}{_OWN.format(count=len(own))}" if own else _NONE


def grant(turn: Turn, approval_id: str) -> Sequence[Post]:
    """Allow it and carry it out; several at once, by their ids with commas between."""
    keys = approval_id.split(",")
    refused = [
        decide(key, granted=True, reason="", work=turn.work, actor=turn.actor) for key in keys
    ]
    faults = [each.reason for each in refused if each is not None]
    if len(keys) == 1:
        return [say(faults[0] if faults else _GRANTED)]
    done = _GRANTED_ALL.format(count=len(keys) - len(faults))
    return [say("\n".join([done, *dict.fromkeys(faults)]))]


def ask_reason(turn: Turn, approval_id: str) -> Sequence[Post]:
    """Hand it back; the next words say why."""
    turn.wait(ReturnWhy(approval_id))
    return [say(_REASON)]


def returned(turn: Turn, awaited: ReturnWhy, text: str) -> Sequence[Post]:
    """Handed back with its reason; one that says nothing is asked for again."""
    if drops(text):
        return [say(_KEPT)]
    if not says_something(text):
        turn.wait(awaited)
        return [say(_NO_WORDS)]
    return hand_back(turn, awaited.approval_id, text)


def hand_back(turn: Turn, approval_id: str, reason: str) -> Sequence[Post]:
    """Handed back for a reason that was given."""
    refused = decide(approval_id, granted=False, reason=reason, work=turn.work, actor=turn.actor)
    return [say(refused.reason if refused is not None else _RETURNED)]


def asked_news(turn: Turn, notice: DueNotice) -> Sequence[Post] | Outdated:
    """A request that waits for the supervisor, while it does."""
    waits = {each.key for each in waiting(work=turn.work, actor=turn.actor)}
    return listed(turn, "") if notice.named("approval_id") in waits else Outdated("已处理")


def decided_news(turn: Turn, _: DueNotice) -> Sequence[Post] | Outdated:
    """What was decided, told to who asked unless he has heard."""
    heard = news(work=turn.work, actor=turn.actor)
    return [Post(said("📨 " + "\n📨 ".join(heard)))] if heard else Outdated("已告知")


def given_news(turn: Turn, notice: DueNotice) -> Sequence[Post] | Outdated:
    """A customer is the reader's now: whose he was and who allowed it, with the way to him."""
    new = given(notice.named("approval_id"), work=turn.work, actor=turn.actor)
    if new is None:
        return Outdated("客户已不在您名下")
    former = _FORMER.format(name=new.former) if new.former else ""
    words = _YOURS.format(name=new.customer_name, former=former, decider=new.decider)
    offers = [
        Offer("通话前简报", Verb.BRIEF, new.customer_id),
        Offer("案件", Verb.CASE, f"show:{new.customer_id}"),
    ]
    return [Post(said(words), [offers])]


def announced(turn: Turn) -> Sequence[Post]:
    """Beside whatever else was answered: what was decided for who asked, what waits for who may."""
    heard = news(work=turn.work, actor=turn.actor)
    posts = [Post(said("📨 " + "\n📨 ".join(heard)))] if heard else []
    return posts if turn.approvals_told else [*posts, *counted(turn)]


def counted(turn: Turn) -> Sequence[Post]:
    """A line that counts what waits for the supervisor; nothing where nothing does."""
    count = count_waiting(work=turn.work, actor=turn.actor)
    if not count:
        return []
    turn.approvals_told = True
    return [say(_PENDING.format(count=count), rows=[[Offer("去审批", Verb.APPROVALS)]])]
