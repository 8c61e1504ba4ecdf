"""Traditional to Simplified characters, one for one, so that offsets stay true."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

_PARTICLE = re.compile("(?<![显名原论编巨专土昭卓合译所遗拙新])著(?![名作述称者书录])")
"""著 where it is not the one of 著名 but stands for 着, which the table leaves alone."""


def simplified(text: str) -> str:
    """The text in Simplified characters, of the same length."""
    if _traditional().isdisjoint(text):
        return _PARTICLE.sub("着", text)
    made: str = _converter().convert(text)
    if len(made) != len(text):
        made = "".join(map(_sign_simplified, text))
    return _PARTICLE.sub("着", made)


@lru_cache(maxsize=65536)
def _sign_simplified(sign: str) -> str:
    made: str = _converter().convert(sign)
    return made if len(made) == 1 else sign


@lru_cache(maxsize=1)
def _traditional() -> frozenset[str]:
    """The characters that have another, Simplified, form."""
    signs = [chr(code) for code in range(0x4E00, 0xA000)]
    made = _converter().convert("\n".join(signs)).split("\n")
    return frozenset(old for old, new in zip(signs, made, strict=True) if old != new)


@lru_cache(maxsize=1)
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")
