"""Words and marks that several screens share: times in the office's zone, sources set small."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo

from bot.blocks import Span, small
from bot.results.advice import RuleSource, ScriptSource, Source, TalkSource

CIRCLED = "①②③④⑤⑥⑦⑧⑨"
INDENT = "　"
_WEEKDAYS = "一二三四五六日"


def when(due: date | datetime, *, zone: tzinfo, today: date) -> str:
    """A due time in words: 今天 15:30, 明天, 11月26日(周四); hours are the zone's."""
    if not isinstance(due, datetime):
        return _day(due, today)
    here = due.astimezone(zone)
    return f"{_day(here.date(), today)} {here:%H:%M}"


def when_due(due: date | datetime, *, zone: tzinfo, today: date) -> str:
    """The same, and that it is past: 已过期 11月20日(周五)."""
    late = "已过期 " if day_of(due, zone) < today else ""
    return late + when(due, zone=zone, today=today)


def day_of(due: date | datetime, zone: tzinfo) -> date:
    """The day of a due time in the zone."""
    return due.astimezone(zone).date() if isinstance(due, datetime) else due


def within_words(within: timedelta | None) -> str:
    """By when, in words: 立刻, 10分钟内, 1小时内; None is 当天."""
    if within is None:
        return "当天"
    if not within:
        return "立刻"
    minutes = int(within.total_seconds() // 60)
    return f"{minutes}分钟内" if minutes < 60 else f"{minutes // 60}小时内"


def moment(at: datetime, *, zone: tzinfo) -> str:
    """When something happened, to the minute, in the zone: 11-26 15:30."""
    return f"{at.astimezone(zone):%m-%d %H:%M}"


def for_whom(name: str | None) -> str:
    """Whom what is said is for, behind a heading: so that nobody takes it for another's."""
    return f"（对 {name}）" if name else "（一般情况，没有指定客户）"


def own_zone(at: date | datetime) -> tzinfo:
    """The zone a time is told in; a bare date has none, and needs none to be shown."""
    return (at.tzinfo if isinstance(at, datetime) else None) or UTC


def source_mark(sources: Sequence[Source], scripts: Sequence[str]) -> Span:
    """Where a line stands, set small: 〔①p2〕 is line p2 of the first of the scripts."""
    places = " ".join(_place(each, scripts) for each in sources)
    return small(f" 〔{places}〕" if places else "")


def rule_mark(name: str) -> Span:
    """A rule's or script's id, set small behind what it stands for."""
    return small(f" 〔{name}〕")


def _day(day: date, today: date) -> str:
    if day == today:
        return "今天"
    if day == today + timedelta(days=1):
        return "明天"
    year = f"{day.year}年" if day.year != today.year else ""
    return f"{year}{day.month}月{day.day}日(周{_WEEKDAYS[day.weekday()]})"


def _place(source: Source, scripts: Sequence[str]) -> str:
    match source:
        case ScriptSource(script_id, _, line) if script_id in scripts:
            return CIRCLED[scripts.index(script_id)] + _anchor(line)
        case ScriptSource(script_id, _, line):
            return f"{script_id}:{_anchor(line)}"
        case TalkSource():
            return "沟通记录"
        case RuleSource(rule_id):
            return rule_id


def _anchor(line: str) -> str:
    """A line's reference without the facts it is said under: o1@senior?maturity_days:>=0."""
    return line.partition("?")[0]
