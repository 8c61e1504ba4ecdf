"""A brief's lines from its scenarios: the right variant for this customer, filled, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from bot.brief.case import Case
from bot.brief.selection import Chosen
from bot.record.words import complaint_topics, speaks_of
from bot.results.advice import Avoid, ObjectionAnswer, ScriptSource, Sourced
from knowledge.handbook.format import Facts, Listener, ScriptReading, Section, SpokenLine
from store.models import ProductType
from store.products import ShelfProduct

_SHARES = {
    Section.POINTS: (5, 2, 2),
    Section.ACTIONS: (3, 2, 1),
    Section.AVOID: (3, 2, 2),
    Section.NOTES: (4, 2, 2),
}
"""How many lines each scenario gives to a section, the first scenario most."""
_OTHER_SHARES = (2, 1, 1)


@dataclass(frozen=True, slots=True)
class Told:
    """A scenario read for the customer, with the product types it may speak of."""

    chosen: Chosen
    reading: ScriptReading
    closed_types: frozenset[ProductType]

    def lines(self, section: Section) -> list[SpokenLine]:
        """The section's lines this customer may hear."""
        return list(self.each_line(section))

    def each_line(self, section: Section) -> Iterator[SpokenLine]:
        """The same, read only as far as they are asked for."""
        for line in self.reading.spoken(self.chosen.script.section(section)):
            if not self.speaks_of_closed(line.text):
                yield line

    def speaks_of_closed(self, text: str) -> bool:
        """Whether a selling script's line speaks of a product type closed to the customer."""
        return bool(self.chosen.script.products) and speaks_of(text, self.closed_types)


def told(
    chosen: Chosen,
    *,
    tags: frozenset[str],
    slots: Mapping[str, str],
    facts: Facts,
    products: Sequence[ShelfProduct],
    open_types: frozenset[ProductType],
) -> Told:
    """The scenario for this listener; `products` are the suitable ones, best first.

    `facts` are what the record holds: a line that states one is said only where it does.
    """
    filled = dict(slots) | dict(chosen.slots)
    if products:
        filled["product"] = products[0].name
        if products[0].term_days:
            filled["product_term"] = f"{products[0].term_days}天"
    reading = ScriptReading(chosen.script, Listener(tags, filled, facts))
    return Told(chosen, reading, frozenset(ProductType) - open_types)


def told_about(chosen: Chosen, case: Case | None, *, rm_name: str, asked: str = "") -> Told:
    """The scenario as it is told about a customer, or about nobody: then no line states a fact.

    What a complaint is about may also be told in the question *asked*.
    """
    about = {"complaint_about": complaint_topics(asked)}
    if case is None:
        return told(
            chosen,
            tags=frozenset(),
            slots={"rm": rm_name},
            facts=about,
            products=(),
            open_types=frozenset(ProductType),
        )
    return told(
        chosen,
        tags=case.tags,
        slots=case.slots,
        facts={**case.facts, **(about if about["complaint_about"] else {})},
        products=[p for p in case.shelf.suitable if p.type in chosen.script.products],
        open_types=case.open_types,
    )


def openings(scenes: Sequence[Told]) -> Iterator[Sourced]:
    """Ways to begin, the first scenario's first."""
    for scene in scenes:
        for line in scene.each_line(Section.OPENING):
            yield sourced(line)


def section(scenes: Sequence[Told], which: Section) -> tuple[Sourced, ...]:
    """A section's lines over all scenarios, the first scenario's first."""
    return tuple(sourced(line) for line in shared(scenes, which))


def objections(scenes: Sequence[Told]) -> tuple[ObjectionAnswer, ...]:
    """Likely objections with their answers."""
    found: list[ObjectionAnswer] = []
    for scene, share in zip(scenes, _OTHER_SHARES, strict=False):
        found.extend(islice(_answered(scene), share))
    return tuple(found)


def _answered(scene: Told) -> Iterator[ObjectionAnswer]:
    for objection, lines in scene.reading.objections():
        kept = [line for line in lines if not scene.speaks_of_closed(line.text)]
        if kept and not scene.speaks_of_closed(objection.text):
            text = "".join(line.text for line in kept)
            yield ObjectionAnswer(objection.text, text, tuple(source(line) for line in kept))


def avoided(scenes: Sequence[Told]) -> tuple[Avoid, ...]:
    """What not to say, each with its rule."""
    return tuple(
        Avoid(line.text, line.attributes.get("rule", ""), (source(line),))
        for line in shared(scenes, Section.AVOID)
    )


def disclosures(scenes: Sequence[Told], products: Iterable[str]) -> tuple[str, ...]:
    """What must be said: the scripts' own, then the products', each once."""
    firsts = (islice(scene.each_line(Section.DISCLOSURES), 1) for scene in scenes)
    said = [line.text for line in chain.from_iterable(firsts)]
    return tuple(dict.fromkeys([*said, *products]))


def source(line: SpokenLine) -> ScriptSource:
    """Where a spoken line stands."""
    return ScriptSource(line.script_id, line.version, line.reference)


def sourced(line: SpokenLine) -> Sourced:
    """A spoken line with its place."""
    return Sourced(line.text, (source(line),))


def shared(scenes: Sequence[Told], which: Section) -> Iterator[SpokenLine]:
    """A section's lines over all scenarios, each scenario its share, none said twice."""
    said: set[str] = set()
    for scene, share in zip(scenes, _SHARES.get(which, _OTHER_SHARES), strict=False):
        fresh = (line for line in scene.each_line(which) if line.text not in said)
        for line in islice(fresh, share):
            said.add(line.text)
            yield line
