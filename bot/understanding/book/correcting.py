"""What a speaker takes back: 资产三百万不对五百万以上, 高净值高净值的, 姓章立早章.

A word said twice is said once. What is put right behind 不对 or 说错了 takes the place of the words
of its kind right before it; a correction of anything else is named, never read as a denial.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from bot.understanding.book.amounts import money_at, stretch_at
from bot.understanding.book.spans import span_at
from store.names.forms import COMPOUND_SURNAMES
from store.names.surnames import COMMON

_PAUSE = r"(?:[,，、。.…\s]|呃|嗯|啊|哦|额|欸|诶|噢|唉|哎|那个|就是)*"
_TAKEN_BACK = re.compile(
    rf"{_PAUSE}(?:(?<!对)(?<!记录)(?<!资料)(?<!信息)(?<!数据)不对(?!劲|头|外|付|路|称|等)"
    r"|我?(?:说|讲|报|念)错了|(?<=[,， 、呃嗯啊])错了|更正(?:一下)?|口误|不是不是"
    r"|(?:哦|啊|噢|呃|哎)不(?:是)?(?=[,， ]|[0-9一二三四五六七八九十两]|应)"
    r"|(?:哦|啊|噢|呃|哎)不(?=是))"
    rf"{_PAUSE}(?:(?:应该|应当)?是|应为|改成|换成|要的是)?{_PAUSE}"
)
_TWICE = re.compile(
    r"(?:(?<=[,，。;；、\s的呃嗯额啊])|^)"
    r"([一-鿿]{2,8}|[0-9]+[一-鿿]{1,3})(?:呃|嗯|额|那个|就是|啊)*\1"
)
_SPELLED = (
    "立早章 弓长张 木子李 草头黄 耳东陈 双口吕 双木林 口天吴 言午许 古月胡 人则俞 人可何"
    " 走肖赵 三横王 干勾于 水工江 美女姜 刀口邵 西早谭 卯金刀刘 文刀刘 三点水汪 草字头蔡"
).split()
_SPELLED_OUT = re.compile(
    rf"[,，\s]*(?:就?是|用的是)?(?P<word>{'|'.join(_SPELLED)})(?:的(?:那个)?(?P=word)?|那个[一-鿿]?)?"
)
_SURNAME = f"(?:{'|'.join(sorted(COMPOUND_SURNAMES))}|[{''.join(COMMON)}])"
_NAMELY = re.compile("(?<!不是)的就是(?:那个|说)?(?=买|持|存款|理财|基金|保险|信托|贷款)")
_KINDS = tuple(
    re.compile(pattern)
    for pattern in (
        r"[cCrR][1-5](?:级)?(?:及?以上|及?以下)?",
        r"(?:企业|公司|对公|个人|对私)(?:客户|户)?",
        r"(?:普通|潜力|高净值|重点企业)(?:层|档|级)?(?:客户)?",
        r"(?:没有|没|未)?(?:买过?了?|持有|拿着|有|开了?|做了?)?"
        r"(?:存款|定期|货币类|货基|理财|基金|保险|信托|贷款)",
        rf"姓{_SURNAME}",
        r"(?:理财|保险|贷款|结算|调研)授权",
    )
)
_BEHIND = re.compile("(?:以上|往上|以下|以内|多|左右|的|没联系|没交易|到期|过生日)*")
_FARTHEST = 14


def said_once(typed: str) -> str:
    """The question without words said twice over, and without a surname's characters explained."""
    typed = _SPELLED_OUT.sub("", typed)
    typed = _NAMELY.sub("的", typed)
    return _TWICE.sub(r"\1", typed)


def corrected(typed: str, today: date) -> str:
    """The question with what was put right instead of what was taken back."""
    start = 0
    while (cue := _TAKEN_BACK.search(typed, start)) is not None:
        before = _replaced(typed, cue.start(), cue.end(), today)
        if before is None:
            start = cue.end()
            continue
        typed, start = typed[:before] + typed[cue.end() :], before
    return typed


def taken_back(typed: str) -> tuple[str, ...]:
    """Corrections that nothing right before them answers to, as typed."""
    return tuple(
        words for cue in _TAKEN_BACK.finditer(typed) if (words := cue.group().strip(" ,，、。"))
    )


def _replaced(typed: str, end: int, at: int, today: date) -> int | None:
    """Where the words that stand before a correction and are of the same kind as it begin."""
    for ends in _readers(today):
        if ends(typed, at) is None:
            continue
        for start in range(max(0, end - _FARTHEST), end):
            stop = ends(typed, start)
            if stop is not None and stop <= end and _BEHIND.fullmatch(typed[stop:end]):
                return start
    return None


def _readers(today: date) -> Iterator[Callable[[str, int], int | None]]:
    """For each kind of words, where such words beginning at a place end."""

    def money(text: str, at: int) -> int | None:
        return found[0] if (found := money_at(text, at)) else None

    def stretch(text: str, at: int) -> int | None:
        return found[0] if (found := stretch_at(text, at)) else None

    def span(text: str, at: int) -> int | None:
        return found[0] if (found := span_at(text, at, today=today)) else None

    yield from (span, stretch, money)
    for pattern in _KINDS:
        yield partial(_end_of, pattern)


def _end_of(pattern: re.Pattern[str], text: str, at: int) -> int | None:
    found = pattern.match(text, at)
    return found.end() if found is not None else None
