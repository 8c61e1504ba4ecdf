"""Filling the store with the demo book, its dates counted from the day it is filled."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlmodel import Session, select

from store import audit
from store.actor import TERMINAL_ADMIN, Actor
from store.complaints import open_complaint
from store.customers.writing import insert_customers
from store.demo.customers import customer_row
from store.follow_ups import FollowUpDraft
from store.importing.products import tie_holdings
from store.interactions import InteractionDraft, log_interaction
from store.models import (
    Channel,
    ComplaintSize,
    Customer,
    Expertise,
    FollowUpKind,
    Product,
    ProductStatus,
    ProductType,
    Role,
    Staff,
)
from store.staff import actor_for_staff, add_staff, set_expertise

_OPENING = time(1, 0, tzinfo=UTC)
"""Nine in the morning in China."""


@dataclass(frozen=True)
class Filled:
    """How much was new."""

    staff: int
    products: int
    customers: int
    interactions: int


def fill(*, session: Session, today: date) -> Filled:
    """Add whatever of the demo book the store does not hold yet; what is there stays as it is."""
    at = datetime.combine(today, _OPENING)
    staff = _fill_staff(session, at)
    products = _fill_products(session, at)
    people = {line["id"]: line for line in _lines("customers.yaml")}
    known = set(session.exec(select(Customer.customer_id)))
    new = {key: line for key, line in people.items() if key not in known}
    rows = [customer_row(line, today=today) for line in new.values()]
    insert_customers(session=session, rows=rows, at=at)
    tie_holdings(session=session)
    _fill_complaints(session, new, today)
    history = [line for line in _lines("history.yaml") if line["customer"] in new]
    for line in history:
        _log(session, line, owner=new[line["customer"]]["owner"], today=today)
    return Filled(staff=staff, products=products, customers=len(new), interactions=len(history))


def _fill_staff(session: Session, at: datetime) -> int:
    known = set(session.exec(select(Staff.staff_id)))
    new = [line for line in _lines("staff.yaml") if line[0] not in known]
    for staff_id, name, role, team, *fields in new:
        add_staff(
            session=session,
            actor=TERMINAL_ADMIN,
            staff_id=staff_id,
            name=name,
            role=Role(role),
            team=team,
            at=at,
        )
        for asked_for in fields:
            set_expertise(
                session=session,
                actor=TERMINAL_ADMIN,
                staff_id=staff_id,
                fields=[Expertise(each) for each in asked_for],
                at=at,
            )
    return len(new)


def _fill_products(session: Session, at: datetime) -> int:
    known = set(session.exec(select(Product.product_id)))
    new = [line for line in _lines("products.yaml") if line[0] not in known]
    names = list(Product.model_fields)
    for line in new:
        facts = dict(zip(names, line, strict=True))
        facts.update(type=ProductType(facts["type"]), status=ProductStatus(facts["status"]))
        session.add(Product(**facts))
    if new:
        payload = {"created": [line[0] for line in new]}
        audit.append(
            session=session,
            actor_id=TERMINAL_ADMIN.staff_id,
            kind="products.imported",
            payload=payload,
            at=at,
        )
    return len(new)


def _fill_complaints(session: Session, new: Mapping[str, Mapping[str, Any]], today: date) -> None:
    for customer_id, line in new.items():
        if "complaint" in line:
            size, text, day = line["complaint"]
            open_complaint(
                session=session,
                actor=_actor(session, line["owner"]),
                customer_id=customer_id,
                size=ComplaintSize(size),
                text=text,
                at=_moment(today, day),
                source="demo",
            )


def _log(session: Session, line: Mapping[str, Any], *, owner: str, today: date) -> None:
    at = _moment(today, line["day"])
    draft = InteractionDraft(
        customer_id=line["customer"],
        at=at,
        on=today + timedelta(days=line["day"]),
        channel=Channel(line["channel"]),
        summary=line["summary"],
        said=line["summary"],
        needs=tuple(_listed(line.get("needs"))),
        objections=tuple(_listed(line.get("objections"))),
        follow_ups=tuple(
            FollowUpDraft(text=text, due_on=today + timedelta(days=days), kind=FollowUpKind(kind))
            for kind, days, text in line.get("due", ())
        ),
    )
    log_interaction(session=session, actor=_actor(session, owner), draft=draft, at=at)


def _moment(today: date, days: int) -> datetime:
    return datetime.combine(today + timedelta(days=days), _OPENING)


def _actor(session: Session, staff_id: str) -> Actor:
    actor = actor_for_staff(session=session, staff_id=staff_id)
    if actor is None:
        raise LookupError(f"the demo book has no staff member {staff_id}")
    return actor


def _listed(text: str | None) -> list[str]:
    return text.split(";") if text else []


def _lines(name: str) -> list[Any]:
    import yaml

    lines: list[Any] = yaml.safe_load((Path(__file__).parent / name).read_text(encoding="utf-8"))
    return lines
