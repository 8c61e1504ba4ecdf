"""A customer's record changed in words or by buttons: read back, confirmed, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.blocks import Words, bold, line, paragraph, screen
from bot.conversation.asked import FieldsChanged, FieldsSaid
from bot.conversation.buttons import Offer, Post, Verb, in_rows, say
from bot.conversation.memory import FieldsRead, FieldValue, InHand
from bot.conversation.phrases import confirms, drops, takes_back
from bot.conversation.routes import approving
from bot.conversation.routes.choosing import ask_whom, choice
from bot.conversation.routes.customer import whole_button
from bot.conversation.subjects import AboutCustomer
from bot.conversation.turn import Turn
from bot.record.fields import LABELS, OF_A_COMPANY, OF_A_PERSON, label_of
from bot.results.customers import Several, Unknown
from bot.results.declined import Declined
from bot.results.edits import Proposal
from bot.understanding.fields import FieldEdit, Told, field_edits
from bot.usecases.customer import kind_of
from bot.usecases.editing import MAY_NOT_EDIT, propose, undo, write
from bot.usecases.find import name_customer
from bot.usecases.refusals import ADVISED
from store.models import Channel, CustomerKind, Personality
from store.names.strangers import person_named

_WHOSE = "要改哪位客户的？请说姓名或编号。"
_WHICH = "要改{name}的哪一项？也可以直接说，例如：职业改成退休；他喜欢手机摄影。"
_INTO = "{name}的{label}改成什么？直接发给我；不改了发 /cancel。"
_ADD = "{name}的{label}要加什么？直接发给我；要去掉就说“去掉……”。不改了发 /cancel。"
_ASSESSED = "{name}的测评哪天做的、结果是几级？例如：昨天重做了C3。不改了发 /cancel。"
_NO_VALUE = "这不像是{label}，没有改。"
_SAVED = "已改好，留了修改记录，主管能看到。"
_DROPPED = "好的，没有改。"
_UNDONE = "已撤销，改回原来的值。"
_READ = "确认后写入，留修改记录。"
_GUESSED = "话里是推断，不是客户明说，会照推断记。"
_NO_FIELD = "客户档案里没有“{what}”这一栏，没有记。{instead}"
_BY_COUNTER = "这类身份和联系信息请客户在柜面或手机银行更新。"
_KEPT_OUT = {
    "identity": "亲属和他人的资料、证件号、卡号",
    "belief": "信仰和政治面貌",
    "health": "健康情况",
    "family": "婚姻家庭情况",
    "value": "信仰、健康、婚姻家庭这类私事",
}
_REFUSED = (
    "没有记：{what}不是为这位客户办业务必需的，手册要求只收集最少的信息"
    "（H4.1，规则 excessive-data），也不写进备注。{instead}"
)
_REMARK = (
    "“{words}”没有记：{what}不是为这位客户办业务必需的，手册要求只收集最少的信息"
    "（H4.1，规则 excessive-data）。其余的照改："
)
_INSTEAD = {
    "identity": "证件请客户本人在柜面或手机银行办理。",
    "family": "没有贷款需求，不收集婚姻状况。",
}
BY_BUTTON = (
    "phone",
    "occupation",
    "industry",
    "birthday",
    "risk_level",
    "interests",
    "need_tags",
    "personality",
    "preferred_channel",
    "salutation",
    "aum_wan",
    "annual_revenue_wan",
    "receivable_days",
    "receivable_share",
    "credit_grade",
    "resource_needs",
)
"""Fields offered as buttons, the usual ones first."""
_LISTS = frozenset({"interests", "need_tags", "resource_needs"})
_CHOICES = {
    "personality": [each.label for each in Personality],
    "preferred_channel": [each.label for each in Channel if each is not Channel.UNKNOWN],
    "credit_grade": list("ABCD"),
}
_ASSESSED_BY = frozenset({"risk_assessed_on"})
_WITH = {"risk_level": {"risk_level", "risk_assessed_on"}}
"""Fields that are changed together."""
_IN_HAND = frozenset({"", "他", "她", "它", "客户", "这位客户", "这个客户", "该客户"})


def told(turn: Turn, text: str) -> Sequence[Post] | None:
    """A change told in words, read back; None where the words tell none."""
    if turn.forwarded is not None:
        return None
    if takes_back(text) and isinstance(turn.memory.asked, FieldsChanged):
        return taken_back(turn, ",".join(turn.memory.asked.change_ids))
    found = field_edits(text, now=turn.work.now)
    if found is None:
        return None
    if turn.actor.role not in ADVISED:
        return [say(MAY_NOT_EDIT.reason)]
    if found.who in _IN_HAND:
        if turn.in_hand is None:
            return ask_whom(turn, FieldsSaid(text), _WHOSE)
        return proposed(turn, turn.in_hand, found)
    named = name_customer(found.who, work=turn.work, actor=turn.actor)
    if named is None or (isinstance(named, Unknown) and not _is_somebody(named, found.who)):
        return None
    if isinstance(named, Several | Unknown):
        return [choice(turn, named, FieldsSaid(text))]
    return proposed(turn, turn.hold(named.customer_id, named.name), found)


def told_of(turn: Turn, text: str, customer: InHand) -> Sequence[Post]:
    """The same change for the customer really meant."""
    found = field_edits(text, now=turn.work.now)
    return proposed(turn, customer, found) if found is not None else [say(_DROPPED)]


def proposed(turn: Turn, customer: InHand, found: Told) -> Sequence[Post]:
    """What would change, old and new, to be confirmed; or why it is not kept."""
    if found.remark:
        rest = proposed(turn, customer, replace(found, kept_out="", remark=""))
        what = _KEPT_OUT[found.kept_out]
        return [say(_REMARK.format(words=found.remark, what=what)), *rest]
    if found.kept_out:
        instead = _INSTEAD.get(found.kept_out, "")
        return [say(_REFUSED.format(what=_KEPT_OUT[found.kept_out], instead=instead))]
    if found.unknown:
        return [say(_NO_FIELD.format(what=found.unknown, instead=_BY_COUNTER))]
    for_leave = [each for each in found.edits if each.field in approving.NEEDS_LEAVE]
    if for_leave:
        return approving.of_field(turn, customer, for_leave[0])
    proposal = propose(found.edits, customer.customer_id, work=turn.work, actor=turn.actor)
    if not isinstance(proposal, Declined):
        return [_read_back(turn, customer, proposal)]
    if len({each.field for each in found.edits} - _ASSESSED_BY) < 2:
        return [say(proposal.reason)]
    return _one_by_one(turn, customer, found)


def _one_by_one(turn: Turn, customer: InHand, found: Told) -> Sequence[Post]:
    """Why what may not be changed is not, and the rest read back: no value loses another."""
    fields = dict.fromkeys(each.field for each in found.edits if each.field not in _ASSESSED_BY)
    good: list[FieldEdit] = []
    posts: list[Post] = []
    for field in fields:
        mine = [each for each in found.edits if each.field in _WITH.get(field, {field})]
        proposal = propose(mine, customer.customer_id, work=turn.work, actor=turn.actor)
        if isinstance(proposal, Declined):
            posts.append(say(proposal.reason))
        else:
            good += mine
    rest = proposed(turn, customer, replace(found, edits=tuple(good))) if good else []
    return [*posts, *rest]


def choose(turn: Turn, customer: InHand, _argument: str) -> Sequence[Post]:
    """The fields that may be changed, as buttons."""
    kind = kind_of(customer.customer_id, work=turn.work, actor=turn.actor)
    others = OF_A_PERSON if kind is CustomerKind.COMPANY else OF_A_COMPANY
    company = kind is CustomerKind.COMPANY
    offers = [
        Offer(label_of(field, company=company), Verb.FIELD, field)
        for field in BY_BUTTON
        if field not in others
    ]
    offers.append(Offer("营销授权", Verb.CONSENT))
    words = say(_WHICH.format(name=customer.name)).screen
    held = turn.hold(customer.customer_id, customer.name)
    return [Post(words, in_rows(offers), AboutCustomer(held))]


def ask(turn: Turn, customer: InHand, field: str) -> Sequence[Post]:
    """What the field becomes: buttons where there are few choices, else the next words."""
    label = LABELS.get(field, field)
    offers = [Offer(each, Verb.FIELD_PUT, f"{field}:{each}") for each in _CHOICES.get(field, [])]
    turn.wait(FieldValue(turn.hold(customer.customer_id, customer.name), field))
    words = _ASSESSED if field == "risk_level" else _ADD if field in _LISTS else _INTO
    asked = say(words.format(name=customer.name, label=label)).screen
    return [Post(asked, in_rows(offers, width=4), AboutCustomer(customer))]


def put(turn: Turn, customer: InHand, argument: str) -> Sequence[Post]:
    """A field as a button says, read back."""
    field, _, value = argument.partition(":")
    turn.settle()
    return proposed(turn, customer, Told("", (FieldEdit(field, "set", value),)))


def value_told(turn: Turn, awaited: FieldValue, text: str) -> Sequence[Post]:
    """The next words are what the field becomes."""
    if drops(text):
        return [say(_DROPPED)]
    label = LABELS.get(awaited.field, awaited.field)
    found = _as_said(awaited.field, label, text, turn)
    if found is None:
        return [say(_NO_VALUE.format(label=label))]
    return proposed(turn, awaited.customer, found)


def settled(turn: Turn, read: FieldsRead, text: str) -> Sequence[Post] | None:
    """What was read back confirmed or dropped in words; None where the words do neither."""
    if confirms(text):
        return save(turn, read)
    return [say(_DROPPED)] if drops(text) else None


def save(turn: Turn, read: FieldsRead) -> Sequence[Post]:
    """Write what was read back."""
    turn.settle()
    done = write(read.proposal, work=turn.work, actor=turn.actor)
    if isinstance(done, Declined):
        return [say(done.reason)]
    customer = turn.hold(read.customer.customer_id, read.customer.name)
    turn.asked(FieldsChanged(done.change_ids))
    undo_it = Offer("↩ 撤销", Verb.FIELD_UNDO, ",".join(done.change_ids))
    lines = [_line(each.label, each.was, each.becomes) for each in read.proposal.changes]
    head = line("✅ ", bold(customer.name), f"：{_SAVED}")
    return [
        Post(screen(paragraph(head, *lines)), [[undo_it, whole_button()]], AboutCustomer(customer))
    ]


def drop(turn: Turn, _read: FieldsRead) -> Sequence[Post]:
    """Put aside what was read back."""
    turn.settle()
    return [say(_DROPPED)]


def undo_pressed(turn: Turn, _customer: InHand, change_ids: str) -> Sequence[Post]:
    """Take back what a button hangs on."""
    return taken_back(turn, change_ids)


def taken_back(turn: Turn, change_ids: str) -> Sequence[Post]:
    """Fields put back to what they were."""
    done = undo(change_ids.split(","), work=turn.work, actor=turn.actor)
    if isinstance(done, Declined):
        return [say(done.reason)]
    turn.asked(FieldsChanged(()))
    return [say(_UNDONE)]


def _read_back(turn: Turn, customer: InHand, proposal: Proposal) -> Post:
    read = FieldsRead(customer, proposal)
    turn.wait(read)
    lines: list[Words] = [_line(each.label, each.was, each.becomes) for each in proposal.changes]
    head = line("要改", bold(proposal.name), "的资料：")
    last = f"{_GUESSED}{_READ}" if proposal.inferred else _READ
    rows = [[Offer("✅ 确认", Verb.FIELD_SAVE), Offer("🗑 放弃", Verb.FIELD_DROP)]]
    return Post(screen(paragraph(head, *lines), paragraph(last)), rows, read)


def _line(label: str, was: str, becomes: str) -> Words:
    return line("• ", f"{label}：{was} → ", bold(becomes))


def _as_said(field: str, label: str, text: str, turn: Turn) -> Told | None:
    """A value alone, as the sentence it stands for."""
    now = turn.work.now
    if field == "risk_level":
        return field_edits(f"风险测评{text}", now=now) or field_edits(f"风险测评是{text}", now=now)
    if field in _LISTS:
        verb = "" if text.startswith(("加", "去", "删")) else "加上"
        return field_edits(f"{label}{verb}{text}", now=now)
    return field_edits(f"{label}改成{text}", now=now)


def _is_somebody(named: Unknown, who: str) -> bool:
    """Whether the words before a field are a name, of nobody in the book or nearly of one."""
    return bool(named.near) or person_named(who) is not None
