"""The officers' queue: what is to be looked at, what was asked about it, what was decided."""

from datetime import date, datetime

from sqlmodel import BigInteger, Field, Index, SQLModel, UniqueConstraint

from store.models.enums import Labelled, enum_type


class ItemKind(Labelled):
    """Why something stands in the queue."""

    NOTE = "note", "被标出的记录"
    TEXT = "text", "被标出的草稿"
    EDIT = "edit", "改过再用"
    STOP = "stop", "上报事件"
    DRAFT = "draft", "导入草稿"
    SAMPLE = "sample", "抽查"
    QUESTION = "question", "问合规"


class Risk(Labelled):
    """How grave it would be if something were wrong; the queue begins with the gravest."""

    HIGH = "high", "高"
    MEDIUM = "medium", "中"
    LOW = "low", "低"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(type(self)).index(self)


class ItemState(Labelled):
    """What an item waits for."""

    OPEN = "open", "待审"
    ASKED = "asked", "等客户经理回答"
    SECOND = "second", "待复核"
    DONE = "done", "已审"


class ReviewVerdict(Labelled):
    """What an officer decided; final."""

    PASSED = "passed", "通过"
    REJECTED = "rejected", "驳回"
    ESCALATED = "escalated", "上报"
    DISMISSED = "dismissed", "误报"
    ANSWERED = "answered", "已答复"


class MessageKind(Labelled):
    """What passes between an officer and a manager about an item."""

    PUT = "put", "客户经理提出"
    ASKED = "asked", "合规问"
    ANSWERED = "answered", "客户经理答"
    REPLIED = "replied", "合规答复"


class ReviewItem(SQLModel, table=True):
    """Something for an officer to decide, found in the log; what it shows stays where it was kept.

    ``rate`` is the share its class was drawn at when it was drawn, 1 for what is always looked
    at; ``twice``: a second officer is to look too. ``verdict`` is the first officer's.
    """

    __tablename__ = "review_item"
    __table_args__ = (
        Index("ix_review_item_queue", "state", "rank", "at", "item_id"),
        Index("ix_review_item_decided", "state", "decided_at"),
        Index("ix_review_item_staff", "staff_id", "at"),
        Index("ix_review_item_customer", "customer_id", "at"),
        Index("ix_review_item_at", "at"),
    )

    item_id: str = Field(primary_key=True, max_length=96)
    kind: ItemKind = Field(sa_type=enum_type(ItemKind))
    risk: Risk = Field(sa_type=enum_type(Risk))
    rank: int
    state: ItemState = Field(default=ItemState.OPEN, sa_type=enum_type(ItemState))
    at: datetime
    due_at: datetime | None = None
    staff_id: str = Field(max_length=64)
    customer_id: str | None = Field(default=None, max_length=64)
    suggestion_id: str | None = Field(default=None, max_length=32)
    interaction_id: str | None = Field(default=None, max_length=32)
    feedback_id: str | None = Field(default=None, max_length=32)
    script_id: str | None = Field(default=None, max_length=64)
    rate: float = 1.0
    twice: bool = False
    verdict: ReviewVerdict | None = Field(default=None, sa_type=enum_type(ReviewVerdict))
    decided_by: str | None = Field(default=None, max_length=64)
    decided_at: datetime | None = None


class ReviewTag(SQLModel, table=True):
    """What an item is found by: a script, rule or product in it."""

    __tablename__ = "review_tag"
    __table_args__ = (Index("ix_review_tag_value", "tag", "value", "item_id"),)

    item_id: str = Field(primary_key=True, foreign_key="review_item.item_id", max_length=96)
    tag: str = Field(primary_key=True, max_length=16)
    value: str = Field(primary_key=True, max_length=64)


class ReviewDecision(SQLModel, table=True):
    """An officer's decision, never changed: the first of an item, or the second."""

    __tablename__ = "review_decision"
    __table_args__ = (
        UniqueConstraint("item_id", "turn"),
        UniqueConstraint("item_id", "officer_id"),
        Index("ix_review_decision_officer", "officer_id", "at"),
        Index("ix_review_decision_at", "at"),
    )

    decision_id: str = Field(primary_key=True, max_length=32)
    item_id: str = Field(foreign_key="review_item.item_id", max_length=96)
    turn: int
    officer_id: str = Field(foreign_key="staff.staff_id", max_length=64)
    officer_name: str = Field(max_length=64)
    at: datetime
    verdict: ReviewVerdict = Field(sa_type=enum_type(ReviewVerdict))
    reason: str
    instead: str | None = None


class ReviewMessage(SQLModel, table=True):
    """Words between an officer and a manager about an item."""

    __tablename__ = "review_message"
    __table_args__ = (Index("ix_review_message_item", "item_id", "message_id"),)

    message_id: str = Field(primary_key=True, max_length=32)
    item_id: str = Field(foreign_key="review_item.item_id", max_length=96)
    staff_id: str = Field(foreign_key="staff.staff_id", max_length=64)
    staff_name: str = Field(max_length=64)
    at: datetime
    kind: MessageKind = Field(sa_type=enum_type(MessageKind))
    text: str


class ReviewSweep(SQLModel, table=True):
    """How far the log was looked through, and the key by which the sample is drawn; one row."""

    __tablename__ = "review_sweep"

    sweep_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    seq: int = Field(sa_type=BigInteger)
    key: str = Field(max_length=64)


class ReviewTally(SQLModel, table=True):
    """How many suggestions of a day and class nothing had flagged, and how many were drawn."""

    __tablename__ = "review_tally"

    day: date = Field(primary_key=True)
    risk: Risk = Field(primary_key=True, sa_type=enum_type(Risk))
    seen: int = 0
    drawn: int = 0
