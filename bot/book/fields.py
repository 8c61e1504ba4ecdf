"""The fields a question may ask about, each with its kind and its Chinese label, once."""

from __future__ import annotations

from enum import Enum

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


class Field(Labelled):
    """A field by its name in the JSON form; `label` is what a manager reads, `unit` its unit."""

    kind_: Kind
    unit: str

    def __init__(
        self, _value: str, _label: str = "", kind: Kind = Kind.TEXT, unit: str = ""
    ) -> None:
        self.kind_, self.unit = kind, unit

    KIND = "kind", "客户类型", Kind.CHOICE
    TIER = "tier", "层级", Kind.CHOICE
    NAME = "name", "姓名", Kind.TEXT
    SURNAME = "surname", "姓", Kind.TEXT
    OWNER = "owner", "客户经理", Kind.TEXT
    PHONE = "phone", "电话", Kind.TEXT
    SALUTATION = "salutation", "称呼", Kind.TEXT
    OCCUPATION = "occupation", "职业", Kind.TEXT
    INDUSTRY = "industry", "行业", Kind.TEXT
    AUM = "aum_wan", "资产", Kind.NUMBER, "万元"
    INFLOW = "monthly_inflow_wan", "月均流入", Kind.NUMBER, "万元"
    REVENUE = "annual_revenue_wan", "年营业额", Kind.NUMBER, "万元"
    RECEIVABLE_DAYS = "receivable_days", "应收账期", Kind.NUMBER, "天"
    RECEIVABLE_SHARE = "receivable_share", "应收账款占比", Kind.NUMBER, "%"
    OUTFLOW = "outflow_ratio_60d", "近60日转出", Kind.NUMBER, "%"
    IDLE_MONTHS = "idle_months", "工资入账无理财", Kind.NUMBER, "个月"
    AGE = "age", "年龄", Kind.NUMBER, "岁"
    OPENED = "opened_on", "开户", Kind.DATE
    CONTACTED_ON = "last_contact_on", "上次联系", Kind.DATE
    TRADED_ON = "last_transaction_on", "上次交易", Kind.DATE
    NEXT_ON = "next_follow_up_on", "下次跟进", Kind.DATE
    ASSESSED_ON = "risk_assessed_on", "测评日期", Kind.DATE
    CONSENT_UNTIL = "consent_until", "授权到期", Kind.DATE
    BIRTHDAY = "birthday", "生日", Kind.STATE
    RISK = "risk_level", "风险等级", Kind.LEVEL
    CREDIT = "credit_grade", "信用等级", Kind.CHOICE
    PERSONALITY = "personality", "性格", Kind.CHOICE
    CHANNEL = "preferred_channel", "首选渠道", Kind.CHOICE
    QUIET = "do_not_contact", "免打扰", Kind.FLAG
    COMPLAINT = "open_complaint", "未结投诉", Kind.CHOICE
    CONSENT = "consent", "授权", Kind.WORDS
    NEEDS = "need_tags", "需求", Kind.WORDS
    INTERESTS = "interests", "兴趣", Kind.WORDS
    RESOURCES = "resource_needs", "资源需求", Kind.WORDS
    HOLDINGS = "holdings", "持有产品", Kind.STATE
    ASSESSMENT = "assessment", "风险测评", Kind.STATE
    PROMISE = "promise", "承诺", Kind.STATE
    FOLLOW_UP = "follow_up", "跟进", Kind.STATE
    CASE = "case", "投诉", Kind.STATE
    ALERT = "alert", "提醒", Kind.STATE
    TYPE = "type", "产品类型", Kind.CHOICE
    PRODUCT = "product", "产品", Kind.TEXT
    AMOUNT = "amount_wan", "金额", Kind.NUMBER, "万元"
    MATURITY = "maturity_date", "到期日", Kind.DATE

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
