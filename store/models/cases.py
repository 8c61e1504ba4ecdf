"""Cases of a customer and what happened in them; who serves him beside his manager."""

from datetime import datetime

from sqlmodel import Field, Index, SQLModel

from store.models.enums import Labelled, enum_type


class CaseKind(Labelled):
    """What a case is about; a complaint has a table of its own and shares the steps."""

    CHURN = "churn", "流失预警"
    SURVEY = "survey", "满意度"
    REFERRAL = "referral", "专家转介"


class Expertise(Labelled):
    """What a colleague may be asked for; a customer's team has one of each of `TEAM`."""

    ADVISER = "投顾", "投顾"
    LAW = "法律", "法律"
    TAX = "税务", "税务"
    TRUST = "信托", "信托"
    INSURANCE = "保险", "保险"
    CREDIT = "授信", "授信"
    ABROAD = "跨境", "跨境"
    RISK = "风险", "风险"


TEAM = (Expertise.ADVISER, Expertise.LAW, Expertise.TAX)
"""Who serves a customer with his manager: an adviser and experts (H5.3, hnw-service-team m1)."""


class StepKind(Labelled):
    OPENED = "opened", "登记"
    RECORD = "record", "已调取"
    PROGRESS = "progress", "进展"
    TOLD = "told", "已告知客户"
    SOLUTION = "solution", "处理方案"
    RATED = "rated", "客户评价"
    PROPOSED = "proposed", "提请主管了结"
    RETURNED = "returned", "主管退回"
    TAKEN = "taken", "主管接手"
    REASON = "reason", "原因"
    OFFER = "offer", "挽留方案待批"
    APPROVED = "approved", "主管批准"
    CHANGED = "changed", "已改进"
    ACCEPTED = "accepted", "已接受"
    ANSWERED = "answered", "已答复"
    OUTCOME = "outcome", "结果"
    CLOSED = "closed", "了结"
    REOPENED = "reopened", "重新打开"


class ServiceCase(SQLModel, table=True):
    """A case; open until ``closed_at`` is set.

    ``sign`` is what opened it: alert codes, the full score of a survey, the field of an expert.
    ``open_key`` is the same for every replica that would open the case again, None once closed.
    """

    __tablename__ = "service_case"
    __table_args__ = (Index("ix_service_case_customer_closed", "customer_id", "closed_at"),)

    case_id: str = Field(primary_key=True, max_length=32)
    customer_id: str = Field(foreign_key="customer.customer_id")
    kind: CaseKind = Field(sa_type=enum_type(CaseKind))
    staff_id: str = Field(foreign_key="staff.staff_id")
    assignee_id: str | None = Field(default=None, foreign_key="staff.staff_id", index=True)
    sign: str = Field(max_length=128)
    text: str
    score: int | None = None
    opened_at: datetime
    due_at: datetime | None = None
    closed_at: datetime | None = None
    closed_by: str | None = None
    outcome: str | None = Field(default=None, max_length=32)
    open_key: str | None = Field(default=None, max_length=128, unique=True)


class CaseStep(SQLModel, table=True):
    """Something that happened in a case or complaint; one taken back stays, marked."""

    __tablename__ = "case_step"

    step_id: str = Field(primary_key=True, max_length=32)
    case_id: str = Field(max_length=32, index=True)
    customer_id: str = Field(foreign_key="customer.customer_id", index=True)
    staff_id: str = Field(foreign_key="staff.staff_id")
    at: datetime
    kind: StepKind = Field(sa_type=enum_type(StepKind))
    text: str
    score: int | None = None
    undone_at: datetime | None = None


class TeamSeat(SQLModel, table=True):
    """A colleague who serves a customer beside the manager, for his field of knowledge."""

    __tablename__ = "team_seat"
    __table_args__ = (Index("ix_team_seat_customer_left", "customer_id", "left_at"),)

    seat_id: str = Field(primary_key=True, max_length=32)
    customer_id: str = Field(foreign_key="customer.customer_id")
    staff_id: str = Field(foreign_key="staff.staff_id")
    expertise: str = Field(max_length=32)
    added_by: str = Field(max_length=64)
    added_at: datetime
    left_at: datetime | None = None
