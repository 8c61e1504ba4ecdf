"""Days asked for: 半年没联系, 上周聊过, 今年开户, 下周要跟进, 12月到期, 下个月生日, 问过保险."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.book.fields import AlertAsked, Due, Field
from bot.book.query import (
    Any_,
    Condition,
    Contacted,
    Leaf,
    Not,
    Op,
)
from bot.understanding.book.amounts import Stretch
from bot.understanding.book.birthdays import birthday_in
from bot.understanding.book.comparing import before_at, behind_at
from bot.understanding.book.lexing import Form
from bot.understanding.book.periods import Span
from bot.understanding.book.pieces import Cursor, Met, OfHolding, Reading, leaf

_AHEAD = frozenset({Field.NEXT_ON, Field.MATURITY, Field.BIRTHDAY, Field.CONSENT_UNTIL})
_QUIET = frozenset({Field.CONTACTED_ON, Field.TRADED_ON})
_DAY = timedelta(days=1)
_CHANNELS = (
    (
        re.compile("拜访|上门|走访|约见|面谈|面聊|见面|见过|碰面|碰过面|碰头|当面|面访|照面|^见"),
        "visit",
    ),
    (re.compile("视频"), "video"),
    (re.compile("微信"), "wechat"),
    (re.compile("电话|通话"), "phone"),
)
"""Contacts whose words say how they were had."""
_WITH = frozenset("跟 和 与 同 被".split())
_HELD = ("types", "product", "have", "kinds_of", "behind", "before", "single")
_LAST = re.compile("上次|上回|上一次|最后|末次|最近一次|日期|时间|日子")
"""Words by which a contact is the last one, not any."""
_NEVER: Mapping[Condition, Field] = {Leaf(each, Op.UNKNOWN): each for each in _QUIET}
"""一次没联系 behind a time is of that time."""
_TIMED: Mapping[Condition, Field] = {
    Leaf(Field.ALERT, Op.IS, AlertAsked.CONTACT_OVERDUE.value): Field.NEXT_ON,
    Leaf(Field.FOLLOW_UP, Op.IS, Due.OPEN.value): Field.NEXT_ON,
    Leaf(Field.ALERT, Op.IS, AlertAsked.MATURITY.value): Field.MATURITY,
    Leaf(Field.ALERT, Op.IS, AlertAsked.BIRTHDAY.value): Field.BIRTHDAY,
    Leaf(Field.ALERT, Op.IS, AlertAsked.NEW.value): Field.OPENED,
}
"""下周该联系的, 上个月刚开户的: behind a time, what happens in it."""
_UNPLANNED = Leaf(Field.NEXT_ON, Op.UNKNOWN)


def quiet_reader(cursor: Cursor, at: int) -> Reading | None:
    """超过半年没联系, 两个月没交易, 没联系超过三个月: the last such day is before, or unknown."""
    op, place = before_at(cursor, at)
    length = _length(cursor, place)
    if length is not None:
        _, end = behind_at(cursor, place + 1)
        place = cursor.skip(end)
        field, end = _undone(cursor, place)
    elif op is None and cursor.is_(at, "not"):
        field, end = _verb(cursor, cursor.skip(at + 1))
        _, place = before_at(cursor, cursor.skip(end))
        length = _length(cursor, place)
        end = behind_at(cursor, place + 1)[1]
    else:
        return None
    if length is None or field not in _QUIET:
        return None
    return _quiet_before(field, length.before(cursor.today)), end


def _undone(cursor: Cursor, place: int) -> tuple[Field | None, int]:
    """What did not happen: 没联系, 一笔交易没有, 没一次联系."""
    token = cursor.token(place)
    never = _NEVER.get(token.condition) if token is not None and token.condition else None
    if never is not None:
        return never, place + 1
    if token is not None and token.has("blank_behind") and token.text.endswith("维护"):
        return Field.CONTACTED_ON, place + 1
    place = _past_matter(cursor, place)
    if cursor.is_(place, "not"):
        return _verb(cursor, _past_matter(cursor, cursor.skip(place + 1)))
    field, end = _verb(cursor, place)
    behind = cursor.skip(end)
    if field is None or not cursor.is_(behind, "not"):
        return None, place
    again, after = _verb(cursor, cursor.skip(behind + 1))
    return field, after if again is field else behind + 1


def _quiet_before(field: Field, day: date) -> Met:
    return Met(Any_((Leaf(field, Op.LT, day), Leaf(field, Op.UNKNOWN))), field)


def _length(cursor: Cursor, at: int) -> Stretch | None:
    """A length of time: 半年, or the one within 近三个月."""
    token = cursor.token(at)
    if token is None:
        return None
    if isinstance(token.value, Stretch):
        return token.value
    if isinstance(token.value, Span) and token.value.rolling and token.value.back[0]:
        return Stretch(days=(cursor.today - token.value.back[0]).days)
    return None


def _verb(cursor: Cursor, at: int) -> tuple[Field | None, int]:
    """What happened, and the place behind the words for it."""
    token = cursor.token(at)
    if token is None or not token.has("verbs"):
        return None, at
    end = at + 1
    while cursor.is_(end, "verbs") and cursor.tokens[end].first("verbs") == token.first("verbs"):
        end += 1
    return Field(token.first("verbs")), end


def since_reader(cursor: Cursor, at: int) -> Reading | None:
    """开户满三年, 开户不到半年, 上次联系超过三个月: a day by how long ago it was."""
    field, end = _verb(cursor, at)
    if field is None or field in _AHEAD:
        return None
    op, place = before_at(cursor, cursor.skip(end))
    token = cursor.token(place)
    if token is None or not isinstance(token.value, Stretch):
        return None
    behind, end = behind_at(cursor, place + 1)
    how = op or behind
    if how is None:
        return None
    flipped = {Op.GE: Op.LE, Op.GT: Op.LT, Op.LT: Op.GT, Op.LE: Op.GE}[how]
    return leaf(field, flipped, token.value.before(cursor.today)), end


def span_reader(cursor: Cursor, at: int) -> Reading | None:
    """A time with what happens in it: 上周聊过, 12月到期, 下周没排跟进, 到期日在下个月."""
    token = cursor.token(at)
    if token is not None and isinstance(token.value, Span):
        return _span_first(cursor, at, token.value)
    field, end = _verb(cursor, at)
    if field is None:
        return None
    place = cursor.skip(end)
    token = cursor.token(place)
    if token is None or not isinstance(token.value, Span):
        return None
    if _belongs_behind(cursor, place):
        return None
    if field is Field.CONTACTED_ON and _LAST.search(cursor.tokens[at].text):
        return Met(between(field, *token.value.back), field), place + 1
    return _in_span(field, token.value, cursor, None), place + 1


def _belongs_behind(cursor: Cursor, at: int) -> bool:
    """Whether a time belongs to what stands behind it: 联系过，上周..."""
    place = cursor.skip(at + 1)
    if cursor.is_(place, "not"):
        place = cursor.skip(place + 1)
    return _verb(cursor, place)[0] is not None


def _span_first(cursor: Cursor, at: int, span: Span) -> Reading | None:
    place, negative = _past_pause(cursor, at), False
    channel = None
    if matures_later(cursor, place):
        since, until = span.days(ahead=True)
        return OfHolding(between(Field.MATURITY, since, until), Field.MATURITY), at + 1
    while (step := _frame(cursor, place)) is not None:
        negative, place = negative != step.negative, step.place
        channel = step.channel or channel
    token = cursor.token(place)
    if token is not None and token.condition == _UNPLANNED:
        planned = _in_span(Field.NEXT_ON, span, cursor, None)
        return Met(Not(planned.condition), Field.NEXT_ON), place + 1
    timed = _TIMED.get(token.condition) if token is not None and token.condition else None
    if timed is not None and not negative and not span.rolling:
        return _in_span(timed, span, cursor, None), place + 1
    never = _NEVER.get(token.condition) if token is not None and token.condition else None
    if token is not None and never is not None:
        meant = _in_span(never, span, cursor, _channel_of(token.text))
        return _not_in_span(never, span, meant, cursor), place + 1
    field, end = _verb(cursor, place)
    if field is None:
        return None
    words = cursor.tokens[place].text
    meant = _in_span(field, span, cursor, channel or _channel_of(words))
    if not negative:
        return meant, end
    return _not_in_span(field, span, meant, cursor), end


def _channel_of(words: str) -> str | None:
    return next((channel for pattern, channel in _CHANNELS if pattern.search(words)), None)


@dataclass(frozen=True, slots=True)
class _Step:
    """A word between a time and what happens in it, and the place behind it."""

    place: int
    negative: bool = False
    channel: str | None = None


def _frame(cursor: Cursor, place: int) -> _Step | None:
    """没, 有, 电话, 排 … before what happens; None where it is said, or nothing of it."""
    token = cursor.token(place)
    if token is None:
        return None
    ahead = cursor.skip(place + 1)
    if token.text in _WITH or token.has("between"):
        return _Step(ahead)
    if token.has("verbs"):
        return None
    if token.has("not"):
        return _Step(ahead, negative=True)
    field = _verb(cursor, _past_matter(cursor, ahead))[0]
    if token.has("channels") and field is Field.CONTACTED_ON:
        return _Step(ahead, channel=token.first("channels"))
    leads = token.has("have") or token.has("agree") or token.has("matter")
    return _Step(ahead) if field is not None and leads else None


def _past_matter(cursor: Cursor, place: int) -> int:
    """Behind 钱, 一笔, 东西: what happens to it stands there."""
    while cursor.is_(place, "matter"):
        place = cursor.skip(place + 1)
    return place


def _past_pause(cursor: Cursor, at: int) -> int:
    """Behind a time, and behind the comma that only sets it off: 上个月，聊过的."""
    place = cursor.skip(at + 1)
    before = cursor.token(at - 1)
    alone = before is None or before.form is Form.BREAK or before.has("filler")
    if alone and cursor.form(place) is Form.BREAK and cursor.tokens[place].text == ",":
        return cursor.skip(place + 1)
    return place


def matures_later(cursor: Cursor, at: int) -> bool:
    """Whether 到期 follows behind what is held: 有50万以上存款到期."""
    first = True
    while (token := cursor.token(at)) is not None:
        if token.has("verbs") and Field.MATURITY in token.roles["verbs"]:
            return not first
        held = token.form in {Form.MONEY, Form.LEVEL} or any(token.has(r) for r in _HELD)
        if not held and not token.has("filler"):
            return False
        first = first and not held
        at += 1
    return False


def _in_span(field: Field, span: Span, cursor: Cursor, channel: str | None) -> Met | OfHolding:
    since, until = span.days(ahead=field in _AHEAD)
    if field is Field.BIRTHDAY:
        return birthday_in(span)
    if field is Field.MATURITY:
        return OfHolding(between(field, since, until), field)
    if field is Field.CONTACTED_ON:
        if since is None:
            return Met(between(field, since, until), field)
        condition = Contacted(since, until or cursor.today, channel)
        return Met(condition, field)
    return Met(between(field, since, until), field)


def _not_in_span(
    field: Field, span: Span, meant: Met | OfHolding, cursor: Cursor
) -> Met | OfHolding:
    if span.rolling and field in _QUIET and span.back[0] is not None:
        return _quiet_before(field, span.back[0])
    lasting = span.back[1] is None or span.back[1] >= cursor.today
    if field is Field.TRADED_ON and span.back[0] is not None and lasting:
        return _quiet_before(field, span.back[0])
    negated = Not(meant.condition)
    return Met(negated, field) if isinstance(meant, Met) else OfHolding(negated, field)


def between(field: Field, since: date | None, until: date | None) -> Condition:
    """A day of a field from one day to another, either of which may be open."""
    if since and until:
        return Leaf(field, Op.BETWEEN, (since, until))
    if since:
        return Leaf(field, Op.GE, since)
    return Leaf(field, Op.LE, until)
