"""Who may be meant by a name nobody has: 张伟明 and 张伟, 赵敏 and 赵敏慧, 王健国 and 王建国."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlmodel import Session

from store.customers.lookup import CustomerHit, Match, matches_of, prefix_matches
from store.models import CustomerKind, KeyKind
from store.names.forms import brand_of, normal, short_name, split_name
from store.names.latin import is_latin_name
from store.names.pinyin import alike, name_syllables, syllables

_NAMES = frozenset({KeyKind.NAME, KeyKind.SHORT})
_SPELT = frozenset({KeyKind.NAME, KeyKind.GIVEN})
_LEAST_SLIP = 4
_MOST = 8


def near_hits(
    *, session: Session, owners: Sequence[str], said: str, start: int, end: int
) -> tuple[CustomerHit, ...]:
    """The customers *said* may be a slip for or a part of, each to be offered; the likeliest first.

    Three characters that differ in one are another person (王建军), unless they sound alike.
    """
    asked = normal(said)
    if len(asked) < 2:
        return ()
    hits: dict[str, CustomerHit] = {}
    find = _near_spelt if is_latin_name(asked) else _near
    for match, how in find(session, owners, asked):
        hits.setdefault(match.customer_id, match.hit(start=start, end=end, how=how))
    return tuple(hits.values())[:_MOST]


def _near(session: Session, owners: Sequence[str], asked: str) -> Iterator[tuple[Match, str]]:
    parts = prefix_matches(session=session, owners=owners, prefix=asked)
    yield from ((match, "part") for match in parts if match.how in _NAMES)
    heads = [asked[:length] for length in range(2, len(asked))]
    spelt = {"".join(name_syllables(*split_name(asked))), "".join(syllables(asked))}
    kept = matches_of(session=session, owners=owners, keys=[*heads, *spelt, asked[1:], asked[-2:]])
    for key in spelt:
        for match in kept.get(key, ()):
            if match.how is KeyKind.PINYIN and _same_somewhere(match, asked):
                yield match, "homophone"
    beginning = prefix_matches(session=session, owners=owners, prefix=asked[:2])
    named = [match for match in beginning if match.how in _NAMES]
    for match in named:
        if alike(syllables(said_name(match)), syllables(asked)):
            yield match, "homophone"
    for head in heads[::-1]:
        for match in kept.get(head, ()):
            if match.how is KeyKind.NAME and match.kind is CustomerKind.PERSON:
                yield match, "near"
    others = [match for key in (asked[1:], asked[-2:]) for match in kept.get(key, ())]
    yield from ((match, "near") for match in (*named, *others) if _slipped(match, asked))


def _near_spelt(session: Session, owners: Sequence[str], asked: str) -> Iterator[tuple[Match, str]]:
    """Names in Latin letters that begin with *asked*, or differ from it in one letter."""
    beginning = prefix_matches(session=session, owners=owners, prefix=asked[:2])
    named = [match for match in beginning if match.how in _SPELT and is_latin_name(match.key)]
    yield from ((match, "part") for match in named if match.key.startswith(asked))
    yield from ((match, "near") for match in named if _slip(match.key, asked))


def said_name(match: Match) -> str:
    """The customer's name as it is said: a company's without place and legal form."""
    name = normal(match.name)
    return name if match.kind is CustomerKind.PERSON else short_name(name)


def is_brand(match: Match, said: str) -> bool:
    """Whether *said* is all a company's name holds besides its line of business."""
    return brand_of(said_name(match), said) or brand_of(normal(match.name), said)


def is_written_like(match: Match, said: str) -> bool:
    """Whether half of *said* is written as in the company's short name, which begins like it."""
    name = said_name(match)
    shared = sum(a == b for a, b in zip(said, name, strict=False))
    return said != name[: len(said)] and shared * 2 >= len(said)


def _same_somewhere(match: Match, asked: str) -> bool:
    """The surname, or half of the name, is written as the customer's is."""
    name = said_name(match)
    shared = sum(a == b for a, b in zip(asked, name, strict=False))
    return len(name) == len(asked) and (asked[0] == name[0] or shared >= len(asked) // 2)


def _slipped(match: Match, asked: str) -> bool:
    """Longer names that differ in one character, or in the order of two."""
    return _slip(said_name(match), asked)


def _slip(name: str, asked: str) -> bool:
    if len(asked) < _LEAST_SLIP:
        return False
    from rapidfuzz.distance import DamerauLevenshtein

    return DamerauLevenshtein.distance(name, asked, score_cutoff=1) <= 1
