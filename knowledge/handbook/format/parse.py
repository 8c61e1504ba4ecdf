"""Reading a script file; every fault names its file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from knowledge.handbook.format.conditions import guard_of
from knowledge.handbook.format.faults import Fault, FaultCode, ScriptFault
from knowledge.handbook.format.formats import (
    Section,
    SectionForm,
    first_format_of,
    form_in,
    forms_of,
)
from knowledge.handbook.format.front_matter import FrontMatter, read_front_matter
from knowledge.handbook.format.model import VARIANT_TAGS, Line, Objection, ScenarioScript

_ITEM = re.compile(r"^- \[(?P<head>[^\]]+)\]\s*(?P<text>.+)$")
_OBJECTION = re.compile(r"^### \[(?P<anchor>x\d+)\]\s*(?P<text>.+)$")
_HEADING = re.compile(r"^## (?P<name>\S+)\s*$")
_ANCHOR = re.compile(r"^[a-z]\d+[a-z]?$")
_EXCERPT = 20
_WHEN = "when"


def parse_script(text: str, *, file: str) -> ScenarioScript:
    """Read one script, in the format its front matter names.

    Raises:
        ScriptFault: with every fault of the file's form, each at its line.
    """
    rows = text.replace("\r\n", "\n").split("\n")
    head, faults = read_front_matter(rows, file=file)
    body = _Body(rows, head.format, file=file)
    faults += body.read(head.body)
    if faults:
        raise ScriptFault(faults)
    return _built(head, body, file)


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
            faults.append(Fault(name, 1, FaultCode.ID_TWICE, {"script_id": script.script_id}))
        scripts[script.script_id] = script
    if faults:
        raise ScriptFault(faults)
    return [scripts[key] for key in sorted(scripts)]


class _Body:
    """One pass over the rows below the front matter, gathering lines, objections and faults."""

    def __init__(self, rows: Sequence[str], version: int, *, file: str) -> None:
        self.rows, self.version, self.file = rows, version, file
        self.lines: list[Line] = []
        self.objections: list[Objection] = []
        self._faults: list[Fault] = []
        self._form: SectionForm | None = None
        self._has_heading = False
        self._anchors: set[str] = set()

    def read(self, start: int) -> list[Fault]:
        """Read from a row on; every fault found."""
        for number, row in self._content(start):
            if heading := _HEADING.match(row):
                self._open_section(heading["name"], number)
            elif opened := _OBJECTION.match(row):
                self._open_objection(opened, number)
            elif item := _ITEM.match(row):
                self._item(item, number)
            else:
                self._fault(number, FaultCode.STRAY_ROW, text=row.strip()[:_EXCERPT])
        self._check_missing()
        return self._faults

    def _fault(self, row: int, code: FaultCode, **values: str | int) -> None:
        self._faults.append(Fault(self.file, row, code, values))

    def _content(self, start: int) -> Iterator[tuple[int, str]]:
        for index in range(start, len(self.rows)):
            if self.rows[index].strip():
                yield index + 1, self.rows[index].rstrip()

    def _check_missing(self) -> None:
        held = {line.section for line in self.lines}
        if self.objections:
            held.add(Section.OBJECTIONS)
        for form in forms_of(self.version):
            if form.required and form.section not in held:
                self._fault(len(self.rows), FaultCode.SECTION_MISSING, section=form.section)

    def _open_section(self, name: str, row: int) -> None:
        self._form = form_in(self.version, name)
        self._has_heading = True
        if self._form is not None:
            return
        since = first_format_of(name)
        if since is None:
            self._fault(row, FaultCode.UNKNOWN_SECTION, section=name)
        else:
            self._fault(
                row, FaultCode.NEWER_SECTION, section=name, format=self.version, since=since
            )

    def _open_objection(self, match: re.Match[str], row: int) -> None:
        if self._form is None or self._form.section != Section.OBJECTIONS:
            self._fault(row, FaultCode.STRAY_OBJECTION, anchor=match["anchor"])
            return
        self.objections.append(Objection(match["anchor"], match["text"].strip(), (), row))

    def _item(self, match: re.Match[str], row: int) -> None:
        if self._form is None:
            if not self._has_heading:
                self._fault(row, FaultCode.BEFORE_SECTION, anchor=match["head"].split()[0])
            return
        line = self._line(self._form, match, row)
        if line is None:
            return
        if line.reference in self._anchors:
            self._fault(row, FaultCode.ANCHOR_TWICE, anchor=line.reference)
        self._anchors.add(line.reference)
        if line.section != Section.OBJECTIONS:
            self.lines.append(line)
        elif not self.objections:
            self._fault(row, FaultCode.BEFORE_OBJECTION, anchor=line.reference)
        else:
            last = self.objections[-1]
            self.objections[-1] = replace(last, answers=(*last.answers, line))

    def _line(self, form: SectionForm, match: re.Match[str], row: int) -> Line | None:
        anchor, *rest = match["head"].split()
        if not _ANCHOR.match(anchor) or anchor[0] != form.letter:
            values = {"anchor": anchor, "section": form.section, "letter": form.letter}
            self._fault(row, FaultCode.WRONG_ANCHOR, **values)
            return None
        tags = tuple(each[1:] for each in rest if each.startswith("@"))
        for tag in tags:
            if tag not in VARIANT_TAGS:
                self._fault(row, FaultCode.UNKNOWN_VARIANT, tag=tag)
        attributes = dict(each.split("=", 1) for each in rest if "=" in each)
        guard = attributes.pop(_WHEN, "")
        when = guard_of(guard)
        if when is None:
            self._fault(row, FaultCode.BAD_GUARD, guard=guard)
        text = match["text"].strip()
        return Line(anchor, form.section, text, tags, attributes, row, guard, when or {})


def _built(head: FrontMatter, body: _Body, file: str) -> ScenarioScript:
    fields = head.fields
    sources = [fields["sources"]] if isinstance(fields["sources"], str) else fields["sources"]
    return ScenarioScript(
        script_id=str(fields["id"]),
        group=str(fields["group"]),
        title=str(fields["title"]),
        version=int(fields["version"]),
        status=str(fields["status"]),
        sources=tuple(map(str, sources)),
        goal=str(fields["goal"]),
        audience=str(fields["audience"]),
        products=tuple(fields.get("products") or ()),
        applies=head.conditions,
        asks=tuple(fields.get("asks") or ()),
        lines=tuple(body.lines),
        objections=tuple(body.objections),
        valid_until=fields.get("valid_until"),
        is_service=fields.get("service") is True,
        origin=file,
        format=head.format,
    )
