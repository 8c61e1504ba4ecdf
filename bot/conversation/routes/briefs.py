"""Briefs and answers: find the customer, ask the use case, offer what can be done with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.blocks import Screen, said
from bot.conversation.buttons import AboutCustomer, Offer, Post, Verb, Words, in_rows, say
from bot.conversation.memory import WhoToBrief
from bot.conversation.turn import Turn
from bot.render.answer import ANSWER_SCREENS
from bot.render.brief import BLOCKED, FURTHER, SCREENS
from bot.results.advice import Answer
from bot.results.customers import Found, Several, Unknown
from bot.results.declined import Declined
from bot.results.notes import Message
from bot.results.shown import Shown
from bot.usecases.answer import answer_question
from bot.usecases.brief import prepare_brief
from bot.usecases.find import find_customer

NOBODY = "没有找到这位客户，或不在您的名下。请核对姓名或客户编号。"
_ASK_WHO = "请说出客户的姓名或编号，例如：/brief 王建国"
_WHOM = "要准备哪位客户的简报？请说姓名或编号。"
_ASK_WHAT = "请把问题写在后面，例如：/ask 客户嫌利率高怎么办"


def brief_command(turn: Turn, words: str) -> Sequence[Post]:
    """/brief [customer] [purpose]."""
    if not words:
        return show_brief(turn, turn.in_hand.customer_id) if turn.in_hand else [say(_ASK_WHO)]
    found, purpose = find_customer(words, work=turn.work, actor=turn.actor), ""
    first, _, rest = words.partition(" ")
    if found is None and rest:
        found, purpose = find_customer(first, work=turn.work, actor=turn.actor), rest.strip()
    return brief_for(turn, found, purpose, query=f"/brief {words}")


def brief_for(
    turn: Turn, found: Found | Several | Unknown | None, purpose: str = "", *, query: str = ""
) -> Sequence[Post]:
    """A brief for whom was found, a choice among several, or a clear no."""
    if found is None:
        return [say(NOBODY)]
    if not isinstance(found, Found):
        turn.release()
        return [choice(found, Verb.BRIEF, words=purpose)]
    return show_brief(turn, found.customer_id, purpose, query=query)


def ask_whom(turn: Turn) -> Sequence[Post]:
    """Ask whom the brief is for."""
    turn.wait(WhoToBrief())
    return [say(_WHOM)]


def choice(found: Several | Unknown, verb: Verb, *, words: str = "") -> Post:
    """Candidates as buttons; `words` are taken up again with the one chosen."""
    hits = found.hits if isinstance(found, Several) else found.near
    if not hits:
        return say(NOBODY)
    offers = []
    for hit in hits:
        hint = f"·{hit.hint}" if hit.hint else ""
        tail = f"·尾号{hit.phone_tail}" if hit.phone_tail else ""
        offers.append(Offer(f"{hit.name}{hint}{tail}", verb, hit.customer_id))
    return Post(said(_which(found)), in_rows(offers, width=1), Words(words))


def _which(found: Several | Unknown) -> str:
    if isinstance(found, Several):
        return "是哪一位客户？请点选："
    return f"名下没有{found.name}，是不是{'、'.join(hit.name for hit in found.near)}？请点选："


def show_brief(
    turn: Turn, customer_id: str, purpose: str = "", *, query: str = ""
) -> Sequence[Post]:
    """Prepare, record and show a brief."""
    asked = query or purpose or f"/brief {customer_id}"
    shown = prepare_brief(
        customer_id, work=turn.work, actor=turn.actor, purpose=purpose, query=asked
    )
    if isinstance(shown, Declined):
        return [say(shown.reason)]
    record, sid = shown.result.record, shown.suggestion_id
    customer = turn.hold(record.customer_id, record.name, suggestion_id=sid)
    offers = [*_screens_of(shown.screens, SCREENS, sid), Offer("📞 记录", Verb.RECORD, sid)]
    return [Post(shown.screens["first"], in_rows(offers), AboutCustomer(customer))]


def rows_below(name: str, suggestion_id: str, screens: Mapping[str, Screen]) -> list[list[Offer]]:
    """Buttons below a screen of a brief that itself hangs behind a button; most have none."""
    if name == "why":
        further = _screens_of(screens, FURTHER, suggestion_id)
        sources = Offer("查看原文", Verb.SOURCES, suggestion_id)
        return [*in_rows([*further, sources]), *feedback_rows(suggestion_id)]
    if name == "products" and BLOCKED in screens:
        rest = len(screens[BLOCKED][0].lines) - 1
        return [[Offer(f"另有{rest}款不能谈", Verb.SCREEN, f"{suggestion_id}:{BLOCKED}")]]
    return []


def _screens_of(
    screens: Mapping[str, Screen], labels: Mapping[str, str], suggestion_id: str
) -> list[Offer]:
    return [
        Offer(label, Verb.SCREEN, f"{suggestion_id}:{name}")
        for name, label in labels.items()
        if name in screens
    ]


def ask_command(turn: Turn, words: str) -> Sequence[Post]:
    """/ask question."""
    return show_answer(turn, words) if words else [say(_ASK_WHAT)]


def show_answer(turn: Turn, text: str, found: Found | None = None) -> Sequence[Post]:
    """Answer a question, for the customer named or in hand."""
    if found is not None:
        turn.hold(found.customer_id, found.name)
    about = turn.in_hand.customer_id if turn.in_hand else None
    shown = answer_question(text, work=turn.work, actor=turn.actor, customer_id=about)
    if isinstance(shown, Declined):
        return [say(shown.reason)]
    if turn.in_hand is not None:
        turn.hold(turn.in_hand.customer_id, turn.in_hand.name, suggestion_id=shown.suggestion_id)
    return [Post(shown.screens["first"], _answer_rows(shown))]


def feedback_rows(suggestion_id: str) -> list[list[Offer]]:
    """What the RM did with it."""
    return [
        [
            Offer("✔ 已使用", Verb.USED, suggestion_id),
            Offer("✎ 改过再用", Verb.EDITED, suggestion_id),
            Offer("✖ 不合适", Verb.UNFIT, suggestion_id),
        ]
    ]


def named_customer(message: Message) -> Found | None:
    """The one customer a message names, if it names one."""
    return message.customer if isinstance(message.customer, Found) else None


def _answer_rows(shown: Shown[Answer]) -> list[list[Offer]]:
    sid, answer = shown.suggestion_id, shown.result
    more = [
        Offer(label, Verb.SCREEN, f"{sid}:{name}")
        for name, label in ANSWER_SCREENS.items()
        if name in shown.screens
    ]
    if answer.abstained:
        near = [Offer(each.title, Verb.SCRIPT, each.script_id) for each in answer.nearest]
        return [*in_rows(near, width=1), *in_rows(more)]
    return [*in_rows([*more, Offer("查看原文", Verb.SOURCES, sid)]), *feedback_rows(sid)]
