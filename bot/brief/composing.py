"""A brief's lines from its scenarios: the right variant for this customer, filled, in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain, islice

from bot.brief.selection import Chosen
from bot.record.client import Client
from bot.record.standing import Standing
from bot.record.suitability import Product
from bot.results.advice import Avoid, NextAction, ObjectionAnswer, Source, Sourced
from knowledge.handbook.format import Listener, ScriptReading, Section, SpokenLine

_SHARES = {
    Section.POINTS: (3, 2, 1),
    Section.QUESTIONS: (2, 1, 1),
    Section.OBJECTIONS: (2, 1, 1),
    Section.ACTIONS: (3, 2, 1),
    Section.AVOID: (3, 2, 2),
    Section.NOTES: (4, 2, 2),
}
"""How many lines each scenario gives to a section, the first scenario most."""
_TYPE_WORDS = {
    "mmf": re.compile("货币基金|货基"),
    "fund": re.compile("(?<!货币)(?<!公积)(?<!年)基金(?!会)"),
    "insurance": re.compile("年金|(?<!存款)保险|保单|终身寿"),
    "trust": re.compile("信托|私募"),
    "loan": re.compile("贷款|保理|贴现|授信"),
    "fx": re.compile("远期|结汇|避险"),
    "wealth": re.compile("理财产品|固收|短债"),
}
_DEFAULT_CHANNEL = {"person": "wechat", "company": "phone"}
_CHANNELS_OF = {
    "message": ("wechat", "sms", "email"),
    "material": ("wechat", "email", "sms", "visit", "branch"),
}
"""Channels by which written things go; a call or visit goes by any the customer prefers."""
_DAYS_BEFORE_MATURITY = 3


@dataclass(frozen=True, slots=True)
class Told:
    """A scenario read for the customer, with the product types it may speak of."""

    chosen: Chosen
    reading: ScriptReading
    closed_types: frozenset[str]

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
        if not self.chosen.script.products:
            return False
        return any(_TYPE_WORDS[t].search(text) for t in self.closed_types if t in _TYPE_WORDS)


def told(
    chosen: Chosen,
    *,
    tags: frozenset[str],
    slots: Mapping[str, str],
    products: Sequence[Product],
    open_types: frozenset[str],
) -> Told:
    """The scenario for this listener; `products` are the suitable ones, best first."""
    filled = dict(slots) | dict(chosen.slots)
    if products:
        filled["product"] = products[0].name
        if products[0].term_days:
            filled["product_term"] = f"{products[0].term_days}天"
    reading = ScriptReading(chosen.script, Listener(tags, filled))
    return Told(chosen, reading, frozenset(_TYPE_WORDS) - open_types)


def openings(scenes: Sequence[Told]) -> Iterator[Sourced]:
    """Ways to begin, the first scenario's first."""
    for scene in scenes:
        for line in scene.each_line(Section.OPENING):
            yield sourced(line)


def section(scenes: Sequence[Told], which: Section) -> tuple[Sourced, ...]:
    """A section's lines over all scenarios, the first scenario's first."""
    return tuple(sourced(line) for line in _shared(scenes, which))


def objections(scenes: Sequence[Told]) -> tuple[ObjectionAnswer, ...]:
    """Likely objections with their answers."""
    found: list[ObjectionAnswer] = []
    for scene, share in zip(scenes, _SHARES[Section.OBJECTIONS], strict=False):
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
        for line in _shared(scenes, Section.AVOID)
    )


def disclosures(scenes: Sequence[Told], products: Iterable[str]) -> tuple[str, ...]:
    """What must be said: the scripts' own, then the products', each once."""
    firsts = (islice(scene.each_line(Section.DISCLOSURES), 1) for scene in scenes)
    said = [line.text for line in chain.from_iterable(firsts)]
    return tuple(dict.fromkeys([*said, *products]))


def next_actions(
    scenes: Sequence[Told], *, client: Client, standing: Standing, now: datetime
) -> tuple[NextAction, ...]:
    """What to do after the call, earliest first."""
    seen: dict[tuple[str, str], NextAction] = {}
    for line in _shared(scenes, Section.ACTIONS):
        attributes = line.attributes
        action = NextAction(
            kind=attributes["kind"],
            text=line.text,
            due=due_of(attributes["due"], client=client, standing=standing, now=now),
            channel=channel_of(attributes["channel"], client, kind=attributes["kind"]),
            sources=(source(line),),
        )
        seen.setdefault((action.kind, action.text), action)
    return tuple(sorted(seen.values(), key=lambda action: _moment(action.due, now)))


def due_of(rule: str, *, client: Client, standing: Standing, now: datetime) -> date | datetime:
    """When an action is due: a time for minutes and hours, a date for days."""
    today = now.date()
    if rule == "today":
        return today
    if rule == "on_birthday":
        days = standing.birthday_in
        return today + timedelta(days=days if days is not None else 7)
    if rule == "after_maturity":
        maturities = [p.maturity_on for p in standing.maturing if p.maturity_on]
        return min(maturities, default=today + timedelta(days=2)) + timedelta(days=1)
    if rule == "before_maturity":
        maturities = [p.maturity_on for p in standing.maturing if p.maturity_on]
        first = min(maturities, default=today)
        return max(first - timedelta(days=_DAYS_BEFORE_MATURITY), today)
    number, unit = int(rule[1:-1]), rule[-1]
    if unit == "d":
        return today + timedelta(days=number)
    delta = timedelta(hours=number) if unit == "h" else timedelta(minutes=number)
    return (now + delta).replace(second=0, microsecond=0)


def channel_of(channel: str, client: Client, *, kind: str = "call") -> str:
    """The channel meant by `preferred`: the customer's own where the action can go by it."""
    if channel != "preferred":
        return channel
    fitting = _CHANNELS_OF.get(kind)
    own = client.preferred_channel
    if own not in {"", "unknown"} and (fitting is None or own in fitting):
        return own
    return fitting[0] if fitting else _DEFAULT_CHANNEL.get(client.kind, "phone")


def source(line: SpokenLine) -> Source:
    """Where a spoken line stands."""
    return Source(line.script_id, line.version, line.reference)


def sourced(line: SpokenLine) -> Sourced:
    """A spoken line with its place."""
    return Sourced(line.text, (source(line),))


def _shared(scenes: Sequence[Told], which: Section) -> Iterator[SpokenLine]:
    said: set[str] = set()
    for scene, share in zip(scenes, _SHARES[which], strict=False):
        fresh = (line for line in scene.each_line(which) if line.text not in said)
        for line in islice(fresh, share):
            said.add(line.text)
            yield line


def _moment(due: date | datetime, now: datetime) -> datetime:
    if isinstance(due, datetime):
        return due
    return datetime.combine(due, time(18, 0), tzinfo=now.tzinfo)
