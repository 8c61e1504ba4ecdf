"""The one reader of YAML: quick, refuses a key that stands twice, names file and line."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""PyYAML's C reader where it is built in: the other takes ten times as long."""


class YamlFault(ValueError):
    """Text that is not YAML; `problem` is PyYAML's English."""

    def __init__(self, file: str, line: int, problem: str) -> None:
        super().__init__(f"{file}:{line}: {problem}")
        self.file, self.line, self.problem = file, line, problem


class KeyTwice(YamlFault):
    """A mapping in which `key` stands twice, so that the first would be lost unseen."""

    def __init__(self, file: str, line: int, key: str) -> None:
        super().__init__(file, line, f"{key} stands twice")
        self.key = key


def read_yaml(path: Path) -> Any:
    """A file's content.

    Raises:
        YamlFault: where it is not YAML or has a key twice, named by file and line.
    """
    return parse_yaml(path.read_text(encoding="utf-8"), file=path.name)


def parse_yaml(text: str, *, file: str, first_line: int = 1) -> Any:
    """A text's content; `first_line` is where the text begins in its file.

    Raises:
        YamlFault: as `read_yaml`.
    """
    try:
        return yaml.load(text, Loader=_StrictLoader)  # noqa: S506 - stands on the safe loader
    except _SameKey as error:
        raise KeyTwice(file, error.line + first_line, error.key) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line if mark else 0
        problem = getattr(error, "problem", None) or str(error)
        raise YamlFault(file, line + first_line, problem) from error


class _SameKey(Exception):
    def __init__(self, line: int, key: str) -> None:
        self.line, self.key = line, key


class _StrictLoader(_Loader):  # type: ignore[misc]
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[tuple[str, str]] = set()
        for key, _ in node.value:
            named = (key.tag, str(key.value))
            if named in seen:
                raise _SameKey(key.start_mark.line, str(key.value))
            seen.add(named)
        made: dict[Hashable, Any] = super().construct_mapping(node, deep=deep)
        return made
