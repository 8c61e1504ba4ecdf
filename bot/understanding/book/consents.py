"""What customers allowed: 没授权理财, 签了贷款授权, 同意调研."""

from __future__ import annotations

from collections.abc import Sequence

from bot.book.fields import Field
from bot.book.query import Condition, Leaf, Not, Op, all_of, any_of
from bot.understanding.book.dating import between
from bot.understanding.book.lexing import Form
from bot.understanding.book.owners import place_at
from bot.understanding.book.periods import Span
from bot.understanding.book.pieces import Cursor, Met, Reading

_ENDS = ("到期", "过期", "失效")
_SOLD = ("wealth", "insurance", "loan", "settlement")


def consent_reader(cursor: Cursor, at: int) -> Reading | None:
    """没授权理财, 签了贷款授权, 保险授权没给, 同意理财营销."""
    negative = cursor.is_(at, "not")
    place = cursor.skip(at + 1) if negative else at
    while cursor.is_(place, "agree") and not cursor.is_(place, "consents"):
        place = cursor.skip(place + 1)
    if cursor.is_(place, "consent"):
        return _scopes_behind(cursor, place, negative)
    scopes, end, either = _scopes(cursor, place)
    if not scopes:
        return None
    place = cursor.skip(end)
    while cursor.token(place) is not None and cursor.tokens[place].text in _BOTH:
        place = cursor.skip(place + 1)
    if cursor.tokens[_agreed(cursor, at)].text in _AGREED and not cursor.is_(place, "consent"):
        return _consents(scopes, negative, either, end)
    if cursor.is_(place, "agree") and cursor.is_(cursor.skip(place + 1), "consent"):
        place = cursor.skip(place + 1)
    if cursor.is_(place, "not") and not negative:
        negative, place = True, _past_agreeing(cursor, cursor.skip(place + 1))
    if not cursor.is_(place, "consent"):
        return None
    if not negative:
        negative, end = _given(cursor, place + 1)
        return _consents(scopes, negative, either, end)
    return _consents(scopes, negative, either, place + 1)


def consent_end_reader(cursor: Cursor, at: int) -> Reading | None:
    """授权下月到期, 理财授权明年过期: the time between the consent and its end."""
    place = at
    while cursor.is_(place, "consents"):
        place = cursor.skip(place + 1)
    if not cursor.is_(place, "consent"):
        return None
    place = cursor.skip(place + 1)
    token, ends = cursor.token(place), cursor.token(cursor.skip(place + 1))
    if token is None or not isinstance(token.value, Span) or ends is None:
        return None
    end = place_at(cursor, ends.start + 2) if cursor.text.startswith(_ENDS, ends.start) else None
    if end is None and not ends.text.startswith(_ENDS):
        return None
    days = token.value.days(ahead=True)
    met = Met(between(Field.CONSENT_UNTIL, *days), Field.CONSENT_UNTIL)
    return met, end if end is not None else cursor.skip(place + 1) + 1


_BOTH = frozenset("俩 两个 两样 两项 这项 那项 这一项 那一项 一项 这块 那块 这一块 方面 上".split())
_AGREED = frozenset({"同意", "同意过"})
"""Said alone before what is agreed to: 同意调研."""


def _agreed(cursor: Cursor, at: int) -> int:
    return cursor.skip(at + 1) if cursor.is_(at, "not") else at


def _past_agreeing(cursor: Cursor, place: int) -> int:
    while cursor.is_(place, "agree"):
        place = cursor.skip(place + 1)
    return place


def _scopes_behind(cursor: Cursor, place: int, negative: bool) -> Reading:
    """授权理财: for what stands behind; nothing said, for whatever is sold."""
    scopes, end, either = _scopes(cursor, cursor.skip(place + 1))
    read = _consents(scopes, negative, either, end + cursor.is_(end, "consent"))
    return read if read is not None else (_any_consent(negative), place + 1)


def _given(cursor: Cursor, end: int) -> tuple[bool, int]:
    """Whether 没给 stands behind 授权, and the place behind 没给 or 签了."""
    behind = cursor.skip(end)
    if cursor.is_(behind, "not"):
        after = cursor.skip(behind + 1)
        if cursor.is_(after, "agree"):
            return True, after + 1
        if cursor.form(after) in {None, Form.BREAK} or after > behind + 1:
            return True, behind + 1
    if cursor.is_(behind, "agree") and not cursor.is_(behind, "have"):
        return False, behind + 1
    return False, end


def _any_consent(negative: bool) -> Met:
    """没授权 without saying for what: for nothing that is sold."""
    sold = [Leaf(Field.CONSENT, Op.HAS, each) for each in _SOLD]
    met = any_of(sold)
    return Met(Not(met) if negative else met, Field.CONSENT)


def _scopes(cursor: Cursor, at: int) -> tuple[list[str], int, bool]:
    found: list[str] = []
    end, either = at, False
    place = at
    while (token := cursor.token(place)) is not None and token.has("consents"):
        found.append(token.first("consents"))
        end = place + 1
        place = cursor.gaps(end)
        if cursor.is_(place, "or"):
            either = True
        elif not cursor.is_(place, "listing"):
            break
        place = cursor.gaps(place + 1)
    return found, end, either


def _consents(scopes: Sequence[str], negative: bool, either: bool, end: int) -> Reading | None:
    op = Op.LACKS if negative else Op.HAS
    leaves: list[Condition] = [Leaf(Field.CONSENT, op, scope) for scope in scopes]
    joined = any_of(leaves) if either and not negative else all_of(leaves)
    return (Met(joined, Field.CONSENT), end) if joined is not None else None
