"""Traditional to Simplified: by a table for comparing texts, by OpenCC for what people will read.

`chinese.json` is OpenCC's table of single characters, made by `knowledge.compliance.build_tables`.
OpenCC itself minds the words around a character, and is loaded only when it is needed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC

TABLE_FILE = Path(__file__).with_name("chinese.json")
_PARTICLE = re.compile("(?<![显名原论编巨专土昭卓合译所遗拙新])著(?![名作述称者书录])")
"""著 where it is not the one of 著名 but stands for 着, which OpenCC leaves alone."""


def simplified(text: str) -> str:
    """The text in Simplified characters, of the same length."""
    return text.translate(_table())


def simplified_words(text: str) -> str:
    """The text in Simplified words, of the same length, so that offsets stay true."""
    if _table().keys().isdisjoint(map(ord, text)):
        return _PARTICLE.sub("着", text)
    made: str = _converter().convert(text)
    if len(made) != len(text):
        made = "".join(map(_simplified_sign, text))
    return _PARTICLE.sub("着", made)


@cache
def _simplified_sign(sign: str) -> str:
    made: str = _converter().convert(sign)
    return made if len(made) == 1 else sign


@cache
def _converter() -> OpenCC:
    from opencc import OpenCC

    return OpenCC("t2s")


@cache
def _table() -> Mapping[int, int]:
    content = json.loads(TABLE_FILE.read_text(encoding="utf-8"))
    return str.maketrans(content["traditional"], content["simplified"])
