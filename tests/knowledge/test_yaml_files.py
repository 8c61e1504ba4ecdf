"""The reader of YAML: what it gives, what it refuses, and where."""

from __future__ import annotations

from pathlib import Path

import pytest

import knowledge
from knowledge.yaml_files import KeyTwice, YamlFault, parse_yaml, read_yaml


def test_a_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "茶.yaml"
    file.write_text("茶: [绿, 红]\n次: {水: 1}\n", encoding="utf-8")
    assert read_yaml(file) == {"茶": ["绿", "红"], "次": {"水": 1}}


@pytest.mark.parametrize(
    ("text", "line"), [("a: 1\nb: 2\na: 3\n", 3), ("- x\n- {k: 1,\n   k: 2}\n", 3)]
)
def test_a_key_that_stands_twice_is_refused_where_it_stands_again(text: str, line: int) -> None:
    with pytest.raises(KeyTwice) as refused:
        parse_yaml(text, file="t.yaml")
    assert (refused.value.file, refused.value.line) == ("t.yaml", line)


@pytest.mark.parametrize("text", ["a: [1,\nb: 2", "a: 'x", "- *nobody", "--- a\n--- b\n"])
def test_what_is_not_yaml_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(YamlFault, match=r"^t\.yaml:1\d: "):
        parse_yaml(text, file="t.yaml", first_line=10)


def test_a_merge_may_be_overridden() -> None:
    text = "one: &one {a: 1, b: 2}\ntwo: {<<: *one, b: 3}\n"
    assert parse_yaml(text, file="t.yaml")["two"] == {"a": 1, "b": 3}


def test_every_shipped_data_file_is_sound() -> None:
    files = list(Path(knowledge.__file__).parent.rglob("*.yaml"))
    assert len(files) > 5
    for file in files:
        read_yaml(file)
