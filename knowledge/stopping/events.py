"""What is no sales situation, as a closed set."""

from __future__ import annotations

from enum import StrEnum


class StopEvent(StrEnum):
    """An event that ends selling, the gravest first; `label` names it to a colleague."""

    label: str

    def __new__(cls, value: str, label: str = "") -> StopEvent:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    EMERGENCY = "emergency", "人身危险或突发疾病"
    SCAM_TRANSFER = "scam_transfer", "疑似诈骗转账"
    CREDENTIALS = "credentials", "密码、验证码或U盾失控"
    INCAPACITY = "incapacity", "客户神志不清或受人胁迫"
    LAUNDERING = "laundering", "洗钱可疑或走漏消息"
    AUTHORITY_INQUIRY = "authority_inquiry", "公检法、税务来查或冻结"
    CUSTOMER_DEATH = "customer_death", "客户去世"
    MASS_PETITION = "mass_petition", "多人聚集或联名"
    REGULATOR_THREAT = "regulator_threat", "扬言投诉监管、曝光或起诉"
    MINOR = "minor", "未成年人办理或用孩子账户交易"
    BYPASS = "bypass", "绕过录音、测评或签字"
    OUTSIDE_SALE = "outside_sale", "行外产品私下销售"
    RM_MONEY = "rm_money", "与客户资金往来"
    LOAN_MISUSE = "loan_misuse", "贷款挪用"
    THIRD_PARTY_DATA = "third_party_data", "旁人打听客户信息"
    GIFT = "gift", "收受好处"

    @property
    def script_id(self) -> str:
        """The stop script that answers it."""
        return "stop-" + self.value.replace("_", "-")


NO_EVENT = "none"
"""The label of a sentence that must not stop."""
