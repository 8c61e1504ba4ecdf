"""Messages on a terminal: entities as styles, Chinese wrapped by columns, buttons numbered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text

from bot.local.reply import Button, Sent
from bot.local.wire import Json

_STYLES = {
    "bold": "bold",
    "italic": "italic",
    "underline": "underline",
    "strikethrough": "strike",
    "code": "cyan",
    "pre": "cyan",
    "spoiler": "dim",
    "text_link": "underline",
    "bot_command": "bold",
}
_QUOTES = ("blockquote", "expandable_blockquote")
_QUOTE_MARK = "│ "
_NEVER_FIRST = frozenset("，。、；：？！）》」』】〕”’…·,.;:?!)]}%％")
_NEVER_LAST = frozenset("（《「『【〔“‘([{¥￥")


def message_lines(sent: Sent, *, width: int) -> list[Text]:
    """A message's lines, none wider than `width` columns, its links named at the end."""
    styled = Text(sent.text)
    quoted: list[range] = []
    links: list[str] = []
    for entity in sent.entities:
        start, end = _span(sent.text, entity)
        if entity["type"] in _QUOTES:
            quoted.append(range(start, end))
        elif entity["type"] in _STYLES:
            styled.stylize(_STYLES[entity["type"]], start, end)
        if entity["type"] == "text_link":
            links.append(f"链接 {sent.text[start:end]}：{entity['url']}")
    lines = list(_quoted_lines(styled, quoted, width))
    return lines + [piece for link in links for piece in wrap(Text(link), width)]


def button_lines(rows: Sequence[Sequence[Button]], *, width: int, first: int = 1) -> list[Text]:
    """Keyboard rows with numbers to type: `[1] 已使用  [2] 修改后使用`."""
    lines: list[Text] = []
    number = first
    for row in rows:
        line = Text()
        for button in row:
            words = f"[{number}] {button.label}" + (f" {button.url}" if button.url else "")
            if line and cell_len(line.plain) + 2 + cell_len(words) > width:
                lines.append(line)
                line = Text()
            line.append("  " if line else "").append(words, style="bold green")
            number += 1
        lines.append(line)
    return lines


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


def _quoted_lines(styled: Text, quoted: Sequence[range], width: int) -> Iterator[Text]:
    at = 0
    for line in styled.split("\n", allow_blank=True):
        inside = any(at in span for span in quoted)
        for piece in wrap(line, width - cell_len(_QUOTE_MARK) if inside else width):
            yield Text(_QUOTE_MARK, style="dim").append_text(piece) if inside else piece
        at += len(line) + 1


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


def _span(text: str, entity: Json) -> tuple[int, int]:
    """An entity's place in characters, from UTF-16 units."""
    units = text.encode("utf-16-le")
    start = len(units[: entity["offset"] * 2].decode("utf-16-le"))
    length = units[entity["offset"] * 2 : (entity["offset"] + entity["length"]) * 2]
    return start, start + len(length.decode("utf-16-le"))
