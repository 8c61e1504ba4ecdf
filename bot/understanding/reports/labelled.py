"""Call reports with every field labelled by hand: to learn from and to measure on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from knowledge.training import TrainingDataError

Level = Literal["small", "large", "public"]


def _day_or_hour(value: object) -> object:
    """A date stays a date: ten characters name no hour."""
    if isinstance(value, str):
        return date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)
    return value


When = Annotated[datetime | date, BeforeValidator(_day_or_hour)]


class LabelledPromise(BaseModel):
    """What somebody said he would do; `text` is short, not always literal."""

    model_config = ConfigDict(frozen=True)

    text: str
    who: Literal["rm", "customer"]
    due: When | None = None


class LabelledReport(BaseModel):
    """A report as an RM typed it at `now`, and what is in it. Days are dates, hours datetimes."""

    model_config = ConfigDict(frozen=True)

    id: str
    now: datetime
    text: str = Field(min_length=1)
    customer: str | None = None
    took_place: bool
    when: When | None = None
    channel: str
    follow_up: When | None = None
    objections: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    promises: tuple[LabelledPromise, ...] = ()
    complaint: Level | None = None
    opt_out: bool = False
    author: str

    @property
    def span(self) -> tuple[int, int] | None:
        """Where the customer is named in the text, if in these words."""
        at = self.text.find(self.customer) if self.customer else -1
        return (at, at + len(self.customer or "")) if at >= 0 else None


def read_reports(path: Path) -> list[LabelledReport]:
    """The reports of a file, or of every file of a folder.

    Raises:
        TrainingDataError: for a line that is no labelled report; it names file, line and field.
    """
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    return [report for file in files for report in _reports(file)]


def _reports(path: Path) -> Iterator[LabelledReport]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            yield LabelledReport.model_validate_json(line)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"]))
            raise TrainingDataError(f"{path.name}:{number}: {place} {first['msg']}") from error
