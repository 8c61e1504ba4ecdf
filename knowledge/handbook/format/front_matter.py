"""A script's front matter: read, checked for its form, each fault at its row."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from knowledge.handbook.format.faults import Fault, FaultCode
from knowledge.handbook.format.formats import FIRST_FORMAT, FORMATS, newest_format
from knowledge.handbook.format.model import AUDIENCES, GROUPS, STATUSES, Condition
from knowledge.yaml_files import KeyTwice, YamlFault, parse_yaml

_FENCE = "---"
_REQUIRED = ("id", "group", "title", "version", "status", "sources", "goal", "audience")
_CLOSED: Mapping[str, Collection[str]] = {
    "group": GROUPS.keys(),
    "audience": AUDIENCES,
    "status": STATUSES,
}
_LISTS = ("products", "asks", "applies")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands between the two fences, as YAML gives it, and the index of the first row after.

    `fields` are as their names in a script file; they are sound only where there were no faults.
    """

    fields: Mapping[str, Any]
    conditions: tuple[Condition, ...]
    body: int

    @property
    def format(self) -> int:
        """The format the script is written in; the first where it names none or one unknown."""
        named = self.fields.get("format", FIRST_FORMAT)
        return named if isinstance(named, int) and named in FORMATS else FIRST_FORMAT


def read_front_matter(rows: Sequence[str], *, file: str) -> tuple[FrontMatter, list[Fault]]:
    """The front matter of a file's rows, with every fault of its form."""
    ends = [index for index, row in enumerate(rows) if row.strip() == _FENCE]
    if len(ends) < 2 or ends[0] != 0:
        return FrontMatter({}, (), 0), [Fault(file, 1, FaultCode.NO_FRONT_MATTER)]
    body = ends[1] + 1
    try:
        fields = parse_yaml("\n".join(rows[1 : ends[1]]), file=file, first_line=2)
    except KeyTwice as fault:
        twice = Fault(file, fault.line, FaultCode.KEY_TWICE, {"key": fault.key})
        return FrontMatter({}, (), body), [twice]
    except YamlFault as fault:
        values = {"problem": fault.problem}
        return FrontMatter({}, (), body), [Fault(file, fault.line, FaultCode.NOT_YAML, values)]
    if not isinstance(fields, dict):
        return FrontMatter({}, (), body), [Fault(file, 1, FaultCode.NOT_A_MAPPING)]
    check = _Check(fields, rows[: ends[1]], file)
    faults = [*check.presence(), *check.kinds(), *check.asks()]
    conditions, unfit = check.conditions()
    return FrontMatter(fields, conditions, body), [*faults, *unfit]


@dataclass(frozen=True, slots=True)
class _Check:
    fields: Mapping[str, Any]
    rows: Sequence[str]
    file: str

    def presence(self) -> Iterator[Fault]:
        for key in _REQUIRED:
            if self.fields.get(key) in (None, "", []):
                yield Fault(self.file, 1, FaultCode.FIELD_MISSING, {"field": key})

    def kinds(self) -> Iterator[Fault]:
        for key, allowed in _CLOSED.items():
            value = self.fields.get(key)
            if value and value not in allowed:
                values = {"field": key, "value": str(value), "allowed": ", ".join(sorted(allowed))}
                yield self._fault(key, FaultCode.FIELD_VALUE, **values)
        for key in _LISTS:
            if not isinstance(self.fields.get(key) or [], list):
                yield self._fault(key, FaultCode.NOT_A_LIST, field=key)
        for key in ("version", "format"):
            if not _is_whole(self.fields.get(key, FIRST_FORMAT)):
                yield self._fault(key, FaultCode.NOT_A_NUMBER, field=key)
        until = self.fields.get("valid_until")
        if until is not None and not isinstance(until, date):
            yield self._fault("valid_until", FaultCode.NOT_A_DATE, field="valid_until")
        named = self.fields.get("format", FIRST_FORMAT)
        if _is_whole(named) and named not in FORMATS:
            values_ = {"format": named, "newest": newest_format()}
            yield Fault(self.file, self._row_of("format"), FaultCode.UNKNOWN_FORMAT, values_)

    def asks(self) -> Iterator[Fault]:
        asks = self.fields.get("asks")
        for index, ask in enumerate(asks if isinstance(asks, list) else ()):
            if not isinstance(ask, str):
                row = self._row_in("asks", index)
                yield Fault(self.file, row, FaultCode.ASK_NOT_TEXT, {"ask": str(ask)})

    def conditions(self) -> tuple[tuple[Condition, ...], list[Fault]]:
        entries = self.fields.get("applies")
        conditions: list[Condition] = []
        faults: list[Fault] = []
        for index, entry in enumerate(entries if isinstance(entries, list) else ()):
            row = self._row_in("applies", index)
            given = entry if isinstance(entry, dict) else {}
            unfit = [Fault(self.file, row, code, values) for code, values in _unfit(given)]
            faults += unfit
            if not unfit:
                when = {str(name): want for name, want in given["when"].items()}
                conditions.append(Condition(when, given["priority"], given["why"], row))
        return tuple(conditions), faults

    def _fault(self, key: str, code: FaultCode, **values: str) -> Fault:
        return Fault(self.file, self._row_of(key), code, values)

    def _row_of(self, key: str) -> int:
        return next((at for at, row in enumerate(self.rows, 1) if row.startswith(key + ":")), 1)

    def _row_in(self, key: str, index: int) -> int:
        """The row of a list's entry where each stands on a row of its own, else the list's."""
        first = self._row_of(key)
        entries: list[int] = []
        for at, row in enumerate(self.rows[first:], first + 1):
            if row[:1] not in {" ", "-", ""}:
                break
            if row.lstrip().startswith("- "):
                entries.append(at)
        return entries[index] if index < len(entries) else first


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _unfit(entry: Mapping[str, Any]) -> Iterator[tuple[FaultCode, dict[str, str]]]:
    when = entry.get("when")
    if not isinstance(when, dict):
        yield FaultCode.NO_WHEN, {}
    else:
        for name, want in when.items():
            if want is None or isinstance(want, dict):
                yield FaultCode.NO_VALUE, {"field": str(name)}
    if not _is_whole(entry.get("priority")):
        yield FaultCode.NO_PRIORITY, {}
    if not isinstance(entry.get("why"), str):
        yield FaultCode.NO_WHY, {}
