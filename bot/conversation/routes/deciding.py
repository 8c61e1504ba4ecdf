"""A supervisor's decisions in words: 批准赵敏慧的换人, 第二个批了, 王建国那个退回，资料不全."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks import said
from bot.conversation.buttons import Offer, Post, Verb, say
from bot.conversation.routes import (
    approving,
    case_file,
    drafts_deciding,
    leaving,
    others_work,
    releases,
)
from bot.conversation.turn import Turn
from bot.results.approvals import OFFER, REPORT, Waiting
from bot.results.customers import Found
from bot.understanding.decisions import Decision, Matter, decision, report_seen
from bot.understanding.reasons import says_something
from bot.usecases.approvals import waiting
from bot.usecases.chat import button_of
from bot.usecases.find import mentioned_customer
from store.models import ApprovalSubject, Role

_KINDS = {
    Matter.OWNER: ApprovalSubject.OWNER.value,
    Matter.TIER: ApprovalSubject.TIER.value,
    Matter.CONTACT: ApprovalSubject.CONTACT.value,
    Matter.CONSENT: ApprovalSubject.CONSENT.value,
    Matter.REPORT: REPORT,
    Matter.OFFER: OFFER,
}
_NAMES = {
    Matter.OWNER: "换负责人的申请",
    Matter.TIER: "改分层的申请",
    Matter.CONTACT: "解除免打扰的申请",
    Matter.CONSENT: "授权申请",
    Matter.REPORT: "等您放行的报告",
    Matter.OFFER: "等您批准的挽留方案",
    Matter.ANY: "等您审批的申请",
}
_NONE = "{who}现在没有{what}，没有批也没有退，也没有记成沟通。"
_UNDECIDED = "没有批，也没有退，还在等您（{count}项）。要附条件，请退回并写明；要办，点下面的按钮。"
_WHICH = "是哪一项？（{count}项）"
_ALL = "要一次批准这{count}项吗？"
_SUPERVISED = "审批和放行由主管来做；您可以提出申请。"
_DRAFT = "草稿"
_NO_DRAFTS = "没有批。草稿在 /drafts，被标出的在 /review，点开一条再说“通过”或“驳回：理由”。"
_GRANTED, _RETURNED = "批准第{at}项", "退回第{at}项"


def in_words(turn: Turn, text: str) -> Sequence[Post] | None:
    """What a supervisor decides, or an officer of drafts; None where the words decide nothing."""
    if turn.forwarded is not None:
        return None
    if _DRAFT in text and (posts := drafts_deciding.in_words(turn, text)):
        return posts
    told = decision(text)
    if told is None:
        return _report_spoken_of(turn, text)
    if turn.actor.role is not Role.SUPERVISOR:
        return _not_his(turn, told)
    if told.held:
        return _undecided(turn, told)
    if told.place is not None:
        return _at_place(turn, told, told.place)
    rows = waiting(work=turn.work, actor=turn.actor)
    fitting = _fitting(turn, told, rows)
    if not fitting:
        own = leaving.in_words(turn, text) if told.matter is Matter.OFFER else None
        return own or _nothing(turn, told, rows)
    if told.every:
        return _every(turn, told, fitting)
    named = told.plain or told.who
    if len(fitting) > 1 or not named:
        return approving.shown(turn, fitting, _WHICH)
    return _done(turn, told, fitting[0])


def _undecided(turn: Turn, told: Decision) -> Sequence[Post] | None:
    """Words that put off or condition decide nothing: what waits is shown, with its buttons."""
    fitting = _fitting(turn, told, waiting(work=turn.work, actor=turn.actor))
    if not fitting:
        return None
    return approving.shown(turn, fitting, _UNDECIDED)


def _report_spoken_of(turn: Turn, text: str) -> Sequence[Post] | None:
    """A report that waits and is said to have been read: shown with its buttons, no event."""
    whose = report_seen(text)
    if whose is None or turn.actor.role is not Role.SUPERVISOR:
        return None
    told = Decision(granted=True, matter=Matter.REPORT, who=whose)
    rows = _fitting(turn, told, waiting(work=turn.work, actor=turn.actor))
    if len(rows) == 1:
        return releases.act(turn, f"open:{rows[0].key}")
    return approving.shown(turn, rows, _WHICH) if rows else None


def _not_his(turn: Turn, told: Decision) -> Sequence[Post] | None:
    """A manager's or an officer's words that only a supervisor may say."""
    if turn.actor.role is Role.COMPLIANCE:
        if told.matter is not Matter.ANY or (told.who and told.plain):
            return others_work.approval(turn)
        return [say(_NO_DRAFTS)] if told.every and not told.who else None
    named = told.matter is not Matter.ANY and turn.actor.role is Role.RM
    whose = told.who and mentioned_customer(told.who, work=turn.work, actor=turn.actor)
    return [say(_SUPERVISED)] if named and isinstance(whose, Found) else None


def _fitting(turn: Turn, told: Decision, rows: Sequence[Waiting]) -> Sequence[Waiting]:
    """What the words may mean; where they name nobody, first what is of the customer in hand."""
    kind, who, name = _KINDS.get(told.matter), told.who, _meant(turn, told)
    found = [
        each
        for each in rows
        if kind in (None, each.matter)
        and (not who or who == each.asker or each.customer_name in (who, name))
    ]
    if who or told.every or turn.in_hand is None:
        return found
    return [each for each in found if each.customer_name == turn.in_hand.name] or found


def _meant(turn: Turn, told: Decision) -> str:
    """The customer's name where one is named."""
    if not told.who:
        return ""
    about = mentioned_customer(told.who, work=turn.work, actor=turn.actor)
    return about.name if isinstance(about, Found) else ""


