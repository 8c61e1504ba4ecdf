"""The data files beside the code: further ways of asking, and questions the handbook declines."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.retrieval.lexicon import LEXICON_FILE, Lexicon, lexicon_of

_HERE = Path(__file__).parent
PHRASES_FILE = _HERE / "phrases.yaml"
OUT_OF_SCOPE_FILE = _HERE / "out_of_scope.yaml"


@dataclass(frozen=True)
class Material:
    """What a build learns from beside the scripts. `phrases` is by script id."""

    lexicon: Lexicon
    phrases: Mapping[str, tuple[str, ...]]
    out_of_scope: tuple[str, ...]
    digest: str


def load_material(
    *,
    lexicon: Path = LEXICON_FILE,
    phrases: Path = PHRASES_FILE,
    out_of_scope: Path = OUT_OF_SCOPE_FILE,
) -> Material:
    """Read the data files.

    Raises:
        LexiconFault: where the lexicon does not hold.
        YamlFault: where a file does not read.
    """
    from knowledge.yaml_files import read_yaml

    files = (lexicon, phrases, out_of_scope)
    contents = [path.read_bytes() for path in files]
    entries, ways, groups = map(read_yaml, files)
    return Material(
        lexicon=lexicon_of(entries),
        phrases={script_id: tuple(each) for script_id, each in ways.items()},
        out_of_scope=tuple(text for each in groups.values() for text in each),
        digest=hashlib.sha256(b"\0".join(contents)).hexdigest(),
    )
