"""Cases of customers who may leave or were not content: shown, worked on, ended by buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.blocks import said
from bot.conversation.buttons import Offer, Post, Verb, in_rows, say
from bot.conversation.memory import CaseTold
from bot.conversation.subjects import AboutCustomer
from bot.conversation.turn import Turn
from bot.render.cases import OUTCOMES, case_screen
from bot.render.words import moment
from bot.results.cases import CaseFile
from bot.results.declined import Declined
from bot.usecases.approvals import deciders
from bot.usecases.check import found_against
from bot.usecases.churn import REASONS
from bot.usecases.service_case import add_to_case, end_case, service_case, supervised
from bot.usecases.surveys import improvement_lines
from store.models import CaseKind, Role, StepKind

Posts = Sequence[Post]
_DONE = "已记进{name}的{kind}：{step}：{text}。"
_ASK = {
    "words": "{name}为什么？写一句客户的原话或您的判断。",
    "offer": (
        "{name}的挽留方案是什么？补偿只对核实过的差错，增值服务按客户等级本来就有的给，"
        "例如：退回多收的38元，专人对接。"
    ),
    "change": "{name}提的事改了什么、从哪天起？只写已经落地的，例如：12月1日起叫号分流。",
    "no_offer": "为什么不批？写一句给客户经理。",
}
_OFFERED = "已报主管审批，批准之前不要对客户说。"
_BY_ANOTHER = "已提交，等另一位主管（{names}）批准；批准之前不要对客户说。"
_BY_NOBODY = (
    "自己提的方案不能自己批，团队里又没有别的主管：请客户经理来提、由您批，"
    "或请管理员给团队加一位主管。批准之前不要对客户说。"
)
_OWN_OFFER = "这个挽留方案是您自己提的，要另一位主管批准；或请客户经理重新提，由您批。"
_NO_OFFER = "还没有等着批的挽留方案。"
_NOT_SAYABLE = "这样的话不能对客户说，没有记下：{because}"
_UNFIT = "⚠ 答复里有不能直接对客户说的话，转告前改写：{because}"
_OUTCOME = "结果怎样？"
_PROPOSED = "已报主管了结：{outcome}。"
_CLOSED = "{name}的{kind}已了结：{outcome}。"
_FACT = "登记过的改进（{who} {at}）：{text}。只说这一条，没登记的不说。"
_NO_FACT = "还没有登记改了什么：只说进度，不能说已经改好。"
_TELL_FIRST = "主管登记了改进再告诉客户才算办完；现在只记下已回话。"


def case_post(turn: Turn, file: CaseFile) -> Post:
    """A case whole, with what may be done about it."""
    shown = case_screen(file, now=turn.work.now, zone=turn.zone)
    answer = file.newest(StepKind.ANSWERED)
    barred, because = (
        found_against(answer.text, rules=turn.desk.rules) if answer is not None else (False, "")
    )
    if barred:
        shown = (*shown, *said(_UNFIT.format(because=because)))
    return Post(shown, _rows(turn, file) if file.open else ())


def _rows(turn: Turn, file: CaseFile) -> list[list[Offer]]:
    lead = turn.actor.role is Role.SUPERVISOR
    if file.kind is CaseKind.CHURN:
        take = file.newest(StepKind.TAKEN) is None
        rows = [
            [_offer("❓ 记原因", "reasons", file), _offer("🎁 挽留方案", "ask_offer", file)],
            [
                _offer("🏁 结果", "outcomes", file),
                Offer("通话前简报", Verb.BRIEF, file.customer_id),
            ],
        ]
        if lead and take:
            rows.insert(0, [_offer("我来处理", "take", file)])
        if lead and file.offer_waits and not _own_offer(turn, file):
            rows.append(
                [_offer("✔ 批准方案", "approve", file), _offer("✖ 不批", "ask_no_offer", file)]
            )
        return rows
    if file.kind is CaseKind.SURVEY:
        change = [_offer("🔧 登记改进", "ask_change", file)] if lead else []
        return [
            [_offer("❓ 记原因", "ask_words", file), *change],
            [_offer("怎么告诉客户", "lines", file), _offer("✔ 已回话", "fed_back", file)],
        ]
    passed = [_offer("✔ 已转告客户", "passed_on", file)] if file.newest(StepKind.ANSWERED) else []
    return [[*passed, _offer("✖ 撤回请教", "withdrawn", file)]]


def _own_offer(turn: Turn, file: CaseFile) -> bool:
    """Whether the reader wrote the offer himself, and so does not approve it."""
    offer = file.newest(StepKind.OFFER)
    return offer is not None and offer.staff_id == turn.actor.staff_id


def _reasons(_turn: Turn, file: CaseFile, _: str) -> Posts:
    offers = [_offer(each, "reason", file, each) for each in REASONS]
    return [say("客户想走，主要是因为：", rows=in_rows(offers))]


def _reason(turn: Turn, file: CaseFile, reason: str) -> Posts:
    posts = _write(turn, file, StepKind.REASON, reason)
    return [*posts, say("要补一句原话吗？", rows=[[_offer("✎ 补一句", "ask_words", file)]])]


def _words(turn: Turn, file: CaseFile, text: str) -> Posts:
    return _write(turn, file, StepKind.REASON, text)


def _offered(turn: Turn, file: CaseFile, text: str) -> Posts:
    """An offer within authority: nothing that the rules bar, and the supervisor's yes."""
    fault = _fault(turn, text)
    if fault is not None:
        return [fault]
    words = _OFFERED
    if turn.actor.role is Role.SUPERVISOR:
        others = deciders(file.customer_id, work=turn.work, actor=turn.actor)
        words = _BY_ANOTHER.format(names="、".join(others)) if others else _BY_NOBODY
    return [*_write(turn, file, StepKind.OFFER, text, leads=True), say(words)]


