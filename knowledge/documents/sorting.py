"""Into which section of a script a sentence of a document belongs, and with what attributes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from knowledge.documents.forbidding import FORBIDS_SAYING
from knowledge.documents.labels import Label
from knowledge.handbook.format import Section

MOST_LINES: Mapping[Section, int] = {
    Section.OPENING: 2,
    Section.POINTS: 6,
    Section.QUESTIONS: 4,
    Section.OBJECTIONS: 4,
    Section.ACTIONS: 5,
    Section.AVOID: 5,
    Section.DISCLOSURES: 2,
    Section.NOTES: 12,
}
_GREETING = re.compile("感谢|您好|我是您的|我是.{0,6}客户经理")
_WARNING = re.compile("市场有风险|不代表(?:将来|未来)|投资需谨慎")
_LABEL = r"(?:[\u4e00-\u9fff“”（）\d-]{2,14}：)?"
_FORBIDDEN = re.compile(
    rf"^{_LABEL}(?:避免|不得|严禁|禁止|切忌|不要|不应|不能|不可)|严禁|不得|禁止|切忌"
)
_ACTION = re.compile(
    r"\d+\s*(?:分钟|小时|日|天|个工作日)内|"
    rf"^{_LABEL}(?:提前准备|发送|推送|邀请|联系|回访|记录|提供|准备|整理|跟进|拜访|配备|举办|定期|调取|"
    "组织|通过短信|第一时间|赠送|推出|配套|每月提供|建立)"
)
_KINDS: tuple[tuple[str, str, str], ...] = (
    ("escalate", "主管|升级|介入|上报|专员", "internal"),
    ("visit", "面谈|拜访|上门|走访", "visit"),
    ("invite", "邀请|邀约|沙龙|座谈|体验营|活动", "preferred"),
    ("call", "电话|回访|联系客户|再次联系|沟通", "phone"),
    ("message", "发送|推送|短信|微信|通知", "preferred"),
    ("record", "记录|录入|更新|登记|调取", "internal"),
    ("material", "准备|整理|报告|测算|资料|方案", "internal"),
)
_DUES: tuple[tuple[str, str], ...] = (
    (r"30\s*分钟", "+30m"),
    (r"(?<!\d)4\s*小时", "+4h"),
    (r"24\s*小时", "+24h"),
    (r"48\s*小时", "+48h"),
    (r"当场|当天|当日|第一时间", "today"),
    (r"(?<!\d)1\s*[日天]内|次日", "+1d"),
    (r"(?<!\d)3\s*[日天]内", "+3d"),
    (r"(?<!\d)7\s*[日天]内|一周内|第1周", "+7d"),
    (r"30\s*[日天]内|第1个月|每月", "+30d"),
    ("生日", "on_birthday"),
    ("到期前", "before_maturity"),
)
_RULES: tuple[tuple[str, str], ...] = (
    ("承诺收益|保本|保息|稳赚|包赚", "return-guarantee"),
    ("登记|拆[开分成]|分[两几]笔", "aml-evasion"),
    ("测评|问卷", "questionnaire-coaching"),
    ("飞单", "private-sale"),
    ("非加密|QQ|泄露", "unencrypted-data"),
    ("隐私|无关|超范围|婚姻", "excessive-data"),
    ("高风险产品|风险等级", "risk-mismatch"),
    ("过度营销|推销|催", "pressure"),
    ("同业|竞争对手", "peer-disparagement"),
)


_OF_LABEL: Mapping[Label, Section] = {
    Label.OPENING: Section.OPENING,
    Label.POINT: Section.POINTS,
    Label.QUESTION: Section.QUESTIONS,
    Label.ACTION: Section.ACTIONS,
    Label.AVOID: Section.AVOID,
    Label.DISCLOSURE: Section.DISCLOSURES,
}


def section_of_label(label: Label, text: str) -> Section | None:
    """Where a line belongs by its label; None for a goal and for what stands among objections.

    A note that forbids something is among what may not be said.
    """
    if label is Label.NOTE:
        return Section.AVOID if _forbids(text) else Section.NOTES
    if label is Label.POINT and text.endswith(("？", "?")):
        return Section.QUESTIONS
    return _OF_LABEL.get(label)


def _forbids(text: str) -> bool:
    return bool(_FORBIDDEN.search(text) or FORBIDS_SAYING.search(text))


def section_of_quote(text: str) -> Section:
    """Where words spoken to a customer belong."""
    if _WARNING.search(text):
        return Section.DISCLOSURES
    if _GREETING.search(text):
        return Section.OPENING
    return Section.QUESTIONS if text.endswith(("？", "?")) else Section.POINTS


def section_of_sentence(text: str) -> Section:
    """Where a sentence about the work belongs; never among what a customer hears."""
    if _forbids(text):
        return Section.AVOID
    return Section.ACTIONS if _ACTION.search(text) else Section.NOTES


def attributes_of(section: Section, text: str) -> Mapping[str, str]:
    """The attributes that the words themselves give; what they leave open is left out."""
    if section == Section.AVOID:
        rule = next((rule for words, rule in _RULES if re.search(words, text)), None)
        return {"rule": rule} if rule else {}
    if section != Section.ACTIONS:
        return {}
    kind, channel = next(
        ((kind, channel) for kind, words, channel in _KINDS if re.search(words, text)),
        ("task", "internal"),
    )
    due = next((due for words, due in _DUES if re.search(words, text)), None)
    return {"kind": kind, "channel": channel} | ({"due": due} if due else {})
