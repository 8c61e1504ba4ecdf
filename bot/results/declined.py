"""What is not done, and why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Declined:
    """What was asked is not done: a sentence for the user, and a code for who looks into it."""

    code: str
    reason: str
    candidates: tuple[tuple[str, str], ...] = ()
