"""Message entities: Telegram's HTML parsed as strictly as Telegram does, offsets in UTF-16."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from bot.local.wire import ApiError, Json, bad_request

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "tg-emoji": "custom_emoji",
    "blockquote": "blockquote",
}
_CHARACTER = re.compile(r"&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")
_END = re.compile(r"</([a-zA-Z][\w-]*)\s*>")
_START = re.compile(
    r"<([a-zA-Z][\w-]*)((?:\s+[\w-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>\"']+))?)*)\s*>"
)
_ATTRIBUTE = re.compile(r"([\w-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+)))?")
_PLAIN = re.compile(r"[^<&]+")
_COMMAND = re.compile(r"(?<![\w/<>])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/<>])")


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units, the Bot API's measure for offsets."""
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


@dataclass(frozen=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int


def parse_html(source: str) -> tuple[str, list[Json]]:
    """The text and its entities, white space at both ends trimmed.

    Raises:
        ApiError: 400 where Telegram would refuse the markup, in its words.
    """
    parser = _Parser(source)
    parser.run()
    return _trimmed(parser.text, parser.entities)


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.text = ""
        self.entities: list[Json] = []
        self._open: list[_Open] = []

    def run(self) -> None:
        while self.at < len(self.source):
            if self.source.startswith("</", self.at):
                self._close_tag()
            elif self.source[self.at] == "<":
                self._open_tag()
            else:
                self._characters()
        if self._open:
            tag = self._open[-1].tag
            raise self._refused(f'Can\'t find end tag corresponding to start tag "{tag}"')

    def _characters(self) -> None:
        found = _CHARACTER.match(self.source, self.at) or _PLAIN.match(self.source, self.at)
        piece = found.group() if found else self.source[self.at]
        self.text += unescape(piece) if found and piece.startswith("&") else piece
        self.at += len(piece)

    def _open_tag(self) -> None:
        found = _START.match(self.source, self.at)
        word = re.match(r"<([^\s<>]*)", self.source[self.at :])
        name = found.group(1).lower() if found else (word.group(1) if word else "")
        if found is None or name not in _KINDS:
            raise self._refused(f'Unsupported start tag "{name}" at byte offset {self._byte()}')
        attributes = {
            key.lower(): unescape(a or b or c) for key, a, b, c in _ATTRIBUTE.findall(found[2])
        }
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise self._refused('Tag "span" must have class "tg-spoiler"')
        self._open.append(_Open(name, attributes, utf16_length(self.text)))
        self.at = found.end()

    def _close_tag(self) -> None:
        found = _END.match(self.source, self.at)
        name = found.group(1).lower() if found else ""
        if found is None or not self._open:
            raise self._refused(f"Unexpected end tag at byte offset {self._byte()}")
        opened = self._open.pop()
        if opened.tag != name:
            raise self._refused(
                f"Unmatched end tag at byte offset {self._byte()}, "
                f'expected "</{opened.tag}>", found "</{name}>"'
            )
        self.at = found.end()
        self._add(opened)

    def _add(self, opened: _Open) -> None:
        length = utf16_length(self.text) - opened.offset
        entity: Json = {"type": _KINDS[opened.tag], "offset": opened.offset, "length": length}
        if opened.tag == "a":
            entity["url"] = opened.attributes.get("href", "")
        elif opened.tag == "tg-emoji":
            entity["custom_emoji_id"] = opened.attributes.get("emoji-id", "")
        elif opened.tag == "blockquote" and "expandable" in opened.attributes:
            entity["type"] = "expandable_blockquote"
        if length and entity.get("url", "-"):
            self.entities.append(entity)

    def _byte(self) -> int:
        return len(self.source[: self.at].encode())

    def _refused(self, why: str) -> ApiError:
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
