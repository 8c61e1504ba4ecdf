"""Reading a script file; every fault names its file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from knowledge.handbook.format.model import (
    ANCHOR_LETTER,
    AUDIENCES,
    GROUPS,
    VARIANT_TAGS,
    Fault,
    Line,
    Objection,
    ScenarioScript,
    Section,
)

_ITEM = re.compile(r"^- \[(?P<head>[^\]]+)\]\s*(?P<text>.+)$")
_OBJECTION = re.compile(r"^### \[(?P<anchor>x\d+)\]\s*(?P<text>.+)$")
_HEADING = re.compile(r"^## (?P<name>\S+)\s*$")
_ANCHOR = re.compile(r"^[opqxandm]\d+[a-z]?$")
_REQUIRED = ("id", "group", "title", "version", "status", "sources", "goal", "audience")
_STATUSES = frozenset({"draft", "approved", "withdrawn"})


class ScriptFault(ValueError):
    """A handbook that does not read; `faults` lists every one found."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


def parse_script(text: str, *, file: str) -> ScenarioScript:
    """Read one script.

    Raises:
        ScriptFault: with every fault of the file's form, each at its line.
    """
    reader = _Reader(text, file=file)
    script = reader.script()
    if reader.faults or script is None:
        raise ScriptFault(reader.faults)
    return script


def load_folder(folder: Path) -> list[ScenarioScript]:
    """Read every `*.md` below a folder, sorted by id.

    Raises:
        ScriptFault: with the faults of all files together, and ids that occur twice.
    """
    scripts: dict[str, ScenarioScript] = {}
    faults: list[Fault] = []
    for path in sorted(folder.rglob("*.md")):
        name = path.relative_to(folder).as_posix()
        try:
            script = parse_script(path.read_text(encoding="utf-8"), file=name)
        except ScriptFault as fault:
            faults.extend(fault.faults)
            continue
        if script.script_id in scripts:
            faults.append(Fault(name, 1, f"id {script.script_id} occurs twice"))
        scripts[script.script_id] = script
    if faults:
        raise ScriptFault(faults)
    return [scripts[key] for key in sorted(scripts)]


