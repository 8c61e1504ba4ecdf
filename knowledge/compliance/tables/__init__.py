"""The tables normalisation reads: plain JSON, built by `build_tables`, loaded once a process."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Tables:
    """Character and word tables; keys and values are in normalised form."""

    chars: dict[str, str]
    emoji: dict[str, str]
    splits: dict[str, str]
    phrases: dict[str, str]
    syllable_chars: dict[str, str]
    lexicon: dict[str, list[str]]
    homophones: dict[str, str]
    shapes: dict[str, str]
    guards: frozenset[str]


def _read(name: str) -> Any:
    return json.loads((_FOLDER / name).read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def load_tables() -> Tables:
    """The tables from the package's own files."""
    glyphs, guards = _read("glyphs.json"), _read("guards.json")
    return Tables(
        chars=glyphs["chars"],
        emoji=glyphs["emoji"],
        splits=glyphs["splits"],
        phrases=glyphs["phrases"] | _read("dialect.json"),
        syllable_chars=glyphs["syllables"],
        lexicon=_read("lexicon.json"),
        homophones=_read("syllables.json"),
        shapes=_read("shapes.json"),
        guards=_chopped(guards["two"], 2) | _chopped(guards["three"], 3),
    )


def _chopped(joined: str, size: int) -> frozenset[str]:
    return frozenset(joined[at : at + size] for at in range(0, len(joined), size))
