"""Questions and objections answered: for the customer they are about, or in general."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.asked import BriefAsked, Question
from bot.conversation.buttons import Offer, Post, Verb, in_rows, say
from bot.conversation.memory import InHand
from bot.conversation.routes import checks
from bot.conversation.routes.briefs import feedback_rows, show_brief
from bot.conversation.routes.calls import read
from bot.conversation.routes.choosing import (
    ask_whom,
    choice,
    for_one_in_hand,
    nobody_called,
    others_business,
)
from bot.conversation.subject import asks_how_to_begin, begins_with
from bot.conversation.subjects import AskedBefore
from bot.conversation.turn import Turn
from bot.render.answer import ANSWER_SCREENS
from bot.results.advice import Answer
from bot.results.customers import Found, Several, Unknown
from bot.results.declined import Declined
from bot.results.notes import Message
from bot.results.shown import Shown
from bot.usecases.answer import answer_question
from bot.usecases.check import asks_for_a_breach

_ASK_WHAT = "请把问题写在后面，例如：/ask 客户嫌利率高怎么办"
_BEGIN_WITH = "跟哪位客户？请说姓名或编号，我把开场和要点备好。"
_FOR_HIM = "对{name}怎么说"


def ask_command(turn: Turn, words: str) -> Sequence[Post]:
    """/ask question."""
    return asked(turn, read(turn, words)) if words else [say(_ASK_WHAT)]


def asked(turn: Turn, message: Message) -> Sequence[Post]:
    """Answer for whom the question is about: named, in hand, or nobody in particular.

    Whether the manager may do something forbidden is answered by the rule, not by a script.
    """
    if asks_for_a_breach(message.text, rules=turn.desk.rules):
        return checks.judge(turn, message.text)
    about = turn.whom(message)
    if isinstance(about, Unknown) and not about.near:
        turn.release()
        return [say(nobody_called(about)), *show_answer(turn, message.text, None)]
    if isinstance(about, Several | Unknown):
        return [choice(turn, about, Question(message.text))]
    if another := others_business(turn, about, message.text):
        return [*another, *show_answer(turn, message.text, None)]
    if isinstance(about, Found):
        about = turn.hold(about.customer_id, about.name)
        if begins_with(message.text, about.name):
            return _begin(turn, about, message.text)
    elif asks_how_to_begin(message.text):
        return _begin(turn, about, message.text)
    return show_answer(turn, message.text, about)


def _begin(turn: Turn, customer: InHand | None, text: str) -> Sequence[Post]:
    """How to begin with a customer is what the brief is for."""
    if customer is not None:
        return show_brief(turn, customer.customer_id, query=text)
    return ask_whom(turn, BriefAsked(text), _BEGIN_WITH)


def show_answer(turn: Turn, text: str, customer: InHand | None) -> Sequence[Post]:
    """Answer a question for a customer, or in general."""
    about = customer.customer_id if customer is not None else None
    shown = answer_question(text, work=turn.work, actor=turn.actor, customer_id=about)
    if isinstance(shown, Declined):
        return [say(shown.reason)]
    return [answer_post(turn, shown, customer, words=text)]


def answer_post(turn: Turn, shown: Shown[Answer], customer: InHand | None, *, words: str) -> Post:
    """An answer with what can be done with it; `words` are the question's."""
    question = Question(words, shown.suggestion_id)
    turn.asked(question)
    rows = _answer_rows(shown)
    if customer is not None:
        turn.hold(customer.customer_id, customer.name, suggestion_id=shown.suggestion_id)
    else:
        turn.digress()
        rows.append(for_one_in_hand(turn, _FOR_HIM))
    return Post(shown.screens["first"], rows, AskedBefore(question))


def _answer_rows(shown: Shown[Answer]) -> list[list[Offer]]:
    sid, answer = shown.suggestion_id, shown.result
    more = [
        Offer(label, Verb.SCREEN, f"{sid}:{name}")
        for name, label in ANSWER_SCREENS.items()
        if name in shown.screens
    ]
    if answer.abstained:
        near = [Offer(each.title, Verb.SCRIPT, each.script_id) for each in answer.nearest]
        onward = Offer("问合规", Verb.REVIEW, f"question:{sid}")
        return [*in_rows(near, width=1), *in_rows([*more, onward])]
    return [*in_rows([*more, Offer("查看原文", Verb.SOURCES, sid)]), *feedback_rows(sid)]
