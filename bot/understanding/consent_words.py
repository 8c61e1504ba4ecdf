"""Consent told in words: given with its terms, withdrawn, or asked about.

    told_consent("王建国授权了理财营销，书面，今天签的，有效两年", now=now)
    == ConsentTold("王建国", "give", ConsentDraft(("wealth",), "written", today, …))

The whole message is one of the three, or it is none: a call report that mentions a consent, a
question on the book and an authorisation of another kind are left to others.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from bot.understanding.consent_loose import said_freely, unwanted
from bot.understanding.consents import SCOPE, ConsentDraft, scopes_in
from bot.understanding.days import months_on, number
from bot.understanding.moments import moments
from bot.understanding.past import looked_back
from store.models import ConsentForm, ConsentScope


@dataclass(frozen=True)
class ConsentTold:
    """Whose consent is given, withdrawn or asked about; `who` is "" where nobody is named.

    `spoken` where it was given by word of mouth alone, which is no consent; `no_more` where offers
    of a scope are no more wanted and nothing was said of the consent.
    """

    who: str
    act: Literal["give", "withdraw", "ask", "no_more"]
    draft: ConsentDraft
    spoken: bool = False


_LONGEST = 80
_SCOPES = rf"(?P<scopes>{SCOPE}(?:(?:[和、跟与及]|还有|以及)?{SCOPE})*)"
_LEAD = r"(?:请|麻烦|帮我|给我|登记一?下?|记录?一?下|录入|把)*"
_WHO = r"(?P<who>(?!谁|哪|客户们)[^,不没]{0,12}?)"
_LETTER = r"授权(?:书)?|同意书"
_OURS = r"(?:给)?(?:我们|我行|咱们|咱行|银行|行里)?"
_GIVEN = (
    rf"^{_LEAD}{_WHO}(?:也|已经?|刚刚?|又|重新)*(?:同意)?授权了?{_OURS}(?:做|进行)?{_SCOPES}的?(?:营销|推介)?了?$",
    rf"^{_LEAD}{_WHO}(?:也|已经?|刚刚?|又|重新)*(?:补签|续签|签署|签|办|给)了?{_OURS}{_SCOPES}的?(?:营销|推介)?的?(?:{_LETTER})了?$",
    rf"^{_LEAD}{_WHO}的?{_SCOPES}的?(?:营销|推介)?的?(?:{_LETTER})(?:已经?|刚刚?|都)*(?:补签|续签|签|办|拿到|取得|续)(?:好|到|下来|上)*了?$",
    rf"^{_LEAD}{_WHO}(?:也|已经?|刚刚?|又|重新)*(?:签署?|给|补签|续签)了?(?P<scopes>)营销(?:{_LETTER})了?$",
    rf"^{_LEAD}{_WHO}的?{_SCOPES}营销授权$",
)
_BACK = r"(?:撤回|撤销|撤掉|取消|收回|终止)"
_ALL = r"(?P<all>(?:全部|所有|一切|全)的?)"
_TAKEN = (
    rf"^{_LEAD}{_WHO}的?(?:也|已经?|刚刚?|今天|昨天|刚才|现在)*(?:要求?|想要?|说要?|来电|打电话来?)*{_BACK}了?(?:对?{_OURS}的?)?(?:{_ALL}|{_SCOPES})?的?(?:营销|推介)?的?(?:{_LETTER})了?$",
    rf"^{_LEAD}{_WHO}的?(?:{_ALL}|{_SCOPES})?的?(?:营销|推介)?的?(?:{_LETTER})(?:他|她)?(?:都|全|全部|也|已经?|要|想|今天)*{_BACK}(?:掉|了)*$",
    rf"^{_LEAD}{_BACK}(?P<who>(?!对|给|谁|哪)[^,没不]{{2,12}}?)的?(?:{_ALL}|{_SCOPES})?的?(?:营销|推介)?的?(?:{_LETTER})$",
    rf"^{_LEAD}(?P<who>[^,没]{{0,12}}?)不再?(?:同意)?授权(?:{_ALL}|{_SCOPES})的?(?:营销|推介)?了?$",
)
_REST_STAYS = re.compile(
    "[,;](?:别的|其他的?|其它的?|其余的?|剩下的?)(?:授权)?(?:都|先|全)*"
    "(?:不动|不变|别动|保留|照旧|照常|留着|还在|不撤|继续有效)(?:吧|了)?$"
)
"""Said behind the one scope that is withdrawn."""
_ASKED = (
    rf"^{_WHO}的?(?:{_SCOPES})?的?(?:营销|推介)?的?授权(?:书)?(?:的?(?:有效期|期限))?(?:是|签)?(?:还)?(?:有效)?"
    r"(?:到|至)?(?:哪一?天|哪年|几号|几月|什么时候|啥时候|何时|多久|多长时间)(?:到期|过期|为止|签的?)?$",
    rf"^{_WHO}的?(?:{_SCOPES})?的?(?:营销|推介)?的?授权(?:书)?(?:还)?(?:到期|过期|有效|在)(?:了)?(?:吗|没有?|不)?$",
    rf"^{_WHO}(?:都)?授权了?(?:我们)?(?:哪些|什么|哪几项|啥)(?:范围|营销)?$",
    rf"^(?:看看?|查一?下?|查看)?{_WHO}的?(?P<scopes>)(?:营销)?授权(?:情况|记录|明细|范围|状态)(?:呢|怎么样|如何|是什么)?$",
    rf"^{_WHO}的?(?:有没有|是否)授权过?了?{_SCOPES}的?(?:营销)?$",
    rf"^{_WHO}授权了?{_SCOPES}的?(?:营销)?(?:吗|没有?)$",
)
_FORMS = (
    ("双录|录音录像|录音|录像|录屏", ConsentForm.RECORDED),
    ("书面|纸质|签字|签名|手签|白纸黑字", ConsentForm.WRITTEN),
)
_BY_MOUTH = re.compile("口头上?|嘴上|电话[里中]?(?:说的?)?|微信[上里]?(?:说的?)?|当面说的?|口说")
_COUNT = r"(?P<n>\d{1,3}|[一两二三四五六七八九十]{1,3}|半)个?(?P<unit>年|月|个月)(?P<half>半)?"
_LASTS = (
    rf"^(?:有效期?(?:是|为|限|期)?|期限(?:是|为)?|管){_COUNT}(?:有效)?$",
    rf"^{_COUNT}(?:有效|期限|期)?$",
)
_UNTIL = re.compile(r"^(?:有效期?|期限)?(?:到|至)(?P<when>.+?)(?:为止|止|到期)?$")
_ENDLESS = re.compile(
    r"^(?:有效期)?(?:长期|无固定期限|不定期|未定期限|没有?(?:定|写)?期限|永久)(?:有效)?$"
)
_EVIDENCE = re.compile(
    r"^(?:凭证(?:编号)?(?:是|为|在|:)?(?P<what>[^,]{2,40})"
    r"|(?P<whole>(?:授权书编号|影像|编号|单号|流水号|合同号|录音编号|存放|存在|档案号|原件)[^,]{2,40}))$"
)
_NO_EVIDENCE = re.compile(r"^(?:没有?|无|暂无|还没有?|稍后补?|之后补)(?:编号|凭证|号)?(?:了|吧)?$")
_SIGNED = re.compile(r"的?(?:签署|签订|签|办|做|录)的?$|^(?:日期|签署日期?|时间)(?:是|为|:)?|的$")
_FILLER = re.compile(r"^(?:是|为|形式是?|方式是?|以|用)|(?:形式|方式)?的?$")


def told_consent(text: str, *, now: datetime) -> ConsentTold | None:
    """What a message says of a consent; None where it says anything else or more."""
    said = _plain(text)
    if not said or len(said) > _LONGEST:
        return None
    no_more = unwanted(said)
    if no_more is not None:
        return ConsentTold(no_more.who, "no_more", ConsentDraft(no_more.scopes))
    said = _REST_STAYS.sub("", said)
    if not re.search("授权|同意书|同意[^,]*(?:营销|推)", said):
        return None
    for pattern in _ASKED:
        found = re.match(pattern, said.rstrip("?"))
        if found is not None:
            scopes = scopes_in(found.groupdict().get("scopes"))
            return ConsentTold(_who(found["who"]), "ask", ConsentDraft(scopes))
    if re.search("[?]|吗$|呢$", said):
        return None
    for pattern in _TAKEN:
        found = re.match(pattern, said)
        if found is not None:
            scopes = tuple(ConsentScope) if found["all"] else scopes_in(found["scopes"])
            return ConsentTold(_who(found["who"]), "withdraw", ConsentDraft(scopes))
    return _given(said, now) or _given_freely(said, now)


def with_answer(draft: ConsentDraft, text: str, *, now: datetime) -> ConsentDraft | None:
    """The draft with what an answer to its question adds; None where it is no answer."""
    said = re.sub(r"^(?:不对|不是|错了),?", "", _plain(text))
    if draft.missing == "scope":
        found = re.match(rf"^{_SCOPES}的?(?:营销|授权|营销授权)?$", said)
        return replace(draft, scopes=scopes_in(found["scopes"])) if found else None
    if draft.missing == "evidence":
        if _NO_EVIDENCE.match(said):
            return replace(draft, evidence="")
        return (
            replace(draft, evidence=_evidence(said) or re.sub("[:;]", " ", said)[:64])
            if said
            else None
        )
    if draft.missing == "until":
        said = re.sub(rf"^{_COUNT}$", lambda match: f"有效{match[0]}", said)
        if not _UNTIL.match(said) and _day(said, now) is not None:
            said = f"到{said}"
    added = draft
    for part in _in_order(said.split(",")):
        more = _term(added, part, now)
        if more is None:
            return None
        added = more
    return added if added != draft else None


def _given(said: str, now: datetime) -> ConsentTold | None:
    """A consent given: the first part says so, each other part is one of its terms."""
    first, *rest = said.split(",")
    spoken = _BY_MOUTH.search(said) is not None
    rest = [each for each in rest if not _BY_MOUTH.fullmatch(_FILLER.sub("", each))]
    bare, draft = _taken_out(_BY_MOUTH.sub("", first), now)
    found = next(filter(None, (re.match(each, bare) for each in _GIVEN)), None)
    if found is None:
        return None
    draft = replace(draft, scopes=scopes_in(found["scopes"]))
    for part in _in_order(rest):
        more = _term(draft, part, now)
        if more is None:
            return None
        draft = more
    lasting = {"有效", "长期"} & set(re.findall("有效|长期", said))
    if found.re.pattern == _GIVEN[-1] and not (draft.form or draft.agreed_on or lasting):
        return None
    return ConsentTold(_who(found["who"]), "give", draft, spoken=spoken)


def _given_freely(said: str, now: datetime) -> ConsentTold | None:
    """A consent given in any order of words: every part is a term, or names who and what."""
    draft, who, agreed, left = ConsentDraft(), "", False, []
    spoken = _BY_MOUTH.search(said) is not None
    for part in filter(None, _BY_MOUTH.sub("", said).split(",")):
        bare, told = _taken_out(part, now)
        free = said_freely(bare)
        if free is None or (free.who and who) or not (free.scopes or free.agreed or free.who):
            left.append(part)
            continue
        who, agreed = who or free.who, agreed or free.agreed
        scopes = tuple(dict.fromkeys((*draft.scopes, *free.scopes)))
        day = draft.agreed_on or told.agreed_on
        draft = replace(draft, scopes=scopes, form=draft.form or told.form, agreed_on=day)
    for part in _in_order(left):
        more = _term(draft, part, now)
        if more is None:
            return None
        draft = more
    lasting = draft.valid_until is not None or draft.endless
    if (
        not agreed
        or not (draft.scopes or "营销" in said)
        or not (who or (draft.form and (draft.agreed_on or lasting)))
    ):
        return None
    return ConsentTold(who, "give", draft, spoken=spoken and not draft.form)


def _in_order(parts: Sequence[str]) -> list[str]:
    """The terms, how long it lasts behind the day it is counted from."""
    return sorted(filter(None, parts), key=lambda part: any(re.match(p, part) for p in _LASTS))


def _taken_out(first: str, now: datetime) -> tuple[str, ConsentDraft]:
    """The first part without the form and the day it names, and what they are."""
    draft = ConsentDraft()
    for words, form in _FORMS:
        found = re.search(f"(?:以|用|通过)?(?:{words})(?:形式|方式)?", first)
        if found is not None and not draft.form:
            first = first[: found.start()] + first[found.end() :]
            draft = replace(draft, form=form.value)
    for each in moments(first, now=now):
        day = looked_back(first[each.start : each.end], each, now=now) or each.when
        draft = replace(draft, agreed_on=day.date() if isinstance(day, datetime) else day)
        first = first[: each.start] + first[each.end :]
        break
    return first, draft


def _term(draft: ConsentDraft, part: str, now: datetime) -> ConsentDraft | None:
    """The draft with one more term; None where the words are none."""
    for words, form in _FORMS:
        if re.fullmatch(
            f"(?:是|为|以|用|形式是?|方式是?)?(?:{words})(?:形式|方式)?的?(?:授权书?)?", part
        ):
            return replace(draft, form=form.value)
    for pattern in _LASTS:
        found = re.match(pattern, part)
        if found is not None:
            return _lasting(draft, found, now)
    if _ENDLESS.match(part):
        return replace(draft, endless=True)
    until = _UNTIL.match(part)
    if until is not None:
        day = _day(until["when"], now)
        return replace(draft, valid_until=day) if day is not None else None
    if _evidence(part):
        return replace(draft, evidence=_evidence(part))
    bare, form_told = _taken_out(part, now)
    if form_told.agreed_on is None or _SIGNED.sub("", bare).strip("的了 "):
        return None
    named = form_told.form or draft.form
    return replace(draft, agreed_on=form_told.agreed_on, form=named)


def _evidence(part: str) -> str:
    """Where what was signed or said is kept, as the words say it; "" where they do not."""
    found = _EVIDENCE.match(part)
    told = (found["what"] or found["whole"]) if found is not None else ""
    return re.sub("[:;]", " ", told)


def _lasting(draft: ConsentDraft, found: re.Match[str], now: datetime) -> ConsentDraft | None:
    """So many years or months from the day of consent: the day of the same number is its last.

    民法典 第201、202条: the first day does not count, the corresponding day ends the period.
    """
    year = found["unit"] == "年"
    count = 0 if found["n"] == "半" else number(found["n"])
    if count is None:
        return None
    months = count * 12 if year else count
    months += 6 if year and (found["n"] == "半" or found["half"]) else 0
    until = months_on(draft.agreed_on or now.date(), months) if months else None
    return replace(draft, valid_until=until) if until is not None else None


def _day(words: str, now: datetime) -> date | None:
    found = moments(words, now=now)
    if (
        len(found) != 1
        or words[: found[0].start].strip()
        or words[found[0].end :].strip("底末号日")
    ):
        return None
    return found[0].day


def _who(said: str) -> str:
    return re.sub(r"(?:客户)?(?:的|对|把|,)+$", "", said).strip()


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).strip()
    return re.sub(
        r"[\s,;。!~、]*[,;。!~]+\s*", ",", folded.replace("，", ",").replace("；", ";")
    ).strip(",? ") + ("?" if re.search(r"\?\s*$", folded) else "")
