"""Which records a complaint is verified by, each with the approved line that names it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.yaml_files import read_yaml
from store.customers import CustomerRecord
from store.models import ComplaintSize, ProductType

PULLING_FILE = Path(__file__).with_name("pulling.yaml")


@dataclass(frozen=True, slots=True)
class RecordToPull:
    """A record by its name, and the script's line it stands in."""

    name: str
    sizes: frozenset[ComplaintSize]
    holding: frozenset[ProductType]
    script_id: str
    line: str


def records_to_pull(size: ComplaintSize, record: CustomerRecord) -> tuple[RecordToPull, ...]:
    """What to pull for a complaint of this size of this customer, in the handbook's order."""
    held = {each.type for each in record.holdings}
    return tuple(
        each
        for each in all_records()
        if size in each.sizes and (not each.holding or each.holding & held)
    )


@cache
def all_records() -> tuple[RecordToPull, ...]:
    """The whole table, read once."""
    return tuple(
        RecordToPull(
            name=each["record"],
            sizes=frozenset(map(ComplaintSize, each["sizes"])),
            holding=frozenset(map(ProductType, each.get("holding", ()))),
            script_id=each["script"],
            line=each["line"],
        )
        for each in read_yaml(PULLING_FILE)
    )
