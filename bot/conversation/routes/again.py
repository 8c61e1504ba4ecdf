"""What was asked, done again: for the customer really meant, or in other words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.conversation.asked import (
    AskedKinds,
    BriefAsked,
    CallAsked,
    CheckAsked,
    ComplaintSaid,
    ConsentSaid,
    FieldsChanged,
    FieldsSaid,
    LineDone,
    NoteTold,
    PlanAsked,
    Question,
    ShelfAsked,
    StatusAsked,
    WholeAsked,
)
from bot.conversation.buttons import Post, say
from bot.conversation.memory import InHand
from bot.conversation.phrases import Correction, another, correction, wanted_again
from bot.conversation.routes import (
    answers,
    briefs,
    calls,
    checks,
    complaints,
    consenting,
    customer,
    editing,
    overview,
    plans,
    shelf,
)
from bot.conversation.routes.choosing import ask_whom, choice
from bot.conversation.subjects import NoteOfSeveral
from bot.conversation.turn import Turn
from bot.results.customers import Found, Several, Unknown
from bot.results.declined import Declined
from bot.usecases.again import say_again
from bot.usecases.find import (
    customers_named,
    find_customer,
    mentioned_customer,
    name_customer,
)
from bot.usecases.known import name_of

LONGEST_NAME = 20
"""A message this short may be nothing but a customer's name."""
_EACH = re.compile(
    "(?:两个?位?|俩|三个?位?|都|每个?人?|各|分别)(?:人)?(?:都|各)?"
    "(?:要|记|确认|记一条|各记一条|记一笔)*[。.!！]?"
)
"""Of a note whose customer is asked for: each of those it names."""
NOT_YOURS = "这位客户已不在您名下，这个按钮不能用了。"
_WHO_THEN = "好的，不是{name}。是哪位客户？请说姓名或编号。"
_NOTHING = "还没有给过说法，没有可以换的。请说一下客户怎么讲的。"
_REPEATED = BriefAsked | Question | StatusAsked | ShelfAsked | CheckAsked
_PRONOUNS = frozenset(
    "他 她 ta TA 这个 这位 那个 那位 客户 这个客户 这位客户 那个客户 那位客户 该客户 "
    "这个人 那个人 这人".split()
)


def redo(turn: Turn, asked: AskedKinds, customer_id: str, *, said: str = "") -> Sequence[Post]:
    """Do what was asked for a customer, or for nobody in particular; `said` put it right."""
    if not customer_id:
        return _in_general(turn, asked)
    name = name_of(customer_id, work=turn.work, actor=turn.actor)
    if name is None:
        return [say(NOT_YOURS)]
    turn.settle()
    return _for_customer(turn, asked, turn.hold(customer_id, name), said)


def _for_customer(turn: Turn, asked: AskedKinds, who: InHand, said: str) -> Sequence[Post]:
    match asked:
        case BriefAsked(words, purpose):
            return briefs.show_brief(turn, who.customer_id, purpose, query=said or words)
        case Question(words):
            return answers.show_answer(turn, _about(turn, words, who), who)
        case (
            StatusAsked()
            | WholeAsked()
            | PlanAsked()
            | FieldsSaid()
            | ConsentSaid()
            | FieldsChanged()
            | LineDone()
        ):
            return _looked_at(turn, asked, who)
        case ShelfAsked(words):
            return shelf.show_products(turn, words, who)
        case CheckAsked(text):
            return checks.show_verdict(turn, text, who)
        case ComplaintSaid(words):
            return complaints.told_of(turn, _about(turn, words, who), who)
        case CallAsked():
            return calls.ask_for_note(turn, None)
        case NoteTold():
            return calls.told_again(turn, asked, who, correction=said)


def _looked_at(
    turn: Turn,
    asked: StatusAsked
    | WholeAsked
    | PlanAsked
    | FieldsSaid
    | ConsentSaid
    | FieldsChanged
    | LineDone,
    who: InHand,
) -> Sequence[Post]:
    match asked:
        case StatusAsked() | LineDone():
            return overview.show_status(turn, who.customer_id)
        case WholeAsked() | FieldsChanged():
            return customer.show_whole(turn, who.customer_id)
        case ConsentSaid(words):
            return consenting.told_of(turn, words, who)
        case FieldsSaid(words):
            return editing.told_of(turn, words, who)
        case PlanAsked(plan):
            return plans.plan_for(turn, plan, who.customer_id)


def _in_general(turn: Turn, asked: AskedKinds) -> Sequence[Post]:
    turn.settle()
    turn.release()
    if isinstance(asked, ShelfAsked):
        return shelf.show_products(turn, asked.words, None)
    if isinstance(asked, Question | ComplaintSaid):
        return answers.show_answer(turn, asked.words, None)
    return [say(NOT_YOURS)]


