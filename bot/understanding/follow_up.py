"""Which date of a text is the next contact, and what the RM promised."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.understanding.cues import compiled
from bot.understanding.moments import Moment, moments
from bot.understanding.wording import Clause, clause_at

_PROMISED = re.compile(
    r"(?:我)?(?:答应|承诺|应承|保证|许诺|应下|说好|讲好|跟(?:他|她)说好)(?:了)?(?:要)?(?:给|帮|替|把|今天|明天|下|周|后天|月底|[0-9]|一|两|三|会|去|他|她|客户|◇|尽快|发|送|回|在)"
    r"|我(?:会|来|去|得|要|再|明天|后天|今天|下周|周[一-日]|回头|晚上|下午|尽快|这就)[^,]{0,8}(?:发|给|送|寄|答复|回复|帮|查|问|带|整理|做|准备)"
    r"|(?:让我|要我|叫我|请我|需要我|等我|希望我)[^,]{0,12}(?:发|给|送|寄|答复|回复|查|问|带|整理|做|准备|算|打|回)"
    r"|(?:要|需要|得|记得)(?:给|帮|替)(?:他|她|客户|◇+|对方|人家)[^,]{0,6}(?:发|送|寄|查|问|做|办|算|出|准备|申请|争取|整理|留|答复|回复)"
)
_NO_PROMISE = re.compile(
    r"(?:客户|他|她|对方|人家|◇+|总|姐|哥|姨|叔|老师|女士|先生)(?:也|已经|就|最后|当场|口头|电话里)*"
    r"(?:答应|承诺|说好|保证|同意)(?!.{0,2}我)|没(?:有)?(?:答应|承诺|保证)|不(?:能|敢|会)(?:答应|承诺|保证)"
    r"|打给|打(?:个)?电话|再(?:打|联系|聊|约|跟)|打过去$|发消息"
)
_LEAD = re.compile(
    r"^(?:另外|然后|还有|所以|而且|但是|不过)?(?:我)?(?:也|已经|就|再|又|还|跟(?:他|她)|和(?:他|她))*"
    r"(?:答应|承诺|应承|保证|许诺|应下|说好|讲好)(?:了)?(?:[他她](?=发|寄|送|查|问|做|办|算|带|回))?(?:要|会)?"
)

_TILL = re.compile(r"^(?:之前|以前|之内|以内|前|内|左右)?(?:就|会|要|再)?")
_TO_HIM = re.compile(r"^(?:他|她|客户|对方|◇+)(?:说)?(?:就|会|要|再)?(?=[把给发寄送回查办帮])")
_SHORTEST = 2
"""Characters a promise holds at least without its day."""


@dataclass(frozen=True)
class Promise:
    """What was promised, by when, and by whom: the manager (`rm`) or the `customer`."""

    text: str
    due: date | datetime | None
    who: str = "rm"


def sounds_promised(words: str) -> bool:
    """Whether a clause has the turn of a promise of the manager's."""
    return _PROMISED.search(words) is not None


def sounds_unpromised(words: str) -> bool:
    """Whether a clause has the turn of what is no such promise."""
    return _NO_PROMISE.search(words) is not None


def wording_of_promise(words: str) -> str:
    """What was promised, without the promising."""
    said = words.strip(" ，。,.；;：:")
    return _LEAD.sub("", said) or said


def without_its_day(promise: Promise, *, now: datetime) -> Promise:
    """The promise without the words that say when and to whom: its day is kept beside it, and may
    be moved (他今天下午三点把资料发给他: 把资料发给他)."""
    plain, left = promise.text, promise.text
    for moment in reversed(moments(plain, now=now)):
        if moment.when == promise.due:
            left = left[: moment.start] + _TILL.sub("", left[moment.end :])
    left = _TO_HIM.sub("", left).strip(" ，,：:")
    return replace(promise, text=left) if len(left) >= _SHORTEST else promise


def tie(moment: Moment, clauses: tuple[Clause, ...]) -> float:
    """How surely a moment is the next contact, by the verbs around it."""
    index = clause_at(clauses, moment.start)
    if index is None:
        return 0
    clause = clauses[index]
    if _is_today_past(moment, clause):
        return 0
    cut = moment.end - clause.start
    after, before = clause.text[cut:], clause.text[: moment.start - clause.start]
    score = _verbs(after, before)
    if score == 0 and not (after + before).strip(" 的了吧在就是那天") and index > 0:
        return 0.5 + max(0.0, _verbs(clauses[index - 1].text, ""))
    if score <= 0 and not after.strip() and not _otherwise(before) and index + 1 < len(clauses):
        score = _verbs(clauses[index + 1].text, "") - 1
    return score


def _is_today_past(moment: Moment, clause: Clause) -> bool:
    """ "今天" in what has already happened: 今天没接电话, 今天见了."""
    words = clause.text[moment.start - clause.start :]
    if isinstance(moment.when, datetime) or not words.startswith("今"):
        return False
    return compiled("了|没|过(?!去|来)|完|又|刚").search(words) is not None or not compiled(
        "再|还|要|得|下班|晚点|之前|前"
    ).search(words)


def _verbs(after: str, before: str) -> float:
    contact, other = compiled("<contact>").search(after), compiled("<otherwise>").search(after)
    if contact is not None and (other is None or contact.start() < other.start() + 8):
        return 4.0 if other is None or contact.start() <= other.start() else 2.5
    giving = compiled("<giving>").search(after)
    if giving is not None and other is None:
        return 2.0
    if other is not None:
        return -1.0
    if compiled(
        r"(?:约|改|定|推|挪|换|说好|延|放|安排)(?:好|了|定|期)?(?:在|到|是|为|成)?(?:的)?$"
    ).search(before):
        return 4.5
    if compiled(r"(?:下次|跟进|联系|回访|见面|约|时间)[^,]{0,6}$|我说$").search(before):
        return 3.5
    return 1.0 if compiled(r"(?:<giving>|拜访|提醒)[^,]*$").search(before) else 0.0


def _otherwise(words: str) -> bool:
    return compiled("<otherwise>").search(words) is not None
