"""What customers may hear of a handbook, said as to a customer of whom nothing is known."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from knowledge.handbook.format.lines import fill
from knowledge.handbook.format.model import SLOTS
from knowledge.handbook.format.parse import load_folder

_STAND_INS = dict.fromkeys(SLOTS, "某某") | {"salutation": "", "rm": "小林"}
_OTHERS = dict.fromkeys(SLOTS, "某某") | {"salutation": "王女士", "rm": "陈静"}


def customer_lines(folder: Path) -> Iterator[str]:
    """Every line of the folder's scripts that a customer may hear, each once, by script id.

    Slots hold stand-ins: no salutation, 小林 for the manager, 某某 for the rest; and the line again
    with a salutation and another manager where it has such a slot.

    Raises:
        ScriptFault: where a script does not read.
    """
    seen: set[str] = set()
    for script in load_folder(folder):
        for line in script.heard_lines():
            for text in (as_heard(line.text), fill(line.text, _OTHERS)):
                if text and text not in seen:
                    seen.add(text)
                    yield text


def as_heard(text: str) -> str:
    """A line with stand-ins in its slots, as the checker hears it and learns it."""
    return fill(text, _STAND_INS) or ""
