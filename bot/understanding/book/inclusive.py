"""What is said about conditions: （含）, 含二十万, 两条都要符合, 要么…要么…, 只要一个数."""

from __future__ import annotations

import re

_AMOUNT = (
    r"(?:[0-9][0-9,.]*|[零一二两三四五六七八九十百千半]+)"
    r"(?:个?[万亿wW%％成]|百万|千万)*(?:元|天|岁|个月|级)?"
)
_BOUND = r"(?:(?:及|或)?(?:以上|以下|以内|往上|往下|之上|之下|朝上)|起|打底|封顶|不低于|至少)"
_ITSELF = (
    r"(?:(?:刚好|正好|恰好|就|整)*(?P=n)(?:整|的)*(?:也|都)(?:算|要|行|可以)(?:上|在内|进来)?)"
)
_INCLUDED = re.compile(
    rf"(?P<n>{_AMOUNT})(?P<bound>{_BOUND})(?P<of>的?)[,，、\s]*[(（]?(?:"
    rf"(?:含|包括|包含|算上|连)(?:本数|(?P=n))?(?:在内|也算|的)?(?![一-鿿0-9])|{_ITSELF})[)）]?"
)
_WITHOUT = re.compile(
    r"(?P<n>[0-9]+|[一二两三四五六七八九十百千]+)(?P<unit>个?[万亿%％]|天|岁|个月)"
    r"(?:以上|往上|起)(?:[(（](?:不含|不包括)(?:本数)?[)）]"
    r"|[,，、\s]*[(（]?(?:不含|不包括|不算)(?:本数|(?P=n)(?P=unit)?)(?:本身)?(?:的)?[)）]?(?![0-9一-鿿]))"
)
_MARKED = re.compile(
    r"[(（](?:含|包含|包括)(?:本数)?[)）]|[,，、\s]*[(（]?(?:两头|两端|头尾|首尾|上下限)都?(?:含|算|包括)(?:在内)?[)）]?"
    r"|[,，、\s]*[(（]?(?:含|包括|包含)(?:两头|两端|头尾|首尾|上下限)(?:在内)?[)）]?"
)
_LEVEL = re.compile(
    r"(?P<n>[A-Da-dRr][1-5]?)(?P<of>级?及?以[上下])[,，、\s]*[(（]?(?:含|包括|包含)(?P=n)级?[)）]?(?![一-鿿])"
)
_COLON = re.compile(
    r"(?P<what>需求标签|需求|兴趣|爱好|行业|职业|层级|客户类型|首选渠道|渠道|风险等级|信用等级|客户经理|管户|性格)[:：]\s*"
)
_BRACKETS = re.compile(r"[(（]([^()（）]*)[)）]")
_STOP = r"(?=[,，;；。!！?？ ]|$)"
_HOW_MANY = "(?:两|二|三|四|五|俩|仨|几|2|3|4|5)"
_CONDITIONS = (
    rf"(?:上面|上述|以上|前面)?(?:这|那)?{_HOW_MANY}(?:个条件|个?样|个|条|项|头|点|边|方面)(?:里)?"
)
_ALL = re.compile(
    rf"[,，;；。\s]+(?:{_CONDITIONS}(?:是|都|全|同时|必须|均|得|要|须)*"
    r"(?:符合|满足|占上|占全|占|具备|齐全|齐备|齐|达到|达标|对上|对得上|要|有|缺一不可|(?:缺)?一(?:个|条|样|项)(?:都)?不(?:能|可)?(?:少|缺|行))"
    r"|(?:条件|都|同时|全都|全部|必须|得)+(?:需要|要|得|须)?(?:都|同时)?(?:符合|满足|占上|占全|具备|要)"
    r"|缺(?:了)?(?:哪|一|任何一)(?:个|条|样|项)?(?:都)?(?:不可|不行|不算|不要))"
    rf"(?:了|的|上)?(?:才|就)?(?:算|行|可以|要|列)?(?:的|人)?{_STOP}"
)
"""两条都要符合: how conditions side by side are read anyway."""
_EITHER = re.compile(
    r"[,，;；。\s]+(?:只要|但凡)?(?:(?:有|占|满足|符合|中|沾|喜欢|爱|是|买|持有)(?:其中|上)?(?:了)?(?:一|任意一|任何一|随便一)(?:条|样|个|项|头)"
    r"|(?:两|二|三)(?:条|样|个|项|头)(?:里|中)?(?:占|有|满足|符合)(?:其)?一(?:条|样|个|项|头)?"
    r"|(?:满足|符合|占)(?:其一|其中之一|任一(?:条|项)?)|任(?:意)?(?:一|何一)(?:条|项|个)(?:满足|符合)?|二选一)"
    rf"(?:就|即|都|便|也)?(?:算|行|可以|可|成|要|列|够|纳入)?(?:数|上|了|的)?{_STOP}"
)
_OR_ELSE = re.compile("要么|要不就是|要不|或者")
_NO_NAMES = re.compile(
    r"[,，;；。\s]+(?:名单|名字|姓名|明细|清单|人名)?(?:就|都|先|暂时|暂)*(?:不要|不用|不必|无需|甭|免|先不)(?:再|给我)?(?:列|给|发|报|出|念)?"
    rf"(?:名单|名字|姓名|明细|清单|人名|人)?(?:出来|了|的)?{_STOP}"
)
_NAMES = re.compile("名单|名字|姓名|明细|清单|人名|列|报|念")
_JUST_NUMBER = re.compile(
    r"[,，;；。\s]+(?:我|你|请|麻烦)?(?:只|就|光|单)?(?:需要|需|想)?(?:要|报|说|给|来|告诉我?|回)(?:我)?(?:一)?(?:个|下)?(?:总|人|户|具体)?数(?:字|目|量)?"
    rf"(?:就|即)?(?:行|可|可以|成|好|够)?(?:了)?{_STOP}"
)


def said_of_bounds(typed: str) -> str:
    """The question without what only says whether a bound is itself included."""
    typed = _MARKED.sub("", typed)
    typed = _COLON.sub(r"\g<what>是", _LEVEL.sub(r"\g<n>\g<of>", typed))
    typed = _WITHOUT.sub(r"超过\g<n>\g<unit>", typed)
    typed = _INCLUDED.sub(r"\g<n>\g<bound>\g<of>", typed)
    return _BRACKETS.sub(r"，\1，", typed).rstrip("，")


def joined_as_said(typed: str) -> str:
    """两条都要符合 is left out, it is how they are read; 要么…要么… and 有一条就算 join by 或者.

    有一条就算 of more than two clauses leaves open which it joins, and stays as typed.
    """
    typed = _NO_NAMES.sub(_counting, typed)
    typed = _JUST_NUMBER.sub("，多少个", typed)
    either = _EITHER.search(typed)
    if typed.count("要么") > 1:
        typed = _EITHER.sub("", typed)
        return typed.replace("要么", "", 1).replace("要么", "或者")
    if either is not None:
        before = typed[: either.start()]
        clauses = [each for each in re.split("[,，;；]", before) if each.strip()]
        behind = typed[either.end() :]
        if len(clauses) > 2:
            return typed
        if _OR_ELSE.search(before):
            return before + behind
        return f"{clauses[0]}，或者{clauses[1]}{behind}" if len(clauses) == 2 else typed
    if not _OR_ELSE.search(typed):
        typed = _ALL.sub("", typed)
    return typed


def _counting(match: re.Match[str]) -> str:
    """不要名单 asks for the number; 不要 of anything else stays."""
    return "，多少个" if _NAMES.search(match.group()) else match.group()
