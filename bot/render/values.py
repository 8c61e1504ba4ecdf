"""Plain JSON values, typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TypeAlias

Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | int | float | bool | None"
JsonObject: TypeAlias = dict[str, Json]


def iso(at: date | datetime | None) -> str | None:
    """A day or time in ISO 8601."""
    return at.isoformat() if at is not None else None
