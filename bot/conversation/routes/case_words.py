"""Cases told of in words: taken where the customer has such a case, else left to others."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks import said
from bot.conversation.asked import NoteTold
from bot.conversation.buttons import Offer, Post, Verb, say
from bot.conversation.memory import InHand
from bot.conversation.routes import case_file, referrals
from bot.conversation.routes.scores import scored
from bot.conversation.subject import RIGHT_AFTER
from bot.conversation.subjects import AskedBefore
from bot.conversation.turn import Turn
from bot.results.cases import ComplaintFile
from bot.results.customers import Found
from bot.results.declined import Declined
from bot.understanding.case_words import (
    CaseSaid,
    Deed,
    case_said,
    is_plan_of_complaint,
    plan_said,
    speaks_of_threat,
    surveyed,
    tells_of_a_call,
    tells_plan,
)
from bot.understanding.referral_words import asks_for_team, referral
from bot.usecases.case_file import case_files, complaint_files
from bot.usecases.find import mentioned_customer
from store.models import CaseKind, StepKind
from store.names.strangers import person_named

_NO_OPEN = "{name}没有未结的投诉。办结过的："
_WHOSE_PLAN = (
    "这是哪位客户的投诉处理方案？带上姓名再说一遍，例如：王建国的投诉处理方案是退还手续费。"
)
_NO_COMPLAINT = "{name}没有未结的投诉，方案没有记下。要接着办结过的，先在 /case {name} 重新打开。"
_NEVER = "{name}没有登记过投诉，没有可以了结的。真有投诉要登记，请说清投诉的是什么。"
_ENDS = frozenset({Deed.CLOSED, Deed.PROPOSED, Deed.REOPENED})
_NOT_WRITTEN = "还没有记{name}的投诉处理方案：先记方案，再记告知；只告诉了进度的，点“已告知客户”。"


def in_words(turn: Turn, text: str) -> Sequence[Post] | None:
    """What words do about a customer's complaint; None where they are no such words."""
    outside = _referred(turn, text)
    if outside is not None:
        return outside
    gave = surveyed(text)
    if gave is not None and not tells_of_a_call(text):
        who = whom(turn, text)
        return scored(turn, turn.hold(who.customer_id, who.name), gave) if who else None
    told = case_said(text)
    about = whom(turn, text) or _shown_last(turn, told, text) if told is not None else None
    if told is None:
        return None
    if about is None:
        return _whose(told, text)
    files = complaint_files(about.customer_id, work=turn.work, actor=turn.actor)
    if isinstance(files, Declined):
        return None
    if told.deed is Deed.SOLUTION and not any(each.open for each in files):
        return _of_no_complaint(turn, about, text)
    if not files:
        return _none_to_close(turn, told, about)
    turn.hold(about.customer_id, about.name)
    return _done(turn, told, files, about.name)


def _none_to_close(turn: Turn, told: CaseSaid, about: Found | InHand) -> Sequence[Post] | None:
    """That a complaint told as solved was never noted: it is no new one."""
    if told.deed not in _ENDS:
        return None
    turn.hold(about.customer_id, about.name)
    return [say(_NEVER.format(name=about.name))]


def _shown_last(turn: Turn, told: CaseSaid, text: str) -> InHand | None:
    """The one just spoken of, where words on a case name nobody."""
    if turn.forwarded is not None or turn.memory.lately is None:
        return None
    just = turn.work.now - turn.memory.lately <= RIGHT_AFTER
    named = mentioned_customer(text, work=turn.work, actor=turn.actor)
    nobody = named is None and person_named(text.replace(told.text, "")) is None
    return turn.in_hand if just and nobody else None


def _whose(told: CaseSaid, text: str) -> Sequence[Post] | None:
    """A plan of nobody's complaint is asked about: it is no complaint told."""
    unnamed = person_named(text.replace(told.text, "")) is None
    plan = unnamed and told.deed is Deed.SOLUTION and is_plan_of_complaint(text)
    return [say(_WHOSE_PLAN)] if plan else None