def _approved(turn: Turn, file: CaseFile, _: str) -> Posts:
    refused = supervised(turn.actor)
    if refused is not None:
        return [say(refused.reason)]
    offer = file.newest(StepKind.OFFER)
    if offer is None or not file.offer_waits:
        return [say(_NO_OFFER)]
    if _own_offer(turn, file):
        return [say(_OWN_OFFER)]
    return _write(turn, file, StepKind.APPROVED, offer.text, owner=True)


def _not_approved(turn: Turn, file: CaseFile, why: str) -> Posts:
    refused = supervised(turn.actor)
    if refused is not None:
        return [say(refused.reason)]
    return _write(turn, file, StepKind.RETURNED, why, owner=True)


def _take(turn: Turn, file: CaseFile, _: str) -> Posts:
    refused = supervised(turn.actor)
    if refused is not None:
        return [say(refused.reason)]
    return _write(turn, file, StepKind.TAKEN, "24小时内与客户深度沟通", owner=True)


def _outcomes(_turn: Turn, file: CaseFile, _: str) -> Posts:
    offers = [_offer(label, "outcome", file, code) for code, label in OUTCOMES.items()]
    return [say(_OUTCOME, rows=in_rows(offers, width=2))]


def _outcome(turn: Turn, file: CaseFile, code: str) -> Posts:
    """A supervisor closes it; a manager says how it ended, for the supervisor to close."""
    label = OUTCOMES[code]
    if turn.actor.role is not Role.SUPERVISOR:
        posts = _write(turn, file, StepKind.OUTCOME, label, leads=True)
        return [*posts, say(_PROPOSED.format(outcome=label))]
    return _ended(turn, file, code, label)


def _changed(turn: Turn, file: CaseFile, text: str) -> Posts:
    refused, fault = supervised(turn.actor), _fault(turn, text)
    if refused is not None:
        return [say(refused.reason)]
    return [fault] if fault is not None else _write(turn, file, StepKind.CHANGED, text, owner=True)


def _lines(turn: Turn, file: CaseFile, _: str) -> Posts:
    """What to tell the customer: what was written down, and the approved lines that fit it."""
    shown = improvement_lines(file, work=turn.work, actor=turn.actor)
    if isinstance(shown, Declined):
        return [say(shown.reason)]
    change = file.newest(StepKind.CHANGED)
    fact = _NO_FACT
    if change is not None:
        at = moment(change.at, zone=turn.zone)
        fact = _FACT.format(who=change.staff_name, at=at, text=change.text.rstrip("。"))
    who = turn.hold(file.customer_id, file.customer_name, suggestion_id=shown.suggestion_id)
    sid = shown.suggestion_id
    rows = [
        [Offer("查看原文", Verb.SOURCES, sid), Offer("✔ 已使用", Verb.USED, sid)],
        [_offer("✔ 已回话", "fed_back", file)],
    ]
    return [Post(said(fact)), Post(shown.screens["first"], rows, AboutCustomer(who))]


