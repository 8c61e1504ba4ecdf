"""The synthetic book in a store of the product's, by its own import, and the alerts it raises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from sqlmodel import Session

from bot.record.alerts import alerts_of
from bot.record.policy import default_policy
from bot.record.standing import standing_of
from bot.record.vocabulary import AlertCode
from store.actor import TERMINAL_ADMIN, Actor
from store.complaints import open_complaint, solve_complaint
from store.customers import get_record
from store.engine import open_engine, transaction, upgrade
from store.follow_ups import FollowUpDraft, add_follow_up, close_follow_up
from store.importing import import_customers, import_products
from store.interactions import InteractionDraft, log_interaction
from store.models import Channel, ComplaintSize, FollowUpKind, Role
from store.staff import actor_for_staff, add_staff
from tests.support.book_files import FOLDER, STAFF, TODAY, lines, read_book

NOW = datetime.combine(TODAY, time(1), tzinfo=UTC)
"""Nine in the morning in Shanghai."""
SUPERVISOR = "zl"
"""Who sees the whole book."""

_TEAM = "一部"
_ZONE = ZoneInfo("Asia/Shanghai")
_NAMES: Mapping[AlertCode, str] = {
    AlertCode.CHURN_NO_TRANSACTIONS: "churn",
    AlertCode.CHURN_OUTFLOW: "churn",
}
"""Alerts that the specification names otherwise than the contract."""


@dataclass(frozen=True)
class StoredBook:
    """An engine on the filled store, and the supervisor who sees all of it."""

    engine: Engine
    supervisor: Actor


def store_book(url: str) -> StoredBook:
    """Fill an empty database with the book; a row that is not taken over is an error."""
    upgrade(url)
    engine = open_engine(url)
    with transaction(engine) as session:
        actor = _staff(session)
        _import(session)
        _contacts(session, actor)
        _dues(session, actor)
        _complaints(session, actor)
    return StoredBook(engine, actor)


def book_alerts(book: StoredBook) -> dict[str, frozenset[str]]:
    """The alerts of every customer by the product's policy, under the specification's names."""
    policy, now = default_policy(), NOW.astimezone(_ZONE)
    found: dict[str, frozenset[str]] = {}
    with Session(book.engine) as session:
        for each in read_book():
            customer_id = each.customer_id
            record = get_record(session=session, actor=book.supervisor, customer_id=customer_id)
            if record is None:
                raise LookupError(customer_id)
            standing = standing_of(record, policy=policy, today=TODAY, zone=_ZONE)
            alerts = alerts_of(record, standing=standing, policy=policy, now=now)
            found[customer_id] = frozenset(
                _NAMES.get(alert.code, alert.code.lower()) for alert in alerts
            )
    return found


def _staff(session: Session) -> Actor:
    people = [(staff_id, name, Role.RM) for staff_id, name in STAFF.items()]
    for staff_id, name, role in [*people, (SUPERVISOR, "周岚", Role.SUPERVISOR)]:
        add_staff(
            session=session,
            actor=TERMINAL_ADMIN,
            staff_id=staff_id,
            name=name,
            role=role,
            team=_TEAM,
            at=NOW,
        )
    actor = actor_for_staff(session=session, staff_id=SUPERVISOR)
    if actor is None:
        raise LookupError(SUPERVISOR)
    return actor


def _import(session: Session) -> None:
    admin, shelf, people = TERMINAL_ADMIN, FOLDER / "products.csv", FOLDER / "customers.csv"
    products = import_products(session=session, actor=admin, path=shelf, at=NOW)
    customers = import_customers(session=session, actor=admin, path=people, at=NOW, today=TODAY)
    for report in (products, customers):
        if report.errors or report.unknown_columns:
            raise ValueError(f"not taken over: {report.errors} {report.unknown_columns}")


def _contacts(session: Session, actor: Actor) -> None:
    for line in lines(FOLDER / "contacts.jsonl"):
        on = date.fromisoformat(line["date"])
        draft = InteractionDraft(
            customer_id=line["customer_id"],
            at=_morning(on),
            on=on,
            channel=Channel(line["channel"]),
            summary=line["words"],
            said=line["words"],
        )
        log_interaction(session=session, actor=actor, draft=draft, at=_morning(on))


def _dues(session: Session, actor: Actor) -> None:
    for line in lines(FOLDER / "followups.jsonl"):
        on = date.fromisoformat(line["due_on"])
        kind = FollowUpKind(line["kind"])
        row = add_follow_up(
            session=session,
            actor=actor,
            customer_id=line["customer_id"],
            draft=FollowUpDraft(text=line["text"], due_on=on, kind=kind),
            at=_morning(date.fromisoformat(line["noted_on"])),
        )
        if line["status"] == "done":
            close_follow_up(
                session=session, actor=actor, follow_up_id=row.follow_up_id, at=_morning(on)
            )


def _complaints(session: Session, actor: Actor) -> None:
    """Those that are solved; the open ones came with the customer file."""
    for line in lines(FOLDER / "complaints.jsonl"):
        row = open_complaint(
            session=session,
            actor=actor,
            customer_id=line["customer_id"],
            size=ComplaintSize(line["size"]),
            text=line["text"],
            at=_morning(date.fromisoformat(line["opened_on"])),
        )
        solve_complaint(
            session=session,
            actor=actor,
            complaint_id=row.complaint_id,
            solution=line["solution"],
            at=_morning(date.fromisoformat(line["solved_on"])),
        )


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(1), tzinfo=UTC)
