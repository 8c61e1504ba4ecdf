"""An asset health report: plain figures of one day, whole in themselves, so that what was approved
can be printed again as it was."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass


@dataclass(frozen=True)
class Holding:
    """A position as the report tells it; amounts in 万元, what is unknown is None or ""."""

    name: str
    kind: str
    level: str
    amount_wan: float | None
    matures_on: date | None
    share: float | None
    above_level: bool


@dataclass(frozen=True)
class Part:
    """A labelled amount in 万元."""

    label: str
    amount_wan: float
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Gap:
    """What the record does not show, and whose rule asks for it."""

    text: str
    source: str


@dataclass(frozen=True)
class Loss:
    """What a share of a recorded amount is, and what would be left of all assets."""

    what: str
    share: float
    loss_wan: float
    left_wan: float


@dataclass(frozen=True)
class HealthReport:
    """The report of one customer on a day. `aum_wan` None: the record does not know it.

    `unplaced_wan` is what no recorded holding accounts for, current accounts among it.
    """

    customer_id: str
    customer_name: str
    made_on: date
    rm_name: str
    aum_wan: float | None
    held_wan: float
    unplaced_wan: float | None
    idle: tuple[str, ...]
    risk_level: str
    risk_until: date | None
    holdings: tuple[Holding, ...]
    kinds: tuple[Part, ...]
    levels: tuple[Part, ...]
    ladder: tuple[Part, ...]
    concentration: tuple[str, ...]
    level_remarks: tuple[str, ...]
    gaps: tuple[Gap, ...]
    losses: tuple[Loss, ...]
    unknown: tuple[str, ...]
    disclosures: tuple[str, ...]


_REPORT: TypeAdapter[HealthReport] = TypeAdapter(HealthReport)


def report_json(report: HealthReport) -> dict[str, Any]:
    """The report as JSON values."""
    values: dict[str, Any] = _REPORT.dump_python(report, mode="json")
    return values


def report_from(values: object) -> HealthReport:
    """The report `report_json` was made from.

    Raises:
        ValidationError: where the values are of another form.
    """
    return _REPORT.validate_python(values)
