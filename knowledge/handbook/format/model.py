"""What a scenario script is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from knowledge.handbook.format.formats import FIRST_FORMAT, STOP_FORMAT, Section, forms_of

VARIANT_TAGS = ("hnw", "senior", "company", "person", "quiet", "outgoing")
"""Variant tags, the one that decides first in front."""

SLOTS = frozenset(
    """salutation rm company product product_term maturity_product maturity_date maturity_amount
    matured_product matured_date idle_months monthly_inflow birthday years occupation industry
    interest need receivable_days receivable_share last_contact next_plan assessed_on
    complaint_day activity activity_day asked""".split()
)

ACTION_KINDS = frozenset("call message visit material task escalate record invite".split())
ACTION_CHANNELS = frozenset("preferred phone wechat visit branch video email sms internal".split())
ACTION_DUES = frozenset(
    "+30m +4h +24h +48h +1d +3d +7d +30d today before_maturity after_maturity on_birthday".split()
)
ROLES = frozenset(
    """网点负责人 业务主管 运营主管 反洗钱岗 合规部门 投诉处理岗 声誉风险岗 协查专岗 贷后管理岗
    纪检岗 安全保卫岗 继承业务专柜 客服热线 反诈中心96110 110 120""".split()
)
"""Who is told of what is no sales situation."""
WITHINS = frozenset("+0m +5m +10m +30m +1h +2h +4h today +24h".split())
STOP_GROUP = "stop"
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
    "everyday": "日常业务",
    "feedback": "满意度与反馈",
    STOP_GROUP: "停下来，先上报",
}
AUDIENCES = frozenset({"person", "company", "any"})
STATUSES = frozenset({"draft", "approved", "withdrawn"})

Plain = bool | int | float | str
Wanted = Plain | Sequence[Plain]
"""What a condition asks of a field: a truth, a value, a comparison (">=50"), or any of several."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a script: a base line, or a variant of it for some customers.

    `anchor` is stable within the script ("p2"); a variant adds its tags ("p2@senior"), a guarded
    line its guard as written ("p2?contacted"). `when` are the facts the line states: it is said
    only where the record holds them.
    """

    anchor: str
    section: Section
    text: str
    tags: tuple[str, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    row: int = 0
    guard: str = ""
    when: Mapping[str, Wanted] = field(default_factory=dict)

    @property
    def reference(self) -> str:
        """The anchor with its tags and its guard: what a source cites."""
        guard = f"?{self.guard}" if self.guard else ""
        return self.anchor + "".join(f"@{tag}" for tag in self.tags) + guard

    @property
    def is_for_all(self) -> bool:
        """Whether everybody may hear it, whatever his record holds."""
        return not self.tags and not self.guard


@dataclass(frozen=True, slots=True)
class Objection:
    """What the customer may say against it, and the answers."""

    anchor: str
    text: str
    answers: tuple[Line, ...]
    row: int = 0


@dataclass(frozen=True, slots=True)
class Condition:
    """One way in which a script applies: every field of `when` as wanted, and why in words."""

    when: Mapping[str, Wanted]
    priority: int
    why: str
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
    applies: tuple[Condition, ...]
    asks: tuple[str, ...]
    lines: tuple[Line, ...]
    objections: tuple[Objection, ...]
    valid_until: date | None = None
    is_service: bool = False
    origin: str = ""
    format: int = FIRST_FORMAT

    @property
    def stops(self) -> bool:
        """Whether it says what to do where nothing may be sold; such a one answers no question."""
        return self.format == STOP_FORMAT

    def section(self, section: Section) -> tuple[Line, ...]:
        """The lines of a section, in order; objections' answers under 异议."""
        if section == Section.OBJECTIONS:
            return tuple(line for each in self.objections for line in each.answers)
        return tuple(line for line in self.lines if line.section == section)

    def every_line(self) -> Iterator[Line]:
        """All lines in the order of the format's sections."""
        for form in forms_of(self.format):
            yield from self.section(form.section)

    def heard_lines(self) -> Iterator[Line]:
        """The lines that a customer may hear; the others are for the manager alone."""
        for form in forms_of(self.format):
            if form.heard:
                yield from self.section(form.section)

    def line(self, reference: str) -> Line | None:
        """The line a source cites, or None where the script has none such."""
        return next((each for each in self.every_line() if each.reference == reference), None)
