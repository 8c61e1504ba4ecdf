"""Blocks as HTML: escaped once, here; nothing in it that a reader cannot see."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from markupsafe import Markup, escape

from bot.blocks import Block, Line, Screen, Span, Style
from store.visible import visible

_TAGS = {
    Style.PLAIN: ("", ""),
    Style.BOLD: ("<b>", "</b>"),
    Style.SMALL: ("<small>", "</small>"),
    Style.MARKED: ("<mark>", "</mark>"),
    Style.COPY: ("<code>", "</code>"),
}


def screen_html(screen: Screen) -> Markup:
    """A screen's blocks as paragraphs, their lines parted by breaks."""
    return Markup("").join(_block(block) for block in screen)


def _block(block: Block) -> Markup:
    return Markup("<p>{}</p>").format(Markup("<br>\n").join(map(_line, block.lines)))


def _line(line: Line) -> Markup:
    runs = groupby(line, key=lambda span: span.style)
    return Markup("").join(_styled(spans, style) for style, spans in runs)


def _styled(spans: Iterable[Span], style: Style) -> Markup:
    opening, closing = map(Markup, _TAGS[style])
    return opening + escape(visible("".join(span.text for span in spans))) + closing
