"""What a text says once width, case, script variants and filler words are taken away."""

from __future__ import annotations

import re
import unicodedata

from knowledge.chinese import simplified

_NOT_WORD = re.compile(r"[^0-9a-z\u3400-\u9fff]+")
_SLOT = re.compile(r"\{\w+\}")
_REPEATED = re.compile(r"(.)\1{3,}")
LONGEST = 400
"""Characters of a text that are read; a question never needs more."""

FILLERS = (
    "请问一下 请问 请教一下 麻烦问下 麻烦问一下 想问一下 想问问 想问下 问一下 问下 求助 在线等 "
    "嗯嗯 嗯 呃 额那个 啊啊 哎呀 哎 唉 哈哈哈 哈哈 嘿嘿 呵呵 那啥 那什么 内个 就是说 就是那个 "
    "的话 然后呢 对吧 好不好 行不行 老师们 各位 大佬 亲 帮我看看 帮忙看看 帮我看下 帮我想想"
).split()
_FILLER = re.compile("|".join(sorted(FILLERS, key=lambda word: -len(word))))


def normalise(text: str) -> str:
    """The text in half-width, lower-case, simplified form, its runs of words parted by a space.

    A text of nothing but fillers keeps them: something must be left to search for.
    """
    folded = unicodedata.normalize("NFKC", _SLOT.sub(" ", text[: LONGEST * 4])).lower()
    plain = _NOT_WORD.sub(" ", simplified(folded)).strip()
    plain = _REPEATED.sub(r"\1\1", plain)[:LONGEST]
    kept = " ".join(_FILLER.sub(" ", plain).split())
    return kept or plain
