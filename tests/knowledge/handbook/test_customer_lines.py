"""What customers hear of the handbook: every line once, nothing left to fill."""

from __future__ import annotations

from pathlib import Path

import knowledge
from knowledge.handbook.format import customer_lines, load_folder

HANDBOOK = Path(knowledge.__file__).parent / "handbook"


def test_every_line_a_customer_may_hear_is_there_once_and_no_other() -> None:
    lines = list(customer_lines(HANDBOOK))
    assert len(lines) == len(set(lines))
    scripts = load_folder(HANDBOOK)
    heard = {
        line.text for script in scripts for line in script.heard_lines() if "{" not in line.text
    }
    filled = [line for line in lines if line not in heard]
    assert heard < set(lines)
    assert filled
    assert not any("{" in line or line.startswith(("，", "、")) for line in filled)
    assert any("我是小林" in line for line in filled)
