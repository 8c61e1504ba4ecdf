"""The sentences of a document: parted at full stops and line ends, a labelled line left whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from knowledge.documents.forbidding import stance_at
from knowledge.documents.labels import Labelled, labelled_lines
from knowledge.documents.model import CleanDocument, Sentence
from knowledge.handbook.format.validate import LONGEST_LINE

_HAN = "\u4e00-\u9fff"
_CLOSED_SENTENCE = re.compile(rf"[。！？]”(?=[{_HAN}]{{2,8}}：)")
_OPENERS, _CLOSERS = "“（《「", "”）》」"


def sentences(document: CleanDocument, start: int, end: int) -> Iterator[Sentence]:
    """The sentences of [start, end); a labelled line is one, a quote or bracket is not parted."""
    at = start
    for line in labelled_lines(document.text):
        if at < line.end and line.start < end:
            yield from _unlabelled(document, at, max(at, line.start))
            yield from _of_label(document, line, max(at, line.body), min(end, line.end))
            at = min(end, line.end)
    yield from _unlabelled(document, at, end)


def _of_label(document: CleanDocument, line: Labelled, start: int, end: int) -> Iterator[Sentence]:
    """A labelled line's words, whole where a script's line can hold them."""
    whole = end - start <= LONGEST_LINE
    found = _sentence(document, start, end) if whole else _unlabelled(document, start, end)
    yield from (replace(each, label=line.label) for each in found)


def _unlabelled(document: CleanDocument, start: int, end: int) -> Iterator[Sentence]:
    at, depth = start, 0
    for place in range(start, end):
        sign = document.text[place]
        depth += (sign in _OPENERS) - (sign in _CLOSERS)
        ends = depth <= 0 and (sign in "。；！？" or _ends_in_quote(document.text, place))
        if sign == "\n" or ends:
            yield from _sentence(document, at, place + 1)
            at, depth = place + 1, 0
    yield from _sentence(document, at, end)


def _ends_in_quote(text: str, place: int) -> bool:
    """Whether a quote closes at `place` with its own full stop, and a labelled sentence follows."""
    return text[place] == "”" and bool(_CLOSED_SENTENCE.match(text, max(0, place - 1)))


def _sentence(document: CleanDocument, start: int, end: int) -> Iterator[Sentence]:
    raw = document.text[start:end]
    text = raw.strip(" \t\n：*#>-")
    if text:
        begin = start + raw.index(text)
        place = document.source(begin, begin + len(text))
        yield Sentence(text, *place, stance_at(document.text, begin))
