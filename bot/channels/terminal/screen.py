"""Messages on a terminal: styled words, Chinese wrapped by columns, buttons numbered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text

from bot.blocks import Line, Screen, Style
from bot.conversation.messages import Button
from store.visible import in_one_line, visible

_STYLES = {
    Style.PLAIN: "",
    Style.BOLD: "bold",
    Style.SMALL: "italic",
    Style.MARKED: "bold underline",
    Style.COPY: "",
}
_NEVER_FIRST = frozenset("，。、；：？！）》」』】〕”’…·,.;:?!)]}%％")
_NEVER_LAST = frozenset("（《「『【〔“‘([{¥￥")


def screen_lines(screen: Screen, *, width: int) -> Iterator[Text]:
    """A screen's lines, none wider than `width` columns; an empty one between blocks."""
    for position, block in enumerate(screen):
        if position:
            yield Text()
        for line in block.lines:
            yield from wrap(_styled(line), width)


def button_lines(rows: Sequence[Sequence[Button]], *, width: int, first: int = 1) -> Iterator[Text]:
    """Rows of buttons with numbers to type: `[1] 已使用  [2] 修改后使用`."""
    number = first
    for row in rows:
        line = Text()
        for button in row:
            words = f"[{number}] {in_one_line(button.label)}"
            if line and cell_len(line.plain) + 2 + cell_len(words) > width:
                yield line
                line = Text()
            line.append("  " if line else "").append(words, style="bold green")
            number += 1
        yield line


def wrap(text: Text, width: int) -> list[Text]:
    """A line broken at `width` columns; words and numbers stay whole, punctuation never leads."""
    plain, breaks, start = text.plain, [], 0
    while cell_len(plain[start:]) > width:
        start = _break(plain, start, width)
        start = len(plain) - len(plain[start:].lstrip(" "))
        breaks.append(start)
    pieces = text.divide(breaks) if breaks else [text]
    for piece in pieces:
        piece.rstrip()
    return list(pieces)


def _styled(line: Line) -> Text:
    return Text.assemble(*((visible(span.text), _STYLES[span.style]) for span in line))


def _break(plain: str, start: int, width: int) -> int:
    """Where the line from `start` ends: the last fitting place a reader accepts."""
    fits, used = start, 0
    while fits < len(plain) and used + cell_len(plain[fits]) <= width:
        used += cell_len(plain[fits])
        fits += 1
    fits = max(fits, start + 1)
    for place in range(fits, start + (fits - start) // 2, -1):
        if _may_break(plain, place):
            return place
    return fits


def _may_break(plain: str, place: int) -> bool:
    before, after = plain[place - 1], plain[place]
    if after in _NEVER_FIRST or before in _NEVER_LAST:
        return False
    return not (_in_word(before) and _in_word(after))


def _in_word(character: str) -> bool:
    return character.isascii() and not character.isspace()
