"""The synthetic book of `tests/evaluation/book`, read in plain Python; nothing of the product."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "evaluation" / "book"
TODAY = date(2026, 11, 24)
"""The day every question on the book is asked."""

STAFF: Mapping[str, str] = {
    "cx": "陈晓",
    "lm": "李明",
    "wf": "王芳",
    "lmin": "李敏",
    "sq": "孙倩",
}
"""Who owns customers, by staff id; all of one team. The last two have a handful each."""

Value = str | float | bool | date | frozenset[str] | None
"""A field of a customer; None is unknown."""

_NUMBERS = frozenset(
    "aum_wan monthly_inflow_wan annual_revenue_wan receivable_days receivable_share"
    " outflow_ratio_60d idle_months".split()
)
_DATES = frozenset(
    "opened_on last_contact_on last_transaction_on next_follow_up_on risk_assessed_on"
    " birthday".split()
)
_LISTS = frozenset("need_tags interests resource_needs consent".split())


@dataclass(frozen=True)
class Holding:
    """A position; type and level are None for a product the shelf does not know."""

    product: str
    type: str | None
    risk_level: str | None
    amount_wan: float | None
    maturity_date: date | None


@dataclass(frozen=True)
class Talk:
    """A recorded conversation."""

    on: date
    channel: str
    words: str


@dataclass(frozen=True)
class Due:
    """A promise, or a planned contact (`kind` is `promise` or `follow_up`)."""

    kind: str
    due_on: date
    is_open: bool


@dataclass(frozen=True)
class Customer:
    """A customer as the files have him."""

    customer_id: str
    fields: Mapping[str, Value]
    holdings: tuple[Holding, ...] = ()
    talks: tuple[Talk, ...] = ()
    dues: tuple[Due, ...] = ()


@cache
def read_book(folder: Path = FOLDER) -> tuple[Customer, ...]:
    """The customers in the order of the file."""
    shelf = {row["product_id"]: row for row in _table(folder / "products.csv")}
    talks: dict[str, list[Talk]] = {}
    for line in lines(folder / "contacts.jsonl"):
        talk = Talk(date.fromisoformat(line["date"]), line["channel"], line["words"])
        talks.setdefault(line["customer_id"], []).append(talk)
    dues: dict[str, list[Due]] = {}
    for line in lines(folder / "followups.jsonl"):
        due = Due(line["kind"], date.fromisoformat(line["due_on"]), line["status"] == "open")
        dues.setdefault(line["customer_id"], []).append(due)
    return tuple(
        Customer(
            customer_id=row["customer_id"],
            fields={name: _value(name, cell) for name, cell in row.items() if name != "holdings"},
            holdings=tuple(_holding(cell, shelf) for cell in row["holdings"].split(";") if cell),
            talks=tuple(talks.get(row["customer_id"], ())),
            dues=tuple(dues.get(row["customer_id"], ())),
        )
        for row in _table(folder / "customers.csv")
    )


def lines(path: Path) -> Iterator[dict[str, str]]:
    """The objects of a JSONL file."""
    yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _value(name: str, cell: str) -> Value:
    if not cell:
        return None
    if name in _NUMBERS:
        return float(cell)
    if name in _DATES:
        return date.fromisoformat(cell)
    if name in _LISTS:
        return frozenset(cell.split(";")) - {"none"}
    if name == "do_not_contact":
        return cell == "yes"
    return STAFF[cell] if name == "owner" else cell


def _holding(cell: str, shelf: Mapping[str, Mapping[str, str]]) -> Holding:
    named, amount, matures = (*cell.split(":"), "", "")[:3]
    product = shelf.get(named, {"name": named, "type": "", "risk_level": ""})
    return Holding(
        product=product["name"],
        type=product["type"] or None,
        risk_level=product["risk_level"] or None,
        amount_wan=float(amount) if amount else None,
        maturity_date=date.fromisoformat(matures) if matures else None,
    )
