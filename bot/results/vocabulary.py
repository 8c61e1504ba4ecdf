"""The closed sets that results speak in beyond the store's own, each word with its label."""

from __future__ import annotations

from store.models import Channel, Labelled


class EvidenceKind(Labelled):
    """What a logged suggestion was."""

    BRIEF = "brief", "简报"
    ASK = "ask", "问答"
    CHECK = "check", "送审"
    CAPTURE = "capture", "记录"


class How(Labelled):
    """In what way the last answer is wanted again."""

    MORE = "more", "还有吗"
    SHORTER = "shorter", "短一点"
    OTHERWISE = "otherwise", "换个说法"
    LONGER = "longer", "详细点"


class TextVerdict(Labelled):
    """How a text came out of the check, by the verdict's own words."""

    PASS = "pass", "通过"
    REVIEW = "review", "待斟酌"
    BLOCK = "block", "拦下"


class ActionKind(Labelled):
    """What there is to do after a call, by the words scripts use."""

    CALL = "call", "联系"
    MESSAGE = "message", "发消息"
    VISIT = "visit", "面谈"
    MATERIAL = "material", "备资料"
    TASK = "task", "办事"
    ESCALATE = "escalate", "上报"
    RECORD = "record", "登记"
    INVITE = "invite", "邀约"


class Inward(Labelled):
    """The way of an action that does not leave the bank."""

    INTERNAL = "internal", "行内"


ActionChannel = Channel | Inward
"""By what an action goes: a channel to the customer, or a way inside the bank."""


def action_channel(name: str) -> ActionChannel:
    """The way of that name.

    Raises:
        ValueError: where there is no such way.
    """
    return Inward.INTERNAL if name == Inward.INTERNAL.value else Channel(name)
