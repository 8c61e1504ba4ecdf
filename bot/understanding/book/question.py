"""A question read: its query, and the words of it that no condition says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bot.book.fields import Field, Kind
from bot.book.query import Condition, Leaf, Query, Sort
from bot.understanding.book.assembling import assembled
from bot.understanding.book.astray import astray
from bot.understanding.book.comparing import number_reader
from bot.understanding.book.consents import consent_end_reader, consent_reader
from bot.understanding.book.correcting import corrected, said_once, taken_back
from bot.understanding.book.dating import (
    quiet_reader,
    since_reader,
    span_reader,
)
from bot.understanding.book.grouping import MATURING
from bot.understanding.book.holding import kind_reader
from bot.understanding.book.inclusive import joined_as_said, said_of_bounds
from bot.understanding.book.levels import credit_reader, level_reader
from bot.understanding.book.lexicon import Roles, lexicon
from bot.understanding.book.lexing import Form, Plain, plain_of, tokens_of
from bot.understanding.book.linking import break_reader, link_reader
from bot.understanding.book.naming import (
    blank_reader,
    channel_reader,
    name_reader,
    negated_reader,
)
from bot.understanding.book.ordering import (
    count_reader,
    limit_reader,
    order_reader,
    sort_of,
    verb_reader,
)
from bot.understanding.book.passing import changes_meaning, further, matures_before
from bot.understanding.book.pieces import (
    Counted,
    Cursor,
    Idle,
    Limited,
    Met,
    OfHolding,
    Ordered,
    Piece,
    Reader,
    Reading,
    Unread,
)
from bot.understanding.book.rephrasing import put_plainly, unplaced
from bot.understanding.book.salaries import salary_reader
from bot.understanding.book.saying import said_reader
from bot.understanding.book.stories import without_stories
from bot.understanding.book.tags import tag_reader

_MARK = re.compile(r"(?:[0-9一二三四五六七八九十]+(?:号|期|天|个月|年)?|[a-z])+(?:类|款|份额)?$")
"""What a product's name may be said without: 季季盈 for 季季盈3号."""
_OFTEN_A_PRODUCT = ("大额存单", "通知存款", "定期存款", "整存整取", "货币基金")
"""Kinds that are products where one on the shelf is called so."""
_CLOSING = frozenset({"好", "的", "得", "好的"})
LONGEST = 300
"""Characters of a question; a longer text is none."""


@dataclass(frozen=True)
class Known:
    """Words of this book: products of the shelf, owners in sight, and its tags by field."""

    products: Sequence[str] = ()
    owners: Sequence[str] = ()
    tags: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """What a question asks; `not_understood` are its words that no condition says, as typed."""

    query: Query
    not_understood: tuple[str, ...] = ()


def read_question(typed: str, *, today: date, known: Known | None = None) -> Asked:
    """Read a question; every word is part of the query, says nothing, or is not understood."""
    if len(typed) > LONGEST:
        return Asked(Query(), (typed[:LONGEST] + "…",))
    words = words_of(known or Known())

    def alone(part: str) -> Condition | None:
        return _asked(part, today, words).query.condition

    typed = said_once(corrected(typed, today))
    open_ = taken_back(typed)
    typed = joined_as_said(said_of_bounds(typed))
    typed = put_plainly(typed, lambda part: alone(part) is None)
    asked = _asked(without_stories(typed, alone), today, words)
    named = asked.not_understood
    named += tuple(each for each in open_ if not any(each in words for words in named))
    return replace(asked, not_understood=(*named, *unplaced(typed)))


def _asked(typed: str, today: date, known: Mapping[str, Roles]) -> Asked:
    plain = plain_of(typed)
    tokens = tokens_of(plain, today=today, known=known)
    pieces = _pieces(Cursor(tokens, today, plain.text))
    condition, unread = assembled(pieces, today=today)
    unread |= _unordered(pieces)
    unread_words = tuple(dict.fromkeys(_unread(pieces, unread, plain)))
    return Asked(
        Query(
            condition=condition,
            sort=_sort(pieces),
            limit=next((p.content.count for p in pieces if isinstance(p.content, Limited)), None),
            count_only=any(isinstance(piece.content, Counted) for piece in pieces),
        ),
        unread_words,
    )


