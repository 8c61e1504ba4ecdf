"""A customer by a name given on purpose: ``/brief 王建国``, ``--customer S001``, a phone tail."""

import re
from collections.abc import Iterable, Sequence

from sqlmodel import Session

from store.actor import Actor, visible_owners
from store.customers.called import bearers, fitting
from store.customers.latin import latin_names
from store.customers.lookup import CustomerHit, Match, Named, matches_of, prefix_matches
from store.customers.nearness import is_brand, near_hits
from store.customers.sentence import Sentence
from store.models import CustomerKind, KeyKind
from store.names.atoms import atoms_of
from store.names.forms import HAN, names_company, normal, short_name, split_name
from store.names.keys import phone_digits
from store.names.latin import is_latin_name
from store.names.reading import PieceKind, read
from store.names.titles import without_title
from store.names.words import surname_costs

_TIERS = (
    frozenset({KeyKind.ID}),
    frozenset({KeyKind.NAME, KeyKind.SHORT}),
    frozenset({KeyKind.GIVEN, KeyKind.CORE, KeyKind.PINYIN, KeyKind.TAIL}),
    frozenset({KeyKind.GIVEN_PINYIN, KeyKind.INITIALS}),
    frozenset({KeyKind.SURNAME, KeyKind.CALLED}),
    frozenset({KeyKind.PART}),
)
_CHINESE = re.compile(f"[{HAN}]+")
_WRITTEN = frozenset({KeyKind.NAME, KeyKind.GIVEN})
_WHOLE_ONLY = frozenset({KeyKind.TAIL, KeyKind.CALLED})
_OF_FIRMS = frozenset({KeyKind.NAME, KeyKind.SHORT, KeyKind.CORE})
_MANY = 500


def find_customers(*, session: Session, actor: Actor, text: str, limit: int = 8) -> Named | None:
    """Whom *text* names as a whole, by the most exact reading of it; None if it names nobody."""
    owners = visible_owners(session=session, actor=actor)
    asked = normal(text)
    if not owners or not asked:
        return None
    found = matches_named(session=session, owners=owners, asked=asked)
    fit = fitting(asked, found)
    if fit:
        return _named(text, (match.hit(start=0, end=len(text)) for match in fit), limit, sure=True)
    if spelt := _spelt(Sentence(text, session, owners)):
        return spelt
    near: Iterable[CustomerHit] = (m.hit(start=0, end=len(text), how="other") for m in found)
    if not found and (_CHINESE.fullmatch(asked) or is_latin_name(asked)):
        near = near_hits(session=session, owners=owners, said=text, start=0, end=len(text))
    named = _named(text, near, limit, sure=False)
    return named if named.hits or _is_name(asked) else None


def matches_named(*, session: Session, owners: Sequence[str], asked: str) -> list[Match]:
    """The customers whose name, number or a beginning of one *asked* is, in normal form."""
    return _exact(session, owners, asked) or _prefixed(session, owners, asked)


def _spelt(sentence: Sentence) -> Named | None:
    """Whom several words in Latin letters and nothing else name."""
    whole = 0, len(sentence.atoms)
    if sentence.runs != [whole] or not sentence.spelt(*whole):
        return None
    windows = list(sentence.windows(1))
    keys = (window.key for window in windows)
    book = matches_of(session=sentence.session, owners=sentence.owners, keys=keys)
    known = {
        (each.first, each.last): book[each.key]
        for each in windows
        if each.key in book and is_latin_name(each.key)
    }
    return latin_names(sentence, known, book).get(whole)


def _exact(session: Session, owners: Sequence[str], asked: str) -> list[Match]:
    keys = (asked, without_title(asked), short_name(asked))
    kept = matches_of(session=session, owners=owners, keys=keys)
    found = [match for key in dict.fromkeys(keys) for match in kept.get(key, ())]
    digits = phone_digits(asked)
    if len(digits) >= 4 and re.fullmatch(r"(?:尾号)?[\d()+-]+", asked):
        tails = matches_of(session=session, owners=owners, keys=[digits[-4:]], bound=_MANY)
        found += (match for match in tails.get(digits[-4:], ()) if _ends_with(match, digits))
    for tier in _TIERS:
        if chosen := [match for match in found if match.how in tier]:
            return bearers(chosen, chosen) if KeyKind.SURNAME in tier else chosen
    return []


def _ends_with(match: Match, digits: str) -> bool:
    return match.how is KeyKind.TAIL and phone_digits(match.phone or "").endswith(digits)


def _prefixed(session: Session, owners: Sequence[str], asked: str) -> list[Match]:
    """The beginning of a key, where it cannot be somebody else's whole name."""
    if len(asked) < 2:
        return []
    found = prefix_matches(session=session, owners=owners, prefix=asked)
    return [match for match in found if match.how not in _WHOLE_ONLY and _is_part(match, asked)]


def _is_part(match: Match, asked: str) -> bool:
    if not _CHINESE.fullmatch(asked):
        return match.how not in _WRITTEN or not is_latin_name(match.key)
    if match.kind is CustomerKind.PERSON:
        return split_name(asked)[0] not in surname_costs()
    return match.how not in _OF_FIRMS or is_brand(match, asked)


def _is_name(asked: str) -> bool:
    """Whether the words are a name and nothing else, though nobody's here."""
    atoms = atoms_of(asked)
    if names_company(asked):
        return True
    if not atoms or not _CHINESE.fullmatch(asked):
        return False
    pieces = read(atoms, 0, len(atoms), known=(), cued=lambda first, last: 0.0).pieces
    return [piece.kind for piece in pieces] == [PieceKind.PERSON]


def _named(text: str, hits: Iterable[CustomerHit], limit: int, *, sure: bool) -> Named:
    each = {hit.customer_id: hit for hit in reversed(list(hits))}
    return Named(text, 0, len(text), tuple(reversed(each.values()))[:limit], sure)
