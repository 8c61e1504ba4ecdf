"""Which scripts a question's words keep out of its answer: data, in `bars.yaml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from knowledge.compliance.normalise import normaliser
from knowledge.yaml_files import read_yaml

BARS_FILE = Path(__file__).with_name("bars.yaml")


class Bar(BaseModel):
    """Where one of `words` stands in a question, or none of `unless` does, a script is no answer.

    It bars one script by its id, or all of a group.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    words: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    group: str = ""
    script: str = ""
    why: str = Field(min_length=4)

    @model_validator(mode="after")
    def _one_of_each(self) -> Self:
        if bool(self.words) == bool(self.unless) or bool(self.group) == bool(self.script):
            raise ValueError("a bar has words or unless, a group or a script")
        return self

    def holds(self, text: str) -> bool:
        """Whether a question's words bar it; `text` is read as the checker reads it."""
        if self.unless:
            return not any(word in text for word in self.unless)
        return any(word in text for word in self.words)


@cache
def bars(path: Path = BARS_FILE) -> tuple[Bar, ...]:
    """The bars of a file.

    Raises:
        YamlFault, ValidationError: where the file does not read.
    """
    return TypeAdapter(tuple[Bar, ...]).validate_python(read_yaml(path))


def barred(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The groups and the scripts that a question's words keep out of its answer."""
    read = normaliser().read(text).text
    holding = [bar for bar in bars() if bar.holds(read)]
    groups = frozenset(bar.group for bar in holding if bar.group)
    return groups, frozenset(bar.script for bar in holding if bar.script)
