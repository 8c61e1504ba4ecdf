"""What was promised to customers: asked in words, shown with buttons; how promises are kept."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.conversation.buttons import Offer, Post, Verb, say
from bot.conversation.turn import Turn
from bot.render.promises import promises_screen
from bot.render.words import CIRCLED
from bot.usecases.promises import promise_ledger
from bot.usecases.refusals import ADVISED
from store.models import Role

_MOST = 9
_LEAD = r"(?:请|帮我|给我|看看|看一?下|查一?下|列出?|看|查|想知道)*"
_REST = (
    r"(?:还有|都有|有|还)*(?:谁|哪些人|哪些|哪几件|哪几样|什么|多少|几件)?(?:事情?|东西)?(?:还)?"
    r"(?:没(?:有)?(?:办|做|兑现|完成|落实|办完|做完|办到)(?:的|完|好|到)?)?(?:呢|了|吗|啊|呀)?"
)
_GIVEN = re.compile(
    _LEAD + r"(?:我|我们|团队|大家)?(?:都|还|今天|最近|之前)?(?:答应|承诺|应承)(?:给|过|了)*(?:的)?"
    r"(?:谁|别人|人家|人|客户们?|他们|哪些客户|哪些人)?(?:的)?(?:事情?|什么事?|什么|些什么)?(?:的)?"
    + _REST
)
_OPEN = re.compile(
    _LEAD + r"(?:我的?|我们的?|团队的?|大家的?)?(?:有|还有)?(?:哪些|什么|多少)?(?:客户)?"
    r"(?:没(?:有)?(?:办|兑现|完成|落实|做)(?:完|到)?的)?承诺(?:台账|清单|列表|记录|兑现率?|兑现情况|完成率)?"
    r"(?:是|有|还有)?(?:多少|哪些|什么|怎么样|如何|高不高|最低|最高)?"
    r"(?:还)?(?:没(?:有)?(?:办|做|兑现|完成|落实)(?:的|完|到)?)?(?:呢|了|吗|吧)?"
)
_RATE = re.compile(
    _LEAD + r"(?:谁|哪个客户经理|哪位)(?:的)?(?:承诺)?兑现率?"
    r"(?:最|比较)?(?:低|高|差|好)(?:些|一些)?"
)
_HINT = re.compile("谁|哪|什么|没|事|承诺|多少|兑现")
_TO_ME = re.compile(
    _LEAD + r"(?:(?:谁|客户们?|同事|别人|他们|大家)(?:还)?)?(?:答应|承诺)(?:过|了)?我(?:的)?"
    r"(?:事情?|什么|些什么)?(?:的)?" + _REST
)
_NOT_KEPT = (
    "客户、同事答应您的不在台账里：客户说的在沟通记录里，请教同事的看 /case。下面是您答应客户的。"
)


def in_words(turn: Turn, text: str) -> Sequence[Post] | None:
    """我答应过谁什么, 承诺兑现率; None where the words are anything else."""
    if turn.actor.role not in ADVISED:
        return None
    plain = text.strip().rstrip("。.!！?？~")
    if asks_what_was_promised_to_me(plain):
        return [say(_NOT_KEPT), *shown(turn)]
    return shown(turn) if asks_for_promises(plain) else None


def asks_for_promises(plain: str) -> bool:
    """Whether words ask for the promises given, or how they are kept, and for nothing else."""
    if _HINT.search(plain) is None:
        return False
    return any(each.fullmatch(plain) is not None for each in (_GIVEN, _OPEN, _RATE))


def asks_what_was_promised_to_me(plain: str) -> bool:
    """Whether words ask what others promised the speaker."""
    return _TO_ME.fullmatch(plain) is not None


def shown(turn: Turn) -> Sequence[Post]:
    """The open promises with a button each, and the rate."""
    ledger = promise_ledger(work=turn.work, actor=turn.actor)
    first = ledger.open[:_MOST]
    rows = [
        [
            Offer(f"{CIRCLED[at]}完成", Verb.DONE, each.follow_up_id),
            Offer(f"{CIRCLED[at]}改期", Verb.MOVE, each.follow_up_id),
        ]
        for at, each in enumerate(first)
    ]
    team = turn.actor.role is Role.SUPERVISOR
    screen = promises_screen(ledger, first, team=team, zone=turn.zone, today=turn.today)
    return [Post(screen, rows)]
