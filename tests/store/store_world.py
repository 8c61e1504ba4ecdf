"""Small pieces of a bank for the store's tests to start from."""

from datetime import UTC, datetime
from typing import Any

from databases import EMPTY, Stage, opened
from sqlalchemy import Engine

from store.actor import TERMINAL_ADMIN, Actor
from store.customers.writing import CustomerRow, insert_customers
from store.demo import fill
from store.engine import transaction
from store.models import CustomerKind, Role
from store.staff import add_staff
from store.suggestions import ScriptUse, SuggestionDraft, record_suggestion

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
STAFF = (
    ("rm1", "林芳", Role.RM, "一部"),
    ("rm2", "丁凯", Role.RM, "一部"),
    ("rm4", "曹颖", Role.RM, "二部"),
    ("sup1", "韩松", Role.SUPERVISOR, "一部"),
    ("sup2", "叶青", Role.SUPERVISOR, "二部"),
    ("cco1", "沈默", Role.COMPLIANCE, None),
    ("admin1", "钟诚", Role.ADMIN, None),
)


def actor_of(staff_id: str) -> Actor:
    """The actor of one of STAFF."""
    name, role, team = next(rest for known, *rest in STAFF if known == staff_id)
    return Actor(staff_id=staff_id, name=name, role=role, team_id=team)


def _hire(url: str) -> None:
    with opened(url) as engine, transaction(engine) as session:
        for staff_id, name, role, team in STAFF:
            add_staff(
                session=session,
                actor=TERMINAL_ADMIN,
                staff_id=staff_id,
                name=name,
                role=role,
                team=team,
                at=NOW,
            )


def _fill(url: str) -> None:
    with opened(url) as engine, transaction(engine) as session:
        fill(session=session, today=NOW.date())


STAFFED = Stage("staffed", _hire, base=EMPTY)
"""Two teams and everyone in them."""
DEMO = Stage("demo", _fill, base=EMPTY)
"""The demo book on the day of NOW."""


def add_customer(
    engine: Engine,
    customer_id: str,
    name: str,
    *,
    owner: str | None,
    kind: CustomerKind = CustomerKind.PERSON,
    **facts: Any,
) -> None:
    row = CustomerRow(customer_id=customer_id, name=name, kind=kind, owner_id=owner, facts=facts)
    with transaction(engine) as session:
        insert_customers(session=session, rows=[row], at=NOW)


def advise(
    engine: Engine,
    actor: Actor,
    *,
    customer_id: str | None = None,
    shown: str = "您好。",
    scripts: tuple[ScriptUse, ...] = (ScriptUse("maturity", "1", "到期"),),
    at: datetime = NOW,
) -> str:
    draft = SuggestionDraft(
        kind="brief",
        actor=actor,
        query="等下打电话",
        shown_text=shown,
        rules_version="r1",
        handbook_version="h1",
        writer="script",
        customer_id=customer_id,
        scripts=scripts,
        record_read={"aum_wan": 520, "birthday": NOW.date()},
    )
    with transaction(engine) as session:
        return record_suggestion(session=session, draft=draft, at=at).suggestion_id
