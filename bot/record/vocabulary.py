"""The words policy speaks in: alerts by the contract's codes, tiers, stages; labels beside them."""

from __future__ import annotations

from store.models.enums import Labelled


class AlertCode(Labelled):
    """What must be seen before a call."""

    RISK_ASSESSMENT_MISSING = "RISK_ASSESSMENT_MISSING", "没有风险测评"
    RISK_ASSESSMENT_EXPIRED = "RISK_ASSESSMENT_EXPIRED", "风险测评过期"
    NO_MARKETING_CONSENT = "NO_MARKETING_CONSENT", "没有营销授权"
    DO_NOT_CONTACT = "DO_NOT_CONTACT", "免打扰"
    OPEN_COMPLAINT = "OPEN_COMPLAINT", "未结投诉"
    CHURN_NO_TRANSACTIONS = "CHURN_NO_TRANSACTIONS", "久未交易"
    CHURN_OUTFLOW = "CHURN_OUTFLOW", "资金流出"
    IDLE_FUNDS = "IDLE_FUNDS", "资金闲置"
    MATURITY_SOON = "MATURITY_SOON", "产品快到期"
    BIRTHDAY_SOON = "BIRTHDAY_SOON", "生日将近"
    FOLLOW_UP_OVERDUE = "FOLLOW_UP_OVERDUE", "跟进过期"
    PROMISE_DUE = "PROMISE_DUE", "承诺到期"
    INFO_INCOMPLETE = "INFO_INCOMPLETE", "信息不全"
    CONTACT_TOO_FREQUENT = "CONTACT_TOO_FREQUENT", "联系过密"
    CONTACT_OVERDUE = "CONTACT_OVERDUE", "久未联系"
    SENIOR = "SENIOR", "老年客户"
    NEW_CUSTOMER = "NEW_CUSTOMER", "新客户"
    RECEIVABLES_LONG = "RECEIVABLES_LONG", "账期过长"
    CONCENTRATION = "CONCENTRATION", "持有过于集中"
    RECORD_CONFLICT = "RECORD_CONFLICT", "记录前后不符"
    MATURED_UNPLACED = "MATURED_UNPLACED", "到期资金未承接"
    ABOVE_LEVEL = "ABOVE_LEVEL", "持有超过风险等级"
    MINOR = "MINOR", "未成年客户"
    CLOCK_MISSED = "CLOCK_MISSED", "服务时限已过"


class Tier(Labelled):
    """Customer tiers by assets or, for companies, by revenue and assets."""

    REGULAR = "普通", "普通"
    POTENTIAL = "潜力高净值", "潜力高净值"
    HIGH = "高净值", "高净值"
    COMPANY = "企业", "企业"
    KEY_COMPANY = "战略企业", "战略企业"


class Stage(Labelled):
    """Lifecycle stages; at-risk overrides the others whenever a churn sign stands."""

    NEW = "new", "新客户"
    GROWTH = "growth", "成长期"
    MATURE = "mature", "成熟期"
    AT_RISK = "at-risk", "流失预警"
