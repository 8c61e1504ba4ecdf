"""`python -m knowledge.handbook.format check [FOLDER]`: the check, for who writes scripts."""

from __future__ import annotations

import sys
from pathlib import Path

from knowledge.handbook.format.parse import ScriptFault, load_folder
from knowledge.handbook.format.validate import handbook_faults

_RULE_IDS = Path(__file__).parents[2] / "rules"


def main(arguments: list[str]) -> int:
    """Print each fault; 1 if there was one."""
    folder = Path(arguments[1]) if len(arguments) > 1 else Path(__file__).parents[1]
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
    import yaml

    ids: set[str] = set()
    for path in _RULE_IDS.glob("*.yaml"):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        rules = content.get("rules", []) if isinstance(content, dict) else []
        ids.update(rule["id"] for rule in rules)
    return ids


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