def words_of(known: Known) -> dict[str, Roles]:
    """The words of this book with their roles, as the lexicon has its own."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for name in known.products:
        whole = name.lower()
        for word in (whole, whole.removesuffix("理财"), _MARK.sub("", whole)):
            if len(word) > 1 and word not in lexicon().roles:
                found.setdefault(word, {})["product"] = (word,)
        for word in _OFTEN_A_PRODUCT:
            if word in whole:
                found.setdefault(word, {})["product"] = (word,)
    for owner in known.owners:
        found.setdefault(owner.lower(), {})["owner"] = (owner,)
    shared = lexicon().roles
    for name, words in known.tags.items():
        for word in words:
            roles = found.setdefault(word.lower(), {})
            own = (*shared.get(word.lower(), {}).get("tag", ()), *roles.get("tag", ()), name)
            roles["tag"] = tuple(dict.fromkeys(own))
    return dict(found)


def _condition(cursor: Cursor, at: int) -> Reading | None:
    token = cursor.token(at)
    condition = token.condition if token is not None else None
    if condition is None:
        return None
    if condition == MATURING and matures_before(cursor, at):
        return Idle(), at + 1
    about = condition.field if isinstance(condition, Leaf) else None
    return Met(condition, about), at + 1


def _filler(cursor: Cursor, at: int) -> Reading | None:
    token = cursor.token(at)
    if token is None or changes_meaning(cursor, at):
        return None
    if token.form is Form.GAP or any(
        token.has(each) for each in ("filler", "kinds_of", "front", "single")
    ):
        return Idle(), at + 1
    return (Idle(), at + 1) if matures_before(cursor, at) else None


_READERS: tuple[Reader, ...] = (
    break_reader,
    said_reader,
    quiet_reader,
    consent_end_reader,
    consent_reader,
    order_reader,
    verb_reader,
    salary_reader,
    level_reader,
    credit_reader,
    number_reader,
    since_reader,
    span_reader,
    channel_reader,
    negated_reader,
    tag_reader,
    name_reader,
    _condition,
    blank_reader,
    kind_reader,
    limit_reader,
    count_reader,
    link_reader,
    _filler,
)
"""What is tried at each place, in order: the closer a reader looks, the earlier."""


def _pieces(cursor: Cursor) -> list[Piece]:
    found: list[Piece] = []
    at = 0
    while (token := cursor.token(at)) is not None:
        content, end = further(cursor, at, found) or _read(cursor, at)
        found.append(Piece(content, token.start, cursor.tokens[end - 1].end))
        at = end
    return [astray(found, at, cursor.text) for at in range(len(found))]


def _read(cursor: Cursor, at: int) -> Reading:
    for reader in _READERS:
        read = reader(cursor, at)
        if read is not None:
            return read
    return Unread(), at + 1


def _sort(pieces: Sequence[Piece]) -> Sort | None:
    """The order named; one without a field goes by the amount or day named last before it."""
    named: list[Field] = []
    for piece in pieces:
        content = piece.content
        if isinstance(content, Met | OfHolding) and content.field and _orders(content.field):
            named.append(content.field)
        if isinstance(content, Ordered):
            if content.sort is not None:
                return content.sort
            amounts = [each for each in named if each.kind_ is Kind.NUMBER]
            about = next(reversed(amounts if content.amount and amounts else named), None)
            if about is not None:
                return sort_of(about, content.descending, longest=content.longest)
    return None


def _unordered(pieces: Sequence[Piece]) -> frozenset[int]:
    """The places of an order that goes by nothing a customer is ordered by: 存款最多的."""
    if _sort(pieces) is not None:
        return frozenset()
    return frozenset(at for at, piece in enumerate(pieces) if isinstance(piece.content, Ordered))


def _orders(about: Field) -> bool:
    return about.kind_ in {Kind.NUMBER, Kind.DATE}


def _closes_words(piece: Piece, plain: Plain) -> bool:
    """Whether a filler belongs to the words before it: the 好的 of 脾气好的."""
    return plain.text[piece.start : piece.end] in _CLOSING


def _unread(pieces: Sequence[Piece], unread: frozenset[int], plain: Plain) -> list[str]:
    """The stretches of words not read, as typed; what says nothing between two joins them."""
    found: list[tuple[int, int]] = []
    joinable = False
    for at, piece in enumerate(pieces):
        if isinstance(piece.content, Unread) or at in unread:
            if joinable and found:
                found[-1] = (found[-1][0], piece.end)
            else:
                found.append((piece.start, piece.end))
            joinable = True
        elif not isinstance(piece.content, Idle):
            joinable = False
        elif joinable and found[-1][1] == piece.start and _closes_words(piece, plain):
            found[-1] = (found[-1][0], piece.end)
    return [words for start, end in found if (words := plain.as_typed(start, end).strip())]
