"""Message entities: the bot's HTML parsed as strictly as Telegram does, offsets in UTF-16."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

from tests.botapi.wire import ApiError, Json, bad_request

_KINDS = {"b": "bold", "i": "italic", "u": "underline", "code": "code", "pre": "pre"}
"""The tags the bot uses; Telegram knows some more."""
_CHARACTER = re.compile(r"&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")
_TAG = re.compile(r"<(/?)([^\s<>]*)\s*>")
_PLAIN = re.compile(r"[^<&]+")
_COMMAND = re.compile(r"(?<![\w/<>])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/<>])")


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units, the Bot API's measure."""
    return len(text.encode("utf-16-le")) // 2


def command_entities(text: str) -> list[Json]:
    """`bot_command` entities of what a user typed."""
    return [
        {
            "type": "bot_command",
            "offset": utf16_length(text[: found.start()]),
            "length": utf16_length(found.group()),
        }
        for found in _COMMAND.finditer(text)
    ]


def parse_html(source: str) -> tuple[str, list[Json]]:
    """The text and its entities, white space at both ends trimmed.

    Raises:
        ApiError: 400 where Telegram would refuse the markup, in its words.
    """
    parser = _Parser(source)
    parser.run()
    return _trimmed(parser.text, parser.entities)


@dataclass
class _Parser:
    source: str
    at: int = 0
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    open: list[tuple[str, int]] = field(default_factory=list)

    def run(self) -> None:
        while self.at < len(self.source):
            if self.source[self.at] == "<":
                self._tag()
            else:
                self._characters()
        if self.open:
            tag, _ = self.open[-1]
            raise _refused(f'Can\'t find end tag corresponding to start tag "{tag}"')

    def _characters(self) -> None:
        found = _CHARACTER.match(self.source, self.at) or _PLAIN.match(self.source, self.at)
        piece = found.group() if found else self.source[self.at]
        self.text += unescape(piece) if found and piece.startswith("&") else piece
        self.at += len(piece)

    def _tag(self) -> None:
        found = _TAG.match(self.source, self.at)
        where = f"at byte offset {len(self.source[: self.at].encode())}"
        name = found[2].lower() if found else ""
        if found and found[1]:
            self._close(name, where)
        elif name in _KINDS:
            self.open.append((name, utf16_length(self.text)))
        else:
            raise _refused(f'Unsupported start tag "{name}" {where}')
        assert found is not None
        self.at = found.end()

    def _close(self, name: str, where: str) -> None:
        if not self.open:
            raise _refused(f"Unexpected end tag {where}")
        tag, offset = self.open.pop()
        if tag != name:
            raise _refused(f'Unmatched end tag {where}, expected "</{tag}>", found "</{name}>"')
        length = utf16_length(self.text) - offset
        if length:
            self.entities.append({"type": _KINDS[tag], "offset": offset, "length": length})


def _refused(why: str) -> ApiError:
    return bad_request(f"can't parse entities: {why}")


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    kept = text.strip()
    cut = utf16_length(text[: len(text) - len(text.lstrip())])
    total = utf16_length(kept)
    moved: list[Json] = []
    for entity in entities:
        start = max(entity["offset"] - cut, 0)
        end = min(entity["offset"] + entity["length"] - cut, total)
        if end > start:
            moved.append({**entity, "offset": start, "length": end - start})
    return kept, sorted(moved, key=lambda each: (each["offset"], -each["length"]))
