"""The closed vocabularies of the contract, each word with its Chinese label beside it."""

from enum import IntEnum, StrEnum

from sqlalchemy import Enum as EnumType


class Labelled(StrEnum):
    """A word of the contract; `label` is what a Chinese user reads."""

    label: str

    def __new__(cls, value: str, label: str = "", *_further: object) -> "Labelled":
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class Role(Labelled):
    RM = "rm", "客户经理"
    SUPERVISOR = "supervisor", "主管"
    COMPLIANCE = "compliance", "合规"
    ADMIN = "admin", "管理员"


class CustomerKind(Labelled):
    PERSON = "person", "个人"
    COMPANY = "company", "企业"


class Channel(Labelled):
    PHONE = "phone", "电话"
    WECHAT = "wechat", "微信"
    VISIT = "visit", "拜访"
    BRANCH = "branch", "网点"
    VIDEO = "video", "视频"
    EMAIL = "email", "邮件"
    SMS = "sms", "短信"
    UNKNOWN = "unknown", "未知"


class Personality(Labelled):
    QUIET = "quiet", "安静"
    OUTGOING = "outgoing", "爱热闹"


class ConsentScope(Labelled):
    WEALTH = "wealth", "理财"
    INSURANCE = "insurance", "保险"
    LOAN = "loan", "贷款"
    SETTLEMENT = "settlement", "结算"
    SURVEY = "survey", "调研"


class ComplaintSize(Labelled):
    SMALL = "small", "小额"
    LARGE = "large", "大额"
    PUBLIC = "public", "多人或舆情"


class ProductType(Labelled):
    DEPOSIT = "deposit", "存款"
    MMF = "mmf", "货币类"
    WEALTH = "wealth", "理财"
    FUND = "fund", "基金"
    INSURANCE = "insurance", "保险"
    TRUST = "trust", "信托"
    LOAN = "loan", "贷款"
    SETTLEMENT = "settlement", "结算"
    FX = "fx", "外汇"


class ProductStatus(Labelled):
    ON = "on", "在售"
    OFF = "off", "停售"


class ScriptStatus(Labelled):
    DRAFT = "draft", "草稿"
    APPROVED = "approved", "已批准"
    WITHDRAWN = "withdrawn", "已撤回"


class FeedbackOutcome(Labelled):
    USED = "used", "已使用"
    EDITED = "edited", "改过再用"
    UNFIT = "unfit", "不合适"


class FollowUpKind(Labelled):
    FOLLOW_UP = "follow_up", "跟进"
    PROMISE = "promise", "承诺"


class FollowUpStatus(Labelled):
    OPEN = "open", "未办"
    DONE = "done", "已办"
    CANCELLED = "cancelled", "已取消"


class Outcome(Labelled):
    """What a note is that tells of no contact."""

    ATTEMPT = "attempt", "没联系上"
    REMINDER = "reminder", "提醒"
    PLAN = "plan", "计划"


class Basis(Labelled):
    """On what ground a field of the record was changed."""

    STATED = "stated", "明说"
    INFERRED = "inferred", "推断"


class ConsentForm(Labelled):
    """How a customer's consent was given, so that it can be shown."""

    WRITTEN = "written", "书面"
    RECORDED = "recorded", "录音录像"


class ApprovalSubject(Labelled):
    """What of a customer changes only with the supervisor's leave."""

    OWNER = "owner", "负责人"
    TIER = "tier_override", "客户分层"
    CONSENT = "consent", "营销授权"
    CONTACT = "do_not_contact", "解除免打扰"


class KeyKind(IntEnum):
    """How a search key names its customer; lower is more exact, but for the form of address."""

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
    CALLED = 12


def enum_type(enum: type[Labelled]) -> EnumType:
    """A VARCHAR column type that reads back as *enum*."""
    return EnumType(
        enum,
        native_enum=False,
        length=16,
        values_callable=lambda members: [member.value for member in members],
    )
