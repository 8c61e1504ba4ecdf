"""Small pieces of a bank for the store's tests to start from."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine

from store.actor import Actor
from store.customers.writing import CustomerRow, insert_customers
from store.engine import transaction
from store.models import CustomerKind
from store.suggestions import ScriptUse, SuggestionDraft, record_suggestion

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


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
