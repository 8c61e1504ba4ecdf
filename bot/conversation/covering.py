"""Words of an RM's kept for later: numbers of persons covered, but the one told as a new one."""

from __future__ import annotations

from typing import Any

from bot.usecases.capture import covered

_WORDS = frozenset({"words", "told"})
"""The fields in which a message waits word for word."""


def with_words_covered(values: dict[str, Any]) -> dict[str, Any]:
    """JSON values with no number of anybody's in the words they hold."""
    return {name: _covered(name, value) for name, value in values.items()}


def _covered(name: str, value: Any) -> Any:
    if isinstance(value, dict):
        return with_words_covered(value)
    if isinstance(value, list):
        return [_covered(name, each) for each in value]
    return covered(value) if name in _WORDS and isinstance(value, str) else value
