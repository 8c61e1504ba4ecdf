"""What an officer asks of his queue in words: a fixed grammar, cut piece by piece.

    read_queue("上周rm1驳回的", names, today=date(2026, 11, 23))

Each piece of the words is a condition, a filler, or named as not understood.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

_GONE = "\x00"
_CONDITION = dict[str, str | bool]
_FILLER = re.compile(
    "请|麻烦|审|被|帮我|给我|帮|我想|想|要|看一?看|看下|看|查一?查|查下|查|找一?找|找|列出|列一?下|列|显示|打开|一下|所有|全部|都|"
    "有哪些|哪些|有没有|有|还|一共|总共|几条|几件|几个|多少条|多少|条|的|了|那些|这些|队列|里|记录|东西|吗|呢|吧|啊|"
    '用了|用过|用到|涉及|关于|提到|卖|客户经理|客户|经理|脚本|话术|产品|规则|[\\s，,。.？?！!、“”"《》]'
)
_LATIN = r"[A-Za-z][A-Za-z0-9_-]*"
_VERDICTS = {
    "rejected": "驳回|打回|否掉|没通过|不通过",
    "passed": "(?<![没不])通过",
    "dismissed": "误报",
    "escalated": "(?<!被)上报了?的|已上报",
    "answered": "答复过?的|已答复",
}
_KINDS = {
    "flagged": "被?标(?:出|记|红)(?:来)?(?:了|过)?|被拦(?:下|住)?",
    "edit": "改过(?:再用)?|改了再用",
    "stop": "上报(?:事件)?|停止事件",
    "draft": "草稿",
    "sample": "抽查|抽样|抽中|抽到",
    "question": "问合规|提问|提的问题",
}
_RISKS = {"high": "高风险", "medium": "中(?:等)?风险", "low": "低风险"}
_STATES = {
    "open": "没审|未审|待审|[要该]审(?!核)|还剩(?:下)?|剩下|没看|没处理|未处理|待处理",
    "asked": "等(?:客户经理|经理)?(?:回答|答复|回复)|没回答",
    "second": "待复核|没复核|要复核",
    "done": "(?<![没未])审[过了]|已审|审完|处理过|处理完",
}
_LOGGED = "给出过?的?建议|给过的建议|建议|简报|问答|说过的话"
_CUSTOMER = r"(?<![A-Za-z0-9])C\d{2,}(?![A-Za-z0-9])"
_RULE = rf"(?:被|违反|规则)\s*({_LATIN})\s*(?:标(?:出|记|红)(?:来)?|拦(?:下|住)?)?(?:了|过)?"
_SPAN = r"(?:最近|近|这)(\d{1,3}|[一二两三七十])天"
_DAY = r"(?:(\d{4})年)?(1[0-2]|0?[1-9])月(?:([12]\d|3[01]|0?[1-9])[日号])?"
_NUMBERS = {"一": 1, "二": 2, "两": 2, "三": 3, "七": 7, "十": 10}
_LONGEST_LEFT = 6
"""More than so many characters that mean nothing here are another message."""


@dataclass(frozen=True)
class Names:
    """What may be named: by the words as they are said, the id meant."""

    staff: Mapping[str, str]
    officers: Mapping[str, str]
    scripts: Mapping[str, str]
    products: Mapping[str, str]


@dataclass(frozen=True)
class QueueAsked:
    """What was asked; a field left empty asks for nothing. `until` is the day after the last.

    `logged`: every suggestion of the log is meant, not the queue. `left` are the words that are
    no condition; the first may be a customer's name.
    """

    staff_id: str = ""
    officer_id: str = ""
    script_id: str = ""
    product_id: str = ""
    rule_id: str = ""
    customer_id: str = ""
    verdict: str = ""
    kind: str = ""
    risk: str = ""
    state: str = ""
    since: date | None = None
    until: date | None = None
    logged: bool = False
    left: tuple[str, ...] = field(default=())

    @property
    def says_something(self) -> bool:
        """Whether any condition was understood."""
        return replace(self, left=()) != QueueAsked()


def read_queue(text: str, names: Names, *, today: date, me: str = "") -> QueueAsked:
    """The conditions of the words; `me` is who 我审的 means."""
    cut = _Cut(unicodedata.normalize("NFKC", text).strip())
    found: dict[str, object] = {}
    for name, take in _takers(names, today, me).items():
        value = take(cut)
        if value:
            found |= value if isinstance(value, dict) else {name: value}
    return QueueAsked(**found, left=cut.left())  # type: ignore[arg-type]


def is_another_message(asked: QueueAsked, text: str) -> bool:
    """Whether too much of the words is no condition."""
    left = sum(map(len, asked.left))
    return not asked.says_something or left > _LONGEST_LEFT or 2 * left > len(text)


class _Cut:
    """A text from which pieces are taken out."""

    def __init__(self, text: str) -> None:
        self.text = text

    def take(self, pattern: str) -> re.Match[str] | None:
        """The first place that fits, taken out."""
        found = re.search(pattern, self.text, re.I)
        if found is not None and found.group():
            self.text = self.text[: found.start()] + _GONE + self.text[found.end() :]
            return found
        return None

    def take_name(self, names: Mapping[str, str], behind: str = "") -> str:
        """The id of the longest name that stands in the text."""
        for name in sorted(names, key=len, reverse=True):
            whole = rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])"
            if self.take(whole + behind):
                return names[name]
        return ""

    def left(self) -> tuple[str, ...]:
        """What is no condition and no filler."""
        return tuple(filter(None, _FILLER.sub(_GONE, self.text).split(_GONE)))


def _takers(names: Names, today: date, me: str) -> Mapping[str, Callable[[_Cut], object]]:
    """What is looked for, in this order: what is longer and surer first."""
    return {
        "time": lambda cut: _time(cut, today),
        "rule_id": lambda cut: m[1] if (m := cut.take(_RULE)) else "",
        "officer_id": lambda cut: _officer(cut, names, me),
        "script_id": lambda cut: cut.take_name(names.scripts),
        "product_id": lambda cut: cut.take_name(names.products),
        "customer_id": lambda cut: m[0].upper() if (m := cut.take(_CUSTOMER)) else "",
        "staff_id": lambda cut: cut.take_name(names.staff),
        "risk": lambda cut: _one_of(cut, _RISKS),
        "state": lambda cut: _one_of(cut, _STATES),
        "verdict": lambda cut: _one_of(cut, _VERDICTS),
        "kind": lambda cut: _one_of(cut, _KINDS),
        "logged": lambda cut: cut.take(_LOGGED) is not None,
    }


def _officer(cut: _Cut, names: Names, me: str) -> str:
    """Who decided: a name of an officer, or 我, before what is done to an item."""
    done = "(?=审|驳回|通过|打回|误报|上报)"
    if me and cut.take("我" + done):
        return me
    return cut.take_name(names.officers)


def _one_of(cut: _Cut, words: Mapping[str, str]) -> str:
    return next((name for name, pattern in words.items() if cut.take(pattern)), "")


def _time(cut: _Cut, today: date) -> dict[str, date] | None:
    for word, span in _spans(today):
        if cut.take(word):
            return {"since": span[0], "until": span[1]}
    if near := cut.take(_SPAN):
        days = _NUMBERS.get(near[1]) or int(near[1])
        return {"since": today - timedelta(days=days - 1), "until": today + timedelta(days=1)}
    day = cut.take(_DAY)
    return _of_day(day, today) if day is not None else None


def _spans(today: date) -> Iterator[tuple[str, tuple[date, date]]]:
    one = timedelta(days=1)
    monday = today - timedelta(days=today.weekday())
    first = today.replace(day=1)
    before = (first - one).replace(day=1)
    yield "前天", (today - 2 * one, today - one)
    yield "昨天|昨日", (today - one, today)
    yield "今天|今日", (today, today + one)
    yield "上个?(?:周|星期|礼拜)", (monday - 7 * one, monday)
    yield "[这本]个?(?:周|星期|礼拜)", (monday, today + one)
    yield "上个?月", (before, first)
    yield "[这本]个?月|当月", (first, today + one)


def _of_day(found: re.Match[str], today: date) -> dict[str, date] | None:
    """A month or a day of it, of the year named or the last one that had it."""
    month, day = int(found[2]), int(found[3] or 1)
    year = int(found[1] or today.year)
    try:
        since = date(year, month, day)
        if found[1] is None and since > today:
            since = since.replace(year=year - 1)
    except ValueError:
        return None
    if found[3]:
        return {"since": since, "until": since + timedelta(days=1)}
    later = since.replace(day=28) + timedelta(days=4)
    return {"since": since, "until": later.replace(day=1)}
