"""What a note leads to once it is written: a case, no calls, the profile; and a promise kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from bot.blocks import said
from bot.conversation.asked import NoteTold
from bot.conversation.buttons import Offer, Post, Verb, in_rows, say
from bot.conversation.memory import InHand
from bot.conversation.routes.case_noted import registered
from bot.conversation.routes.scores import scored
from bot.conversation.subjects import AboutCustomer, AskedBefore
from bot.conversation.turn import Turn
from bot.render.words import when
from bot.results.customers import Found
from bot.results.declined import Declined
from bot.results.notes import CallNote
from bot.understanding.case_words import surveyed
from bot.understanding.preferring import rather_by
from bot.usecases.find import mentioned_customer, name_customer
from bot.usecases.follow_up import close_follow_up
from bot.usecases.kept import kept_promises, names_promises, tells_of_giving
from bot.usecases.moved import former_of
from bot.usecases.profile import leave, new_need, new_number, prefer, silence, withdraw
from bot.usecases.refusals import ADVISED
from bot.usecases.work import Work
from store.actor import Actor
from store.models import Channel, FollowUpKind

_QUIET = "{name}要求别再打扰。要设免打扰，还是撤回营销授权？设了之后不再出现在待联系名单里。"
_ADVISES = "首选渠道，简报和待办按它建议，不会拦下电话"
_RATHER = f"{{name}}不想接电话，有事走{{channel}}。档案里能记{_ADVISES}；要完全不联系，请设免打扰。"
_SILENCE = "要给{name}设免打扰吗？设了之后不主动联系，不出现在待联系名单里；解除要主管批准。"
_WHOSE = "要给哪位客户设免打扰？请连姓名一起说，例如：给王建国设免打扰。"
_SET_QUIET = re.compile(
    r"^(?:请|麻烦|帮我|给我)*(?:给|把|将|为)?(?P<who>[^,，]{0,12}?)的?(?:要|想)?"
    r"(?:(?:设|设置|开|开启|打开|加|加上|标|改|登记|标记)(?:成|为|个|上|了)?免打扰|免打扰(?:打开|开启|改成是|设上))了?$"
)
_IN_HAND = frozenset({"", "他", "她", "它", "客户", "这位客户", "这个客户"})
_FORMER = "改约了：原来{day}的跟进“{text}”不再提醒。"
_PERHAPS = "这次是改约吗？日程里还有原来{day}的跟进“{text}”，不用了就点："
_PROFILE = "要把这些写进{name}的档案吗？"
_KEPT = "把对{name}的承诺{promises}标为办完吗？"
_DONE_OF = "把{name}的跟进{promises}标为办完吗？"
_MOST = 5
_DONE = {
    "silence": "已给{name}设免打扰：不主动联系，客户来电时只答他所问。",
    "withdraw": "已撤回{name}的营销授权：不再谈产品。",
    "phone": "已更新{name}的手机号。",
    "prefer": f"已记下{{name}}的{_ADVISES}。",
    "need": "已加到{name}的需求里。",
    "none": "好的，{name}的档案不改。",
}


def after(turn: Turn, note: CallNote) -> Iterator[Post]:
    """What follows a note that was written: the case at once, the rest by buttons."""
    who = InHand(note.customer_id, note.customer_name)
    if note.complaint is not None:
        yield from registered(turn, who, note.complaint, note.said, note.took_place)
    told = surveyed(note.said)
    if told is not None:
        yield from scored(turn, who, told)
    rather = rather_by(note.said)
    if note.opt_out or rather:
        yield _quieter(who, rather)
    facts = list(_facts(note))
    if facts:
        yield Post(said(_PROFILE.format(name=who.name)), in_rows(facts), AboutCustomer(who))


def _quieter(who: InHand, rather: str | None) -> Post:
    """What may be set for a customer who wants fewer contacts: another channel first, or none."""
    offers = [
        Offer("🔕 设免打扰", Verb.PROFILE, "silence:"),
        Offer("撤回营销授权", Verb.PROFILE, "withdraw:"),
        Offer("都不用", Verb.PROFILE, "none:"),
    ]
    if rather is None:
        return Post(said(_QUIET.format(name=who.name)), [offers], AboutCustomer(who))
    label = Channel(rather).label
    first = Offer(f"📵 首选改{label}", Verb.PROFILE, f"prefer:{rather}")
    words = _RATHER.format(name=who.name, channel=label)
    return Post(said(words), [[first], offers], AboutCustomer(who))


def silence_told(turn: Turn, text: str) -> Sequence[Post] | None:
    """免打扰 to be set, told in words: asked back with a button; None where the words are none."""
    found = _SET_QUIET.match(text.strip().rstrip("。.!！~"))
    if found is None or turn.actor.role not in ADVISED:
        return None
    about: object = turn.in_hand
    if found["who"] not in _IN_HAND:
        about = name_customer(found["who"], work=turn.work, actor=turn.actor)
    elif about is None:
        return [say(_WHOSE)]
    if not isinstance(about, Found | InHand):
        return None
    who = turn.hold(about.customer_id, about.name)
    set_it = Offer("🔕 设免打扰", Verb.PROFILE, "silence:")
    not_so = Offer("不用", Verb.PROFILE, "none:")
    return [Post(said(_SILENCE.format(name=who.name)), [[set_it, not_so]], AboutCustomer(who))]


def moved(turn: Turn, note: CallNote, interaction_id: str) -> Iterator[Post]:
    """An appointment moved is not kept beside the new one: the former is closed, and may be
    put back. Where it is in doubt a button closes it."""
    former = former_of(note, interaction_id, work=turn.work, actor=turn.actor)
    for each in former.lines:
        words, button = _PERHAPS, Offer("✔ 原来那条不用了", Verb.DONE, each.follow_up_id)
        if former.sure:
            closed = close_follow_up(
                each.follow_up_id, work=turn.work, actor=turn.actor, moved_by=interaction_id
            )
            if isinstance(closed, Declined):
                continue
            words, button = _FORMER, Offer("↩ 放回日程", Verb.NOT_DONE, each.follow_up_id)
        day = when(each.due_at or each.due_on, zone=turn.zone, today=turn.today)
        yield Post(said(words.format(day=day, text=each.text)), [[button]])


def _facts(note: CallNote) -> Iterator[Offer]:
    if note.new_phone:
        tail = note.new_phone[-4:]
        yield Offer(f"更新手机号 尾号{tail}", Verb.PROFILE, f"phone:{note.new_phone}")
    for tag in note.needs:
        yield Offer(f"加需求 {tag}", Verb.PROFILE, f"need:{tag}")


def carry_out(turn: Turn, customer: InHand, argument: str) -> Sequence[Post]:
    """The change of the profile that a button asks for."""
    what, _, value = argument.partition(":")
    act = _ACTS.get(what)
    refused = act(customer.customer_id, value, turn.work, turn.actor) if act else None
    if refused is not None:
        return [say(refused.reason)]
    return [Post(said(_DONE.get(what, _DONE["none"]).format(name=customer.name)))]


def promise_kept(turn: Turn, text: str) -> Sequence[Post] | None:
    """A promise told as kept: asked, with a button each; None where the words are no such thing."""
    if not tells_of_giving(text):
        return None
    named = mentioned_customer(text, work=turn.work, actor=turn.actor)
    about = named or (turn.in_hand if turn.means_in_hand(text) else None)
    if not isinstance(about, Found | InHand):
        return None
    found = kept_promises(text, about.customer_id, work=turn.work, actor=turn.actor)
    if not found:
        return None
    who = turn.hold(about.customer_id, about.name)
    labels = ["✔ 办完了"] if len(found) == 1 else [f"✔ {each.text}" for each in found]
    offers = [
        Offer(label, Verb.DONE, each.follow_up_id)
        for label, each in zip(labels, found[:_MOST], strict=False)
    ]
    anyway = Offer("记成一次沟通", Verb.REDO, who.customer_id)
    asks = _KEPT if found[0].kind is FollowUpKind.PROMISE else _DONE_OF
    words = said(asks.format(name=who.name, promises=names_promises(found[:_MOST])))
    return [Post(words, [*in_rows(offers), [anyway]], AskedBefore(NoteTold(text)))]


Act = Callable[[str, str, Work, Actor], Declined | None]
_ACTS: dict[str, Act] = {
    "silence": lambda customer, _, work, actor: silence(customer, work=work, actor=actor),
    "withdraw": lambda customer, _, work, actor: withdraw(customer, work=work, actor=actor),
    "prefer": lambda customer, value, work, actor: prefer(
        customer, Channel(value), work=work, actor=actor
    ),
    "phone": lambda customer, value, work, actor: new_number(
        customer, value, work=work, actor=actor
    ),
    "need": lambda customer, value, work, actor: new_need(customer, value, work=work, actor=actor),
    "none": lambda customer, _, work, actor: leave(customer, work=work, actor=actor),
}
