"""The policy file read into typed values; each value keeps the source it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.yaml_files import read_yaml

POLICY_FILE = Path(__file__).with_name("policy.yaml")


class PolicyFault(ValueError):
    """A policy file with a value missing, not a number, or without a source."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Thresholds by name (`stages.new_days`) and where each comes from."""

    version: str
    values: Mapping[str, float]
    sources: Mapping[str, str]

    def __getitem__(self, name: str) -> float:
        return self.values[name]

    def days(self, name: str) -> int:
        """A threshold in whole days, hours, minutes, months or years, as the file's unit says."""
        return int(self.values[name])


@cache
def default_policy() -> Policy:
    """The shipped policy, read once."""
    return load_policy(POLICY_FILE)


def load_policy(path: Path) -> Policy:
    """Read a policy file.

    Raises:
        PolicyFault: where a value is no number or names no source, or a name is missing.
    """
    content = read_yaml(path)
    values: dict[str, float] = {}
    sources: dict[str, str] = {}
    for section, entries in content.items():
        if section == "version":
            continue
        for name, entry in entries.items():
            key = f"{section}.{name}"
            values[key], sources[key] = _read(path, key, entry)
    missing = _needed() - values.keys()
    if missing:
        raise PolicyFault(f"{path.name}: missing {', '.join(sorted(missing))}")
    return Policy(str(content["version"]), values, sources)


def valid_until(assessed_on: date | None, policy: Policy) -> date | None:
    """The last day an assessment stands, by the stricter period; None without a date."""
    if assessed_on is None:
        return None
    year = assessed_on.year + policy.days("validity.assessment_years")
    try:
        return assessed_on.replace(year=year)
    except ValueError:  # 29 February
        return assessed_on.replace(year=year, day=28)


def _read(path: Path, key: str, entry: Any) -> tuple[float, str]:
    value, source = entry.get("value"), entry.get("source")
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise PolicyFault(f"{path.name}: {key} is not a number")
    if not source:
        raise PolicyFault(f"{path.name}: {key} names no source")
    return float(value), str(source)


def _needed() -> set[str]:
    shipped = read_yaml(POLICY_FILE)
    return {
        f"{section}.{name}"
        for section, entries in shipped.items()
        if section != "version"
        for name in entries
    }
