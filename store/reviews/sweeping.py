"""Finding in the log what officers are to look at: entry after entry, each looked at once.

Nothing is written when an answer is given: the log is gone through afterwards, from where the last
sweep stopped. What is drawn depends on the id of the suggestion and a key that stands in the store.
"""

import hmac
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel, col, select

from store.models import (
    AuditEntry,
    Interaction,
    ItemKind,
    ItemState,
    ReviewItem,
    ReviewSweep,
    ReviewTag,
    ReviewTally,
    Risk,
    Suggestion,
    SuggestionFeedback,
    table_of,
)

_ONE = 1
_TALLY = table_of(ReviewTally)


@dataclass(frozen=True)
class Point:
    """Up to which entry the log was gone through, and the key the sample is drawn by."""

    seq: int
    key: str


@dataclass(frozen=True)
class Entry:
    """An entry of the log: its kind, the key of the row it is about ("" for none), its payload."""

    seq: int
    at: datetime
    actor_id: str
    kind: str
    row_key: str
    payload: Mapping[str, Any]


@dataclass(frozen=True)
class SuggestionFacts:
    """What decides whether a suggestion is looked at, without its words.

    ``verdict`` and ``addressed`` are a checked text's; ``products`` the ids named in it.
    """

    suggestion_id: str
    at: datetime
    staff_id: str
    role: str
    kind: str
    customer_id: str | None
    writer: str
    scripts: tuple[str, ...]
    rule_results: tuple[Mapping[str, Any], ...]
    verdict: str | None
    addressed: str | None
    stopped: bool
    products: tuple[str, ...]


@dataclass(frozen=True)
class NewItem:
    """An item found, and the (tag, value) pairs it is found by."""

    item_id: str
    kind: ItemKind
    risk: Risk
    at: datetime
    staff_id: str
    customer_id: str | None = None
    suggestion_id: str | None = None
    interaction_id: str | None = None
    feedback_id: str | None = None
    script_id: str | None = None
    due_at: datetime | None = None
    rate: float = 1.0
    twice: bool = False
    tags: frozenset[tuple[str, str]] = field(default_factory=frozenset)


def share_of(key: str, what: str) -> float:
    """A number from 0 to below 1 for a name, the same each time, not to be guessed without *key*.

    What is drawn at a share is what lies below it.
    """
    drawn = hmac.new(key.encode(), what.encode(), "sha256").digest()
    return int.from_bytes(drawn[:8], "big") / 2**64


def is_ahead(*, session: Session) -> bool:
    """Whether the log has entries that were not gone through."""
    swept = select(ReviewSweep.seq).where(ReviewSweep.sweep_id == _ONE)
    at = session.exec(swept).first()
    newest = session.exec(select(func.max(AuditEntry.seq))).one()
    return newest is not None and (at is None or newest > at)


def sweep_point(*, session: Session, since: datetime) -> ReviewSweep:
    """Where the last sweep stopped, held while the transaction lasts; the first begins *since*."""
    held = select(ReviewSweep).where(ReviewSweep.sweep_id == _ONE).with_for_update()
    row = session.exec(held).first()
    if row is not None:
        return row
    first = session.exec(select(func.min(AuditEntry.seq)).where(AuditEntry.at >= since)).one()
    newest = session.exec(select(func.max(AuditEntry.seq))).one()
    seq = (first - 1) if first is not None else (newest or 0)
    _insert(session, ReviewSweep, [{"sweep_id": _ONE, "seq": seq, "key": secrets.token_hex(32)}])
    return session.exec(held).one()


def entries_after(*, session: Session, seq: int, limit: int) -> list[Entry]:
    """The entries that follow one, in their order."""
    statement = select(AuditEntry).where(AuditEntry.seq > seq).order_by(col(AuditEntry.seq))
    return [
        Entry(
            seq=row.seq,
            at=row.at,
            actor_id=row.actor_id,
            kind=row.kind,
            row_key=(row.subject or "").partition(":")[2],
            payload=json.loads(row.payload),
        )
        for row in session.exec(statement.limit(limit))
    ]


