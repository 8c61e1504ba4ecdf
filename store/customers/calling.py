"""Whom a sentence names as one would on purpose: 给8821打电话, 𠮷田那边怎么说."""

from __future__ import annotations

import re
from collections.abc import Sequence

from store.customers.finding import matches_named
from store.customers.lookup import CustomerHit, Named
from store.customers.nearness import near_hits
from store.customers.sentence import Sentence
from store.models import KeyKind
from store.names.cues import who_is_addressed, who_is_spoken_of
from store.names.forms import normal
from store.names.latin import is_latin_name

_NUMBER = re.compile(r"\d{4}|1\d{10}")
_NAMES = frozenset({KeyKind.NAME, KeyKind.SHORT})


def called_up(sentence: Sentence, *, besides: Sequence[Named]) -> list[Named]:
    """Who stands between 给 and 打电话, or before 那边怎么说, where *besides* names nobody there.

    Found as a name given by itself is: by the tail of a phone, a part of an id, the beginning of
    a name.
    """
    span = who_is_addressed(sentence.text)
    if span is not None and _is_free(span, besides):
        return _addressed(sentence, span)
    span = who_is_spoken_of(sentence.text)
    if span is None or not _is_free(span, besides):
        return []
    hits = _hits(sentence, span, _NAMES)
    return [Named(sentence.text[slice(*span)], *span, hits, True)] if hits else []


def _addressed(sentence: Sentence, span: tuple[int, int]) -> list[Named]:
    start, end = span
    said = sentence.text[start:end]
    if hits := _hits(sentence, span, frozenset(KeyKind)):
        return [Named(said, start, end, hits, True, True)]
    if _NUMBER.fullmatch(said):
        return [Named(said, start, end, (), False, True)]
    if not is_latin_name(normal(said)):
        return []
    near = near_hits(
        session=sentence.session, owners=sentence.owners, said=said, start=start, end=end
    )
    return [Named(said, start, end, near, False, True)] if near else []


def _hits(
    sentence: Sentence, span: tuple[int, int], kinds: frozenset[KeyKind]
) -> tuple[CustomerHit, ...]:
    start, end = span
    asked = normal(sentence.text[start:end])
    found = matches_named(session=sentence.session, owners=sentence.owners, asked=asked)
    hits = {m.customer_id: m.hit(start=start, end=end) for m in found if m.how in kinds}
    return tuple(hits.values())


def _is_free(span: tuple[int, int], named: Sequence[Named]) -> bool:
    return not any(each.start < span[1] and span[0] < each.end for each in named)
