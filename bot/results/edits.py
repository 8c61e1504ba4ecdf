"""Changes of a customer's record as they are read back, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass

Kept = str | bool | int | float | list[str] | None
"""A field's value as JSON keeps it."""


@dataclass(frozen=True)
class ProposedChange:
    """One field, before and after; `was` and `becomes` are the same in words."""

    field: str
    label: str
    before: Kept
    after: Kept
    was: str
    becomes: str


@dataclass(frozen=True)
class Proposal:
    """What would change of a customer; `inferred` where the words tell it as a guess."""

    customer_id: str
    name: str
    changes: tuple[ProposedChange, ...]
    inferred: bool = False


@dataclass(frozen=True)
class Written:
    """Changes that were written, by their ids."""

    change_ids: tuple[str, ...]
