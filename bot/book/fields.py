"""The fields a question may ask about, each with its kind and its Chinese label, once."""

from __future__ import annotations

from enum import Enum, StrEnum

from store.models import (
    Channel,
    ComplaintSize,
    ConsentScope,
    CustomerKind,
    Labelled,
    Personality,
    ProductType,
)


class Kind(Enum):
    """What a field's values are."""

    NUMBER = "number"
    DATE = "date"
    LEVEL = "level"
    CHOICE = "choice"
    TEXT = "text"
    WORDS = "words"
    FLAG = "flag"
    STATE = "state"


class Field(StrEnum):
    """A field by its name in the JSON form; `label` is what a manager reads, `unit` its unit."""

    kind_: Kind
    label: str
    unit: str

    def __new__(cls, value: str, kind: Kind = Kind.TEXT, label: str = "", unit: str = "") -> Field:
        member = str.__new__(cls, value)
        member._value_ = value
        member.kind_, member.label, member.unit = kind, label, unit
        return member

    KIND = "kind", Kind.CHOICE, "客户类型"
    TIER = "tier", Kind.CHOICE, "层级"
    NAME = "name", Kind.TEXT, "姓名"
    SURNAME = "surname", Kind.TEXT, "姓"
    OWNER = "owner", Kind.TEXT, "客户经理"
    PHONE = "phone", Kind.TEXT, "电话"
    SALUTATION = "salutation", Kind.TEXT, "称呼"
    OCCUPATION = "occupation", Kind.TEXT, "职业"
    INDUSTRY = "industry", Kind.TEXT, "行业"
    AUM = "aum_wan", Kind.NUMBER, "资产", "万元"
    INFLOW = "monthly_inflow_wan", Kind.NUMBER, "月均流入", "万元"
    REVENUE = "annual_revenue_wan", Kind.NUMBER, "年营业额", "万元"
    RECEIVABLE_DAYS = "receivable_days", Kind.NUMBER, "应收账期", "天"
    RECEIVABLE_SHARE = "receivable_share", Kind.NUMBER, "应收账款占比", "%"
    OUTFLOW = "outflow_ratio_60d", Kind.NUMBER, "近60日转出", "%"
    IDLE_MONTHS = "idle_months", Kind.NUMBER, "工资入账无理财", "个月"
    AGE = "age", Kind.NUMBER, "年龄", "岁"
    OPENED = "opened_on", Kind.DATE, "开户"
    CONTACTED_ON = "last_contact_on", Kind.DATE, "上次联系"
    TRADED_ON = "last_transaction_on", Kind.DATE, "上次交易"
    NEXT_ON = "next_follow_up_on", Kind.DATE, "下次跟进"
    ASSESSED_ON = "risk_assessed_on", Kind.DATE, "测评日期"
    BIRTHDAY = "birthday", Kind.STATE, "生日"
    RISK = "risk_level", Kind.LEVEL, "风险等级"
    CREDIT = "credit_grade", Kind.CHOICE, "信用等级"
    PERSONALITY = "personality", Kind.CHOICE, "性格"
    CHANNEL = "preferred_channel", Kind.CHOICE, "首选渠道"
    QUIET = "do_not_contact", Kind.FLAG, "免打扰"
    COMPLAINT = "open_complaint", Kind.CHOICE, "未结投诉"
    CONSENT = "consent", Kind.WORDS, "授权"
    NEEDS = "need_tags", Kind.WORDS, "需求"
    INTERESTS = "interests", Kind.WORDS, "兴趣"
    RESOURCES = "resource_needs", Kind.WORDS, "资源需求"
    HOLDINGS = "holdings", Kind.STATE, "持有产品"
    ASSESSMENT = "assessment", Kind.STATE, "风险测评"
    PROMISE = "promise", Kind.STATE, "承诺"
    FOLLOW_UP = "follow_up", Kind.STATE, "跟进"
    CASE = "case", Kind.STATE, "投诉"
    ALERT = "alert", Kind.STATE, "提醒"
    TYPE = "type", Kind.CHOICE, "产品类型"
    PRODUCT = "product", Kind.TEXT, "产品"
    AMOUNT = "amount_wan", Kind.NUMBER, "金额", "万元"
    MATURITY = "maturity_date", Kind.DATE, "到期日"

    @property
    def is_date(self) -> bool:
        """Whether its values are days."""
        return self.kind_ is Kind.DATE


HOLDING_FIELDS = frozenset({Field.TYPE, Field.PRODUCT, Field.AMOUNT, Field.MATURITY})
"""Fields of one holding; its risk level is `Field.RISK` within a `Some`."""


class TierAsked(Labelled):
    """Tiers as questions name them."""

    REGULAR = "regular", "普通"
    POTENTIAL = "potential", "潜力"
    HIGH = "high_net_worth", "高净值"
    KEY_COMPANY = "key_company", "重点企业"


class Assessment(Labelled):
    """How a risk assessment stands."""

    EXPIRED = "expired", "已过期"
    MISSING = "missing", "没做过"
    VALID = "valid", "有效"
    EXPIRING = "expiring", "30天内过期"


class Due(Labelled):
    """How something planned or promised stands."""

    OPEN = "open", "未办"
    OVERDUE = "overdue", "已过期"


class AlertAsked(Labelled):
    """Alerts as questions name them."""

    CHURN = "churn", "流失预警"
    IDLE = "idle_funds", "资金闲置"
    BIRTHDAY = "birthday_soon", "近期生日"
    MATURITY = "maturity_soon", "产品快到期"
    MATURED = "matured_unplaced", "到期资金未承接"
    CONCENTRATION = "concentration", "持有过于集中"
    ABOVE_LEVEL = "above_level", "持有超过风险等级"
    SENIOR = "senior", "老年客户"
    MINOR = "minor", "未成年客户"
    NEW = "new_customer", "新客户"
    CONTACT_OVERDUE = "contact_overdue", "该联系了"
    TOO_FREQUENT = "contact_too_frequent", "联系过密"
    INCOMPLETE = "info_incomplete", "资料不全"
    CONFLICT = "record_conflict", "记录前后不符"
    CLOCK = "clock_missed", "服务时限已过"
    FOLLOW_UP = "follow_up_overdue", "跟进过期"
    PROMISE = "promise_due", "承诺到期"
    COMPLAINT = "complaint", "有未结投诉"
    ASSESSMENT = "assessment", "测评过期或缺失"
    CONSENT = "no_consent", "没有营销授权"
    QUIET = "quiet", "免打扰"


CHOICES: dict[Field, type[Labelled]] = {
    Field.KIND: CustomerKind,
    Field.TIER: TierAsked,
    Field.PERSONALITY: Personality,
    Field.CHANNEL: Channel,
    Field.COMPLAINT: ComplaintSize,
    Field.CONSENT: ConsentScope,
    Field.TYPE: ProductType,
    Field.ASSESSMENT: Assessment,
    Field.PROMISE: Due,
    Field.FOLLOW_UP: Due,
    Field.ALERT: AlertAsked,
}
"""The closed vocabularies by field."""
