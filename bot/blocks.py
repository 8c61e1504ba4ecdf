"""What is shown, without a channel's markup: a screen of blocks of lines of styled words.

A screen is data: use cases store it in the evidence, channels encode it (Telegram HTML, a
terminal, a page). Nothing here escapes, splits or numbers anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Style(StrEnum):
    """How words are set; every channel has a form for each."""

    PLAIN = ""
    BOLD = "b"
    SMALL = "i"
    MARKED = "u"
    COPY = "c"
    """To be copied as it stands."""


@dataclass(frozen=True, slots=True)
class Span:
    """Words in one style; no line breaks inside."""

    text: str
    style: Style = Style.PLAIN


Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: its lines. Blocks are parted by an empty line."""

    lines: tuple[Line, ...]


Screen = tuple[Block, ...]
SpanJson = str | list[str]
"""Plain words, or a style and its words."""
ScreenJson = list[list[list[SpanJson]]]
"""Blocks as lists of lines, a line a list of words."""
Words = str | Span | Line
"""What builders take for a line: plain words, styled words, or a whole line."""


def bold(text: str) -> Span:
    """Words that catch the eye."""
    return Span(text, Style.BOLD)


def small(text: str) -> Span:
    """Words set small: sources, remarks."""
    return Span(text, Style.SMALL)


def line(*parts: Words) -> Line:
    """One line from plain and styled words, empty ones left out."""
    spans: list[Span] = []
    for part in parts:
        if isinstance(part, tuple):
            spans += part
        else:
            spans.append(part if isinstance(part, Span) else Span(part))
    return tuple([span for span in spans if span.text])


def paragraph(*lines: Words) -> Block | None:
    """A block of the lines that hold words; None where none does.

    Line breaks part lines; empty lines within words are kept.
    """
    held = (line(words) for words in lines)
    kept = tuple(each for whole in held if whole for each in _broken(whole))
    return Block(kept) if kept else None


def headed(heading: str, lines: Sequence[Words]) -> Block | None:
    """A bold heading with its lines; None where there are no lines."""
    return paragraph(bold(heading), *lines) if lines else None


def screen(*blocks: Block | None) -> Screen:
    """The blocks that are there."""
    return tuple(block for block in blocks if block is not None)


def said(text: str) -> Screen:
    """Plain words as a screen; empty lines part blocks, line breaks part lines."""
    return screen(*(paragraph(part) for part in text.split("\n\n")))


def plain_text(shown: Screen) -> str:
    """What a reader sees: lines by line breaks, blocks by an empty line."""
    return "\n\n".join("\n".join(words_of(each) for each in block.lines) for block in shown)


def words_of(of: Line) -> str:
    """A line's words without their styles."""
    return "".join([span.text for span in of])


def to_json(shown: Screen) -> ScreenJson:
    """The screen as plain JSON values, small enough to be kept with every answer."""
    return [[[_span_json(span) for span in of] for of in block.lines] for block in shown]


def from_json(value: ScreenJson) -> Screen:
    """The screen `to_json` was made from."""
    return tuple(
        Block(tuple(tuple(_span_of(each) for each in of) for of in block)) for block in value
    )


def _span_json(span: Span) -> SpanJson:
    return span.text if span.style is Style.PLAIN else [span.style.value, span.text]


def _span_of(value: SpanJson) -> Span:
    return Span(value) if isinstance(value, str) else Span(value[1], Style(value[0]))


def _broken(whole: Line) -> Iterator[Line]:
    """A line cut at the line breaks in its words."""
    if "\n" not in words_of(whole):
        yield whole
        return
    current: list[Span] = []
    for span in whole:
        first, *rest = span.text.split("\n")
        if first:
            current.append(Span(first, span.style))
        for text in rest:
            yield tuple(current)
            current = [Span(text, span.style)] if text else []
    yield tuple(current)
