"""The cue files: patterns as data, with named pieces they share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.yaml_files import read_yaml

FOLDER = Path(__file__).parent
_PIECE = re.compile(r"(?<!\?P)<([a-z_]+)>")


@cache
def load(name: str) -> Any:
    """A data file of this folder, read once."""
    return read_yaml(FOLDER / f"{name}.yaml")


@cache
def pieces() -> Mapping[str, str]:
    """The named pieces patterns are made of, each spelled out."""
    spelled: dict[str, str] = {}
    for name, pattern in load("pieces").items():
        spelled[name] = f"(?:{spell(pattern, spelled)})"
    return spelled


def spell(pattern: str, known: Mapping[str, str] | None = None) -> str:
    """A pattern with its `<pieces>` filled in."""
    table = pieces() if known is None else known
    return _PIECE.sub(lambda match: table[match[1]], pattern)


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A cue pattern, ready to search."""
    return re.compile(spell(pattern))


@cache
def named_patterns(name: str) -> Mapping[str, re.Pattern[str]]:
    """A file of names, each with a list of patterns, as one pattern a name."""
    return {key: compiled("|".join(patterns)) for key, patterns in load(name).items()}
