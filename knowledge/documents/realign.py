"""Characters torn apart at a byte.

A converter that adds pinyin to GBK text byte by byte sometimes strikes between two characters: the
second byte of one and the first of the next are taken for a third, and everything after it is read
one byte off ("?shù)目蛻…") until a byte is lost again. The bytes are still there, so such a run
is put back by arithmetic. A byte that is gone is worked out only where the pinyin note beside it
leaves a single possibility; otherwise the character is marked as lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from knowledge.chinese import simplified_words
from knowledge.documents.model import LOST
from knowledge.documents.traced import Edit

TONES = "a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿê"
_HEAD = re.compile(rf"\?(?:(?P<reading>[{TONES}]{{1,6}})\))?")
_NOTE_BEFORE = re.compile(rf"\([{TONES}]{{1,7}}\)$")
_LONGEST_RUN = 60
_SOUND_START = 6
"""So many sound characters after a question mark, and it is a question mark."""
_GBK_PRIVATE = {
    chr(0xE815 + at): second
    for at, second in enumerate(each for each in range(0x50, 0xA1) if each != 0x7F)
}
"""Windows reads the unassigned GBK codes FE50 to FEA0 as these private characters."""
_MARKS = frozenset("，。；：、！？（）《》“”‘’—…")


@dataclass(frozen=True, slots=True)
class _Run:
    """A torn stretch [start, end) and what its bytes say."""

    end: int
    text: str


def realignments(text: str) -> Iterator[Edit]:
    """The edits that put torn runs back, in order."""
    at = 0
    for head in _HEAD.finditer(text):
        if head.start() < at or text.startswith("???", head.start()):
            continue
        run = _run_after(text, head)
        if run is not None:
            yield head.start(), run.end, run.text
            at = run.end


def _run_after(text: str, head: re.Match[str]) -> _Run | None:
    stream: list[int | None] = [_byte_before(text, head)]
    best: _Run | None = None
    damaged = head["reading"] is not None
    for at in range(head.end(), min(len(text), head.end() + _LONGEST_RUN)):
        sign = text[at]
        if damaged and (closed := _closed(text, at, stream)):
            best = closed
        pair = _pair(sign)
        if pair is None:
            break
        damaged = damaged or not (_is_usual(sign) or sign.isascii())
        if not damaged and at - head.end() >= _SOUND_START:
            break
        stream += pair
    return best


def _closed(text: str, at: int, stream: list[int | None]) -> _Run | None:
    """The run, if it can end with the byte at `at`."""
    sign = text[at]
    if sign == "?":
        return _closed_by_loss(text, at, stream)
    if not "@" <= sign <= "~":
        return None
    decoded = _decoded([*stream, ord(sign)])
    return None if decoded in (None, LOST) else _Run(at + 1, str(decoded))


def _closed_by_loss(text: str, at: int, stream: list[int | None]) -> _Run | None:
    match = _HEAD.match(text, at)
    if match is None:
        return None
    last = stream[-1]
    lost = None
    if match["reading"] and last is not None:
        lost = _second_byte(last, match["reading"])
    decoded = _decoded([*stream, lost])
    return None if decoded is None else _Run(match.end(), decoded)


def _decoded(stream: list[int | None]) -> str | None:
    """The bytes as characters, the lost ones marked; None unless every one is in common use."""
    if len(stream) % 2:
        return None
    made = []
    for first, second in zip(stream[::2], stream[1::2], strict=True):
        if first is None or second is None:
            made.append(LOST)
            continue
        sign = bytes((first, second)).decode("gb18030", "replace")
        if not (_is_usual(sign) or sign in _MARKS):
            return None
        made.append(sign)
    return "".join(made)


def _pair(sign: str) -> list[int] | None:
    """A character's two GBK bytes; a half-width sign stands for the full-width one it was."""
    if sign.isascii():
        if not "!" <= sign <= "~":
            return None
        sign = chr(ord(sign) + 0xFEE0)
    if sign in _GBK_PRIVATE:
        return [0xFE, _GBK_PRIVATE[sign]]
    try:
        coded = sign.encode("gb18030")
    except UnicodeEncodeError:
        return None
    return list(coded) if len(coded) == 2 else None


def _byte_before(text: str, head: re.Match[str]) -> int | None:
    """The byte that the head's pinyin note gives away, with the character in front of it."""
    if head["reading"] is None:
        return None
    before = text[max(0, head.start() - 12) : head.start()]
    before = _NOTE_BEFORE.sub("", before)
    pair = _pair(before[-1]) if before else None
    return _second_byte(pair[1], head["reading"]) if pair else None


@lru_cache(maxsize=4096)
def _second_byte(first: int, reading: str) -> int | None:
    """The second byte of the only Traditional character with this first byte and reading."""
    from pypinyin import Style, pinyin

    fitting = []
    for second in range(0x40, 0xFF):
        sign = bytes((first, second)).decode("gbk", "replace")
        if len(sign) != 1 or not "\u4e00" <= sign <= "\u9fff" or simplified_words(sign) == sign:
            continue
        if not _is_usual(sign):
            continue
        if reading in pinyin(sign, style=Style.TONE, heteronym=True)[0]:
            fitting.append(second)
    return fitting[0] if len(fitting) == 1 else None


@lru_cache(maxsize=65536)
def _is_usual(sign: str) -> bool:
    """Whether a character, simplified, is one of the 3,755 of GB 2312's first level."""
    if len(sign) != 1:
        return False
    try:
        coded = simplified_words(sign).encode("gb2312")
    except UnicodeEncodeError:
        return False
    return len(coded) == 2 and 0xB0 <= coded[0] <= 0xD7
