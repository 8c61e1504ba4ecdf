"""Growth paths by customer type, and how far a customer has come by the record."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from bot.results.plans import GrowthPath, GrowthStep
from knowledge.yaml_files import read_yaml
from store.customers import CustomerRecord
from store.models import CustomerKind, ProductType

_FILE = Path(__file__).with_name("growth.yaml")


class Step(BaseModel):
    """What is done in a month; done where one of the types is held or the field is filled."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    month: int
    text: str
    holds: tuple[ProductType, ...] = ()
    field: str = ""


class Success(BaseModel):
    """A figure of success; `least` is the share that must hold one of the types."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str
    least: float | None = None
    holds: tuple[ProductType, ...] = ()


class TypePath(BaseModel):
    """The path of a type of customer."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    label: str
    kind: CustomerKind
    ages: tuple[int, int] | None = None
    most_revenue: float | None = None
    now: str
    target: str
    source: str
    script: str
    steps: tuple[Step, ...]
    success: tuple[Success, ...]


def growth_path(
    record: CustomerRecord, *, age: int | None, alike: Sequence[CustomerRecord] = ()
) -> GrowthPath | None:
    """The path of the customer's type with his progress; `alike` are those success counts."""
    path = path_for(record, age=age)
    if path is None:
        return None
    steps = tuple(GrowthStep(s.month, s.text, _done(s, record)) for s in path.steps)
    success = tuple(_success(each, alike) for each in path.success)
    return GrowthPath(path.label, path.now, path.target, steps, success, path.source, path.script)


def path_for(record: CustomerRecord, *, age: int | None) -> TypePath | None:
    """The path meant for the customer, if there is one."""
    for path in growth_paths():
        within = path.ages is None or (age is not None and path.ages[0] <= age < path.ages[1])
        small = path.most_revenue is None or (record.annual_revenue_wan or 0) < path.most_revenue
        if path.kind is record.kind and within and small:
            return path
    return None


def _done(step: Step, record: CustomerRecord) -> bool | None:
    """Whether the record shows a step done; None where it cannot."""
    if step.holds:
        return any(held.type in step.holds for held in record.holdings)
    if step.field:
        return getattr(record, step.field) is not None
    return None


def _success(figure: Success, alike: Sequence[CustomerRecord]) -> str:
    if figure.least is None:
        return f"{figure.text}（系统没有记录，月末人工填）"
    if not alike:
        return figure.text
    have = sum(any(h.type in figure.holds for h in each.holdings) for each in alike)
    share = have / len(alike)
    mark = "达到" if share >= figure.least else "未到"
    return f"{figure.text}：现在{have}/{len(alike)}（{share:.0%}），{mark}"


@cache
def growth_paths() -> tuple[TypePath, ...]:
    """The shipped paths, read once."""
    return tuple(TypePath.model_validate(each) for each in read_yaml(_FILE)["paths"])
