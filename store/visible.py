"""Text as it may be shown, written or compared: nothing in it that a reader cannot see."""

import re
import unicodedata

_BREAKS = re.compile("\r\n?|[\u2028\u2029\x85]")
_HIDDEN = frozenset({"Cc", "Cf", "Cs"})


def visible(text: str) -> str:
    """*text* without control characters, escapes, direction and zero-width marks.

    Line breaks of any kind become plain ones, tabs stay.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(c for c in _BREAKS.sub("\n", text) if c in "\n\t" or not _is_hidden(c))


def in_one_line(text: str) -> str:
    """The same without line breaks and tabs."""
    return " ".join(visible(text).split())


def escaped(json_text: str) -> str:
    """JSON of the same value, what cannot be seen in it written as `\\\\u` escapes."""
    if json_text.isascii():
        return json_text.replace("\x7f", "\\u007f")
    return "".join(_escape(c) if c != "\n" and _is_hidden(c) else c for c in json_text)


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) in _HIDDEN or character in "\u2028\u2029"


def _escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
