"""Words that need no weighing: those that stop by themselves, and suspicions to ask about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.stopping.events import StopEvent
from knowledge.yaml_files import read_yaml

CUES_FILE = Path(__file__).with_name("cues.yaml")


@dataclass(frozen=True)
class Cue:
    """A pattern and the event its words tell of."""

    event: StopEvent
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Cues:
    """The cues by what they do.

    `unless`: beside such words none speaks; `grounds`: without such words their event is not told.
    """

    unless: re.Pattern[str]
    grounds: tuple[Cue, ...]
    certain: tuple[Cue, ...]
    doubtful: tuple[Cue, ...]

    def told(self, text: str) -> set[StopEvent]:
        """The events a normalised text tells of for certain."""
        return set() if self.unless.search(text) else _found(self.certain, text)

    def groundless(self, text: str) -> set[StopEvent]:
        """The events a normalised text may be asked about, and no more."""
        return {cue.event for cue in self.grounds if not cue.pattern.search(text)}

    def suspected(self, text: str) -> set[StopEvent]:
        """The events a normalised text suspects."""
        return set() if self.unless.search(text) else _found(self.doubtful, text)


def _found(cues: tuple[Cue, ...], text: str) -> set[StopEvent]:
    return {cue.event for cue in cues if cue.pattern.search(text)}


@cache
def load_cues() -> Cues:
    """The shipped cues."""
    content = read_yaml(CUES_FILE)
    name_of = _person(content)
    grounds, certain, doubtful = (
        tuple(
            Cue(StopEvent(each["event"]), re.compile(each["pattern"].replace("NAME", name_of)))
            for each in content[name]
        )
        for name in ("grounds", "certain", "doubtful")
    )
    return Cues(re.compile(content["unless"]), grounds, certain, doubtful)


def _person(content: Mapping[str, str]) -> str:
    """The pattern of a person's name: a surname with a given name or a title."""
    given, title = f"{content['given']}{{1,2}}", f"{content['given']}{{0,2}}(?:{content['title']})"
    return f"(?!{content['no_name']})(?:{content['surname']})(?:{title}|{given})"
