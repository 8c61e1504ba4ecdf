"""What a document forbids to say, and what it says to say instead: by its labels, marks and verbs.

    话术禁忌：“…”      错误示范：…      × …      不得说“…”      “…”之类的话不能说
    正确示范：“…”      应该说：…        ✓ …      可以说“…”

A label or mark rules the words behind it, a label on a line of its own the lines below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

_HAN = "\u4e00-\u9fff"


class Stance(StrEnum):
    """What a document wants of words it holds."""

    NONE = ""
    AVOID = "avoid"
    SAY = "say"


@dataclass(frozen=True, slots=True)
class _Ruled:
    """A stretch of a text that a label or a mark rules."""

    start: int
    end: int
    stance: Stance


@dataclass(frozen=True, slots=True)
class _Carried:
    """A label on a line of its own: what it says of the lines below, down to its own level."""

    stance: Stance
    level: int


_NOT = (
    r"(?:不得|不能|不可以|不可|不许|不要|不准|不应该|不应|不宜|不该|不允许|禁止|严禁|切忌|切勿|请勿|勿|别|忌|"
    r"避免|杜绝|禁用|绝不|决不|千万别|不再)"
)
_SPEAK = (
    r"(?:说|讲|提|承诺|宣传|表述|回复|答复|回应|暗示|保证|许诺|使用|引用|称|写|发|出现|诱导|声称|宣称|用|喊|劝|"
    r"表示|表达|告诉|告知|强调|夸|介绍)"
)
_WITHOUT = r"[^，。！？；：:“”\n]"
FORBIDS_SAYING = re.compile(
    rf"{_NOT}(?!忘|漏|等){_WITHOUT}{{0,6}}(?:说|讲|提|承诺|宣传|暗示|保证|许诺|表述|声称|宣称)"
)
"""A sentence that forbids to say something."""
_FORBIDS = re.compile(rf"{_NOT}{_WITHOUT}{{0,8}}{_SPEAK}|{_NOT}{_WITHOUT}{{0,4}}$")
_ALLOWS = re.compile(
    r"(?:应该|应当|应|可以|可|要|宜|建议|改|改为|换成|不如|不妨|而是|直接|只能|正确)(?:这样|这么)?"
    r"(?:说|讲|答|回答|回复|用|表述|问|解释)|(?:改|换)(?:为|成)|而是|而应|正确(?:的)?(?:说法|做法|是)|说成"
)
_CONDEMNED_AFTER = re.compile(
    r"[^“。！？；\n]{0,14}?(?:不能说|不得|不可说|禁止|严禁|不许|不要说|不允许|不准|违规|不合规|是错误|都不行|一律不|"
    r"切忌|不宜|属于误导|是误导)"
)
_LISTED = r"(?:话术|用语|说法|表述|语言|示范|示例|案例|例子|言辞|词语|词)"
_BAD_LABEL = (
    rf"(?:话术禁忌|话术红线|话术雷区|话术避雷|负面清单|敏感词|违禁词|禁语|禁词|忌语|雷区|反例|反面教材|"
    rf"(?:禁忌|禁用|禁止|违规|违禁|错误|反面|不当|不良|不合规|误导性?|忌讳|不可取|不推荐)的?{_LISTED}|"
    rf"(?:不可|不能|不得|不许|不要|不准|不应|不宜|不该|禁止|严禁|切忌|切勿|别)(?:这样|这么|对客户)?(?:说|讲|用)(?:的话)?|"
    rf"错误|错)"
)
_GOOD_LABEL = (
    rf"(?:(?:正确|推荐|参考|建议|标准|规范|合规|示范|正面|优秀|替代|改进|可用)的?{_LISTED}|"
    r"(?:应该|应当|可以|建议|不妨|正确)(?:这样|这么)?(?:说|讲|用)|应说|可说|改为|改成|正确|对)"
)
_BAD_MARK = r"[×✗✘❌✖☒🚫](?![×总先女经老行某\d])"
_GOOD_MARK = r"[✓✔√✅☑]"
_OPEN = r"(?:^|(?<=[\s。；！？;”）)|\u3000]))"
_TOKEN = re.compile(
    rf"{_OPEN}(?:(?P<badmark>{_BAD_MARK})|(?P<goodmark>{_GOOD_MARK}))\s*"
    rf"|{_OPEN}(?:[【\[（(]\s*)?(?:(?P<bad>{_BAD_LABEL})|(?P<good>{_GOOD_LABEL}))[^：:。，“”\n]{{0,8}}"
    r"(?:[】\]）)]\s*[：:]?|[：:]|(?=“)|$)"
)
_NUMBERED = re.compile(
    r"^[ \t]*(?:(?P<hash>#+)[ \t]*|(?P<chapter>第[一二三四五六七八九十百\d]+[章节篇部条])[ \t]*|"
    r"(?P<section>[一二三四五六七八九十]{1,3}、)|(?P<part>[（(][一二三四五六七八九十]{1,3}[）)])|"
    r"(?P<point>\d{1,2}[.．、](?!\d))|(?P<item>[（(]\d{1,2}[）)]|[①-⑳]|[-*•·●○▪][ \t]*))[ \t]*"
)
_LEVELS = {"hash": 0, "chapter": 1, "section": 2, "part": 3, "point": 4, "item": 5}
_PLAIN = 6
_OTHER_LABEL = re.compile(rf"^[{_HAN}]{{2,10}}[：:]")
_QUOTE = re.compile(r"“[^”]*”")
_COLUMN_BAD = re.compile(rf"{_BAD_LABEL}|[×✗✘❌✖]|禁忌|禁用|禁止|错误|误区|雷区")
_COLUMN_GOOD = re.compile(rf"{_GOOD_LABEL}|{_GOOD_MARK}|正确|推荐|替代|合规")


def stance_at(text: str, place: int) -> Stance:
    """What the labels and marks of the text say of the words at a place."""
    return next((r.stance for r in _ruled(text) if r.start <= place < r.end), Stance.NONE)


def is_ruled_item(text: str, start: int, title: str) -> bool:
    """Whether what looks like a heading is an item of a list that a label above it rules."""
    is_label = _TOKEN.match(_NUMBERED.sub("", title))
    return is_label is None and bool(stance_at(text, start + len(title) - 1))


def stance_of_quote(text: str, start: int, end: int) -> Stance:
    """What the document says of the quote [start, end): its sentence first, then its label."""
    begin = max(text.rfind(sign, 0, start) for sign in "。！？；\n") + 1
    before = _QUOTE.sub("", text[begin:start].rstrip("“"))
    marks = [(m.end(), Stance.AVOID) for m in _FORBIDS.finditer(before)]
    marks += [(m.end(), Stance.SAY) for m in _ALLOWS.finditer(before) if not _denied(before, m)]
    if marks:
        return max(marks)[1]
    if _CONDEMNED_AFTER.match(_QUOTE.sub("", text[end : end + 80].lstrip("”"))):
        return Stance.AVOID
    return stance_at(text, start)


def stance_of_column(header: str) -> Stance:
    """What a table says of a column's words by its header."""
    if _COLUMN_BAD.search(header):
        return Stance.AVOID
    return Stance.SAY if _COLUMN_GOOD.search(header) else Stance.NONE


