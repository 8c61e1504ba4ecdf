"""Words about an activity for customers: one to be prepared, with its topic, group, day and place.

    给爱热闹的客户搞个广场舞活动 ──▶ ActivityWish("广场舞活动", "广场舞", "爱热闹的客户")

A message is one only where it wants an activity held, or asks whom to invite; what a customer said
of an activity, what is asked of one's fees, and what happened at one are not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from bot.understanding import parse_when
from knowledge.yaml_files import read_yaml

_FILE = Path(__file__).with_name("activity_topics.yaml")
LONGEST = 60
_NOUN = (
    r"(?:活动|沙龙|讲座|小讲堂|讲堂|茶话会|(?<!品)茶会|(?<!品)酒会|(?<=品[茶酒鉴])会|联谊会|联谊|聚会|小聚|分享会|交流会|对接会|见面会"
    r"|读书会|体验课|公开课|培训课|兴趣课|(?<![上下])课|比赛|大赛|运动会|联欢会|雅集|牌局|球局)"
)
NOUN = re.compile(_NOUN)
WEEKDAY = r"(?:(?:下下|下|这|本|上)?个?(?:周|星期|礼拜)[一二三四五六日天末])"
_DAY = re.compile(
    rf"(?:{WEEKDAY}|(?:下个?月|本月|这个月|[0-9一二三四五六七八九十]+月)(?:[0-9一二三四五六七八九十]+[日号]?|底|初|中旬)?"
    r"|[0-9]+[日号]|今天|明天|后天|大后天|周末|月底)(?:的?(?:上午|下午|晚上|早上|中午))?(?:[0-9一二三四五六七八九十]+点半?)?"
)
_PLACE = re.compile(r"在([\u4e00-\u9fff0-9A-Za-z]{2,12}?)(?=办|搞|组织|举行|开|弄|请|邀|的)")
_WHERE = re.compile(
    r"(?:地点|地方|地址|场地)?(?:就|定|选|放)?(?:在|是|:|：)([\u4e00-\u9fff0-9A-Za-z]{2,14}?)(?:办|搞|举行)?"
)
_WITHOUT = re.compile(
    r"(?:别|不要|不|甭|就别)(?:再)?(?:叫|请|邀请|邀|约|喊|找|带)上?.{2,}|除了.{2,}|.{2,}(?:不请|别请|除外)$"
)
_BUT_NOT = re.compile(
    r"^(?:别|不要|不|甭|就别)(?:再)?(?:叫|请|邀请|邀|约|喊|找|带)上?([^的]{2,})(?<!户)(?<!人)$"
)
"""Somebody by name who is not to be asked; 别叫投诉没完的 is a condition."""
_WHOM = r"(?:谁|哪些(?:人|客户|企业|老板)?|哪几(?:个|位|家)(?:客户)?|什么(?:人|客户)|哪位)"
_ASKS = re.compile(
    rf"(?:可以|能|该|要|应该|适合|最好)?(?:邀请|请|邀|叫|喊|约)(?:一下)?{_WHOM}"
    rf"(?:来|参加|合适|好)*(?:呢|啊|比较好)?"
    rf"|{_WHOM}(?:比较)?(?:适合|可以|能|该)(?:邀请|请|邀|叫|喊|约|来|参加)?(?:来|参加)?"
    r"|(?:拉|列|出|给)?(?:个|一份|份)?邀请名单"
)
_HOLDS = re.compile(
    r"(?:(?:帮我|给我|我想|我要|我们|想|要|准备|打算|计划|请|再|今年|年底|行里|网点|支行)*)"
    r"(?:办|搞|组织|策划|筹备|安排|弄|开|做|攒|张罗)(?!了|过|的|业务|理|法|卡|户|门红|始)(?:一下)?(?:一|两)?(?:个|场|次|期|堂|下)?"
)
_FOR = re.compile(
    r"(?:给|为|替|面向|针对|请|邀请|约)(.{1,24}?)(?=办|搞|组织|策划|弄|开|做|来|参加|安排|攒|张罗)"
)
_FOR_WHOM = re.compile(r"^(?:给|为|请|邀请|面向|针对|就请|只请)(.{1,24}(?:客户|的人|企业|老板))$")
_FIXED = re.compile(rf"{WEEKDAY}|[日号]|天|周末|底")
"""Words that say which day; a month alone says none."""
_NOT_ONE = re.compile(
    r"[他她]|客户(?:说|问|嫌|不想|想|反映|抱怨|觉得)|说想|说要|怎么|咋|为什么|费率|优惠|利率|返现|抽奖|礼品|奖励"
    r"|手续费|信用卡|什么活动|有活动|多少钱|吗|么[？?]?$|话术|上次|上回|昨天|刚才|那天|了"
)
_THEIRS = re.compile(r"^(.+(?:客户|企业))的(.*)$")
_TRIM = "的个场次期堂一，,、。？?！! 　"
TAIL = re.compile(r"[，,。？?！! 　吧呢啊哈]+$")
_EVERYBODY = re.compile(
    r"^(?:我的|我名下的?|名下的?|所有的?|全部的?|团队的?|我们的?)?(?:客户|人|老客户|大家)?们?的?$"
)


@dataclass(frozen=True)
class ActivityWish:
    """An activity to be prepared; `topic` and `group` are words as typed, "" where none."""

    name: str
    topic: str
    group: str = ""
    on: date | None = None
    place: str = ""


class Topic(BaseModel):
    """Words of an activity's name, and the tags that mean the same."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    say: tuple[str, ...]
    interests: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()


