"""A result with what of it may be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.blocks import Screen

T = TypeVar("T", covariant=True)


@dataclass(frozen=True)
class Shown(Generic[T]):
    """A result, rendered once: its screens by name, `first` in front, as the evidence holds them.

    `suggestion_id` names the evidence.
    """

    result: T
    suggestion_id: str
    screens: Mapping[str, Screen]
