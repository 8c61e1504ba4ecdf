"""Reading the search keys: always within one owner, always by index, always bounded."""

import json
from collections.abc import Iterable, Sequence
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
    tail surname part homophone near.
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
class Match:
    """A customer found under a key."""

    key: str
    how: KeyKind
    customer_id: str
    name: str
    kind: CustomerKind
    phone: str | None
    hint: str | None

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


def known_keys(*, session: Session, owners: Sequence[str], keys: Iterable[str]) -> frozenset[str]:
    """Which of *keys* name anyone at all among the owners' customers; one query an owner."""
    wanted = json.dumps(sorted(set(keys)), ensure_ascii=False)
    connection = session.connection()
    statement = _KNOWN[connection.dialect.name]
    found: set[str] = set()
    for owner in owners:
        found.update(connection.scalars(statement, {"owner": owner, "keys": wanted}))
    return frozenset(found)


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
    session: Session, statement: TextClause, owners: Sequence[str], parameters: dict[str, object]
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
                kind=CustomerKind(row.kind),
                phone=row.phone,
                hint=row.occupation or row.industry,
            )
            for row in rows
        )
    return sorted(found, key=lambda match: match.how) if len(owners) > 1 else found


_SELECT = (
    "SELECT s.key, s.how, c.customer_id, c.name, c.kind, c.phone, c.occupation, c.industry "
    "FROM customer_search_key s JOIN customer c ON c.customer_id = s.customer_id "
    "WHERE s.owner_id = :owner AND "
)
_EXACT = text(_SELECT + "s.key = :key ORDER BY s.how, s.customer_id LIMIT :bound")
_PREFIX = text(
    _SELECT + "s.key >= :key AND s.key < :beyond ORDER BY s.key, s.how, s.customer_id LIMIT :bound"
)
_KNOWN_WHERE = (
    " WHERE EXISTS (SELECT 1 FROM customer_search_key s"
    " WHERE s.owner_id = :owner AND s.key = wanted.value)"
)
_KNOWN_FROM = {
    "sqlite": "SELECT wanted.value FROM json_each(:keys) AS wanted",
    "postgresql": (
        "SELECT wanted.value FROM json_array_elements_text(CAST(:keys AS json)) AS wanted(value)"
    ),
}
_KNOWN = {dialect: text(wanted + _KNOWN_WHERE) for dialect, wanted in _KNOWN_FROM.items()}