def _of_no_complaint(turn: Turn, about: Found | InHand, text: str) -> Sequence[Post] | None:
    """A plan of one who has no complaint open, nor may leave: kept as a note if he wants."""
    others = case_files(about.customer_id, work=turn.work, actor=turn.actor)
    if any(each.open and each.kind is CaseKind.CHURN for each in others):
        return None
    turn.hold(about.customer_id, about.name)
    note = Offer("📝 记成一次沟通", Verb.REDO, about.customer_id)
    words = said(_NO_COMPLAINT.format(name=about.name))
    return [Post(words, [[note]], AskedBefore(NoteTold(text)))]


def _referred(turn: Turn, text: str) -> Sequence[Post] | None:
    """A customer referred to a colleague, or his team asked for; None where it is neither."""
    sent = referral(text)
    who = whom(turn, text) if sent is not None or asks_for_team(text) else None
    if who is None:
        return None
    customer = turn.hold(who.customer_id, who.name)
    return referrals.wanted(turn, customer, sent) if sent else referrals.show_team(turn, customer)


def whom(turn: Turn, text: str) -> Found | InHand | None:
    """The customer words name beyond doubt, else the one in hand where they mean him."""
    if turn.forwarded is not None:
        return None
    named = mentioned_customer(text, work=turn.work, actor=turn.actor)
    if named is not None:
        return named if isinstance(named, Found) else None
    return turn.in_hand if turn.in_hand is not None and turn.means_in_hand(text) else None


def _done(
    turn: Turn, told: CaseSaid, files: Sequence[ComplaintFile], name: str
) -> Sequence[Post] | None:
    standing = [each for each in files if each.open]
    latest = standing[0] if standing else files[0]
    key = latest.complaint_id
    if told.deed is Deed.ASKED:
        return _asked(turn, files, name)
    if told.deed is Deed.RATED:
        return case_file.rate(turn, key, told.text)
    if told.deed is Deed.REOPENED:
        return case_file.reopen(turn, key)
    if not standing:
        return _asked(turn, files, name) if told.deed in _ENDS else None
    if told.deed is Deed.CLOSED and latest.may_close:
        return case_file.close(turn, key)
    if told.deed in {Deed.PROPOSED, Deed.CLOSED}:
        return case_file.propose(turn, key)
    if told.deed is Deed.TOLD and tells_plan(told.text) and not latest.newest(StepKind.SOLUTION):
        return [_plan_missing(latest)]
    return case_file.write(turn, key, told.deed.value, told.text)


def _asked(turn: Turn, files: Sequence[ComplaintFile], name: str) -> Sequence[Post]:
    standing = [each for each in files if each.open]
    head = [] if standing else [Post(said(_NO_OPEN.format(name=name)))]
    return [*head, *(case_file.complaint_post(turn, each) for each in standing or files)]


def _plan_missing(file: ComplaintFile) -> Post:
    deeds = {"📋 记方案": "ask_solution", "✔ 已告知客户": "told"}
    offers = [
        Offer(label, Verb.CASE, f"{deed}:{file.complaint_id}") for label, deed in deeds.items()
    ]
    return Post(said(_NOT_WRITTEN.format(name=file.customer_name)), [offers])


def is_plan(turn: Turn, text: str) -> bool:
    """Whether words are the plan of a complaint that stands, in which offices may be named."""
    if plan_said(text) is None or speaks_of_threat(text):
        return False
    told = CaseSaid(Deed.SOLUTION, plan_said(text) or "")
    about = whom(turn, text) or _shown_last(turn, told, text)
    if about is None:
        return is_plan_of_complaint(text)
    files = complaint_files(about.customer_id, work=turn.work, actor=turn.actor)
    return not isinstance(files, Declined) and any(each.open for each in files)