def suggestion_facts(*, session: Session, ids: Sequence[str]) -> list[SuggestionFacts]:
    """The facts of suggestions, oldest first."""
    payload = col(Suggestion.payload)
    statement = (
        select(  # type: ignore[call-overload]
            Suggestion.suggestion_id,
            Suggestion.at,
            Suggestion.staff_id,
            Suggestion.role,
            Suggestion.kind,
            Suggestion.customer_id,
            Suggestion.writer,
            Suggestion.scripts,
            Suggestion.rule_results,
            payload["verdict"].as_string().label("verdict"),
            payload["addressed_to"].as_string().label("addressed"),
            payload["stopped"].as_boolean().label("stopped"),
            payload["products"].as_json().label("products"),
        )
        .where(col(Suggestion.suggestion_id).in_(ids))
        .order_by(col(Suggestion.suggestion_id))
    )
    return [_facts(row) for row in session.exec(statement)]


def edited_texts(*, session: Session, ids: Sequence[str]) -> list[tuple[SuggestionFeedback, str]]:
    """Feedback with an edited text, each with its customer's id, "" for nobody's."""
    statement = (
        select(SuggestionFeedback, Suggestion.customer_id)
        .join(Suggestion, col(Suggestion.suggestion_id) == SuggestionFeedback.suggestion_id)
        .where(col(SuggestionFeedback.feedback_id).in_(ids))
    )
    return [(row, customer or "") for row, customer in session.exec(statement)]


def notes_named(*, session: Session, ids: Sequence[str]) -> list[Interaction]:
    """The notes of these ids."""
    return list(session.exec(select(Interaction).where(col(Interaction.interaction_id).in_(ids))))


def keep_items(*, session: Session, items: Iterable[NewItem]) -> None:
    """Put into the queue what was found; what stands in it stays as it is."""
    found = list(items)
    rows = [
        {
            **{name: value for name, value in vars(each).items() if name != "tags"},
            "rank": each.risk.rank,
            "state": ItemState.OPEN,
        }
        for each in found
    ]
    _insert(session, ReviewItem, rows)
    tags = [
        {"item_id": each.item_id, "tag": tag, "value": value}
        for each in found
        for tag, value in sorted(each.tags)
    ]
    _insert(session, ReviewTag, tags)


def count_population(
    *, session: Session, counted: Mapping[tuple[date, Risk], tuple[int, int]]
) -> None:
    """Add how many suggestions nothing flagged were seen and drawn, by day and class."""
    on = _dialect(session)
    for (day, risk), (seen, drawn) in counted.items():
        statement = on.insert(_TALLY).values(day=day, risk=risk, seen=seen, drawn=drawn)
        added = {
            "seen": _TALLY.c.seen + statement.excluded.seen,
            "drawn": _TALLY.c.drawn + statement.excluded.drawn,
        }
        session.connection().execute(
            statement.on_conflict_do_update(index_elements=["day", "risk"], set_=added)
        )


def settle_drafts(*, session: Session, script_id: str, at: datetime) -> None:
    """A draft was decided, or another version took its place: nothing of it waits any more."""
    waiting = (ReviewItem.kind == ItemKind.DRAFT, ReviewItem.script_id == script_id)
    session.connection().execute(
        update(table_of(ReviewItem))
        .where(*waiting, ReviewItem.state == ItemState.OPEN)  # type: ignore[arg-type]
        .values(state=ItemState.DONE, decided_at=at)
    )


def _facts(row: Any) -> SuggestionFacts:
    results = tuple(each for each in row.rule_results if isinstance(each, dict))
    offered = (*(row.products or []), *results)
    named = {each.get("product_id") for each in offered if isinstance(each, dict)}
    return SuggestionFacts(
        suggestion_id=row.suggestion_id,
        at=row.at,
        staff_id=row.staff_id,
        role=row.role,
        kind=row.kind,
        customer_id=row.customer_id,
        writer=row.writer,
        scripts=tuple(use["script_id"] for use in row.scripts),
        rule_results=results,
        verdict=row.verdict,
        addressed=row.addressed,
        stopped=bool(row.stopped),
        products=tuple(sorted(filter(None, named))),
    )


def _insert(session: Session, model: type[SQLModel], rows: list[dict[str, Any]]) -> None:
    if rows:
        statement = _dialect(session).insert(table_of(model)).on_conflict_do_nothing()
        session.connection().execute(statement, rows)


def _dialect(session: Session) -> Any:
    return postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
