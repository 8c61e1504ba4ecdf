"""Times a question names: 本月, 下周, 近三个月, 12月15号之前, 今年二季度.

A span has its days as looked back on and as looked forward to: 12月 of an account's opening is the
last one, of a maturity the next. `at` may name either where they differ.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.understanding.book.amounts import stretch_at
from bot.understanding.book.periods import FORMS, NUMBER, Span, fixed
from bot.understanding.days import day_of, number

_DAY = timedelta(days=1)
_PAST = re.compile(
    "(?:最近这|最近的|最近|近这|这近|近|过去的|过去|这|前)(?=[0-9半一二两俩仨三四五六七八九十])"
)
_AHEAD = re.compile(
    "(?:未来的|未来|接下来的|接下来|今后|往后|之后|后面|下面|再过|后)(?=[0-9半一二两俩仨三四五六七八九十])"
)
_WITHIN = re.compile("之内|以内|内|里头|里")
_SINCE_NOW = re.compile("之内|以内|以来|来(?!网|的|自|做|办)|内|里头|里|期间|间")
_TO = re.compile("(?:开始|算起|起)?(?:一直)?(?:到|至)|-|—|–|~")
_FROM = re.compile("自|打从|打")
_NOW = re.compile("现在|眼下|目前|如今|当下|这会儿|此刻")
_ALL_OF_IT = re.compile(
    "(?:的)?(?:[这那]一?个?|一个?|整个?)(?:周|星期|礼拜)(?![一二三四五六日天])(?:之内|以内|里头|内|里|间)?"
    "|这?期间|之间|这段时间|那段时间|[这那](?:几天|几日|阵子)(?:里)?|以内|之内"
)
"""Behind a time from one day to another, what says it once more: 16号到22号那一周."""
_BEFORE = re.compile("(?:以前|之前|前)(?!十|[0-9二三四五六七八九]|一(?![共起块律]))")
_PAST_IT = re.compile("过完?")
_UNTIL_NOW = re.compile("以来|到现在|至今|到今天|到目前")
_AFTER = re.compile("过以后|过之后|过后|以后|之后|后|开始|起")


def span_at(text: str, at: int, *, today: date) -> tuple[int, Span] | None:
    """Where a time that begins at *at* ends, and its days."""
    lead = _FROM.match(text, at)
    if lead is not None:
        first = _simple_at(text, lead.end(), today)
        joined = _joined(text, first[0], first[1], today) if first is not None else None
        return joined or _past_feast(text, at, today)
    first = _simple_at(text, at, today)
    if first is None:
        return _past_feast(text, at, today)
    end, span = first
    if span.rolling:
        return first
    joined = _joined(text, end, span, today)
    if joined is not None:
        return joined
    return _edged(text, end, span, today)


def _past_feast(text: str, at: int, today: date) -> tuple[int, Span] | None:
    """过了双十一, 过完国庆: after its days."""
    past = _PAST_IT.match(text, at)
    feast = _simple_at(text, past.end(), today) if past is not None else None
    if feast is None or not feast[1].feast:
        return None
    after = _AFTER.match(text, feast[0])
    end = after.end() if after else feast[0]
    return end, Span(_behind(feast[1].back), _behind(feast[1].ahead))


def _joined(text: str, end: int, span: Span, today: date) -> tuple[int, Span] | None:
    """A time to another: 12月1号到15号, 9月到11月."""
    to = _TO.match(text, end)
    if to is None:
        return None
    now = _NOW.match(text, to.end())
    if now is not None:
        return now.end(), fixed(span.back[0], today)
    other = _simple_at(text, to.end(), today) or _day_alone(text, to.end(), span)
    if other is None or other[1].rolling:
        return None
    last, until = other
    again = _ALL_OF_IT.match(text, last)
    last = again.end() if again is not None else last

    def between(ahead: bool) -> tuple[date | None, date | None]:
        since, end_day = span.days(ahead=ahead)[0], until.days(ahead=ahead)[1]
        if since and end_day and end_day < since:
            end_day = until.ahead[1] if not ahead else end_day
            if end_day is not None and end_day < since:
                end_day = end_day.replace(year=end_day.year + 1)
        return since, end_day

    return last, Span(between(False), between(True))


def _day_alone(text: str, at: int, span: Span) -> tuple[int, Span] | None:
    match = re.compile(rf"({NUMBER})(?:号|日)").match(text, at)
    day = number(match[1]) if match else None
    if match is None or day is None:
        return None

    def on(start: date | None) -> tuple[date | None, date | None]:
        found = day_of(start.year, start.month, day) if start else None
        return found, found

    return match.end(), Span(on(span.back[0]), on(span.ahead[0]))


def _edged(text: str, end: int, span: Span, today: date) -> tuple[int, Span]:
    """A time with 以前, 以来 or 之后 behind it."""
    match = _UNTIL_NOW.match(text, end)
    if match is not None:
        return match.end(), fixed(span.back[0], today)
    match = _BEFORE.match(text, end)
    if match is not None:
        ends = text[end - 1] in "底末"
        return match.end(), Span(_up_to(span.back, ends), (today, _up_to(span.ahead, ends)[1]))
    match = _AFTER.match(text, end)
    if match is not None:
        if match.group().startswith("过") or span.feast:
            return match.end(), Span(_behind(span.back), _behind(span.ahead))
        return match.end(), Span((span.back[0], None), (span.ahead[0], None))
    within = _WITHIN.match(text, end)
    return (within.end() if within else end), span


def _up_to(days: tuple[date | None, date | None], whole: bool) -> tuple[None, date | None]:
    since, until = days
    if whole:
        return None, until
    return None, since - _DAY if since is not None else None


def _behind(days: tuple[date | None, date | None]) -> tuple[date | None, None]:
    return (days[1] + _DAY if days[1] is not None else None), None


def _simple_at(text: str, at: int, today: date) -> tuple[int, Span] | None:
    """The longest of the forms that fit; the earlier of two as long."""
    rolling = _rolling_at(text, at, today)
    best = rolling
    for pattern, read in FORMS:
        match = pattern.match(text, at)
        if match is None or (best is not None and match.end() <= best[0]):
            continue
        span = read(match, today)
        if span is not None:
            best = match.end(), span
    return best


def _rolling_at(text: str, at: int, today: date) -> tuple[int, Span] | None:
    for lead, ahead in ((_PAST, False), (_AHEAD, True)):
        match = lead.match(text, at)
        stretch = stretch_at(text, match.end()) if match else None
        if stretch is not None:
            end, length = stretch
            behind = _SINCE_NOW.match(text, end)
            end = behind.end() if behind else end
            past, coming = (length.before(today), today), (today, length.after(today))
            if match is not None and match.group() == "这":
                return end, Span(past, coming, rolling=True)
            days = coming if ahead else past
            return end, Span(days, days, rolling=True)
    stretch = stretch_at(text, at)
    behind = _WITHIN.match(text, stretch[0]) if stretch else None
    if stretch is None or behind is None:
        return None
    length = stretch[1]
    back, forward = (length.before(today), today), (today, length.after(today))
    return behind.end(), Span(back, forward, rolling=True)
