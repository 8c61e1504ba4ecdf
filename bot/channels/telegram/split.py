"""A screen in parts a Telegram message can hold: cut at blocks, then lines, then sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate

from bot.blocks import Block, Line, Screen, Span, words_of

LIMIT = 4096
"""UTF-16 units of one message, markup not counted."""
_SENTENCE = re.compile(r".*[。！？；!?;…][”’」』）)]*", re.S)
_CLAUSE = re.compile(r".*[，、：\s]", re.S)


def parts_of(screen: Screen, *, limit: int = LIMIT) -> list[Screen]:
    """The screen's parts in order, each of at most `limit` units; nothing is left out."""
    parts: list[list[Block]] = [[]]
    room = limit
    for block in _small_blocks(screen, limit):
        size = _size(block)
        if parts[-1] and size + 2 > room:
            parts.append([])
            room = limit
        room -= size + 2 * bool(parts[-1])
        parts[-1].append(block)
    return [tuple(part) for part in parts]


def units(text: str) -> int:
    """Length in UTF-16 units: rare characters and emoji count two."""
    return len(text) + sum(character > "\uffff" for character in text)


def _size(block: Block) -> int:
    return sum(units(words_of(line)) for line in block.lines) + len(block.lines) - 1


def _small_blocks(screen: Iterable[Block], limit: int) -> Iterator[Block]:
    for block in screen:
        if _size(block) <= limit:
            yield block
        else:
            yield from _cut_at_lines(block, limit)


def _cut_at_lines(block: Block, limit: int) -> Iterator[Block]:
    """Blocks as full of whole lines as the limit allows."""
    kept: list[Line] = []
    for line in (short for long in block.lines for short in _short_lines(long, limit)):
        if kept and _size(Block((*kept, line))) > limit:
            yield Block(tuple(kept))
            kept = []
        kept.append(line)
    yield Block(tuple(kept))


def _short_lines(line: Line, limit: int) -> Iterator[Line]:
    """A line cut behind sentences, else behind clauses, else between two characters."""
    while units(text := words_of(line)) > limit:
        fits = _fitting(text, limit)
        found = _SENTENCE.match(text, 0, fits) or _CLAUSE.match(text, 0, fits)
        head, line = _divided(line, found.end() if found else fits)
        yield head
    yield line


def _fitting(text: str, limit: int) -> int:
    """How many characters from the start stay within the limit."""
    sizes = accumulate(2 if character > "\uffff" else 1 for character in text)
    return sum(1 for size in sizes if size <= limit)


def _divided(line: Line, place: int) -> tuple[Line, Line]:
    """A line's spans before and from a place, counted in characters."""
    head: list[Span] = []
    tail: list[Span] = []
    for span in line:
        cut = min(max(place, 0), len(span.text))
        head += [Span(span.text[:cut], span.style)] if cut else []
        tail += [Span(span.text[cut:], span.style)] if cut < len(span.text) else []
        place -= len(span.text)
    return tuple(head), tuple(tail)