def activity_wanted(text: str, *, now: datetime) -> ActivityWish | None:
    """The activity that words want prepared; None where they are anything else."""
    words, place, without = _arranged(TAIL.sub("", text.strip()))
    noun = _noun_of(words)
    if noun is None or len(words) > LONGEST or _NOT_ONE.search(words):
        return None
    asked, held = _ASKS.search(words), _held(words, noun)
    if asked is None and held is None:
        return None
    wish = _wish(words, asked, now)
    if wish is None:
        return None
    but = [each for each in without if each.startswith("除了")]
    rest = [each for each in without if each not in but]
    group = "，".join([*but, *filter(None, (wish.group or "客户" * bool(but), *rest))])
    return replace(wish, group=group, place=wish.place or place)


def _arranged(words: str) -> tuple[str, str, list[str]]:
    """The sentence with the days told behind it put first, the place told so, and whom not to ask;
    as it is where anything else stands behind."""
    main, *behind = re.split("[，,；;。]", words)
    if NOUN.search(main) is None:
        return words, "", []
    days, place, without = [], "", []
    for each in filter(None, map(str.strip, behind)):
        where = _WHERE.fullmatch(each)
        if _DAY.fullmatch(each):
            days.append(each)
        elif where is not None:
            place = where[1]
        elif _WITHOUT.match(each):
            without.append(_BUT_NOT.sub(r"除了\1", each))
        else:
            return words, "", []
    return "，".join([*days, main]), place, without


def without_exclusions(text: str) -> str:
    """The words without the clauses that say whom not to ask."""
    return "，".join(each for each in re.split("[，,；;。]", text) if not _WITHOUT.match(each))


def _noun_of(words: str) -> re.Match[str] | None:
    """The activity named last; 课 alone is none where it is part of another word."""
    found = [each for each in NOUN.finditer(words) if not words[each.end() :].startswith("程")]
    return found[-1] if found else None


def _held(words: str, noun: re.Match[str]) -> re.Match[str] | None:
    """The words that want it held; nothing but an asking may stand behind the activity."""
    rest = _ASKS.sub("", words[noun.end() :]).strip(_TRIM)
    if rest and not _FOR_WHOM.match(rest) and not _HOLDS.fullmatch(f"{rest}期"):
        return None
    return next((each for each in _HOLDS.finditer(words[: noun.start()])), None)


def _wish(words: str, asked: re.Match[str] | None, now: datetime) -> ActivityWish | None:
    day, place = _DAY.search(words), _PLACE.search(words)
    rest = words
    if asked is not None:
        rest = rest.replace(asked[0], "，", 1)
    if place is not None:
        rest = rest.replace(place[0], "，", 1)
    if day is not None:
        rest = rest.replace(day[0], "，", 1)
    group = _group(rest)
    if group:
        rest = rest.replace(group, "", 1)
    noun = _noun_of(rest)
    if noun is None:
        return None
    topic, more = _topic(rest[: noun.start()])
    behind = rest[noun.end() :].strip(_TRIM)
    group = group or more or _of_customers(behind)
    on = parse_when(day[0], now=now) if day is not None and _FIXED.search(day[0]) else None
    return ActivityWish(
        name=f"{topic}{noun[0]}",
        topic=topic,
        group="" if _EVERYBODY.match(group) else group,
        on=on.date() if isinstance(on, datetime) else on,
        place=place[1] if place is not None else "",
    )


def _group(words: str) -> str:
    found = _FOR.search(words)
    return found[1].strip(_TRIM) if found is not None else ""


def _topic(before: str) -> tuple[str, str]:
    """What stands right before the activity, and whom it is for where that stands there too."""
    held = list(_HOLDS.finditer(before))
    chunk = before[held[-1].end() :] if held else before
    chunk = re.split("[，,、。]", chunk)[-1].strip()
    theirs = _THEIRS.match(chunk)
    if theirs is not None:
        return theirs[2].strip(_TRIM), theirs[1]
    return re.sub(r"^(?:我的|我们的?|这|那|一)?(?:个|场|次|期|堂)?", "", chunk).strip(_TRIM), ""


def _of_customers(behind: str) -> str:
    found = _FOR_WHOM.match(behind)
    return found[1] if found is not None else ""


def tags_meant(topic: str) -> Topic:
    """The tags that a topic stands for: those of the file, else the topic's own words."""
    for each in topics():
        if any(word in topic for word in each.say):
            return each
    return Topic(say=(topic,), interests=(topic,), resources=(topic,))


@cache
def topics() -> tuple[Topic, ...]:
    """The shipped topics, read once."""
    return tuple(Topic.model_validate(each) for each in read_yaml(_FILE)["topics"])


def about(name: str) -> str:
    """What an activity's name says it is about: 手机摄影 of 手机摄影活动."""
    return NOUN.sub("", name).strip(_TRIM)
