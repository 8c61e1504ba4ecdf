"""Where a customer wants to be reached instead of by telephone: 以后别打电话，有事微信."""

from __future__ import annotations

import re

_NO_CALLS = re.compile(
    "(?:别|莫|甭|不要|少|勿|不用|不想|不爱|不喜欢|不方便|唔好|覅)[^,，。;；]{0,6}(?:打|接|来)[^,，。;；]{0,4}(?:电话|过来|来)|(?:别|不要|莫)(?:再)?打(?:了|$|[,，。])|电话[^,，。]{0,6}(?:别|不要|少|莫)(?:再)?打"
)
_BY = "(?:有(?:啥|什么)?事|要(?:找|联系)|都|就|改|直接|只|可以|还是|走|用|请)[^,，。别不]{0,6}"
_SAY = "[^,，。不别]{0,3}(?:说|聊|联系|找|留言|即可|就行|就好|可以)"
_RATHER = {
    name: re.compile(f"{_BY}(?:{words})|(?:{words}){_SAY}")
    for name, words in (
        ("wechat", "微信|企微|发消息"),
        ("sms", "短信"),
        ("email", "邮件|邮箱"),
    )
}


_HENCEFORTH = re.compile(
    "(?:以后|往后|今后|下次|平时|有事)[^,，。别不]{0,4}(?:微信|企微|短信|邮件)[^,，。别不]{0,3}(?:就行|就好|即可|就可以|联系|说|找)[^,，。]{0,4}[,，;；。]?[^,，。]{0,6}电话[^,，。]{0,4}(?:不通|不接|听不|说不清|不方便)|电话[^,，。]{0,6}(?:不通|听不(?:清|见)|说不清)[^。]{0,12}(?:以后|往后|今后|下次|平时|有事)[^,，。别不]{0,4}(?:微信|企微|短信|邮件)"
)
"""Calls do not reach him, and another way does: 以后微信联系就行，电话打不通的."""


def rather_by(words: str) -> str | None:
    """The channel a customer wants who wants no calls; None where he says neither or no other."""
    if _NO_CALLS.search(words) is None and _HENCEFORTH.search(words) is None:
        return None
    return next((name for name, pattern in _RATHER.items() if pattern.search(words)), None)
