"""What a message wants where its words leave that open: one short question with two buttons."""

from __future__ import annotations

from bot.blocks import said
from bot.conversation.buttons import Offer, Post, Verb
from bot.conversation.subjects import Unclear
from bot.conversation.turn import Turn
from bot.conversation.words import OUT_OF_SCOPE, OUT_OF_SCOPE_NEAR
from bot.results.customers import Found
from bot.results.notes import Message
from store.models import Role

_TOPICS = 3
_MAY_BE_OUTSIDE = frozenset({"ask", "product", "status", "help", "check", "compare", "list"})
"""Wishes that a question for something else altogether is taken for."""
_OTHER = "是别的意思就点下面的按钮。"
WHICH = "这句是想让我做哪一样？"
NEITHER = "好的，没有做任何事。请换个说法再说一遍，或发 /help 看用法。"
_LABELS = {
    "brief": "会前简报",
    "ask": "问怎么说",
    "capture": "记一笔",
    "check": "审这段话",
    "today": "我的待办",
    "list": "找出客户",
    "complaint": "登记投诉",
    "compare": "比较产品",
    "product": "查产品",
    "help": "问我的用法",
    "status": "看客户现状",
    "team": "看团队",
    "review": "看给过的建议",
}
"""What a button says for an intent: at most ten characters."""
_ONLY = {
    "team": frozenset({Role.SUPERVISOR}),
    "review": frozenset({Role.SUPERVISOR, Role.COMPLIANCE}),
}
"""Intents that only some roles have; for others they are no choice."""


def choices(turn: Turn, message: Message) -> tuple[str, ...]:
    """The intents worth asking about; fewer than two where there is nothing to ask.

    What may be no business of ours may be a question: the handbook says whether it holds it.
    """
    if message.sure:
        return ()
    role = turn.actor.role
    meant = ("ask" if each == "out_of_scope" else each for each in message.alternatives)
    return tuple(each for each in meant if role in _ONLY.get(each, frozenset(Role)))


def declined(turn: Turn, message: Message, among: tuple[str, ...]) -> Post | None:
    """Words about nobody that the handbook does not hold, said so; other readings are buttons.

    None where the words may be served, or where the rules have something to say on them.
    """
    about = message.customer is not None or turn.in_hand is not None
    if about or "ask" not in among or not _MAY_BE_OUTSIDE.issuperset(among):
        return None
    found = turn.desk.handbook.search(message.text, top=_TOPICS)
    if not found.abstained or turn.desk.rules.check(message.text).findings:
        return None
    words = [OUT_OF_SCOPE]
    if found.nearest:
        words.append(OUT_OF_SCOPE_NEAR.format(titles="；".join(hit.title for hit in found.nearest)))
    others = [Offer(_LABELS[each], Verb.MEANT, each) for each in among if each != "ask"]
    return Post(said("\n".join([*words, _OTHER])), [others], Unclear(message.text))


def asked(turn: Turn, message: Message, among: tuple[str, ...]) -> Post:
    """The question which of the two is meant; the words and the one in hand hang on it.

    Whom the words name is in hand from now on, nobody where that is not certain.
    """
    if isinstance(message.customer, Found):
        turn.hold(message.customer.customer_id, message.customer.name)
    elif message.customer is not None:
        turn.release()
    offers = [Offer(_LABELS[each], Verb.MEANT, each) for each in among]
    unclear = Unclear(message.text, turn.in_hand)
    return Post(said(WHICH), [offers, [Offer("都不是", Verb.MEANT)]], unclear)