class _Reader:
    """One pass over a file, gathering lines and faults."""

    def __init__(self, text: str, *, file: str) -> None:
        self.file = file
        self.rows = text.replace("\r\n", "\n").split("\n")
        self.faults: list[Fault] = []
        self.lines: list[Line] = []
        self.objections: list[Objection] = []

    def fault(self, row: int, reason: str) -> None:
        self.faults.append(Fault(self.file, row, reason))

    def script(self) -> ScenarioScript | None:
        head, body_row = self._front_matter()
        self._body(body_row)
        if self.faults:
            return None
        return _built(head, self.lines, self.objections, self.file)

    def _front_matter(self) -> tuple[Mapping[str, Any], int]:
        ends = [i for i, row in enumerate(self.rows) if row.strip() == "---"]
        if len(ends) < 2 or ends[0] != 0:
            self.fault(1, "no front matter between two lines of ---")
            return {}, 0
        try:
            head = yaml.load("\n".join(self.rows[1 : ends[1]]), Loader=_LOADER)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            row = mark.line + 2 if mark else 1
            self.fault(row, f"front matter is not YAML: {getattr(error, 'problem', error)}")
            return {}, ends[1] + 1
        if not isinstance(head, dict):
            self.fault(1, "front matter is not a mapping")
            return {}, ends[1] + 1
        self._check_head(head)
        return head, ends[1] + 1

    def _check_head(self, head: Mapping[str, Any]) -> None:
        for key in _REQUIRED:
            if head.get(key) in (None, "", []):
                self.fault(1, f"front matter lacks {key}")
        self._one_of(head, "group", GROUPS.keys())
        self._one_of(head, "audience", AUDIENCES)
        self._one_of(head, "status", _STATUSES)
        if not isinstance(head.get("version", 1), int):
            self.fault(self._row_of("version"), "version is not a whole number")
        until = head.get("valid_until")
        if until is not None and not isinstance(until, date):
            self.fault(self._row_of("valid_until"), "valid_until is not a date")
        asks = head.get("asks") or []
        for ask in asks:
            if not isinstance(ask, str):
                self.fault(self._row_of("asks"), f"ask {ask!r} is not text: quote it")

    def _one_of(self, head: Mapping[str, Any], key: str, allowed: Any) -> None:
        if head.get(key) and head[key] not in allowed:
            self.fault(self._row_of(key), f"{key} {head[key]!r} is none of {sorted(allowed)}")

    def _row_of(self, key: str) -> int:
        return next((i for i, row in enumerate(self.rows, 1) if row.startswith(key + ":")), 1)

    def _body(self, start: int) -> None:
        section: Section | None = None
        seen: set[str] = set()
        for number, row in self._content(start):
            if heading := _HEADING.match(row):
                section = self._section(heading["name"], number)
            elif opened := _OBJECTION.match(row):
                self._open_objection(section, opened, number)
            elif item := _ITEM.match(row):
                self._item(section, item, number, seen)
            else:
                self.fault(number, "neither a heading, an objection nor a line with an anchor")
        for missing in [s for s in Section if not self._has(s)]:
            self.fault(len(self.rows), f"section {missing.value} is missing or empty")

    def _content(self, start: int) -> Iterator[tuple[int, str]]:
        for index in range(start, len(self.rows)):
            if self.rows[index].strip():
                yield index + 1, self.rows[index].rstrip()

    def _has(self, section: Section) -> bool:
        if section is Section.OBJECTIONS:
            return bool(self.objections)
        return any(line.section is section for line in self.lines)

    def _section(self, name: str, row: int) -> Section | None:
        try:
            return Section(name)
        except ValueError:
            self.fault(row, f"unknown section {name!r}")
            return None

    def _open_objection(self, section: Section | None, match: re.Match[str], row: int) -> None:
        if section is not Section.OBJECTIONS:
            self.fault(row, "an objection outside 异议")
            return
        self.objections.append(Objection(match["anchor"], match["text"].strip(), (), row))

    def _item(
        self, section: Section | None, match: re.Match[str], row: int, seen: set[str]
    ) -> None:
        if section is None:
            self.fault(row, "a line before any section")
            return
        line = self._line(section, match, row)
        if line is None:
            return
        if line.reference in seen:
            self.fault(row, f"anchor {line.reference} occurs twice")
        seen.add(line.reference)
        if section is not Section.OBJECTIONS:
            self.lines.append(line)
        elif not self.objections:
            self.fault(row, "an answer before any objection")
        else:
            last = self.objections[-1]
            self.objections[-1] = Objection(last.anchor, last.text, (*last.answers, line), last.row)

    def _line(self, section: Section, match: re.Match[str], row: int) -> Line | None:
        anchor, *rest = match["head"].split()
        if not _ANCHOR.match(anchor) or anchor[0] != ANCHOR_LETTER[section]:
            self.fault(row, f"anchor {anchor!r} does not fit section {section.value}")
            return None
        tags = tuple(each[1:] for each in rest if each.startswith("@"))
        for tag in tags:
            if tag not in VARIANT_TAGS:
                self.fault(row, f"unknown variant @{tag}")
        attributes = dict(each.split("=", 1) for each in rest if "=" in each)
        return Line(anchor, section, match["text"].strip(), tags, attributes, row)


def _built(
    head: Mapping[str, Any], lines: list[Line], objections: list[Objection], file: str
) -> ScenarioScript:
    return ScenarioScript(
        script_id=str(head["id"]),
        group=str(head["group"]),
        title=str(head["title"]),
        version=int(head["version"]),
        status=str(head["status"]),
        sources=tuple(map(str, head["sources"])),
        goal=str(head["goal"]),
        audience=str(head["audience"]),
        products=tuple(head.get("products") or ()),
        applies=tuple(head.get("applies") or ()),
        asks=tuple(head.get("asks") or ()),
        lines=tuple(lines),
        objections=tuple(objections),
        valid_until=head.get("valid_until"),
        is_service=head.get("service") is True,
        origin=file,
    )


_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