def _fed_back(turn: Turn, file: CaseFile, _: str) -> Posts:
    """The customer was told: that closes it where there was a change to tell of."""
    change = file.newest(StepKind.CHANGED)
    posts = _write(turn, file, StepKind.TOLD, change.text if change is not None else "只说了进度")
    if change is None:
        return [*posts, say(_TELL_FIRST)]
    return [*posts, *_ended(turn, file, "已反馈", "已反馈")]


def _ended(turn: Turn, file: CaseFile, code: str, label: str) -> Posts:
    refused = end_case(file.case_id, code, label, work=turn.work, actor=turn.actor)
    if refused is not None:
        return [say(refused.reason)]
    words = _CLOSED.format(name=file.customer_name, kind=file.kind.label, outcome=label)
    return [Post(said(words))]


def _passed_on(turn: Turn, file: CaseFile, _: str) -> Posts:
    return _ended(turn, file, "已转告客户", "已转告客户")


def _withdrawn(turn: Turn, file: CaseFile, _: str) -> Posts:
    return _ended(turn, file, "已撤回", "已撤回")


def _fault(turn: Turn, text: str) -> Post | None:
    """Why words that a customer would hear may not be said to him."""
    barred, because = found_against(text, rules=turn.desk.rules)
    return say(_NOT_SAYABLE.format(because=because)) if barred else None


def _write(
    turn: Turn,
    file: CaseFile,
    kind: StepKind,
    text: str,
    *,
    leads: bool = False,
    owner: bool = False,
) -> Posts:
    done = add_to_case(
        file.case_id,
        kind,
        text,
        work=turn.work,
        actor=turn.actor,
        leads_hear=leads,
        owner_hears=owner,
    )
    if isinstance(done, Declined):
        return [say(done.reason)]
    turn.hold(file.customer_id, file.customer_name)
    words = _DONE.format(
        name=file.customer_name, kind=file.kind.label, step=kind.label, text=text.rstrip("。")
    )
    return [
        Post(said(words), [[_offer("↩ 撤销", "undo", file, done), _offer("看案件", "case", file)]])
    ]


def _whole(turn: Turn, file: CaseFile, _: str) -> Posts:
    turn.hold(file.customer_id, file.customer_name)
    return [case_post(turn, file)]


def _asking(deed: str) -> Callable[[Turn, CaseFile, str], Posts]:
    def ask(turn: Turn, file: CaseFile, _: str) -> Posts:
        turn.wait(CaseTold(deed, file.case_id))
        return [Post(said(_ASK[deed].format(name=file.customer_name)))]

    return ask


def _of_file(deed: Callable[[Turn, CaseFile, str], Posts]) -> Callable[[Turn, str, str], Posts]:
    """A deed on a case by its id, where the actor may see it."""

    def act(turn: Turn, case_id: str, value: str) -> Posts:
        file = service_case(case_id, work=turn.work, actor=turn.actor)
        return [say(file.reason)] if isinstance(file, Declined) else deed(turn, file, value)

    return act


def _offer(label: str, deed: str, file: CaseFile, value: str = "") -> Offer:
    return Offer(label, Verb.CASE, f"{deed}:{file.case_id}:{value}".rstrip(":"))


DEEDS: dict[str, Callable[[Turn, str, str], Posts]] = {
    name: _of_file(deed)
    for name, deed in {
        "case": _whole,
        "take": _take,
        "reasons": _reasons,
        "reason": _reason,
        "words": _words,
        "offer": _offered,
        "approve": _approved,
        "no_offer": _not_approved,
        "outcomes": _outcomes,
        "outcome": _outcome,
        "change": _changed,
        "lines": _lines,
        "fed_back": _fed_back,
        "passed_on": _passed_on,
        "withdrawn": _withdrawn,
        **{f"ask_{deed}": _asking(deed) for deed in _ASK},
    }.items()
}
"""What the buttons of these cases do, by their names."""
