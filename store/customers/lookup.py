"""Reading the search keys: always within one owner, always by index, always bounded."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import TextClause, text
from sqlmodel import Session

from store.models import CustomerKind, KeyKind
from store.names.keys import phone_digits

BOUND = 20
PREFIX_BOUND = 50
"""More candidates than anyone reads; a commoner name asks for a longer one."""


@dataclass(frozen=True)
class CustomerHit:
    """A customer a text may mean; ``start`` and ``end`` say which part of it names them.

    ``how`` is the kind of name that matched: id name short given core pinyin given_pinyin initials
    tail surname part called homophone near other.
    """

    customer_id: str
    name: str
    kind: CustomerKind
    phone_tail: str | None
    hint: str | None
    how: str
    start: int
    end: int


@dataclass(frozen=True)
class Named:
    """Who a stretch of text names, `said` at `start` to `end`.

    Where not `sure`, the one named is somebody else and `hits` are near: offered, never taken. No
    hits: somebody is named whom the actor may not see or nobody knows. `addressed`: the text is
    about getting in touch with them.
    """

    said: str
    start: int
    end: int
    hits: tuple[CustomerHit, ...]
    sure: bool
    addressed: bool = False


@dataclass(frozen=True)
class Match:
    """A customer found under a key."""

    key: str
    how: KeyKind
    customer_id: str
    name: str
    kind: CustomerKind
    phone: str | None
    hint: str | None
    salutation: str | None = None

    def hit(self, *, start: int, end: int, how: str | None = None) -> CustomerHit:
        digits = phone_digits(self.phone or "")
        return CustomerHit(
            customer_id=self.customer_id,
            name=self.name,
            kind=self.kind,
            phone_tail=digits[-4:] if len(digits) >= 4 else None,
            hint=self.hint,
            how=how or self.how.name.lower(),
            start=start,
            end=end,
        )


def matches_of(
    *, session: Session, owners: Sequence[str], keys: Iterable[str], bound: int = BOUND
) -> dict[str, list[Match]]:
    """The customers under exactly each of *keys*, exact kinds first; one statement an owner."""
    return _by_key(session, _EACH, owners, keys, bound)


def brand_matches(
    *, session: Session, owners: Sequence[str], brands: Iterable[str]
) -> dict[str, list[Match]]:
    """The companies whose short name begins with each of *brands*."""
    return _by_key(session, _BRANDS, owners, brands, BOUND)


def _by_key(
    session: Session,
    statements: Mapping[str, TextClause],
    owners: Sequence[str],
    keys: Iterable[str],
    bound: int,
) -> dict[str, list[Match]]:
    wanted = sorted(set(keys))
    if not wanted:
        return {}
    statement = statements[session.connection().dialect.name]
    parameters = {"keys": json.dumps(wanted, ensure_ascii=False), "bound": bound}
    found: defaultdict[str, list[Match]] = defaultdict(list)
    for match in _read(session, statement, owners, parameters):
        found[match.key].append(match)
    return found


def matches(
    *, session: Session, owners: Sequence[str], key: str, bound: int = BOUND
) -> list[Match]:
    """The customers under exactly *key*, most exact kinds first."""
    return _read(session, _EXACT, owners, {"key": key, "bound": bound})


def prefix_matches(
    *, session: Session, owners: Sequence[str], prefix: str, bound: int = PREFIX_BOUND
) -> list[Match]:
    """The customers with a key that begins with *prefix*."""
    limits = {"key": prefix, "beyond": prefix + "\U0010ffff", "bound": bound}
    return _read(session, _PREFIX, owners, limits)


def _read(
    session: Session,
    statement: TextClause,
    owners: Sequence[str],
    parameters: Mapping[str, object],
) -> list[Match]:
    connection = session.connection()
    found: list[Match] = []
    for owner in owners:
        rows = connection.execute(statement, {**parameters, "owner": owner})
        found.extend(
            Match(
                key=row.key,
                how=KeyKind(row.how),
                customer_id=row.customer_id,
                name=row.name,
                kind=_KINDS.get(row.kind, CustomerKind.PERSON),
                phone=row.phone,
                hint=row.occupation or row.industry,
                salutation=row.salutation,
            )
            for row in rows
        )
    return sorted(found, key=lambda match: match.how) if len(owners) > 1 else found


_KINDS = {each.value: each for each in CustomerKind}
"""A kind that is none costs nobody a search: the record itself is found unreadable."""
_SELECT = (
    "SELECT s.key, s.how, c.customer_id, c.name, c.kind, c.phone, c.occupation, c.industry,"
    " c.salutation "
    "FROM customer_search_key s JOIN customer c ON c.customer_id = s.customer_id "
    "WHERE s.owner_id = :owner AND "
)
_EXACT = text(_SELECT + "s.key = :key ORDER BY s.how, s.customer_id LIMIT :bound")
_PREFIX = text(
    _SELECT + "s.key >= :key AND s.key < :beyond ORDER BY s.key, s.how, s.customer_id LIMIT :bound"
)
_WANTED = {
    "sqlite": "json_each(:keys) AS wanted",
    "postgresql": "json_array_elements_text(CAST(:keys AS json)) AS wanted(value)",
}
# CROSS JOIN: SQLite then asks the index for each key instead of reading all of an owner's.
_RANKED = (
    "SELECT * FROM (SELECT wanted.value AS key, s.how, c.customer_id, c.name, c.kind, c.phone,"
    " c.occupation, c.industry, c.salutation,"
    " ROW_NUMBER() OVER (PARTITION BY wanted.value ORDER BY s.how, s.customer_id) AS place"
    " FROM {wanted} CROSS JOIN customer_search_key s"
    " JOIN customer c ON c.customer_id = s.customer_id"
    " WHERE s.owner_id = :owner AND {condition}) AS ranked"
    " WHERE place <= :bound ORDER BY how, customer_id"
)
_BEGINS = "s.key >= wanted.value AND s.key < wanted.value || '\U0010ffff' AND s.how = 3"
_EACH = {
    dialect: text(_RANKED.format(wanted=wanted, condition="s.key = wanted.value"))
    for dialect, wanted in _WANTED.items()
}
_BRANDS = {
    dialect: text(_RANKED.format(wanted=wanted, condition=_BEGINS))
    for dialect, wanted in _WANTED.items()
}