def _nothing(turn: Turn, told: Decision, rows: Sequence[Waiting]) -> Sequence[Post] | None:
    """That nothing of the kind waits; None where the words may mean something else."""
    name = _meant(turn, told)
    if told.who and not name:
        return None
    if not told.plain or (told.matter is Matter.ANY and not rows and not told.every):
        return None
    words = _NONE.format(who=name, what=_NAMES[told.matter])
    offers = [[Offer("看待审批", Verb.APPROVALS)]] if rows else []
    return [Post(said(words), offers)]


def _at_place(turn: Turn, told: Decision, at: int) -> Sequence[Post]:
    """The request of that number on the list shown last, else the list."""
    label = (_GRANTED if told.granted else _RETURNED).format(at=at)
    token = next((token for name, token in turn.memory.labels if name.endswith(label)), None)
    button = button_of(turn.chat, token, work=turn.work, actor=turn.actor) if token else None
    if button is None:
        return approving.listed(turn, "")
    key = button.argument.rpartition(":")[2]
    rows = waiting(work=turn.work, actor=turn.actor)
    found = next((each for each in rows if each.key == key), None)
    return approving.listed(turn, "") if found is None else _done(turn, told, found)


def _every(turn: Turn, told: Decision, fitting: Sequence[Waiting]) -> Sequence[Post]:
    """All of them: changes are granted by one button more, plans and reports one by one."""
    keys = [each.key for each in fitting if each.matter not in (REPORT, OFFER)]
    posts = list(approving.shown(turn, fitting, _WHICH))
    if told.granted and len(keys) > 1:
        offer = Offer(f"✅ 批准这{len(keys)}项", Verb.APPROVAL_GRANT, ",".join(keys))
        posts.append(say(_ALL.format(count=len(keys)), rows=[[offer]]))
    return posts


def _done(turn: Turn, told: Decision, each: Waiting) -> Sequence[Post]:
    """Decided as the buttons would; handing back asks for the reason that was not said."""
    reason = told.reason if says_something(told.reason) else ""
    if each.matter == REPORT:
        return releases.act(turn, f"{'yes' if told.granted else 'no'}:{each.key}")
    if each.matter == OFFER:
        deed = "approve" if told.granted else "no_offer" if reason else "ask_no_offer"
        return case_file.pressed(turn, f"{deed}:{each.key}:{reason}".rstrip(":"))
    if told.granted:
        return [_of(each), *approving.grant(turn, each.key)]
    if not reason:
        return approving.ask_reason(turn, each.key)
    return [_of(each), *approving.hand_back(turn, each.key, reason)]


def _of(each: Waiting) -> Post:
    return Post(said(f"{each.customer_name}：{each.text}"))
