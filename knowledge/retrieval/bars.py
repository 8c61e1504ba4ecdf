"""Which groups of scripts a question's words keep out of its answer: data, in `bars.yaml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from knowledge.yaml_files import read_yaml

BARS_FILE = Path(__file__).with_name("bars.yaml")


class Bar(BaseModel):
    """Where one of `words` stands in a question, no script of `group` answers it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    words: tuple[str, ...] = Field(min_length=1)
    group: str
    why: str = Field(min_length=4)


@cache
def bars(path: Path = BARS_FILE) -> tuple[Bar, ...]:
    """The bars of a file.

    Raises:
        YamlFault, ValidationError: where the file does not read.
    """
    return TypeAdapter(tuple[Bar, ...]).validate_python(read_yaml(path))


def barred_groups(text: str) -> frozenset[str]:
    """The groups that a question's words keep out of its answer."""
    return frozenset(bar.group for bar in bars() if any(word in text for word in bar.words))
