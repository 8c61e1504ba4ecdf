"""A brief's first screen: what fits on a phone, chosen line by line and never cut."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations, product, zip_longest

from bot.blocks import Line, Screen, bold, line, paragraph, screen, words_of
from bot.record.alerts import Alert
from bot.record.consent import ending_words
from bot.record.slots import wan
from bot.record.standing import Standing
from bot.record.vocabulary import AlertCode
from bot.render.words import day_of, own_zone, when_due
from bot.results.advice import Brief, NextAction, ScriptSource, StopSteps, TalkSource
from bot.results.vocabulary import ActionKind
from store.customers import CustomerRecord

MOST_CHARACTERS = 300
MOST_ROWS = 15
ROW = 18
"""Chinese characters a phone's row holds, as `rows_of` counts them."""
MOST_ALERTS = 3
MOST_POINTS = 3
_CLAUSE = re.compile(r"[，；：。（]")
_SAYS = re.compile(r"[已将有没还刚占缺设转]|生日|承诺|跟进|老年|新客户")
"""What makes the beginning of an alert an alert: without it, it only names what it is about."""
_LEAST_ALERT = 6
_SHORT_ALERT = 20
_MOST_TRIED = 3
_SOON = timedelta(days=14)
_GRAVE = frozenset(
    {AlertCode.OPEN_COMPLAINT, AlertCode.CHURN_OUTFLOW, AlertCode.CHURN_NO_TRANSACTIONS}
)
"""Alerts of what a superior is told."""
_OWED = 1
"""The rank up to which an action is owed: a later one does not stand for it."""
_POINT = "0. "
"""What stands for a point's number until it is known which points are shown."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Lines that are shown or left out together, with what they take of the screen."""

    lines: tuple[Line, ...]
    characters: int
    rows: int

    @staticmethod
    def of(*lines: Line) -> _Part:
        told = [len(words_of(each)) + 1 for each in lines]
        return _Part(lines, sum(told), sum(rows_of(words_of(each)) for each in lines))


