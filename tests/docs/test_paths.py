"""What the guides point at is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GUIDES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "tests/benchmarks/README.md"])
TO_BE_MADE = {ROOT / "knowledge/handbook/care/safe-box-renewal.md"}
"""What a reader of a guide makes while reading."""
_NAMED = re.compile(r"`((?:bot|docs|knowledge|store|tests)/[\w./一-鿿-]*\w)/?`")
_LINKED = re.compile(r"\]\((?!https?:|#)([^)#]+)")


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_path_it_names_exists(guide: Path) -> None:
    text = guide.read_text(encoding="utf-8")
    named = {ROOT / path for path in _NAMED.findall(text)}
    linked = {guide.parent / path for path in _LINKED.findall(text)}
    missing = [path for path in (named | linked) - TO_BE_MADE if not path.exists()]
    assert [str(path.relative_to(ROOT)) for path in missing] == []


def test_architecture_names_every_room() -> None:
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    rooms = [
        path
        for path in (ROOT / "bot").iterdir()
        if not path.name.startswith("__") and (path.is_dir() or path.suffix == ".py")
    ]
    assert rooms
    assert [room.name for room in rooms if f"`bot/{room.name}`" not in text] == []


def test_make_targets_that_are_named_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for guide in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "docs/architecture.md"):
        named = re.findall(r"(?:`|^    )make ([a-z ]+)", guide.read_text(), re.MULTILINE)
        assert {each for words in named for each in words.split()} <= targets, guide.name
