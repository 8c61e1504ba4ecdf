"""Whom a product is for: the lists beside this file, read over its type, name and facts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from knowledge.yaml_files import read_yaml
from store.customers import CustomerRecord
from store.models import CustomerKind, ProductType
from store.products import ShelfProduct

AUDIENCE_FILE = Path(__file__).with_name("audience.yaml")


class LoanWords(BaseModel):
    """Words that make a loan one for persons or for companies."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    audience: CustomerKind
    words: tuple[str, ...]


class Trade(BaseModel):
    """A limit stated in a product's facts, and the industries that meet it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    said: str
    industries: tuple[str, ...]


class Audiences(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    types: Mapping[ProductType, CustomerKind]
    loans: tuple[LoanWords, ...]
    loans_else: CustomerKind
    organisations: tuple[str, ...]
    trades: tuple[Trade, ...]


def audience_of_type(kind: ProductType) -> CustomerKind | None:
    """The one kind of customer a type is for; None where that depends on the product."""
    return _lists().types.get(kind)


def audience_of(product: ShelfProduct) -> CustomerKind | None:
    """The one kind of customer a product is for; None where it is for either."""
    if product.type is ProductType.LOAN:
        return _of_loan(product)
    if product.type in _lists().types:
        return _lists().types[product.type]
    named = any(word in product.name for word in _lists().organisations)
    return CustomerKind.COMPANY if named else None


def foreign_trade(product: ShelfProduct, record: CustomerRecord) -> str:
    """The trade a product is limited to and the customer is not in; "" where nothing limits it."""
    industry = record.industry or ""
    for trade in _lists().trades:
        if trade.said in product.fact_sheet and not any(w in industry for w in trade.industries):
            return trade.said
    return ""


def _of_loan(product: ShelfProduct) -> CustomerKind:
    for text in (product.name, product.fact_sheet):
        for group in _lists().loans:
            if any(word in text for word in group.words):
                return group.audience
    return _lists().loans_else


@cache
def _lists() -> Audiences:
    return Audiences.model_validate(read_yaml(AUDIENCE_FILE))
