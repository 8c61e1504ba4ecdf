"""Whom something is about, where that is not certain: candidates as buttons, or a clear no."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks import said
from bot.conversation.asked import Asked, Question, ShelfAsked
from bot.conversation.buttons import Offer, Post, Verb, in_rows, say
from bot.conversation.kin import own_business
from bot.conversation.memory import WhoIsMeant
from bot.conversation.subjects import AskedBefore
from bot.conversation.turn import Turn
from bot.results.customers import Found, Several, Unknown
from bot.usecases.find import customers_named
from store.customers import CustomerHit
from store.names.forms import core_name, names_company

NOBODY = "没有找到这位客户，或不在您的名下。请核对姓名或客户编号。"
IN_GENERAL = "一般情况怎么说"
_OTHERS = "还提到了{names}，点一下接着看："
_NOT_HIM = "说的是{name}的{who}，不是{name}本人：下面按一般情况，不用{name}的资料。"
_WHICH = "是哪一位客户？请点选："
_NONE = "名下没有{name}。请核对姓名，或写客户编号。"
_NEAR = "名下没有{name}，是不是{near}？请点选："


def choice(turn: Turn, found: Several | Unknown, asked: Asked) -> Post:
    """Candidates as buttons that do what was asked for the one chosen; nobody is in hand."""
    hits = _left_open(turn, found)
    turn.asked(asked)
    turn.wait(WhoIsMeant(asked))
    if isinstance(found, Unknown) and not hits:
        return say(nobody_called(found))
    offers = [Offer(_label(hit), Verb.REDO, hit.customer_id) for hit in hits]
    if isinstance(found, Unknown) and isinstance(asked, Question | ShelfAsked):
        offers.append(Offer(IN_GENERAL, Verb.REDO))
    return Post(said(_which(found)), in_rows(offers, width=1), AskedBefore(asked))


def others_business(turn: Turn, about: object, text: str) -> Sequence[Post]:
    """That the words are of somebody beside the customer named, who is let go; else nothing."""
    if not isinstance(about, Found) or (who := own_business(text, about.end)) is None:
        return []
    turn.release()
    return [Post(said(_NOT_HIM.format(name=about.name, who=who)))]


def choice_plain(turn: Turn, found: Several | Unknown, verb: Verb, argument: str) -> Post:
    """Candidates as buttons of another verb, `{customer_id}` put into its argument."""
    hits = _left_open(turn, found)
    if isinstance(found, Unknown) and not hits:
        return say(nobody_called(found))
    offers = [
        Offer(_label(hit), verb, argument.format(customer_id=hit.customer_id)) for hit in hits
    ]
    return Post(said(_which(found)), in_rows(offers, width=1))


def nobody_called(found: Unknown) -> str:
    """That the book holds nobody of this name."""
    return _NONE.format(name=found.name)


def ask_whom(turn: Turn, asked: Asked, words: str) -> Sequence[Post]:
    """Ask whom something is about; the next message may say it."""
    turn.asked(asked)
    turn.wait(WhoIsMeant(asked))
    return [say(words)]


def others_named(turn: Turn, text: str, *, besides: str) -> Sequence[Found]:
    """The customers a message names beyond doubt, besides one by his id."""
    named = customers_named(text, work=turn.work, actor=turn.actor)
    return [each for each in named if each.customer_id != besides]


def for_the_others(others: Sequence[Found], asked: Asked) -> Sequence[Post]:
    """Buttons that do what was asked for the others named; nothing where there are none."""
    if not others:
        return []
    names = "、".join(each.name for each in others)
    offers = [Offer(each.name, Verb.REDO, each.customer_id) for each in others]
    return [Post(said(_OTHERS.format(names=names)), in_rows(offers), AskedBefore(asked))]


def for_one_in_hand(turn: Turn, label: str) -> list[Offer]:
    """A button that does what was answered in general for the customer in hand."""
    customer = turn.in_hand
    if customer is None:
        return []
    name = core_name(customer.name) if names_company(customer.name) else customer.name
    return [Offer(label.format(name=name), Verb.REDO, customer.customer_id)]


def _left_open(turn: Turn, found: Several | Unknown) -> tuple[CustomerHit, ...]:
    """Those who may be meant; nobody is in hand until one is chosen."""
    turn.release()
    return found.hits if isinstance(found, Several) else found.near


def _label(hit: CustomerHit) -> str:
    hint = f"·{hit.hint}" if hit.hint else ""
    tail = f"·尾号{hit.phone_tail}" if hit.phone_tail else ""
    return f"{hit.name}{hint}{tail}"


def _which(found: Several | Unknown) -> str:
    if isinstance(found, Several):
        return _WHICH
    return _NEAR.format(name=found.name, near="、".join(hit.name for hit in found.near))
