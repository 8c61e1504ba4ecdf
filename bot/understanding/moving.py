"""An appointment told as moved: whether words speak of one, and which day it had.

moving("原来周三的见面改到周五", now=now, to=friday) == Moving((wednesday,), True, True, True)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.understanding.moments import Moment, moments
from bot.understanding.wording import read_wording

_RIGHTED = re.compile("（更正：[^）]*）")
"""What put the note itself right moves no appointment."""
_MOVE = re.compile(
    r"(?P<appointment>改约)|(?P<put_off>改期|推迟|延期|顺延)(?:到|至|在)?"
    r"|(?:改|换|推|延|延后|挪|提前)(?:了)?(?:到|至|在|成|为)|改"
)
_MEETING = re.compile(
    r"(?<!大)约(?![束莫]|[0-9一二两三四五六七八九十几]+[百千万元块])|见面|碰面|会面|面谈|拜访|上门|回访"
    r"|[来到](?:网点|行里|支行)|的电话(?![里中上号])|电话(?=改|换|推|延|挪|提前)"
)
_FORMER = re.compile("原[来本定]|本来|那次|(?:上次|之前|先前)约|约好|约定|说好|定好")
OTHER_THINGS = re.compile(
    "扣款|定投|还款|缴费|到期|开户|账单|起息|放款|发薪|工资|密码|限额|产品|基金|理财|存款|定期|保险|贷款"
)
_TOLD = re.compile("[说打聊讲]|来电|见了|去了")
"""Behind a day: it is when something was said, not the day that is moved."""
_SENTENCE = re.compile("[.;!?\n。；！？]")
_BEFORE = 24
"""Characters before the word of moving in which the appointment is named."""


@dataclass(frozen=True)
class Moving:
    """Something told as moved.

    `days` are those named for it before; `meeting` says that it is called an appointment or a
    call, `former` that words point back to one agreed, `as_noted` that it is moved to the note's
    own next contact.
    """

    days: tuple[date, ...]
    meeting: bool
    former: bool
    as_noted: bool


def moving(said: str, *, now: datetime, to: date) -> Moving | None:
    """What a note tells as moved, the next contact being on the day `to`; None for nothing."""
    plain = read_wording(_RIGHTED.sub("", said), None).plain
    if _MOVE.search(plain) is None:
        return None
    times = moments(plain, now=now)
    found = (_moved(plain, verb, times, to) for verb in _MOVE.finditer(plain))
    return next((each for each in found if each is not None), None)


def _moved(plain: str, verb: re.Match[str], times: Sequence[Moment], to: date) -> Moving | None:
    start = max(0, verb.start() - _BEFORE)
    before = _SENTENCE.split(plain[start : verb.start()])[-1]
    start = verb.start() - len(before)
    if OTHER_THINGS.search(before):
        return None
    meeting = verb["appointment"] is not None or _MEETING.search(before) is not None
    target = next((each for each in times if each.start == verb.end()), None)
    put_off = meeting and (verb["appointment"] or verb["put_off"])
    as_noted = bool(put_off) if target is None else target.day == to
    if not as_noted and (target is None or not meeting):
        return None
    return Moving(
        days=tuple(
            each.day
            for each in times
            if start <= each.start < verb.start()
            and _TOLD.search(plain[each.end : verb.start()]) is None
        ),
        meeting=meeting,
        former=_FORMER.search(before) is not None,
        as_noted=as_noted,
    )
