"""How money comes back out of a product before its end: data by type."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from knowledge.yaml_files import read_yaml
from store.models import ProductType
from store.products import ShelfProduct

_FILE = Path(__file__).with_name("liquidity.yaml")
_TEXTS: TypeAdapter[Mapping[ProductType, str]] = TypeAdapter(Mapping[ProductType, str])


def liquidity_of(product: ShelfProduct) -> str:
    """How soon, and at what price, the money comes back."""
    return liquidity_texts()[product.type]


@cache
def liquidity_texts() -> Mapping[ProductType, str]:
    """The text of every type, read once."""
    return _TEXTS.validate_python(read_yaml(_FILE))
