"""What is to be told unasked, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class DueNotice:
    """A notice claimed for this sender: whom to tell where, and the ids to make its words of.

    ``due_at`` is in the office's zone.
    """

    key: str
    staff_id: str
    kind: str
    subject: Mapping[str, str | int | bool | None]
    due_at: datetime
    chat: str

    def named(self, name: str) -> str:
        """An id of the subject; empty where it holds none."""
        value = self.subject.get(name)
        return value if isinstance(value, str) else ""


@dataclass(frozen=True)
class Outdated:
    """There is no more to tell: the matter is settled, or its hour has passed."""

    why: str
