"""A manager's own admission, in one short message, of what he told a customer: 我刚跟客户说了保本.

admitted("我刚跟客户说了保本") == "保本"
admitted("能不能跟客户说保本") is None
"""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 45
"""Characters; what is longer is a note of a contact, and is read back with its flags."""
_WHEN = (
    "(?:(?:刚刚?|刚才|方才|今天|今早|昨天|前天|上午|下午|早上|中午|晚上|之前|上次|上周|不小心|一不留神|一时嘴快|嘴快"
    "|糟了|坏了|完了|哎呀?|唉|其实|老实说|电话里|微信上?|电话上|聊天时?|见面时?|已经|就|还|又)[,!.]*)*"
)
_WHOM = "[^,.!?:说讲问]{1,10}?"
_SAID = "(?:说|讲|告诉|保证|承诺|许诺|答应|夸口|吹|表示|打|拍)"
_TOLD = re.compile(
    rf"^{_WHEN}(?:我(?!们要|想|要|该|能|可以)(?:们)?)?{_WHEN}"
    rf"(?:(?:跟|和|对|给|向|同){_WHOM}{_WHEN}{_SAID}|告诉(?:了)?(?:客户|他|她|人家|对方|[^,说]{{2,4}}说)|(?:答应|保证|承诺|许诺)(?:了)?(?:客户|他|她|人家|对方))"
    r"(?:(?:了|过|的是|说|是|,|:|他|她|个|一?句|您)*)(?P<what>.*)$"
)
_ASKS = re.compile(
    "[?？]|[吗么呢]$|怎么|如何|咋|能不能|可不可以|可以不|行不行|是不是|该不该|要不要|什么|多少"
)
_WHAT_NOW = re.compile(
    "[,.!]*(?:(?:这|那|现在|我)*(?:该)?(?:怎么办|咋办|怎么补救|咋补救|怎么挽回|怎么收场|怎么圆)(?:呢|啊|呀)?"
    "|(?:这)?(?:算|是不是|会不会|有没有)?(?:违规|违反规定|有问题|要紧|有事|严重)[吗么了]?)[?？.!]*$"
)
_NOT_DONE = re.compile(
    "没有?[跟和对给向同说讲]|没敢|不[会能敢该要想]再?[跟和对给向同说讲]|别[跟和对给向]|如果|要是|万一|假如|打算|准备"
    "|^(?:请|帮|让|教|替|麻烦)"
)
_QUOTED = re.compile('[「」“”"]|^(?:审|检查|核对|看看|/)')
_THEIRS = re.compile(
    "^[^,]{0,6}(?:客户|他|她|对方)(?:跟|和|对|给|向)我|^(?:我们)?(?:同事|主管|行长|领导|他|她|客户|对方)"
)
_VOUCHED = re.compile("包票|胸脯")
VOUCHED = "保证收益，稳赚不赔"
"""What who vouches for a product has said, in other words."""


def admitted(text: str) -> str | None:
    """What the manager says he told a customer; None where he admits nothing of the kind."""
    said = unicodedata.normalize("NFKC", text).strip().replace("，", ",").replace("。", ".")
    said = _WHAT_NOW.sub("", said).rstrip(".!~ ")
    if not said or len(said) > _LONGEST or _ASKS.search(said) or _QUOTED.search(said):
        return None
    if _NOT_DONE.search(said) or _THEIRS.search(said):
        return None
    told = _TOLD.match(said)
    if told is None:
        return None
    return VOUCHED if _VOUCHED.search(said) else told["what"].strip(" ,.:")
