"""Orders to colleagues and what is done with a case as a whole: never a note of a contact."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks import said
from bot.conversation.asked import NoteTold
from bot.conversation.buttons import Offer, Post, Verb, say
from bot.conversation.memory import InHand
from bot.conversation.routes import calls, case_file
from bot.conversation.subjects import AskedBefore, OrderTold
from bot.conversation.turn import Turn
from bot.render.words import when
from bot.results.customers import Found
from bot.results.declined import Declined
from bot.results.notes import Message
from bot.results.notices import DueNotice, Outdated
from bot.understanding.staff_words import CaseDeed, CaseOrder, case_order, staff_order
from bot.usecases.case_file import case_files, complaint_files
from bot.usecases.churn import open_of
from bot.usecases.find import mentioned_customer, name_customer
from bot.usecases.orders import give_order, owner_of, take_order_back, team_names
from bot.usecases.oversee import open_entry
from bot.usecases.staff import names_of
from store.models import CaseKind, Role

_NO_NOTE = "这是交代同事的话，没有记成和客户的沟通。"
_TO_DIARY = "{no_note}可以排进{owner}的日程，他会收到：\n{name}：{what}"
_NOT_HIS = "{name}归{owner}管，{to}看不到他的资料；要换人办，说“把{name}转给{to}，理由……”。"
_NO_SUBJECT = (
    "{no_note}我不替您传口信；说到具体客户，就能排进他的日程，例如：让{to}今天给王建国回电话。"
)
_TO_HAND = "{no_note}日程里的事可以在 /today 里点“转交”请同事接手；换负责人要主管批准。"
_GIVEN = "已排进{owner}的日程（{when}），并告诉他：{what}"
_TAKEN_BACK = "已收回：{name}的“{text}”不再在日程里。"
_GONE = Outdated("已办完或已收回")
_NEWS = "📌 {by}交代：{name} {when} {text}"
_URGED = "{kind}请今天报进展"
_NO_CASE = "{name}没有未了结的{kind}，没有记成沟通。"
_FOLLOWS = "案件跟着客户走，由负责人{owner}办，没有改派。"
_NO_CONTACT = (
    "这句没有说到和{name}的沟通，没有记。要记沟通，点下面的按钮；要交代同事，说“让{owner}……”。"
)


def in_words(turn: Turn, text: str) -> Sequence[Post] | None:
    """A case taken, closed, given, asked after; an order to a colleague; None for other words."""
    if turn.forwarded is not None or turn.actor.role not in (Role.RM, Role.SUPERVISOR):
        return None
    told = case_order(text)
    if told is not None and (posts := _of_case(turn, told, text)) is not None:
        return posts
    team = team_names(work=turn.work, actor=turn.actor)
    order = staff_order(text, team.keys())
    return _ordered(turn, order.to, order.what, text) if order is not None else None


def _of_case(turn: Turn, told: CaseOrder, text: str) -> Sequence[Post] | None:
    """What is done with the open case; None where the words may mean something else."""
    about: object = turn.in_hand
    if told.who:
        about = name_customer(told.who, work=turn.work, actor=turn.actor)
    if not isinstance(about, Found | InHand):
        return None
    leads = turn.actor.role is Role.SUPERVISOR
    if told.deed is not CaseDeed.CLOSE and not leads:
        return None
    if told.deed is CaseDeed.GIVE and told.to not in team_names(work=turn.work, actor=turn.actor):
        return None
    open_of(about.customer_id, work=turn.work, actor=turn.actor)
    found = _case(turn, about.customer_id, told)
    if found is None and told.deed is CaseDeed.CLOSE and told.complaint:
        return None
    if found is None:
        kind = "投诉" if told.complaint else "流失预警" if told.churn else "案件"
        named = told.churn or told.complaint
        return [Post(said(_NO_CASE.format(name=about.name, kind=kind)))] if named else None
    turn.hold(about.customer_id, about.name)
    kind, key, mine = found
    if told.deed is CaseDeed.TAKE:
        return case_file.pressed(turn, f"{'taken' if kind == '投诉' else 'take'}:{key}")
    if told.deed is CaseDeed.CLOSE:
        return _closed(turn, kind, key, mine=mine)
    return _passed(turn, InHand(about.customer_id, about.name), kind, told, text)


def _case(turn: Turn, customer_id: str, told: CaseOrder) -> tuple[str, str, bool] | None:
    """The open case meant: its kind, its id, whether he may close it; a complaint first."""
    complaints = complaint_files(customer_id, work=turn.work, actor=turn.actor)
    if not told.churn and not isinstance(complaints, Declined):
        for each in complaints:
            if each.open:
                return "投诉", each.complaint_id, each.may_close
    if told.complaint:
        return None
    for other in case_files(customer_id, work=turn.work, actor=turn.actor):
        if other.open and other.kind is CaseKind.CHURN:
            return "流失预警", other.case_id, True
    return None


def _closed(turn: Turn, kind: str, key: str, *, mine: bool) -> Sequence[Post]:
    """Closed by the rules there are; proposed where it is the supervisor's to close."""
    if kind != "投诉":
        return case_file.pressed(turn, f"outcomes:{key}")
    return case_file.close(turn, key) if mine else case_file.propose(turn, key)


