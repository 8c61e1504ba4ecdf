"""A change of a customer's record told in words: whose, which field, what it becomes.

    field_edits("王建国的电话改成13912345678", today=today)
    == Told("王建国", (FieldEdit("phone", "set", "13912345678"),))

The whole message is a change, or it is none: a question, a wish that is reported and a note of a
call are left to others.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

from bot.understanding.birthday import LUNAR
from bot.understanding.moments import moments
from bot.understanding.past import looked_back
from knowledge.yaml_files import read_yaml

Act = Literal["set", "add", "drop"]


@dataclass(frozen=True)
class FieldEdit:
    """One field: set to a value as said ("" clears it), or with items added or dropped.

    `inferred` where the words say it as a guess: 他好像喜欢摄影.
    """

    field: str
    act: Act
    value: str
    inferred: bool = False


@dataclass(frozen=True)
class Told:
    """Changes of one customer; `who` as said, "" where the words name nobody.

    `kept_out` is the kind of what the record must not hold ("health"), `unknown` the name of what
    it has no field for ("地址"); with no edits then, unless `remark` is a clause told beside them.
    """

    who: str
    edits: tuple[FieldEdit, ...] = ()
    kept_out: str = ""
    unknown: str = ""
    remark: str = ""


_CLAUSES = re.compile("[,;。!]|(?=对了|顺便说)")
_ASIDE = re.compile("^(?:对了|另外|还有|哦|噢|顺便说(?:一句|一下)?|听说)+")
"""What leads over to a remark, which stays one."""
_FILE = Path(__file__).with_name("field_words.yaml")
_LONGEST = 80
_LEAD = r"(?:请|麻烦|帮我|给我|你)*(?:把|将|给)?"
_VERB = (
    r"(?:(?:已经?|也|都)?(?:改|换|变|变更|更新|更正|修改|调整|调|设|设置|登记|记|填|写)(?:成|为|到|作)|"
    r"(?:应该|其实|现在|已经)(?:改)?是)了?[:,]?"
)
_IS = r"(?:是|为|:)"
_RATHER = r"(?:比较|偏|挺|很)"
_ASKS = re.compile(
    r"[?？]|吗|么$|呢$|什么|多少|怎么|咋|如何|能不能|可不可以|要不要|是不是|哪|谁|几号|会不会|行不行|没有$"
)
_SURE = re.compile(r"(?:好像|可能|应该|估计|似乎|大概|看样子|看起来|听说)")
_LIKES = re.compile(
    r"^(?P<who>[^,]{0,12}?)(?:的?(?:爱好|兴趣)?改(?:成|为))?"
    r"(?P<hedge>(?:好像|可能|应该|估计|似乎|大概|看样子|看起来)?)"
    r"(?:平时|业余|特别|很|也|还|最|非常|挺|比较|现在|最近|一直)*(?:喜欢|热爱|热衷于?|迷上)了?(?:是)?(?P<value>[^,，。]{2,14})$"
)
_NO = re.compile("不|没|(?<!特)别|讨厌")
_RISK = re.compile(
    r"^(?P<who>[^,]{0,12}?)的?(?:风险(?:承受能力)?(?:测评|评估)?(?:等级)?|测评(?:等级)?|风评)(?P<when>[^,C]{0,14}?)"
    r"(?:重?新?(?:做|测|评)(?:了|完|好|过|的)*|更新(?:了|为|成)|(?:改|变|调|升|降)(?:成|为|到)了?|出来了|(?:结果)?[是为])+"
    r"[,:]?(?:结果)?(?:出来)?[是为]?[,:]?(?P<when2>[^,C]{0,14}?)(?P<level>C[1-5]|(?:保守|稳健|平衡|积极|激进|谨慎|成长|进取)型?)(?:级|等级)?(?:[,](?P<when3>[^,]{1,14}))?$",
    re.IGNORECASE,
)
_NEW_NUMBER = re.compile(
    r"^(?P<who>[^,]{0,12}?)的?(?:联系)?(?:电话|手机|手机号码?|号码|联系方式|号)(?:已经?)?(?:换|改|变)(?:号|号码)?了?[,]?"
    r"(?:(?:新|现在)的?(?:手机)?(?:号码?|电话|手机)?[是为:]?)?(?P<value>\d[\d\- ]{0,19})$"
)
_CALLED = re.compile(
    r"^(?:以后|今后|往后)?(?:就)?(?:称呼|叫|管)(?P<who>他|她|(?![改换为是设])[^,]{2,8}?)(?:为|叫)?(?P<value>[^,]{1,4}(?:总|先生|女士|老师|阿姨|叔叔?|姐|哥|医生|师傅|教授|老板|主任|经理))$"
)
_ADD = r"(?:里|中)?(?:再|还)?(?:加上|加个|加一个|加一项|加入|增加|新增|添加|添上|补上|加)(?:一?个)?"
_DROP = r"(?:里|中)?(?:去掉|删掉|删除|移除|去除|划掉)"
_CLEARED = r"(?:清空|清掉|清除)了?"


def field_edits(text: str, *, now: datetime) -> Told | None:
    """The changes a message tells, all of one customer; None where it is anything else."""
    said = _plain(text)
    if not said or len(said) > _LONGEST or _ASKS.search(said):
        return None
    whole = _edit(said, now)
    if whole is not None and not (whole.kept_out and _CLAUSES.search(said)):
        return whole
    return _of_clauses(said, now) or whole


def _of_clauses(said: str, now: datetime) -> Told | None:
    """Changes told a clause each; a remark the record must not hold stays out."""
    parts = [_ASIDE.sub("", each) for each in _CLAUSES.split(said) if each]
    found = [(each, _edit(each, now)) for each in parts] if len(parts) > 1 else []
    told = [each for _, each in found if each is not None]
    remarks = [words for words, each in found if each is None]
    if not told or not all(kept_out_value(words) for words in remarks):
        return None
    who = told[0].who
    if any(each.who not in ("", who, "他", "她") for each in told[1:]):
        return None
    barred = next((each for each in told if each.kept_out or each.unknown), None)
    if barred is not None:
        return replace(barred, who=who)
    edits = tuple(e for each in told for e in each.edits)
    return Told(who, edits, "value" if remarks else "", remark="，".join(remarks))


def assessed_on(words: str, *, now: datetime) -> date | None:
    """The day gone by that words name, the last of its kind; None where they name none."""
    for moment in moments(words, now=now):
        back = looked_back(words[moment.start : moment.end], moment, now=now)
        if back is not None:
            return back.date() if isinstance(back, datetime) else back
    return now.date() if re.search("刚才?|今早", words) else None


def kept_out_value(value: str) -> str:
    """The kind of private matter a value tells that no field is for; "" for none."""
    return "value" if re.search(_words()["least_data_values"], value) else ""


def _edit(said: str, now: datetime) -> Told | None:
    return (
        _private(said)
        or _risk(said, now)
        or _listed(said)
        or _liked(said)
        or _number(said)
        or _called(said)
        or _set(said)
        or _no_field(said)
    )


def _private(said: str) -> Told | None:
    """A field the record is not to have: 信仰改成佛教, 女儿身份证号是…."""
    for kind, words in _words()["least_data"].items():
        found = re.match(
            rf"^{_LEAD}(?P<who>[^,]{{0,12}}?)的?(?:{words})(?:{_VERB}|{_IS}|{_ADD}).+$", said
        )
        if found is not None:
            return Told(_who(found["who"]), kept_out=kind)
    return None


def _no_field(said: str) -> Told | None:
    """What the record has no field for: 地址改成浦东."""
    names = _words()["no_field"]
    found = re.match(
        rf"^{_LEAD}(?P<who>[^,]{{0,12}}?)的?(?P<what>{names})(?:{_VERB}|:)[^,]{{1,60}}$", said
    )
    found = found or re.match(
        rf"^{_LEAD}(?P<who>[^,]{{0,12}}?)的?(?P<what>性别){_IS}?[男女](?:的|性)?$", said
    )
    return Told(_who(found["who"]), unknown=found["what"]) if found is not None else None


def _risk(said: str, now: datetime) -> Told | None:
    found = _RISK.match(re.sub(f"^{_LEAD}", "", said))
    if found is None:
        return None
    when = " ".join(found[name] or "" for name in ("when", "when2", "when3"))
    day = assessed_on(when, now=now)
    level = FieldEdit("risk_level", "set", found["level"].upper())
    on = FieldEdit("risk_assessed_on", "set", day.isoformat() if day else "")
    return Told(_who(found["who"]), (level, on))


def _liked(said: str) -> Told | None:
    found = _LIKES.match(said)
    if found is None or _NO.search(said):
        return None
    value = found["value"].removesuffix("的").removesuffix("了")
    if re.search(_words()["unlike_an_interest"], value):
        return None
    if kept_out_value(value):
        return Told(_who(found["who"]), kept_out="value")
    items = ";".join(each for each in re.split("[、和跟与]", value) if each)
    return Told(
        _who(found["who"]), (FieldEdit("interests", "add", items, inferred=bool(found["hedge"])),)
    )


def _number(said: str) -> Told | None:
    found = _NEW_NUMBER.match(re.sub(f"^{_LEAD}", "", said))
    if found is None:
        return None
    return Told(_who(found["who"]), (FieldEdit("phone", "set", found["value"].strip()),))


def _called(said: str) -> Told | None:
    found = _CALLED.match(said)
    if found is None:
        return None
    return Told(_who(found["who"]), (FieldEdit("salutation", "set", found["value"]),))


def _listed(said: str) -> Told | None:
    """Items added to a list or dropped from it."""
    for field in _words()["lists"]:
        names = _words()["fields"][field]
        for act, verb in (("add", _ADD), ("drop", _DROP)):
            found = re.match(
                rf"^{_LEAD}(?P<who>[^,]{{0,12}}?)的?(?:{names}){verb}[:]?(?P<value>[^,]{{1,30}})$",
                said,
            )
            found = found or re.match(
                rf"^{_LEAD}(?P<who>[^,]{{1,12}}?){verb}(?:{names})[:]?(?P<value>[^,]{{1,30}})$",
                said,
            )
            if found is not None:
                return _of_list(found, field, "add" if act == "add" else "drop")
    return None


def _of_list(found: re.Match[str], field: str, act: Act) -> Told:
    if kept_out_value(found["value"]):
        return Told(_who(found["who"]), kept_out="value")
    items = ";".join(each for each in re.split("[、和跟与]", found["value"].strip('"“”')) if each)
    return Told(_who(found["who"]), (FieldEdit(field, act, items),))


def _set(said: str) -> Told | None:
    """A field named, a verb, a value: 职业改成退休."""
    for field, names in _words()["fields"].items():
        verb = f"(?:{_VERB}|{_IS})" if field in _words()["stated_by_is"] else f"(?:{_VERB}|:)"
        verb = f"(?:{verb}|{_IS}?{_RATHER})" if field == "personality" else verb
        who = rf"^{_LEAD}(?P<who>[^,]{{0,12}}?)的?(?:{names})"
        cleared = re.match(rf"{who}{_CLEARED}$", said)
        if cleared is not None:
            return Told(_who(cleared["who"]), (FieldEdit(field, "set", ""),))
        found = re.match(rf"{who}{verb}(?P<value>[^,]{{1,40}})$", said)
        if found is not None and _is_value(field, found["value"]):
            if kept_out_value(found["value"]):
                return Told(_who(found["who"]), kept_out="value")
            return Told(_who(found["who"]), (_edit_of(field, found["value"]),))
    return None


def _edit_of(field: str, value: str) -> FieldEdit:
    hedged = _SURE.match(value) is not None
    plain = _SURE.sub("", value, count=1).strip('"“”「」 ')
    plain = plain.removesuffix("了") if len(plain) > 2 else plain
    if field in _words()["lists"]:
        plain = ";".join(each for each in re.split("[、和跟与]", plain) if each)
    return FieldEdit(field, "set", plain, inferred=hedged)


def _is_value(field: str, value: str) -> bool:
    """Whether what follows the verb can be a value of the field."""
    digits = sum(map(str.isdigit, value))
    if field == "phone":
        return re.match(r"\s*[+(]?\d", value) is not None
    if field in ("aum_wan", "annual_revenue_wan", "receivable_days", "receivable_share"):
        return digits > 0
    if field == "birthday":
        return digits > 0 or LUNAR.search(value) is not None
    return len(value) <= 20 or field == "next_plan"


def _who(said: str) -> str:
    return said.removesuffix("的").strip(" :")


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).strip()
    return re.sub(r"[,，]+", ",", folded).strip(",。.!！~ ").replace("，", ",").replace("；", ";")


@cache
def _words() -> Mapping[str, Any]:
    words: Mapping[str, Any] = read_yaml(_FILE)
    return words