def without_mark(text: str) -> str:
    """A sentence without its number, and the label or mark that says it is the one to say."""
    bare = _NUMBERED.sub("", text)
    return _TOKEN.sub("", bare, count=1).strip(" “”") if _TOKEN.match(bare) else bare


def _denied(before: str, match: re.Match[str]) -> bool:
    """Whether an allowing word is the tail of a forbidding one: 不可以说, 不应说."""
    return before[max(0, match.start() - 1) : match.start()] in {"不", "勿"}


@lru_cache(maxsize=8)
def _ruled(text: str) -> tuple[_Ruled, ...]:
    return tuple(_each_ruled(text))


def _each_ruled(text: str) -> Iterator[_Ruled]:
    carried: _Carried | None = None
    gap, at = False, 0
    for line in text.splitlines(keepends=True):
        start, at = at, at + len(line)
        bare = line.strip()
        if not bare:
            gap = True
            continue
        numbered = _NUMBERED.match(line)
        if carried is not None and _ends(carried, bare, numbered, gap=gap):
            carried = None
        body = start + (numbered.end() if numbered else len(line) - len(line.lstrip()))
        tokens = list(_TOKEN.finditer(text[body:at].rstrip()))
        if carried is not None and (not tokens or tokens[0].start() > 0):
            yield _Ruled(start, body + tokens[0].start() if tokens else at, carried.stance)
        for here, token in enumerate(tokens):
            stop = tokens[here + 1].start() if here + 1 < len(tokens) else len(text[body:at])
            stance = Stance.AVOID if token["bad"] or token["badmark"] else Stance.SAY
            begin = start if token.start() == 0 else body + token.start()
            yield _Ruled(begin, body + _reach(text[body:at], token, stop), stance)
            rest = text[body + token.end() : at].strip()
            if (token["bad"] or token["good"]) and (not rest or rest[-1] in "：:"):
                carried = _Carried(stance, _level(numbered))
        gap = False


def _reach(line: str, token: re.Match[str], stop: int) -> int:
    """How far a token rules: a label in the middle of a line to the end of its sentence."""
    if token.start() == 0 or token["badmark"] or token["goodmark"]:
        return stop
    ends = re.compile(r"[。！？](?!”)").search(line, token.end(), stop)
    return ends.end() if ends else stop


def _ends(carried: _Carried, bare: str, numbered: re.Match[str] | None, *, gap: bool) -> bool:
    """Whether a line stands outside what a label above it rules."""
    level = _level(numbered)
    if carried.level < _PLAIN:
        return level <= carried.level
    if level <= _LEVELS["part"]:
        return True
    return level == _PLAIN and (gap or bool(_OTHER_LABEL.match(bare)))


def _level(numbered: re.Match[str] | None) -> int:
    return _PLAIN if numbered is None else _LEVELS[str(numbered.lastgroup)]
