"""What every service is handed: the opened parts, put together once by the composition root."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from bot.record.policy import Policy
from bot.rules import CheckedText
from bot.writers import Writer
from knowledge.retrieval import Handbook, LiveHandbook
from knowledge.stopping import StopDetector

if TYPE_CHECKING:
    from bot.writers.llm_review import SecondOpinion


@dataclass(frozen=True)
class Desk:
    """The opened parts. `clock` gives the time in UTC; `zone` is that of all due times."""

    engine: Engine
    live: LiveHandbook
    rules: CheckedText
    stops: StopDetector
    policy: Policy
    writer: Writer
    second_opinion: SecondOpinion | None
    clock: Callable[[], datetime]
    zone: ZoneInfo
    anchor_file: Path

    @property
    def handbook(self) -> Handbook:
        """The newest build of the handbook."""
        return self.live.current()

    def now(self) -> datetime:
        """The time at the desk, in its own zone."""
        return self.clock().astimezone(self.zone)
