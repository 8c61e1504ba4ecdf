"""Whose customers: 陈晓的客户, 刘芳那边, 刘芳或者赵敏的户."""

from __future__ import annotations

from bot.book.fields import Field
from bot.book.query import Leaf, Op, any_of
from bot.understanding.book.lexing import Form, Token
from bot.understanding.book.pieces import Cursor, Met, Reading, leaf
from store.names.surnames import COMMON

_OTHERS = frozenset({"的其他人", "的其他人手里", "的其他人手上"})
_LOOSE = frozenset({"的", "户", "家", "管", "跟的"})
"""Words behind a name that do not tell by themselves that it is a colleague's."""
_PLACES = frozenset({"在", "到", "从", "去", "往"})
_BEFORE = ("filler", "except", "or", "listing")


def owner_reader(cursor: Cursor, at: int) -> Reading | None:
    """A colleague in sight, or a name like one's whose customers are not."""
    token = cursor.token(at)
    if token is None or not token.has("owner"):
        return _owner_unknown(cursor, at)
    return leaf(Field.OWNER, Op.EQ, token.first("owner")), _past_owned(cursor, at + 1)


def _past_owned(cursor: Cursor, end: int) -> int:
    while cursor.is_(cursor.gaps(end), "owned"):
        end = cursor.gaps(end) + 1
    return end


def _owner_unknown(cursor: Cursor, at: int) -> Reading | None:
    """刘芳那边, 周敏手上的: a surname opens it, a word for what she manages closes it."""
    start = cursor.tokens[at].start
    before = cursor.token(at - 1)
    if cursor.text[start : start + 1] not in COMMON or not _may_start(before):
        return None
    excepted = before is not None and before.has("except")
    for length in (3, 2):
        place = place_at(cursor, start + length)
        token = cursor.token(place) if place is not None else None
        if place is None or token is None or not _is_name(cursor, at, place):
            continue
        read = _named_owner(cursor, cursor.text[start : start + length], place, excepted)
        if read is not None:
            return read
    return None


def _may_start(before: Token | None) -> bool:
    """Whether a name may stand behind the token: not behind a word for a place."""
    if before is None or before.form in {Form.BREAK, Form.GAP}:
        return True
    return before.text not in _PLACES and any(before.has(role) for role in _BEFORE)


def _named_owner(cursor: Cursor, name: str, place: int, excepted: bool) -> Reading | None:
    """The owner by a name and what stands behind it at *place*."""
    token = cursor.tokens[place]
    if token.has("or") or token.has("listing"):
        return _either_owner(cursor, name, cursor.gaps(place + 1))
    if token.text in _OTHERS:
        return leaf(Field.OWNER, Op.EQ, name), place
    if not token.has("owned"):
        return None
    end = _past_owned(cursor, place + 1)
    marked = token.text not in _LOOSE or end > place + 1 or excepted
    marked = marked or _by_itself(cursor, place, name)
    if marked or _beside_owner(cursor, place + 1):
        return leaf(Field.OWNER, Op.EQ, name), end
    return None


def _by_itself(cursor: Cursor, place: int, name: str) -> bool:
    """Whether spaces set a name with its 的 apart among keywords: 没交易 刘芳的 资产大."""
    lead = cursor.tokens[place].start - len(name)
    apart = lead > 0 and cursor.text[lead - 1].isspace() and cursor.form(place + 1) is Form.GAP
    return apart and cursor.tokens[place].text == "的" and len(name) > 1


def _either_owner(cursor: Cursor, name: str, at: int) -> Reading | None:
    """刘芳或者赵敏的户: both are asked for."""
    other = owner_reader(cursor, at) if cursor.token(at) is not None else None
    if other is None or not isinstance(other[0], Met) or name.endswith("的"):
        return None
    both = any_of([Leaf(Field.OWNER, Op.EQ, name), other[0].condition])
    return (Met(both, Field.OWNER), other[1]) if both is not None else None


def _beside_owner(cursor: Cursor, at: int) -> bool:
    """Whether a colleague is named next to it: 刘芳的跟陈晓的."""
    linked = cursor.is_(at, "listing") or cursor.is_(at, "or")
    return linked and cursor.is_(cursor.gaps(at + 1), "owner")


def _is_name(cursor: Cursor, at: int, end: int) -> bool:
    """Whether no word of the lexicon stands where a name is looked for."""
    return all(token.form is Form.TEXT or len(token.text) == 1 for token in cursor.tokens[at:end])


def place_at(cursor: Cursor, start: int) -> int | None:
    """The place of the token that begins where a text ends; None where none begins there."""
    for at, token in enumerate(cursor.tokens):
        if token.start == start:
            return at
        if token.end > start > token.start:
            return None
    return len(cursor.tokens)
