"""What words say of an activity that is kept: who said yes, who came, its day; or a wish to see it.

    王建国答应来摄影活动 ──▶ ActivityTold("accepted", "摄影活动", "王建国")

Only a whole message is one: with anything more in it, it is somebody's note.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.understanding.activity_words import LONGEST, NOUN, TAIL, WEEKDAY

_DAYS_BEFORE = rf"(?:{WEEKDAY}|上次|这次|昨天|今天|那场|这场|这个|那个)?的?"
_ACT = rf"(?:{_DAYS_BEFORE}(?P<act>[\u4e00-\u9fff0-9A-Za-z]{{0,12}}?{NOUN.pattern}))"
_WHO = r"(?P<who>[\u4e00-\u9fffA-Za-z0-9·、，,\s]{1,40}?)"
_SAID: tuple[tuple[str, str], ...] = (
    (
        "absent",
        "(?:最后|还是|都)?(?:没来|没有来|没到|没到场|缺席了?|未到场?|没出席|没去|没参加|没有参加)(?:参加)?",
    ),
    (
        "declined",
        "(?:已经?)?(?:(?:婉拒|谢绝|推辞|推掉|不来|不参加|不去|来不了|去不了)了?|参加不了)(?:参加|来)?",
    ),
    ("accepted", "(?:已经?|都)?(?:答应|同意|确认|报名)了?(?:要|会)?(?:来|参加|去|出席)?了?"),
    ("accepted", "(?:说)?(?:会来|要来|愿意来|愿意参加|说来)(?:参加)?"),
    ("came", "(?:都|也)?(?:来了|到了|到场了?|来参加了|参加了|出席了|去了)"),
    ("invited", "(?:已经?)?(?:邀请|邀|请|约)过?了"),
)
"""How one says of a customer that he is so far, the first that fits."""
_PUT = tuple(
    (state, re.compile(form))
    for state, verb in _SAID
    for form in (rf"^{_WHO}{verb}{_ACT}了?$", rf"^{_ACT}{_WHO}{verb}$", rf"^{_WHO}{_ACT}{verb}$")
)
_ASKED_IN = re.compile(rf"^(?:已经?|刚)?(?:邀请|邀|请|约)过?了{_WHO}(?:来|参加|去){_ACT}$")
_BARE = (
    ("absent", re.compile(rf"^{_WHO}(?:最后|还是|都)?(?:没来|没到|没到场|没有来)$")),
    ("came", re.compile(rf"^{_WHO}(?:都|也)?(?:到场了?|来参加了)$")),
)
"""Without the activity: whether one came, the one thing that is said so."""
_SHOWN = re.compile(
    rf"^(?:看看?|看一下)?{_ACT}的?(?:名单|进展|情况|请了(?:谁|哪些人)|来了(?:谁|哪些人|几个人?|多少人)"
    "|谁来了|谁答应了|怎么样了?|到哪一步了)$"
)
_SUMMED = re.compile(
    rf"^(?:看看?|做个?|出个?)?{_ACT}的?(?:总结|效果|小结|后续|结果|成效)(?:怎么样|如何)?$"
)
_FIXED_ON = re.compile(
    rf"^(?:把)?{_ACT}(?:定在|改到|改在|放在|放到|安排在|推迟到|提前到)(?P<when>.{{2,30}})$"
)
_ALL_KEPT = re.compile(
    "^(?:我的|看看|团队的?)(?:客户)?活动(?:列表|名单|安排)?$|^(?:客户)?活动(?:列表|名单|安排)$"
    "|^我(?:办|建)(?:了|过)?的活动$"
)


@dataclass(frozen=True)
class ActivityTold:
    """What words say of a kept activity: of `who` that he is so far; or a wish to see it.

    `deed` is a state, `show`, `sum`, `day` or `list`; `act` the activity as named, "" where not.
    """

    deed: str
    act: str = ""
    who: str = ""
    when: str = ""


def activity_told(text: str) -> ActivityTold | None:
    """What a whole message says of a kept activity; None where it says anything more or else."""
    words = TAIL.sub("", text.strip())
    if len(words) > LONGEST:
        return None
    if _ALL_KEPT.match(words):
        return ActivityTold("list")
    for deed, form in (("show", _SHOWN), ("sum", _SUMMED), ("day", _FIXED_ON)):
        found = form.match(words)
        if found is not None:
            return ActivityTold(deed, found["act"], when=found.groupdict().get("when") or "")
    for state, form in (("invited", _ASKED_IN), *_PUT):
        found = form.match(words)
        if found is not None:
            return ActivityTold(state, found["act"], found["who"].strip())
    for state, form in _BARE:
        found = form.match(words)
        if found is not None:
            return ActivityTold(state, who=found["who"].strip())
    return None
