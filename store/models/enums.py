"""The closed vocabularies of the contract."""

from enum import IntEnum, StrEnum

from sqlalchemy import Enum as EnumType


class Role(StrEnum):
    RM = "rm"
    SUPERVISOR = "supervisor"
    COMPLIANCE = "compliance"
    ADMIN = "admin"


class CustomerKind(StrEnum):
    PERSON = "person"
    COMPANY = "company"


class Channel(StrEnum):
    PHONE = "phone"
    WECHAT = "wechat"
    VISIT = "visit"
    BRANCH = "branch"
    VIDEO = "video"
    EMAIL = "email"
    SMS = "sms"
    UNKNOWN = "unknown"


class Personality(StrEnum):
    QUIET = "quiet"
    OUTGOING = "outgoing"


class ConsentScope(StrEnum):
    WEALTH = "wealth"
    INSURANCE = "insurance"
    LOAN = "loan"
    SETTLEMENT = "settlement"
    SURVEY = "survey"


class ComplaintSize(StrEnum):
    SMALL = "small"
    LARGE = "large"
    PUBLIC = "public"


class ProductType(StrEnum):
    DEPOSIT = "deposit"
    MMF = "mmf"
    WEALTH = "wealth"
    FUND = "fund"
    INSURANCE = "insurance"
    TRUST = "trust"
    LOAN = "loan"
    SETTLEMENT = "settlement"
    FX = "fx"


class ProductStatus(StrEnum):
    ON = "on"
    OFF = "off"


class ScriptStatus(StrEnum):
    DRAFT = "draft"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


class FeedbackOutcome(StrEnum):
    USED = "used"
    EDITED = "edited"
    UNFIT = "unfit"


class FollowUpKind(StrEnum):
    FOLLOW_UP = "follow_up"
    PROMISE = "promise"


class FollowUpStatus(StrEnum):
    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


class KeyKind(IntEnum):
    """How a search key names its customer; lower is more exact."""

    ID = 1
    NAME = 2
    SHORT = 3
    GIVEN = 4
    CORE = 5
    PINYIN = 6
    GIVEN_PINYIN = 7
    INITIALS = 8
    TAIL = 9
    SURNAME = 10
    PART = 11


def enum_type(enum: type[StrEnum]) -> EnumType:
    """A VARCHAR column type that reads back as *enum*."""
    return EnumType(
        enum,
        native_enum=False,
        length=16,
        values_callable=lambda members: [member.value for member in members],
    )
