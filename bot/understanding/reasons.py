"""Whether words given as a reason say anything: 确认 and 1 do not."""

from __future__ import annotations

import re
import unicodedata

_NOTHING = re.compile(
    "(?:确认|确定|好|行|可以|可|同意|批准|批了|是|对|没错|嗯+|哦+|啊+|ok|okay|yes|y|no|n|没有?|无|没啥|没什么|随便|不知道"
    "|不清楚|测试|test|如题|同上|理由|原因|有理由|没理由|没有理由|无理由|就这样|就是要|就是|需要|要改|改|审批|请批|请批准|请审批|收到|提交|申请)"
    "(?:的|了|吧|啦|呢|啊)*"
)
_VERDICTS = re.compile(
    "(?:(?:不行|不可以|不能|不好|不对|不同意|不批准|不批|不准|不通过|不合适|不合规|违规|有问题|驳回|退回|打回"
    "|否决|否了|否掉|拒绝|作废|通过|同意|批准|确认|上报|误报|知道|略)(?:的|了|吧|啦|呢|啊|掉)*)+"
)
"""The decision said again is no reason for it."""
_MARKS = re.compile(r"[\s,，。.!！?？~～、;；:：…]+")
_LETTERS = re.compile(r"[^\W\d_]")
_AMOUNT = re.compile(r"\d+(?:\.\d+)?[万亿元]")
_LEAST = 2


def says_something(text: str) -> bool:
    """Whether a reason asked for is one: letters or signs of a word, and no mere yes or no."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKC", text)).lower()
    letters = _LETTERS.findall(plain)
    if _AMOUNT.search(plain):
        return True
    if len(set(letters)) < _LEAST:
        return False
    return _NOTHING.fullmatch(plain) is None and _VERDICTS.fullmatch(plain) is None