def _passed(
    turn: Turn, about: InHand, kind: str, told: CaseOrder, text: str
) -> Sequence[Post] | None:
    """A case urged, or to be given to a colleague: it stays with the customer's manager."""
    if told.deed is CaseDeed.URGE:
        owner = owner_of(about.customer_id, work=turn.work, actor=turn.actor)
        what = _URGED.format(kind=kind)
        return _to_diary(about, what, text, owner) if owner else None
    owner = owner_of(about.customer_id, work=turn.work, actor=turn.actor)
    if owner is None:
        return None
    if owner[1] == told.to:
        return _to_diary(about, f"处理{kind}", text, owner)
    words = _FOLLOWS.format(owner=owner[1]) + _NOT_HIS.format(
        name=about.name, owner=owner[1], to=told.to
    )
    return [Post(said(words), [[_case_button(about)]])]


def _ordered(turn: Turn, to: str, what: str, text: str) -> Sequence[Post]:
    """An order to a colleague: no note; what can be done with it instead."""
    if turn.actor.role is not Role.SUPERVISOR:
        return [say(_TO_HAND.format(no_note=_NO_NOTE))]
    about = mentioned_customer(what, work=turn.work, actor=turn.actor) if what else None
    owner = (
        owner_of(about.customer_id, work=turn.work, actor=turn.actor)
        if isinstance(about, Found)
        else None
    )
    if not isinstance(about, Found) or owner is None:
        return [say(_NO_SUBJECT.format(no_note=_NO_NOTE, to=to))]
    customer = turn.hold(about.customer_id, about.name)
    posts = list(_to_diary(customer, what, text, owner))
    if owner[1] != to:
        words = _NOT_HIS.format(name=about.name, owner=owner[1], to=to)
        posts.insert(0, Post(said(words)))
    return posts


def _to_diary(about: InHand, what: str, text: str, owner: tuple[str, str]) -> Sequence[Post]:
    words = _TO_DIARY.format(no_note=_NO_NOTE, owner=owner[1], name=about.name, what=what)
    offers = [Offer(f"📌 排进{owner[1]}的日程", Verb.ORDER, "give"), _case_button(about)]
    note = [Offer("📝 记成一次沟通", Verb.ORDER, "note")]
    return [Post(said(words), [offers, note], OrderTold(about, what, text))]


def _case_button(about: InHand) -> Offer:
    return Offer("看案件", Verb.CASE, f"show:{about.customer_id}")


def pressed(turn: Turn, order: OrderTold, argument: str) -> Sequence[Post]:
    """An order put into the diary, taken back, or kept as a note after all."""
    about = order.customer
    if argument == "note":
        return calls.told_again(turn, NoteTold(order.told), about, correction="")
    if argument.startswith("back:"):
        done = take_order_back(argument.partition(":")[2], work=turn.work, actor=turn.actor)
        if isinstance(done, Declined):
            return [say(done.reason)]
        return [Post(said(_TAKEN_BACK.format(name=done.customer_name, text=done.follow_up.text)))]
    key = give_order(about.customer_id, order.words, work=turn.work, actor=turn.actor)
    if isinstance(key, Declined):
        return [say(key.reason)]
    entry = open_entry(key, work=turn.work, actor=turn.actor)
    owner = owner_of(about.customer_id, work=turn.work, actor=turn.actor)
    line = entry.follow_up if entry is not None else None
    due = when(line.due_at or line.due_on, zone=turn.zone, today=turn.today) if line else "今天"
    words = _GIVEN.format(owner=owner[1] if owner else "", when=due, what=order.words)
    return [Post(said(words), [[Offer("↩ 收回", Verb.ORDER, f"back:{key}")]], order)]


def news(turn: Turn, notice: DueNotice) -> Sequence[Post] | Outdated:
    """What the supervisor put into the manager's diary, while it stands."""
    key = notice.named("follow_up_id")
    entry = open_entry(key, work=turn.work, actor=turn.actor)
    if entry is None:
        return _GONE
    by = notice.named("by")
    line = entry.follow_up
    words = _NEWS.format(
        by=names_of({by}, work=turn.work).get(by, "主管"),
        name=entry.customer_name,
        when=when(line.due_at or line.due_on, zone=turn.zone, today=turn.today),
        text=line.text.removeprefix("主管交代："),
    )
    offers = [Offer("简报", Verb.BRIEF, line.customer_id), Offer("✔ 完成", Verb.DONE, key)]
    return [Post(said(words), [offers])]


def capture(turn: Turn, message: Message) -> Sequence[Post]:
    """A note; of a supervisor's words that tell of no contact none is read back unasked."""
    about = turn.whom(message)
    if turn.actor.role is not Role.SUPERVISOR or not isinstance(about, Found | InHand):
        return calls.capture(turn, message)
    if message.stated & {"channel", "took_place"} or _tells_of_contact(message):
        return calls.capture(turn, message)
    customer = turn.hold(about.customer_id, about.name)
    owner = owner_of(about.customer_id, work=turn.work, actor=turn.actor)
    words = _NO_CONTACT.format(name=about.name, owner=owner[1] if owner else "某某")
    note = Offer("📝 记成一次沟通", Verb.REDO, customer.customer_id)
    status = Offer("看案件", Verb.CASE, f"show:{customer.customer_id}")
    return [Post(said(words), [[note, status]], AskedBefore(NoteTold(message.text)))]


def _tells_of_contact(message: Message) -> bool:
    """Whether more than words alone make it a talk: what he wants, said or agreed to."""
    told = message.promises or message.follow_up or message.objections or message.needs
    return bool(told) or message.opt_out or message.complaint is not None
