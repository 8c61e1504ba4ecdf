"""What a scenario script is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


class Section(StrEnum):
    """The sections of a script, in their order, by their Chinese headings."""

    OPENING = "开场"
    POINTS = "要点"
    QUESTIONS = "提问"
    OBJECTIONS = "异议"
    ACTIONS = "下一步"
    AVOID = "不能说"
    DISCLOSURES = "披露"
    NOTES = "备忘"


ANCHOR_LETTER: Mapping[Section, str] = {
    Section.OPENING: "o",
    Section.POINTS: "p",
    Section.QUESTIONS: "q",
    Section.OBJECTIONS: "x",
    Section.ACTIONS: "a",
    Section.AVOID: "n",
    Section.DISCLOSURES: "d",
    Section.NOTES: "m",
}

CUSTOMER_SECTIONS = frozenset(
    {
        Section.OPENING,
        Section.POINTS,
        Section.QUESTIONS,
        Section.OBJECTIONS,
        Section.DISCLOSURES,
    }
)
"""Sections whose lines a customer hears; the rest is for the RM alone."""

VARIANT_TAGS = ("hnw", "senior", "company", "person", "quiet", "outgoing")
"""Variant tags, the one that decides first in front."""

SLOTS = frozenset(
    """salutation rm company product product_term maturity_product maturity_date maturity_amount
    idle_months monthly_inflow birthday years occupation industry interest need receivable_days
    receivable_share last_contact next_plan assessed_on complaint_day""".split()
)

ACTION_KINDS = frozenset("call message visit material task escalate record invite".split())
ACTION_CHANNELS = frozenset("preferred phone wechat visit branch video email sms internal".split())
ACTION_DUES = frozenset(
    "+30m +4h +24h +48h +1d +3d +7d +30d today before_maturity after_maturity on_birthday".split()
)
GROUPS: Mapping[str, str] = {
    "onboarding": "新客户激活",
    "growth": "成长与需求挖掘",
    "mature": "权益与情感联结",
    "retention": "流失预警与挽回",
    "complaint": "投诉与危机处理",
    "objection": "异议应对",
    "conduct": "合规动作与边界",
    "corporate": "企业客户",
    "care": "差异化养护",
    "feedback": "满意度与反馈",
}
AUDIENCES = frozenset({"person", "company", "any"})


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a script file, and where."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a script: a base line, or a variant of it for some customers.

    `anchor` is stable within the script ("p2"); a variant adds its tags ("p2@senior").
    """

    anchor: str
    section: Section
    text: str
    tags: tuple[str, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    row: int = 0

    @property
    def reference(self) -> str:
        """The anchor with its tags: what a source cites."""
        return self.anchor + "".join(f"@{tag}" for tag in self.tags)


@dataclass(frozen=True, slots=True)
class Objection:
    """What the customer may say against it, and the answers."""

    anchor: str
    text: str
    answers: tuple[Line, ...]
    row: int = 0


@dataclass(frozen=True, slots=True)
class ScenarioScript:
    """One scenario of the handbook, whole.

    `is_service`: owed to the customer even where no product may be offered (a maturity notice).
    """

    script_id: str
    group: str
    title: str
    version: int
    status: str
    sources: tuple[str, ...]
    goal: str
    audience: str
    products: tuple[str, ...]
    applies: tuple[Mapping[str, Any], ...]
    asks: tuple[str, ...]
    lines: tuple[Line, ...]
    objections: tuple[Objection, ...]
    valid_until: date | None = None
    is_service: bool = False
    origin: str = ""

    def section(self, section: Section) -> tuple[Line, ...]:
        """The lines of a section, in order; objections' answers under 异议."""
        if section is Section.OBJECTIONS:
            return tuple(line for each in self.objections for line in each.answers)
        return tuple(line for line in self.lines if line.section is section)

    def every_line(self) -> Iterator[Line]:
        """All lines in the order of the sections."""
        for section in Section:
            yield from self.section(section)

    def line(self, reference: str) -> Line | None:
        """The line a source cites, or None where the script has none such."""
        return next((each for each in self.every_line() if each.reference == reference), None)
