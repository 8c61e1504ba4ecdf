"""Closes what was put between the letters of a word; keeps what separates clauses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

SOFT = frozenset(" \t\u3000*·•・_~|^`'\"#.-+/\\=°★☆■□●◆◇▲△※→—–丨¦、,;:…")
HARD = frozenset("…，。！？：；()（）【】[]「」『』《》<>“”‘’{}!?")
_LISTING = frozenset("、,;:")
_CLAUSE_MARKS = frozenset("，。！？；：、,;:!?\n")
_SPELLED_RUNS = 7
_LONGEST_GAP = 4
_BETWEEN = "".join(re.escape(char) for char in sorted(SOFT - _LISTING))
_SUSPECT = re.compile(
    rf"[{_BETWEEN}\n\[\](){{}}<>“”‘’「」【】]|(?:[\u3400-\u9fff][^\w\s]{{1,2}}){{3}}[\u3400-\u9fff]"
)
_RUN = re.compile("h+|d+|l+|x+|o+")
_GAP, _HANZI = "x", "h"

Run = tuple[str, int, int]
"""What characters are of, and where they stand: h hanzi, d digits, l letters, x separators, o."""


class _Kinds(dict[int, str]):
    """The kind of each character, worked out when it is first met; for `str.translate`."""

    def __missing__(self, code: int) -> str:
        kind = self[code] = _kind(chr(code))
        return kind


def _kind(char: str) -> str:
    if "\u3400" <= char <= "\u9fff":
        return _HANZI
    if char in SOFT:
        return _GAP
    if char.isdigit():
        return "d"
    if char.isalpha():
        return "l"
    return _GAP if char in HARD or char == "\n" else "o"


_KINDS = _Kinds()


def gaps_in(text: str) -> set[int]:
    """The places of what was put between the letters of words."""
    if not _SUSPECT.search(text):
        return set()
    kinds = text.translate(_KINDS)
    runs = [(run[0][0], run.start(), run.end()) for run in _RUN.finditer(kinds)]
    spelled_out = _spelled_out(runs, text)
    dropped: set[int] = set()
    for index in range(1, len(runs) - 1):
        what, start, end = runs[index]
        if what != _GAP:
            continue
        if index in spelled_out:
            kept = _CLAUSE_MARKS - {spelled_out[index]}
            dropped.update(at for at in range(start, end) if text[at] not in kept)
        elif _closes(text[start:end], runs[index - 1], runs[index + 1]):
            dropped.update(range(start, end))
    return dropped


def _closes(gap: str, left: Run, right: Run) -> bool:
    if len(gap) > _LONGEST_GAP or "\n" in gap:
        return False
    if len(gap) == 1 and gap in HARD:
        return False
    short = min(left[2] - left[1], right[2] - right[1])
    if left[0] == right[0] == _HANZI:
        return short <= 2 and all(char in SOFT and char not in _LISTING for char in gap)
    return gap.isspace() and (left[0] != right[0] or short == 1)


def _spelled_out(runs: Sequence[Run], text: str) -> dict[int, str]:
    """Gaps inside four or more single hanzi in a row, with what mostly fills them."""
    found: dict[int, str] = {}
    chain: list[int] = []
    for index, (what, start, end) in enumerate([*runs, ("", 0, 0)]):
        if what == _GAP or (what == _HANZI and end - start == 1):
            chain.append(index)
            continue
        if len(chain) >= _SPELLED_RUNS:
            filler = _filler([text[runs[at][1]] for at in chain if runs[at][0] == _GAP])
            found.update(dict.fromkeys(chain, filler))
        chain = []
    return found


def _filler(gaps: Sequence[str]) -> str:
    """The character that most gaps begin with."""
    return Counter(gaps).most_common(1)[0][0]
