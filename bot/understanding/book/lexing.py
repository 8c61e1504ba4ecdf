"""A question cut into tokens: words of the lexicon, amounts, times, levels, and what is none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from bot.book.query import Condition
from bot.understanding.book.amounts import Stretch, money_at, number_at, share_at, stretch_at
from bot.understanding.book.lexicon import Roles, lexicon
from bot.understanding.book.periods import Span
from bot.understanding.book.spans import span_at

_LEVEL = re.compile(r"p?(?P<letter>[cr])(?P<n>[1-5])(?![0-9])(?:级|类)?", re.IGNORECASE)
_GRADE = re.compile(r"[abcd](?![0-9a-z])级?", re.IGNORECASE)
_LIMIT = re.compile(
    r"(?P<first>(?:排名?|排行)?(?:前面?|头)|倒数第?|top\s?)(?P<n>[0-9]{1,4}|(?!一[共起块律])[一二三四五六七八九十两]{1,3})(?:个|位|名|家|户|人|条)?"
    r"(?![0-9]|个?月|天|年|周|星期|礼拜|季度|万|成|岁|%)"
    r"|(?P<m>[0-9]{1,4}|[一二三四五六七八九十两]{1,3})(?:个(?!半|亿)|位|名(?!额)|家|户|条)(?:客户|人)?"
    r"(?!个?月|星期|礼拜|季度|工作日|小时|钟头|的|人?的?(?:合|都|一起|各|分|行业|产品|条件|标签|需求|经理|方面|字))"
)
_ADJECTIVE = re.compile(
    r"(?P<most>最|越)?(?P<way>多|大|高|长|久|早|晚|近|新|老|厚|猛|狠|重|少|小|低|短|年轻|薄|轻|远|凶|靠前|垫底)"
    r"(?P<of>得|的|越)?"
)
_SALARY = re.compile("工资|代发|薪|工钱")
_GAP = re.compile(r"\s+")
_BREAK = re.compile(r"(?:[;:!?。…]|(?<!\d)[,.]|[,.](?!\d{3}))+")
_WHO = "(?:我们|我|咱们|咱|行里|支行|网点|团队|部门|领导|主任|行长|主管|总行|分行|上面|经理)"
_WHEN = (
    "(?:今天|明天|后天|下午|上午|晚上|今晚|明早|等会儿?|待会儿?|回头|下周|这周|周末|月底|年底|最近"
    "|过两天)"
)
_PURPOSE = re.compile(
    rf"{_WHO}?{_WHEN}*(?:想|要|准备|打算|计划|得|需要|正在|在|马上)*"
    rf"(?:(?:搞|办|做|组织|策划|筹备|开|约|请|弄|安排|凑|召集|邀请)(?:个|一个|一场|场|一次|次|几个|一批|点|一桌)"
    r"[^,。;!?的]{0,12}?(?:活动|沙龙|讲座|喝茶|吃饭|饭局|聚会|茶话会|品鉴会|答谢会|分享会|说明会|培训|比赛)"
    r"|开会|汇报|出差|报数|交表|交差|写报告|写总结|写周报|写月报|培训|复盘|过会|上会|值班|休假)"
    r"(?:去不|去|不在|用|要用|要|着急|急|忙)*[,。;!?](?=.)"
    rf"|{_WHO}(?:又|在|刚)?(?:要|催|问|等着|让我|叫我)(?:看|报|交|用|得急|得紧|数|名单|汇报|我|着|得很)*[,。;!?](?=.)"
)
"""A clause before the question that says what for: 想约几个客户喝茶, 我下午要开会."""
_STAYS = {
    "倒": re.compile("序|数|闭|卖|挂|腾"),
    "还": re.compile("款|贷|钱|清|掉"),
    "了": re.compile("解|结|断"),
}
_ADVERBS = ("已经", "居然", "竟然", "其实", "确实", "的确", "明明", "倒是")
_FORGET_BEHIND = re.compile("[不未为除]$")


class Form(Enum):
    """What a token is."""

    WORD = "word"
    MONEY = "money"
    SHARE = "share"
    NUMBER = "number"
    STRETCH = "stretch"
    SPAN = "span"
    LEVEL = "level"
    GRADE = "grade"
    LIMIT = "limit"
    ADJECTIVE = "adjective"
    GAP = "gap"
    BREAK = "break"
    TEXT = "text"


@dataclass(frozen=True)
class Token:
    """A piece of a question from `start` to `end` of its plain form.

    A word plays the `roles` the lexicon gives it; the value of the other forms is their reading.
    """

    form: Form
    text: str
    start: int
    end: int
    roles: Roles = field(default_factory=dict)
    value: float | Stretch | Span | str | None = None
    condition: Condition | None = None

    def has(self, role: str) -> bool:
        """Whether it may play a part."""
        return role in self.roles

    def first(self, role: str) -> str:
        """What it means in a part; the first of several."""
        return self.roles[role][0]


@dataclass(frozen=True)
class Plain:
    """A question in its plain form: one alphabet, small letters, without particles.

    `places` are where its characters stand in the question as typed.
    """

    text: str
    places: tuple[int, ...]
    typed: str

    def as_typed(self, start: int, end: int) -> str:
        """The words as typed."""
        if start >= end:
            return ""
        return self.typed[self.places[start] : self.places[end - 1] + 1]


def plain_of(typed: str) -> Plain:
    """The plain form of a question."""
    forget = lexicon().forget
    chars: list[str] = []
    places: list[int] = []
    at = 0
    while at < len(typed):
        if typed.startswith(_ADVERBS, at):
            at += 2
            continue
        char = unicodedata.normalize("NFKC", typed[at]).lower()
        if not (char in forget or _is_particle(char, typed, at)):
            chars += char
            places += [at] * len(char)
        at += 1
    return Plain(_well_spelled("".join(chars)), tuple(places), typed)


def _well_spelled(text: str) -> str:
    """The text with sure slips of the input method put right, each as long as the right word."""
    for right, slips in lexicon().slips.items():
        for slip in slips:
            text = text.replace(slip, right)
    return text


def _is_particle(char: str, typed: str, at: int) -> bool:
    stays = _STAYS.get(char)
    if stays is None or stays.match(typed, at + 1):
        return False
    return not (char == "了" and _FORGET_BEHIND.search(typed[max(0, at - 1) : at]))


def tokens_of(plain: Plain, *, today: date, known: Mapping[str, Roles]) -> list[Token]:
    """The question as tokens, each the longest that fits; what is none is single characters."""
    found: list[Token] = []
    at = 0
    purpose = _PURPOSE.match(plain.text)
    if purpose is not None:
        roles: Roles = {"filler": ("",)}
        found.append(Token(Form.WORD, purpose.group(), 0, purpose.end(), roles))
        at = purpose.end()
    while at < len(plain.text):
        token = _token_at(plain.text, at, today, known)
        found.append(token)
        at = token.end
    return found


def _token_at(text: str, at: int, today: date, known: Mapping[str, Roles]) -> Token:
    for pattern, form in ((_GAP, Form.GAP), (_BREAK, Form.BREAK)):
        match = pattern.match(text, at)
        if match is not None:
            return Token(form, match.group(), at, match.end())
    end, roles = _word_at(text, at, known)
    whole, condition = _condition_at(text, at)
    best = _figure_at(text, at, today)
    if whole > end and (best is None or whole >= best.end):
        return Token(Form.WORD, text[at:whole], at, whole, condition=condition)
    if best is not None and best.end > end:
        return best
    if best is not None and best.end == end and best.form is not Form.ADJECTIVE:
        return Token(best.form, best.text, at, end, roles, best.value)
    if end > at:
        value = best.value if best is not None and best.end == end else None
        form = Form.WORD if value is None else Form.ADJECTIVE
        meant = condition if whole == end else None
        return Token(form, text[at:end], at, end, roles, value, meant)
    return Token(Form.TEXT, text[at], at, at + 1)


def _condition_at(text: str, at: int) -> tuple[int, Condition | None]:
    """The longest words here that are a whole condition."""
    end, found = at, None
    for pattern, condition in lexicon().conditions:
        match = pattern.match(text, at)
        if match is not None and match.end() > end:
            end, found = match.end(), condition
    return end, found


def _word_at(text: str, at: int, known: Mapping[str, Roles]) -> tuple[int, Roles]:
    """The longest word here, of the lexicon or of this book, and its roles."""
    words = lexicon()
    for length in range(min(words.longest, len(text) - at), 0, -1):
        word = text[at : at + length]
        own, shared = known.get(word), words.roles.get(word)
        if shared is not None and not _placeable(word, shared, text, at):
            continue
        if own is not None or shared is not None:
            return at + length, {**(shared or {}), **(own or {})}
    return at, {}


def _tag_at(text: str, at: int) -> bool:
    """Whether a tag of two characters or three begins here."""
    tags = lexicon().roles
    return any("tag" in tags.get(text[at : at + length], {}) for length in (2, 3))


def _placeable(word: str, roles: Roles, text: str, at: int) -> bool:
    """Whether a word is one here: 没动 only of a salary, no 在上 in 在上周, no 爱唱 in 爱唱戏."""
    if word == "在上":
        return text[at + 2 : at + 3] not in set("个周月星礼半季年")
    if "tag_before" in roles and len(word) > 1:
        last = at + len(word) - 1
        shorter = lexicon().roles.get(word[:-1], {})
        return "tag_before" not in shorter or not _tag_at(text, last)
    return (
        tuple(roles) != ("unplaced",) or word.endswith("理财") or _SALARY.search(text) is not None
    )


def _figure_at(text: str, at: int, today: date) -> Token | None:
    """The longest amount, time, level, limit or adjective here."""
    found: list[tuple[int, Form, float | Stretch | Span | str]] = []
    for form, read in (
        (Form.SHARE, share_at),
        (Form.MONEY, money_at),
        (Form.STRETCH, stretch_at),
        (Form.NUMBER, number_at),
    ):
        amount = read(text, at)
        if amount is not None:
            found.append((amount[0], form, amount[1]))
    span = span_at(text, at, today=today)
    if span is not None:
        found.append((span[0], Form.SPAN, span[1]))
    found += _matched(text, at)
    if not found:
        return None
    end, form, value = max(found, key=lambda each: (each[0], each[1] is Form.SPAN))
    return Token(form, text[at:end], at, end, {}, value)


def _matched(text: str, at: int) -> list[tuple[int, Form, float | Stretch | Span | str]]:
    found: list[tuple[int, Form, float | Stretch | Span | str]] = []
    level = _LEVEL.match(text, at)
    if level is not None and not re.match("[a-z]", text[at - 1 : at] if at else ""):
        found.append((level.end(), Form.LEVEL, f"{level['letter']}{level['n']}".upper()))
    grade = _GRADE.match(text, at)
    if grade is not None:
        found.append((grade.end(), Form.GRADE, grade.group()[0].upper()))
    limit = _LIMIT.match(text, at)
    amount = number_at(limit["n"] or limit["m"], 0) if limit is not None else None
    if limit is not None and amount is not None:
        found.append((limit.end(), Form.LIMIT, amount[1]))
    adjective = _ADJECTIVE.match(text, at)
    if adjective is not None:
        most = "most " if adjective["most"] else ""
        found.append((adjective.end(), Form.ADJECTIVE, most + adjective["way"]))
    return found
