"""What a note tells that the manager did: sold something, or reached out; the lists beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from bot.record.words import types_asked_for
from knowledge.yaml_files import read_yaml
from store.models import ProductType
from store.products import ShelfProduct

TOLD_FILE = Path(__file__).with_name("told.yaml")
_CLAUSES = re.compile(r"[^，,。；;！!？?\n]+")
_INSURED = "存款保险"
"""A protection, not a product: its words name no type."""
_HIM = "他"


@dataclass(frozen=True, slots=True)
class Sold:
    """A clause that tells of a sale; with nothing named, any product is meant."""

    start: int
    end: int
    products: tuple[ShelfProduct, ...]
    types: frozenset[ProductType]


@dataclass(frozen=True, slots=True)
class Reached:
    """A clause that tells of a contact the manager made."""

    start: int
    end: int


class _Lists(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    sold: tuple[str, ...]
    anything: tuple[str, ...]
    denied: re.Pattern[str]
    elsewhere: re.Pattern[str]
    asked: re.Pattern[str]
    contacted: re.Pattern[str]
    him: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause where it stands, the customer in it as 他, and what of the shelf it names."""

    start: int
    end: int
    said: str
    products: tuple[ShelfProduct, ...]
    types: frozenset[ProductType]
    anything: bool


def told_of(
    text: str, *, customer_name: str, products: Sequence[ShelfProduct]
) -> Iterator[Sold | Reached]:
    """The sales and the contacts a note tells of; what the customer asked for himself is none."""
    clauses = [_clause(m, customer_name, products) for m in _CLAUSES.finditer(text)]
    asked = [each for each in clauses if _lists().asked.search(each.said)]
    for each in clauses:
        if _is_sale(each) and not any(_same_goods(each, other) for other in asked):
            yield Sold(each.start, each.end, each.products, each.types)
        if not asked and _says(_lists().contacted, each.said):
            yield Reached(each.start, each.end)


def _clause(found: re.Match[str], name: str, products: Sequence[ShelfProduct]) -> _Clause:
    words = found.group()
    named = tuple(p for p in products if p.name in words or p.product_id in words)
    types = frozenset() if named else types_asked_for(words.replace(_INSURED, ""))
    anything = any(word in words for word in _lists().anything)
    return _Clause(*found.span(), _with_him(words, name), named, types, anything)


def _with_him(words: str, name: str) -> str:
    for word in (name, *_lists().him):
        words = words.replace(word, _HIM) if word else words
    return words


def _is_sale(clause: _Clause) -> bool:
    if not (clause.products or clause.types or clause.anything):
        return False
    return not _lists().elsewhere.search(clause.said) and _says(_sold(), clause.said)


def _says(pattern: re.Pattern[str], said: str) -> bool:
    """Whether a pattern stands in a clause without being denied right before it."""
    return any(not _lists().denied.search(said[: m.start()]) for m in pattern.finditer(said))


def _same_goods(sale: _Clause, asked: _Clause) -> bool:
    """Whether the customer asked about what was then spoken of, or about products at all."""
    if asked.anything or sale == asked:
        return True
    return bool(_types(sale) & _types(asked))


def _types(clause: _Clause) -> frozenset[ProductType]:
    return clause.types | {product.type for product in clause.products}


@cache
def _sold() -> re.Pattern[str]:
    return re.compile("|".join(_lists().sold))


@cache
def _lists() -> _Lists:
    return _Lists.model_validate(read_yaml(TOLD_FILE))
