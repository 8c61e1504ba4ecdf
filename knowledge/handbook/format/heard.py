"""What customers may hear of a handbook, said as to a customer of whom nothing is known."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from knowledge.handbook.format.lines import fill
from knowledge.handbook.format.model import SLOTS
from knowledge.handbook.format.parse import load_folder

_STAND_INS = dict.fromkeys(SLOTS, "某某") | {"salutation": "", "rm": "小林"}


def customer_lines(folder: Path) -> Iterator[str]:
    """Every line of the folder's scripts that a customer may hear, each once, by script id.

    Slots hold stand-ins: no salutation, 小林 for the manager, 某某 for the rest.

    Raises:
        ScriptFault: where a script does not read.
    """
    seen: set[str] = set()
    for script in load_folder(folder):
        for line in script.heard_lines():
            text = fill(line.text, _STAND_INS)
            if text and text not in seen:
                seen.add(text)
                yield text
