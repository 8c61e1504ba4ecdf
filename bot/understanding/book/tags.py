"""Words of a customer's lists and trades: 喜欢摄影, 有养老需求, 做食品的, 退休的."""

from __future__ import annotations

from collections.abc import Sequence

from bot.book.fields import Field
from bot.book.query import Condition, Leaf, Op, all_of, any_of
from bot.understanding.book.lexicon import lexicon
from bot.understanding.book.lexing import Token
from bot.understanding.book.pieces import Cursor, Met, Reading

_TAGGED = (
    Field.INTERESTS,
    Field.NEEDS,
    Field.RESOURCES,
    Field.OCCUPATION,
    Field.INDUSTRY,
)
_TOO_SHORT = frozenset({"老板", "经理", "销售"})
"""Trades that people are called by who have another."""
_ALSO = _TOO_SHORT | set(
    "退休 退休人员 学生 大学生 自由职业 个体 个体户 高管 企业高管 企业主 投资".split()
)
"""What somebody of a trade may be besides: no alternative to it."""
_WEAK = frozenset("有 要 想 需要 想要 找 求 缺 打 带 标 贴 好 是 会 对 属于 开 做 搞 干 玩".split())
"""Words before a tag that do not tell by themselves which list it stands in."""
_CLEAR = {"做": {"industry"}, "搞": {"industry"}, "干": {"industry"}, "玩": {"interests"}}
_CLEAR |= {"当": {"occupation"}, "是": {"occupation"}, "会": {"interests"}, "好": {"interests"}}


def tag_reader(cursor: Cursor, at: int) -> Reading | None:
    """喜欢摄影, 有养老需求, 要法律资源, 做食品的, 当老师的, 退休的; several of one list too."""
    before, start = _before(cursor, at)
    first = cursor.token(start)
    if first is None or not first.has("tag"):
        return None
    tags, either, end = _tags(cursor, start)
    behind, past = _behind(cursor, end)
    if behind is not None and behind & set(first.roles["tag"]):
        end = past
    else:
        behind = None
    strong = start > at and not all(
        cursor.tokens[place].text in _WEAK
        for place in range(at, start)
        if cursor.tokens[place].has("tag_before")
    )
    framed = behind is not None or strong
    names = _lists(tags, before, behind)
    if len(names) != 1 or not _may_stand(cursor, tags, names[0], framed, end):
        return None
    field = Field(names[0])
    leaves: list[Condition] = [Leaf(field, Op.HAS, _same(field, each.text)) for each in tags]
    single = field in {Field.OCCUPATION, Field.INDUSTRY}
    joined = any_of(leaves) if either or single else all_of(leaves)
    return (Met(joined, field), end) if joined is not None else None


def _may_stand(cursor: Cursor, tags: Sequence[Token], name: str, framed: bool, end: int) -> bool:
    """Whether a tag without words that say so is meant as one: 理财 alone is a product."""
    if framed:
        return True
    following = cursor.token(end)
    if following is not None and following.has("occasion"):
        return False
    if name in {Field.NEEDS, Field.RESOURCES} or tags[0].text in _TOO_SHORT:
        return False
    if any(len(each.text) == 1 for each in tags):
        return False
    return not any(each.has("types") for each in tags)


def _same(field: Field, word: str) -> str:
    return lexicon().same[field.value].get(word, word)


def _before(cursor: Cursor, at: int) -> tuple[frozenset[str] | None, int]:
    """The lists that the words before a tag speak of, and the place behind those words."""
    found: frozenset[str] | None = None
    place = at
    while (token := cursor.token(place)) is not None and token.has("tag_before"):
        following = cursor.skip(place + 1)
        ahead = cursor.token(following)
        if ahead is None or not (ahead.has("tag") or ahead.has("tag_before")):
            break
        lists = _CLEAR.get(token.text, set(token.roles["tag_before"]))
        narrowed = found & lists if found else frozenset(lists)
        found = narrowed or frozenset(lists)
        place = following
    return found, place


def _tags(cursor: Cursor, at: int) -> tuple[list[Token], bool, int]:
    """The tags from here on, whether any of them is enough, and the place behind the last."""
    found, either, end = [cursor.tokens[at]], False, at + 1
    while True:
        place = cursor.gaps(end)
        if place == end and _run_together(found[-1], cursor.token(end)):
            found.append(cursor.tokens[end])
            either, end = True, end + 1
            continue
        if cursor.is_(place, "or"):
            linked = True
        elif cursor.is_(place, "listing"):
            linked = cursor.tokens[place].text == "、"
        else:
            return found, either, end
        place = cursor.gaps(place + 1)
        _, start = _before(cursor, place)
        token = cursor.token(start)
        if token is None or not token.has("tag") or not _shared(found[-1], token):
            return found, either, end
        found.append(token)
        either, end = either or linked, start + 1


def _run_together(one: Token, other: Token | None) -> bool:
    """Whether two trades stand side by side as alternatives: 医生护士老师, not 退休医生."""
    if other is None or not other.has("tag") or {one.text, other.text} & _ALSO:
        return False
    trades = set(one.roles["tag"]) & set(other.roles["tag"])
    return bool(trades & {Field.OCCUPATION.value, Field.INDUSTRY.value}) and trades <= {
        Field.OCCUPATION.value,
        Field.INDUSTRY.value,
    }


def _shared(one: Token, other: Token) -> bool:
    return bool(set(one.roles["tag"]) & set(other.roles["tag"]))


def _behind(cursor: Cursor, at: int) -> tuple[frozenset[str] | None, int]:
    place = cursor.gaps(at)
    token = cursor.token(place)
    if token is not None and token.text == "的":
        place, token = place + 1, cursor.token(place + 1)
        if token is None or Field.INDUSTRY in token.roles.get("tag_behind", ()):
            return None, at
    if token is None or not token.has("tag_behind"):
        return None, at
    return frozenset(token.roles["tag_behind"]), place + 1


def _lists(
    tags: Sequence[Token], before: frozenset[str] | None, behind: frozenset[str] | None
) -> list[str]:
    """The lists the tags may stand in; what stands behind them decides, then what is before."""
    common = set(tags[0].roles["tag"])
    for each in tags[1:]:
        common &= set(each.roles["tag"])
    for said in (behind, before):
        if said is not None and common & said:
            common &= said
    names = [field.value for field in _TAGGED if field.value in common]
    own = {"interests", "occupation"}
    if len(names) > 1 and behind is None and before is None:
        names = [name for name in names if name in own]
    return names
