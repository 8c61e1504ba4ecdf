"""What must be said with a product: data by type, and what its row demands."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from bot.record.policy import read_yaml
from bot.record.suitability import Product

_FILE = Path(__file__).with_name("disclosures.yaml")


def disclosure_of(product: Product) -> str:
    """The disclosure of a product, whole."""
    texts = _texts()
    parts = [texts["types"][product.type]]
    if product.agency_sale:
        parts.append(texts["agency"].format(issuer=product.issuer or "合作机构"))
    if product.needs_dual_recording:
        parts.append(texts["dual_recording"])
    if product.fee and product.fee != "无":
        parts.append(texts["fee"].format(fee=product.fee))
    return "".join(parts)


@cache
def _texts() -> Mapping[str, Any]:
    content: Mapping[str, Any] = read_yaml(_FILE)
    return content
