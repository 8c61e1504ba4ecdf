"""What is declined, in the words a user reads: a sentence for each kind, here alone."""

from __future__ import annotations

from bot.results.declined import Declined
from store.errors import AlreadyWritten, NotFound, NotPermitted, StoreError, TooLate
from store.models import Role

ADVISED = frozenset({Role.RM, Role.SUPERVISOR})
"""Roles that are given customers' records and lines to say."""
NO_CUSTOMER = Declined("not_found", "没有找到这位客户，或不在您的名下。请核对姓名或客户编号。")
NO_BRIEFS = Declined("not_permitted", "您的角色不看客户简报。")
NO_ADVICE = Declined("not_permitted", "话术只给客户经理和主管；审文字请发 /check 文字。")
NO_LISTS = Declined(
    "not_permitted", "客户名单和客户现状只给客户经理和主管看；您可以发 /review 看给出过的建议。"
)
OFFICERS_ONLY = Declined("not_permitted", "只有合规人员能审核草稿。")
OWN_ANSWER = Declined("not_permitted", "自己答复、自己写的草稿不能自己批准，请另一位合规人员批。")
NO_REASON = Declined(
    "no_reason", "这不是理由：请用一句话说为什么，例如“第二句语气太硬，像在催客户”。"
)
NOTHING_SAID = Declined("nothing_said", "上一条没有给出说法，没有可以换的。请说一下客户怎么讲的。")
NO_MORE = Declined("no_more", "手册里关于这一条就这些话了。换个问法，或把客户的原话说给我听。")
WRONG_CODE = Declined("wrong_code", "邀请码不对或已过期，请向管理员再要一个。")
TOO_MANY_ATTEMPTS = Declined("too_many_attempts", "试错次数太多，请15分钟后再试。")

_CODES = {
    NotFound: "not_found",
    NotPermitted: "not_permitted",
    AlreadyWritten: "already",
    TooLate: "too_late",
}


def no_script(script_id: str) -> Declined:
    """No script has this id."""
    return Declined("not_found", f"手册里没有脚本 {script_id}")


def no_draft(script_id: str) -> Declined:
    """No draft has this id."""
    return Declined("not_found", f"没有草稿 {script_id}")


def decided(script_id: str) -> Declined:
    """The draft was approved or put aside before."""
    return Declined("already", f"草稿 {script_id} 已经批准或否决过了")


def no_line(script_id: str, reference: str) -> Declined:
    """A draft has no such line."""
    return Declined("not_found", f"草稿 {script_id} 里没有 {reference} 这一行")


def refused(error: StoreError) -> Declined:
    """What the store refused, in its own words."""
    code = next((code for kind, code in _CODES.items() if isinstance(error, kind)), "refused")
    return Declined(code, str(error))
