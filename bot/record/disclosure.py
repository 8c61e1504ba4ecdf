"""What must be said with a product: data by type, and what its row demands."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from knowledge.yaml_files import read_yaml
from store.models import ProductType
from store.products import ShelfProduct

_FILE = Path(__file__).with_name("disclosures.yaml")


class Disclosures(BaseModel):
    """The texts, with slots `{issuer}` and `{fee}`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    types: Mapping[ProductType, str]
    agency: str
    dual_recording: str
    fee: str


def disclosure_of(product: ShelfProduct) -> str:
    """The disclosure of a product, whole."""
    texts = _texts()
    parts = [texts.types[product.type]]
    if product.agency_sale:
        parts.append(texts.agency.format(issuer=product.issuer or "合作机构"))
    if product.needs_dual_recording:
        parts.append(texts.dual_recording)
    if product.fee and product.fee != "无":
        parts.append(texts.fee.format(fee=product.fee))
    return "".join(parts)


@cache
def _texts() -> Disclosures:
    return Disclosures.model_validate(read_yaml(_FILE))
