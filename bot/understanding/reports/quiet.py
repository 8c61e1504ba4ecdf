"""Who wants to be left alone, where a turn of phrase says it, and where one only sounds like it."""

from __future__ import annotations

import re

_NO = "(?:别|莫|甭|勿|不要|不用|不必)"
_WANTED = re.compile(
    rf"{_NO}(?:再)?[^,]{{0,4}}(?:发|推|寄|转)[^,]{{0,8}}(?:消息|信息|广告|短信|产品|活动|推广)"
    rf"|{_NO}再[^,]{{0,8}}(?:提|推荐|推销|推|谈)(?:了|$)"
    r"|有(?:事才|(?:急|要紧的?|正)事(?:才|再))(?:联系|找|打)"
)
_OURS = re.compile(r"我(?!们)[^,]{0,6}(?:叫|让|劝|跟|和|提醒|告诉|嘱咐)[^,]{0,6}(?:别|不要|不用)")
"""What the manager tells the customer not to do."""
_HOUR = (
    "(?:早上|上午|中午|下午|晚上|晚间|夜里|午休|上班|开会|上课|周末|这会儿?|现在|今天|这几天|这周)"
)
_BOUNDED = re.compile(
    rf"^(?!.*(?:以后|往后|今后|任何|再也)).*{_HOUR}[^,]{{0,8}}(?:别|莫|甭|不要|不方便|不能)[^,]{{0,3}}(?:打|联系|找|来|接)"
    r"|(?:说|听|讲)不(?:清|见|懂|明白)|别(?:动|急|忘|着急|走|错过|担心)|耳朵"
)
"""Not now, or not at this hour; or 别 of something else."""
_LIFTED = re.compile(
    "(?:解除|取消|去掉|撤销|关掉)[^,]{0,6}(?:免打扰|勿扰)|免打扰[^,]{0,3}(?:解除|取消|去掉|撤销|关掉)"
    "|恢复联系|可以(?:再|重新)?(?:联系|打)(?:他|她)?了"
)
"""The wish to be left alone is taken back."""


def wants_quiet(clause: str) -> bool:
    """Whether a clause says outright that the customer wants no more of it."""
    against = (_OURS, _LIFTED)
    return _WANTED.search(clause) is not None and not any(each.search(clause) for each in against)


def sounds_quiet(clause: str) -> bool:
    """Whether a clause is of an hour or of something else, and no wish to be left alone."""
    return any(each.search(clause) is not None for each in (_BOUNDED, _OURS, _LIFTED))
