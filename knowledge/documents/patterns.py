"""The words and patterns of `patterns.yaml`, read once when first needed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from knowledge.yaml_files import read_yaml

PATTERNS_FILE = Path(__file__).parent / "patterns.yaml"


@dataclass(frozen=True, slots=True)
class Patterns:
    """Compiled patterns; `furniture` and `inline` pair a Chinese name with what it matches."""

    furniture: tuple[tuple[str, re.Pattern[str]], ...]
    inline: tuple[tuple[str, re.Pattern[str]], ...]
    notice_heading: re.Pattern[str]
    notice_line: re.Pattern[str]
    labels: Mapping[str, str]
    case_labels: frozenset[str]
    title_endings: tuple[str, ...]
    sentence_starters: tuple[str, ...]
    header_endings: tuple[str, ...]
    whole_headers: frozenset[str]
    groups: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def patterns() -> Patterns:
    """The shipped patterns."""
    data = read_yaml(PATTERNS_FILE)
    return Patterns(
        furniture=tuple((e["name"], re.compile(e["pattern"])) for e in data["furniture"]),
        inline=tuple((e["name"], re.compile(e["pattern"])) for e in data["inline"]),
        notice_heading=re.compile(data["notice_heading"]),
        notice_line=re.compile(data["notice_line"]),
        labels=data["labels"],
        case_labels=frozenset(data["case_labels"]),
        title_endings=tuple(data["title_endings"].split()),
        sentence_starters=tuple(data["sentence_starters"].split()),
        header_endings=tuple(data["header_endings"].split()),
        whole_headers=frozenset(data["whole_headers"]),
        groups={name: tuple(words) for name, words in data["groups"].items()},
    )
