"""Something of value planned for a complaint's withdrawal: 发红包让他撤诉.

Who says that it must not be, tells that the customer asked for it, or pays what is owed, plans
none.
"""

from __future__ import annotations

import re

BUYS_OFF = (
    "拿财物或好处换客户撤投诉，关怀和补偿都不能拿来换撤诉、换好评；投诉照常处理，该退的依核实退"
)
BUYS_OFF_RULE = "inducement"
"""Why it may not be, and the rule the handbook names for it (complaint-recovery n2)."""
_VALUE = (
    "红包|礼品|礼物|礼盒|购物卡|油卡|超市卡|提货卡|加油卡|代金券|现金|好处|茶叶|烟酒|水果|米油"
    "|(?:给|塞|送|补|赔|贴|转)(?:[他她]|客户|人家)?(?:点|些)?(?:钱|东西|礼)|返现|打点"
    "|(?:给|塞|送|补|赔|贴|转|掏)[^,，。]{0,4}[0-9一二两三四五六七八九十百千万]+(?:元|块|百|千|万)|请[^,，。]{0,4}吃(?:个|顿)?饭|送[^,，。]{0,6}"
)
_AWAY = (
    "撤诉|撤(?:回|销|掉|了)?(?:这个|那个|这起|[他她]的|对我们?的)*投诉|投诉(?:给|都)?撤|撤(?:回|掉|销)(?:来|了)?$|撤了"
    "|(?:别|不要?|不再|甭)(?:再|去|来)?(?:投诉|告|闹)|销(?:案|投诉)|私了|私下(?:解决|了)|息事宁人|封(?:他|她)?(?:的)?口|改口"
)
_BOUGHT = re.compile(
    f"(?:{_VALUE})[^。！!;；]{{0,14}}?(?:让|叫|劝|换|请|求|好|使|哄|只要|就|以便|争取|,|，)[^。！!;；]{{0,10}}?(?:{_AWAY})"
    f"|(?:{_AWAY})[^。！!;；]{{0,10}}?(?:就|便|换|,|，|给|送)[^。！!;；]{{0,8}}?(?:{_VALUE})"
    f"|(?:用|拿)[^,，。]{{0,6}}?(?:{_VALUE})[^,，。]{{0,6}}?换[^,，。]{{0,8}}?(?:{_AWAY})"
)
_NOT_PLANNED = re.compile(
    "不(?:能|要|许|准|会|拿|可|应|该|得|允许|送|给|打算|同意)|别想|别拿|别用|别给|别送|严禁|禁止|没(?:有)?(?:答应|同意|给|拿|送)|回绝|拒绝"
    "|没关系|无关|不强求|不行|不对|不合规|违规|打消|[?？]|[吗么]$|行不行|能不能|可不可以|规矩"
    "|(?:客户|[他她]|人家|对方|本人)(?:说|要|要求|提出|想|问|索要|开口)[^。]{0,10}?(?:才|就|要)"
)


def bought(text: str) -> tuple[int, int] | None:
    """Where words plan to give a customer something so that a complaint is withdrawn."""
    found = _BOUGHT.search(text)
    return found.span() if found is not None and _NOT_PLANNED.search(text) is None else None


def buys_off(text: str) -> bool:
    """Whether words plan such a thing."""
    return bought(text) is not None
