"""Which variant of a line a customer hears, with its slots filled from the record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from knowledge.handbook.format.conditions import Facts, holds
from knowledge.handbook.format.formats import Section
from knowledge.handbook.format.model import VARIANT_TAGS, Line, Objection, ScenarioScript

_SLOT = re.compile(r"\{(\w+)\}")
_LEADING = re.compile(r"^[，、,\s]+")


@dataclass(frozen=True, slots=True)
class Listener:
    """Who hears the line: the variant tags that hold, the slots that can be filled, the facts.

    Of whom nothing is known there is no fact, and no line that states one is said.
    """

    tags: frozenset[str]
    slots: Mapping[str, str]
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """A line as it is said to this customer, with where it stands."""

    text: str
    script_id: str
    version: int
    reference: str
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ScriptReading:
    """A script as one listener hears it."""

    script: ScenarioScript
    listener: Listener

    def section(self, section: Section) -> list[SpokenLine]:
        """One spoken line an anchor; an anchor none of whose variants can be filled is left out."""
        return list(self.spoken(self.script.section(section)))

    def objections(self) -> list[tuple[Objection, list[SpokenLine]]]:
        """Each objection with its answers; one with no answer left is dropped."""
        pairs = ((each, list(self.spoken(each.answers))) for each in self.script.objections)
        return [(each, answers) for each, answers in pairs if answers]

    def spoken(self, lines: Iterable[Line]) -> Iterator[SpokenLine]:
        """The best variant of each anchor among the lines, filled, as far as they are asked for."""
        for _, group in groupby(lines, key=lambda x: x.anchor):
            line = self._best(list(group))
            if line is not None:
                yield line

    def _fits(self, line: Line) -> bool:
        if not self.listener.tags.issuperset(line.tags):
            return False
        return not line.guard or holds(line.when, self.listener.facts)

    def _best(self, variants: list[Line]) -> SpokenLine | None:
        fitting = [v for v in variants if self._fits(v)]
        for variant in sorted(fitting, key=_specificity):
            text = fill(variant.text, self.listener.slots)
            if text is not None:
                return SpokenLine(
                    text,
                    self.script.script_id,
                    self.script.version,
                    variant.reference,
                    variant.attributes,
                )
        return None


def fill(text: str, slots: Mapping[str, str]) -> str | None:
    """The text with its slots filled, or None where one has no value.

    An empty salutation is allowed and takes the punctuation after it along.
    """
    if "{" not in text:
        return _LEADING.sub("", text)
    names = set(_SLOT.findall(text))
    if any(not slots.get(name) for name in names - {"salutation"}):
        return None
    filled = _SLOT.sub(lambda match: slots.get(match[1], ""), text)
    return _LEADING.sub("", filled)


def slots_of(text: str) -> set[str]:
    """Names of the slots in a text."""
    return set(_SLOT.findall(text))


def _specificity(line: Line) -> tuple[int, int, int]:
    first = min((VARIANT_TAGS.index(tag) for tag in line.tags), default=len(VARIANT_TAGS))
    return (-len(line.when), -len(line.tags), first)
