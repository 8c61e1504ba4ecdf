"""`python -m knowledge.handbook.format check [FOLDER]`: the check, for who writes scripts.

It knows the rules but not the bank's records: `rm-assistant handbook check` also tells a misspelt
field, alert or tier in a condition.
"""

# ruff: noqa: T201 - a command speaks on standard output

from __future__ import annotations

import sys
from pathlib import Path

from knowledge.handbook.format.faults import ScriptFault
from knowledge.handbook.format.parse import load_folder
from knowledge.handbook.format.validate import handbook_faults
from knowledge.yaml_files import read_yaml

_RULES = Path(__file__).parents[2] / "rules"
_HANDBOOK = Path(__file__).parents[1]


def main(arguments: list[str]) -> int:
    """Print each fault; 1 if there was one, 2 where nothing could be checked."""
    if arguments[:1] != ["check"] or len(arguments) > 2:
        print("usage: python -m knowledge.handbook.format check [FOLDER]", file=sys.stderr)
        return 2
    folder = Path(arguments[1]) if len(arguments) > 1 else _HANDBOOK
    try:
        scripts = load_folder(folder)
    except ScriptFault as fault:
        print(fault)
        return 1
    faults = handbook_faults(scripts, rule_ids=_rule_ids())
    for each in faults:
        print(each)
    print(f"{len(scripts)} scripts, {len(faults)} faults")
    return 1 if faults else 0


def _rule_ids() -> set[str]:
    files = (read_yaml(path) for path in _RULES.glob("*.yaml"))
    return {rule["id"] for content in files for rule in content.get("rules", ())}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
