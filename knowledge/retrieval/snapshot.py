"""The scripts as one JSON file: what a build holds, read without parsing Markdown or YAML."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from knowledge.handbook.format import Condition, Line, Objection, ScenarioScript, Section


def dump_scripts(scripts: Sequence[ScenarioScript]) -> str:
    """The scripts as JSON text, the same for the same scripts."""
    content = [asdict(script) for script in scripts]
    return json.dumps(content, ensure_ascii=False, default=_plain, separators=(",", ":"))


def load_scripts(text: str) -> list[ScenarioScript]:
    """The scripts that `dump_scripts` wrote, equal to those it was given."""
    return [_script(each) for each in json.loads(text)]


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset | set):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


_TUPLES = ("sources", "products", "asks")


def _script(each: Mapping[str, Any]) -> ScenarioScript:
    """All fields by their names: those of plain JSON as they are, the rest in their own form."""
    fields = {**each, **{name: tuple(each[name]) for name in _TUPLES}}
    until = each["valid_until"]
    fields["valid_until"] = date.fromisoformat(until) if until else None
    fields["applies"] = tuple(Condition(**condition) for condition in each["applies"])
    fields["lines"] = tuple(map(_line, each["lines"]))
    fields["objections"] = tuple(map(_objection, each["objections"]))
    return ScenarioScript(**fields)


def _line(each: Mapping[str, Any]) -> Line:
    return Line(**{**each, "section": Section(each["section"]), "tags": tuple(each["tags"])})


def _objection(each: Mapping[str, Any]) -> Objection:
    answers = tuple(map(_line, each["answers"]))
    return Objection(each["anchor"], each["text"], answers, each["row"])