def corrected(
    turn: Turn, text: str, *, go_on: Callable[[Turn, str], Sequence[Post]]
) -> Sequence[Post] | None:
    """The last thing done again for the customer a correction names; None where it is none.

    What is asked beyond the correction is answered instead, by `go_on`.
    """
    found = correction(text)
    if found is None:
        return None
    if not found.right:
        return _not_him(turn, found)
    right = find_customer(found.right, work=turn.work, actor=turn.actor)
    if right is None and found.wrong not in _PRONOUNS:
        return None
    if right is None:
        right = Unknown(found.right)
    rest = found.rest or _beyond(found.right, right)
    if rest and isinstance(right, Found) and not isinstance(turn.memory.asked, NoteTold):
        turn.hold(right.customer_id, right.name)
        return go_on(turn, rest)
    return _redone(turn, turn.memory.asked or BriefAsked(text), right, said=text)


def _beyond(words: str, right: Found | Several | Unknown) -> str:
    """The words, where they ask something of the customer besides naming him: 许国强能买什么."""
    if not isinstance(right, Found):
        return ""
    behind = words[right.end :].strip("的那这边呢吧啊吗呀先生女士总老师 ")
    return words if len(behind) > 1 else ""


def for_another(turn: Turn, text: str) -> Sequence[Post] | None:
    """The last question or brief again for another customer, 那李秀兰呢; None where it is no name.

    What was noted or complained of is not: of the other one the brief is shown.
    """
    name = another(text)
    named = name_customer(name, work=turn.work, actor=turn.actor) if name else None
    if named is None:
        return None
    last = turn.memory.asked
    asked = last if isinstance(last, _REPEATED) else BriefAsked(text)
    return _redone(turn, asked, named)


def _redone(
    turn: Turn, asked: AskedKinds, right: Found | Several | Unknown, *, said: str = ""
) -> Sequence[Post]:
    if isinstance(right, Found):
        return redo(turn, asked, right.customer_id, said=said)
    return [choice(turn, right, asked)]


def _not_him(turn: Turn, found: Correction) -> Sequence[Post] | None:
    """A correction that says only who is not meant."""
    him, asked = turn.in_hand, turn.memory.asked
    if him is None or asked is None:
        return None
    if found.wrong and found.wrong not in _PRONOUNS and found.wrong != him.name:
        return None
    turn.release()
    return ask_whom(turn, asked, _WHO_THEN.format(name=him.name))


def said_again(turn: Turn, text: str) -> Sequence[Post] | None:
    """The last advice as it is wanted: more, shorter, otherwise, in full; None where not asked."""
    how = wanted_again(text)
    if how is None:
        return None
    asked = turn.memory.asked
    if not isinstance(asked, Question | BriefAsked) or not asked.suggestion_id:
        return [say(_NOTHING)]
    shown = say_again(asked.suggestion_id, how, work=turn.work, actor=turn.actor)
    if isinstance(shown, Declined):
        return [say(shown.reason)]
    record = shown.result.record
    who = InHand(record.customer_id, record.name) if record is not None else None
    return [answers.answer_post(turn, shown, who, words=asked.words)]


def meant(turn: Turn, asked: AskedKinds, text: str) -> Sequence[Post] | None:
    """What was asked, for the customer a message is the name of; None where it is no name."""
    if isinstance(asked, NoteTold) and _EACH.fullmatch(text.strip()):
        named = customers_named(asked.words, work=turn.work, actor=turn.actor)
        customers = tuple(InHand(each.customer_id, each.name) for each in named)
        return calls.for_each(turn, NoteOfSeveral(asked.words, customers)) if customers else None
    if len(text) > LONGEST_NAME:
        return None
    found = name_customer(text, work=turn.work, actor=turn.actor)
    if isinstance(found, Unknown) and _says_more_than_a_name(turn, text):
        return None
    said = text if isinstance(asked, BriefAsked) else ""
    return _redone(turn, asked, found, said=said) if found is not None else None


def _says_more_than_a_name(turn: Turn, text: str) -> bool:
    """Whether a sentence speaks of a customer, rather than names one badly."""
    inner = mentioned_customer(text, work=turn.work, actor=turn.actor)
    return isinstance(inner, Found) and inner.end - inner.start < len(text.strip())


def _about(turn: Turn, words: str, who: InHand) -> str:
    """Words with the name of the customer really meant in the place of the one they name."""
    named = mentioned_customer(words, work=turn.work, actor=turn.actor)
    if named is None:
        return words
    first = named.hits[0] if isinstance(named, Several) else named
    if isinstance(named, Found) and named.customer_id == who.customer_id:
        return words
    return words[: first.start] + who.name + words[first.end :]