def rows_of(text: str) -> int:
    """The rows a text takes on a phone, its buttons not counted; an empty line takes none."""
    return sum(-(-len(each) // ROW) for each in text.split("\n"))


def first_screen(brief: Brief) -> Screen:
    """Who he is, the goal, alerts, opening, points, what comes next: the first choice that fits.

    While an event is open: what is to be done about it, whom to tell, what may be said.
    """
    if brief.steps:
        return screen(paragraph(*_told(_steps(brief))))
    head, opening = _Part.of(*_head(brief)), _Part.of(*_opening(brief))
    parts: tuple[_Part, ...] = (head, opening)
    for points, action, alerts in _choices(brief):
        parts = (head, alerts, opening, *points, action)
        if _fit(parts):
            break
    return screen(paragraph(*_told(parts)))


def _told(parts: Sequence[_Part]) -> Iterator[Line]:
    """The lines of the parts, the points numbered as they come."""
    number = 0
    for part in parts:
        for each in part.lines:
            if not words_of(each).startswith(_POINT):
                yield each
                continue
            number += 1
            yield line(f"{number}. {words_of(each).removeprefix(_POINT)}")


def _fit(parts: Sequence[_Part]) -> bool:
    """Whether the parts fit on a phone's screen."""
    characters = rows = 0
    for part in parts:
        characters += part.characters
        rows += part.rows
    return characters <= MOST_CHARACTERS and rows <= MOST_ROWS


def _choices(brief: Brief) -> Iterator[tuple[tuple[_Part, ...], _Part, _Part]]:
    """Every choice, the best first: points are kept longest, then the action, then alerts.

    Where nothing of it fits there is neither action nor alert: they stand behind the buttons.
    """
    actions, alerts = list(_actions(brief)) or [_Part.of()], list(_alerts(brief.alerts))
    points = [_Part.of(line(f"{_POINT}{each.text}")) for each in brief.talking_points]
    leading = tuple(points[:1]) if _takes_up(brief) else ()
    for many in range(min(MOST_POINTS, len(points)), -1, -1):
        for action, alert in product(actions, alerts):
            for chosen in combinations(points, many):
                if chosen[: len(leading)] == leading:
                    yield chosen, action, alert
    for action, alert in product([*actions, _Part.of()], [*alerts, _Part.of()]):
        yield (), action, alert


def _steps(brief: Brief) -> list[_Part]:
    """The steps of the gravest open event; what does not fit stands behind its button."""
    steps = brief.steps[0]
    head = _Part.of(*_head(brief), *_opening(brief))
    deeds = [_Part.of(line(f"{_POINT}{each.text}")) for each in steps.now]
    tells = [_Part.of(_action(each, brief)) for each in _reports(brief, steps)]
    says = [_Part.of(line(bold("可以说 "), each.text)) for each in steps.may_say]
    kept = [head]
    for part in _in_turn(deeds, tells, says):
        if _fit([*kept, part]):
            kept.append(part)
    return [part for part in (head, *deeds, *tells, *says) if part in kept]


def _in_turn(*kinds: Sequence[_Part]) -> Iterator[_Part]:
    """The first of each kind, then the second of each, and so on."""
    for each in zip_longest(*kinds):
        yield from (part for part in each if part is not None)


def _reports(brief: Brief, steps: StopSteps) -> Iterator[NextAction]:
    """Whom to tell of an event, the soonest first."""
    told = {each.what.sources for each in steps.tell}
    return (each for each in brief.next_actions if each.sources in told)


def _takes_up(brief: Brief) -> bool:
    """Whether the first point takes up what the customer said: it is shown before any other."""
    first = brief.talking_points[:1]
    return any(isinstance(source, TalkSource) for point in first for source in point.sources)


def on_first(brief: Brief) -> list[str]:
    """The texts of the points that stand on the first screen."""
    shown = [words_of(each) for block in first_screen(brief) for each in block.lines]
    return [p.text for p in brief.talking_points if any(each.endswith(p.text) for each in shown)]


def _head(brief: Brief) -> Iterator[Line]:
    yield line(bold(brief.record.name), f" · {' · '.join(_traits(brief.record, brief.standing))}")
    yield line(bold("目标 "), brief.goal.text)


def _traits(record: CustomerRecord, standing: Standing) -> Iterator[str]:
    yield standing.tier.label
    if record.risk_level:
        yield record.risk_level
    elif not record.is_company:
        yield "未测评"
    yield wan(record.aum_wan) or "资产不明"
    ends = ending_words(record, today=standing.today)
    if ends:
        yield ends


def _alerts(alerts: Sequence[Alert]) -> Iterator[_Part]:
    """Three alerts, two or one, in few words or by name, and how many more there are."""
    for shown in range(min(MOST_ALERTS, len(alerts)), 0, -1):
        left = f"；还有{len(alerts) - shown}项" if len(alerts) > shown else ""
        few = alerts[:shown]
        for told in (map(short_alert, few), (alert.code.label for alert in few)):
            yield _Part.of(line(f"⚠ {'；'.join(told)}{left}"))
    if not alerts:
        yield _Part.of()


def short_alert(alert: Alert) -> str:
    """An alert in a few words: whole, its first clause, or its name."""
    first = _CLAUSE.split(alert.text)[0]
    first = first if _SAYS.search(first) else ""
    fitting = (words for words in (alert.text, first) if _LEAST_ALERT <= len(words) <= _SHORT_ALERT)
    return next(fitting, alert.code.label)


def _opening(brief: Brief) -> Iterator[Line]:
    if brief.opening is not None:
        yield line(bold("开场 "), brief.opening.text)
    elif brief.steps:
        yield line(f"🚫 先处置，不按平常联系{_others(brief)}：")
    elif any(alert.code is AlertCode.DO_NOT_CONTACT for alert in brief.alerts):
        yield line("🚫 现在不主动联系这位客户，来电时：")
    elif any(alert.code is AlertCode.MINOR for alert in brief.alerts):
        yield line("🚫 不直接联系客户本人：")
    elif brief.record.escalations:
        yield line("🚫 先处置，不按平常联系：")


def _others(brief: Brief) -> str:
    """The open events beside the gravest, whose steps stand behind the button."""
    others = "、".join(each.event.label for each in brief.steps[1:])
    return f"（另有：{others}）" if others else ""


def _actions(brief: Brief) -> Iterator[_Part]:
    """The next action; a later one where it does not fit, but never for what is owed."""
    ordered = sorted(brief.next_actions, key=lambda each: _rank(each, brief))[:_MOST_TRIED]
    owed = [each for each in ordered if _rank(each, brief) <= _OWED]
    for action in owed[:1] or ordered:
        yield _Part.of(_action(action, brief))


def _rank(action: NextAction, brief: Brief) -> int:
    """What must be done today, then what is owed, what the lead script asks, and the rest."""
    source = action.sources[0] if action.sources else None
    if action.kind is ActionKind.RECORD:
        return 5
    left = day_of(action.due, own_zone(brief.generated_at)) - brief.standing.today
    demanded = action.rule_id is not None or _told_on(action, brief)
    if demanded and left <= timedelta():
        return 0
    if demanded or not isinstance(source, ScriptSource):
        return _OWED if left <= _SOON else 4
    if action.kind is ActionKind.ESCALATE:
        return 2
    return 3 if brief.scenarios and source.script_id == brief.scenarios[0].script_id else 4


def _told_on(action: NextAction, brief: Brief) -> bool:
    """Whether a superior is told of what stands, not of what may come up."""
    grave = any(alert.code in _GRAVE for alert in brief.alerts)
    return action.kind is ActionKind.ESCALATE and grave


def _action(action: NextAction, brief: Brief) -> Line:
    zone, today = own_zone(brief.generated_at), brief.standing.today
    due = bold(when_due(action.due, zone=zone, today=today))
    return line("▶ ", due, f" {action.text}")
