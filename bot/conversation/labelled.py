"""Words that are the label of a button on the last answer, and nothing more: they press it.

pressed_by("图表。", (("图表", "t1"), ("✏ 改资料", "t2"))) == "t1"
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from bot.conversation.memory import Label
from bot.conversation.messages import Message

_SIGNS = re.compile(r"^[^\w(（]+|[\s…]+$")
"""What stands before a label for the eye, and the dots behind one that leads on."""
_STOP = re.compile(r"[。.!！~\s]+$")
_LEFT = re.compile(r"\(还有\d+[条项位件]\)$")


def labels_of(messages: Iterable[Message]) -> tuple[Label, ...]:
    """The buttons of an answer by their labels."""
    rows = (row for message in messages for row in message.buttons)
    return tuple((each.label, each.token) for row in rows for each in row)


def pressed_by(text: str, labels: Sequence[Label]) -> str | None:
    """The token of the one button that words name; None for no button, or for several."""
    said = _shown(text)
    for named in (_shown, _counted):
        found = [token for label, token in labels if said and said == named(label)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _counted(label: str) -> str:
    """A label without the count of what is left behind it: 更多（还有3条） is 更多."""
    return _LEFT.sub("", _shown(label))


def _shown(label: str) -> str:
    """A label as it would be typed."""
    bare = _STOP.sub("", unicodedata.normalize("NFKC", label).strip())
    return _SIGNS.sub("", _SIGNS.sub("", bare))
