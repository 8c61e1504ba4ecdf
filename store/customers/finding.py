"""A customer by a name given on purpose: ``/brief 王建国``, ``--customer S001``, a phone tail."""

import re
from collections.abc import Sequence

from sqlmodel import Session

from store.actor import Actor, visible_owners
from store.customers.lookup import CustomerHit, Match, matches, prefix_matches
from store.models import CustomerKind, KeyKind
from store.names.forms import normal, short_name, split_name
from store.names.keys import phone_digits
from store.names.pinyin import name_syllables, syllables
from store.names.titles import without_title

_TIERS = (
    frozenset({KeyKind.ID}),
    frozenset({KeyKind.NAME, KeyKind.SHORT}),
    frozenset({KeyKind.GIVEN, KeyKind.CORE, KeyKind.PINYIN, KeyKind.TAIL}),
    frozenset({KeyKind.GIVEN_PINYIN, KeyKind.INITIALS}),
    frozenset({KeyKind.SURNAME}),
    frozenset({KeyKind.PART}),
)
_CHINESE = re.compile(r"[一-鿿]+")
_MANY = 500


def find_customers(
    *, session: Session, actor: Actor, text: str, limit: int = 8
) -> list[CustomerHit]:
    """The customers *text* names, only those of its most exact reading; empty if none.

    A hit by ``homophone`` or ``near`` is a guess, to be offered and not acted on.
    """
    owners = visible_owners(session=session, actor=actor)
    asked = normal(text)
    if not owners or not asked:
        return []
    for search in (_exact, _prefixed, _sounding_alike, _near):
        found = search(session, owners, asked)
        if found:
            return _hits(found, text, limit)
    return []


def _exact(session: Session, owners: Sequence[str], asked: str) -> list[tuple[Match, str | None]]:
    found: list[Match] = []
    for key in dict.fromkeys((asked, without_title(asked), short_name(asked))):
        found.extend(matches(session=session, owners=owners, key=key))
    digits = phone_digits(asked)
    if len(digits) >= 4 and re.fullmatch(r"(?:尾号)?[\d()+-]+", asked):
        tails = matches(session=session, owners=owners, key=digits[-4:], bound=_MANY)
        found.extend(match for match in tails if _ends_with(match, digits))
    for tier in _TIERS:
        chosen = [match for match in found if match.how in tier]
        if chosen:
            return [(match, None) for match in chosen]
    return []


def _ends_with(match: Match, digits: str) -> bool:
    return match.how is KeyKind.TAIL and phone_digits(match.phone or "").endswith(digits)


def _prefixed(
    session: Session, owners: Sequence[str], asked: str
) -> list[tuple[Match, str | None]]:
    if len(asked) < 2:
        return []
    found = prefix_matches(session=session, owners=owners, prefix=asked)
    return [(match, "part") for match in found if match.how is not KeyKind.TAIL]


def _sounding_alike(
    session: Session, owners: Sequence[str], asked: str
) -> list[tuple[Match, str | None]]:
    if len(asked) < 2 or not _CHINESE.fullmatch(asked):
        return []
    spellings = dict.fromkeys(("".join(name_syllables(*split_name(asked))), _spelt(asked)))
    found = [
        match for key in spellings for match in matches(session=session, owners=owners, key=key)
    ]
    whole = [match for match in found if match.how is KeyKind.PINYIN]
    return [(match, "homophone") for match in whole or found]


def _near(session: Session, owners: Sequence[str], asked: str) -> list[tuple[Match, str | None]]:
    """Longer names of which one character was mistyped, by what reads right at either end.

    Three characters are too few: 王建军 is not a slip for 王建国 but someone else.
    """
    if len(asked) < 4 or not _CHINESE.fullmatch(asked):
        return []
    from rapidfuzz.distance import DamerauLevenshtein

    candidates = [
        *prefix_matches(session=session, owners=owners, prefix=asked[:-1]),
        *prefix_matches(session=session, owners=owners, prefix=asked[:2]),
        *matches(session=session, owners=owners, key=asked[1:]),
        *matches(session=session, owners=owners, key=asked[-2:]),
    ]
    return [
        (match, "near")
        for match in candidates
        if DamerauLevenshtein.distance(_said(match), asked, score_cutoff=1) <= 1
    ]


def _said(match: Match) -> str:
    name = normal(match.name)
    return name if match.kind is CustomerKind.PERSON else short_name(name)


def _spelt(asked: str) -> str:
    return "".join(syllables(asked))


def _hits(found: list[tuple[Match, str | None]], text: str, limit: int) -> list[CustomerHit]:
    hits: dict[str, CustomerHit] = {}
    for match, how in found:
        hits.setdefault(match.customer_id, match.hit(start=0, end=len(text), how=how))
    return list(hits.values())[:limit]
