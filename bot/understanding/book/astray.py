"""Trades and ages that are only the subject of words not understood: 老板打算搬厂的."""

from __future__ import annotations

from collections.abc import Sequence

from bot.book.fields import AlertAsked, Field
from bot.book.query import Leaf, Op
from bot.understanding.book.lexicon import lexicon
from bot.understanding.book.pieces import Content, Idle, Met, Piece, Unread

_PEOPLE = (
    Leaf(Field.ALERT, Op.IS, AlertAsked.SENIOR.value),
    Leaf(Field.ALERT, Op.IS, AlertAsked.MINOR.value),
)


def _framed(content: Content, words: str) -> bool:
    """Whether words beside a trade or an age say that the customer is meant: 当老师的, 老年客户."""
    if isinstance(content, Met) and content.condition in _PEOPLE:
        return words.endswith(("客户", "人群", "岁"))
    return words not in lexicon().roles


_TAGGED = frozenset(
    {Field.OCCUPATION, Field.INDUSTRY, Field.INTERESTS, Field.NEEDS, Field.RESOURCES}
)


def _subject_before(pieces: Sequence[Piece], at: int) -> bool:
    """Whether words not understood run into a tag: 老婆当老师的, 朋友圈爱晒摄影的."""
    place, length = pieces[at].start, 0
    for before in reversed(pieces[:at]):
        if before.end != place or not isinstance(before.content, Unread):
            break
        place, length = before.start, length + before.end - before.start
    return length > 1


def astray(pieces: Sequence[Piece], at: int, text: str) -> Piece:
    """The piece at a place; unread where words not understood go on from it without a 的."""
    piece = pieces[at]
    content = piece.content
    if isinstance(content, Met) and content.field in _TAGGED and _subject_before(pieces, at):
        return Piece(Unread(), piece.start, piece.end)
    trade = isinstance(content, Met) and (
        content.field in {Field.OCCUPATION, Field.INDUSTRY} or content.condition in _PEOPLE
    )
    if not trade or _framed(content, text[piece.start : piece.end]):
        return piece
    place = piece.end
    for following in pieces[at + 1 :]:
        words = text[following.start : following.end]
        if isinstance(following.content, Unread) and following.start == place:
            return Piece(Unread(), piece.start, piece.end)
        idle = isinstance(following.content, Idle) and not words.startswith(("的", " "))
        if following.start != place or not idle:
            break
        place = following.end
    return piece
