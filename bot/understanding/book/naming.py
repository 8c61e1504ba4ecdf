"""Words that name what a customer is, likes, needs or allowed: tags, trades, channels, consents."""

from __future__ import annotations

from collections.abc import Sequence

from bot.book.fields import Field
from bot.book.query import Condition, Leaf, Not, Op, all_of, any_of
from bot.understanding.book.lexicon import lexicon
from bot.understanding.book.lexing import Form, Token
from bot.understanding.book.pieces import Cursor, Met, Reading, leaf
from store.names.forms import COMPOUND_SURNAMES

_TAGGED = (
    Field.INTERESTS,
    Field.NEEDS,
    Field.RESOURCES,
    Field.OCCUPATION,
    Field.INDUSTRY,
)
_TOO_SHORT = frozenset({"老板", "经理", "销售"})
"""Trades that people are called by who have another."""
_SOLD = ("wealth", "insurance", "loan", "settlement")
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
    behind, end = _behind(cursor, end)
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


def blank_reader(cursor: Cursor, at: int) -> Reading | None:
    """没留电话, 称呼那一栏空着: a field that nothing is recorded in."""
    token = cursor.token(at)
    if token is None:
        return None
    if token.has("blank_before"):
        place = cursor.skip(at + 1)
        noun = cursor.token(place)
        if noun is None or not noun.has("blank"):
            return None
        field = Field(noun.first("blank"))
        return (leaf(field, Op.UNKNOWN), place + 1) if _stands_alone(cursor, place + 1) else None
    if not token.has("blank"):
        return None
    place = cursor.skip(at + 1)
    while cursor.is_(place, "blank_slot"):
        place = cursor.skip(place + 1)
    if not cursor.is_(place, "blank_behind") or not _stands_alone(cursor, place + 1):
        return None
    return leaf(Field(token.first("blank")), Op.UNKNOWN), place + 1


def _stands_alone(cursor: Cursor, at: int) -> bool:
    """Whether no word goes on from here: 没有需求 is a blank, 没有需求变化 is not."""
    token = cursor.token(at)
    if token is None or token.form in {Form.BREAK, Form.GAP}:
        return True
    return token.condition is not None or any(
        token.has(role) for role in ("filler", "and", "or", "listing", "count")
    )


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


def channel_reader(cursor: Cursor, at: int) -> Reading | None:
    """习惯微信联系, 喜欢来网点谈, 首选电话: the preferred channel; several by 或."""
    if not cursor.is_(at, "prefer"):
        return None
    place = cursor.skip(at + 1)
    while cursor.is_(place, "prefer") and not cursor.is_(place, "channels"):
        place = cursor.skip(place + 1)
    token = cursor.token(place)
    if token is None or not token.has("channels"):
        return None
    chosen, end = [token.first("channels")], place + 1
    while True:
        following = cursor.gaps(end)
        if not (cursor.is_(following, "or") or cursor.is_(following, "listing")):
            break
        other = cursor.token(cursor.gaps(following + 1))
        if other is None or not other.has("channels"):
            break
        chosen.append(other.first("channels"))
        end = cursor.gaps(following + 1) + 1
    while cursor.is_(cursor.gaps(end), "preferred"):
        end = cursor.gaps(end) + 1
    if len(chosen) == 1:
        return leaf(Field.CHANNEL, Op.EQ, chosen[0]), end
    return leaf(Field.CHANNEL, Op.IN, tuple(dict.fromkeys(chosen))), end


def consent_reader(cursor: Cursor, at: int) -> Reading | None:
    """没授权理财, 签了贷款授权, 保险授权没给, 同意理财营销."""
    negative = cursor.is_(at, "not")
    place = cursor.skip(at + 1) if negative else at
    while cursor.is_(place, "agree") and not cursor.is_(place, "consents"):
        place = cursor.skip(place + 1)
    if cursor.is_(place, "consent"):
        return _scopes_behind(cursor, place, negative)
    scopes, end, either = _scopes(cursor, place)
    if not scopes:
        return None
    place = cursor.skip(end)
    if cursor.tokens[_agreed(cursor, at)].text in _AGREED and not cursor.is_(place, "consent"):
        return _consents(scopes, negative, either, end)
    if cursor.is_(place, "not") and not negative:
        negative, place = True, _past_agreeing(cursor, cursor.skip(place + 1))
    if not cursor.is_(place, "consent"):
        return None
    if not negative:
        negative, end = _given(cursor, place + 1)
        return _consents(scopes, negative, either, end)
    return _consents(scopes, negative, either, place + 1)


_AGREED = frozenset({"同意", "同意过"})
"""Said alone before what is agreed to: 同意调研."""


def _agreed(cursor: Cursor, at: int) -> int:
    return cursor.skip(at + 1) if cursor.is_(at, "not") else at


def _past_agreeing(cursor: Cursor, place: int) -> int:
    while cursor.is_(place, "agree"):
        place = cursor.skip(place + 1)
    return place


def _scopes_behind(cursor: Cursor, place: int, negative: bool) -> Reading:
    """授权理财: for what stands behind; nothing said, for whatever is sold."""
    scopes, end, either = _scopes(cursor, cursor.skip(place + 1))
    read = _consents(scopes, negative, either, end + cursor.is_(end, "consent"))
    return read if read is not None else (_any_consent(negative), place + 1)


def _given(cursor: Cursor, end: int) -> tuple[bool, int]:
    """Whether 没给 stands behind 授权, and the place behind 没给 or 签了."""
    behind = cursor.skip(end)
    if cursor.is_(behind, "not"):
        after = cursor.skip(behind + 1)
        if cursor.is_(after, "agree"):
            return True, after + 1
        if cursor.form(after) in {None, Form.BREAK} or after > behind + 1:
            return True, behind + 1
    if cursor.is_(behind, "agree") and not cursor.is_(behind, "have"):
        return False, behind + 1
    return False, end


def _any_consent(negative: bool) -> Met:
    """没授权 without saying for what: for nothing that is sold."""
    sold = [Leaf(Field.CONSENT, Op.HAS, each) for each in _SOLD]
    met = any_of(sold)
    return Met(Not(met) if negative else met, Field.CONSENT)


def _scopes(cursor: Cursor, at: int) -> tuple[list[str], int, bool]:
    found: list[str] = []
    end, either = at, False
    place = at
    while (token := cursor.token(place)) is not None and token.has("consents"):
        found.append(token.first("consents"))
        end = place + 1
        place = cursor.gaps(end)
        if cursor.is_(place, "or"):
            either = True
        elif not cursor.is_(place, "listing"):
            break
        place = cursor.gaps(place + 1)
    return found, end, either


def _consents(scopes: Sequence[str], negative: bool, either: bool, end: int) -> Reading | None:
    op = Op.LACKS if negative else Op.HAS
    leaves: list[Condition] = [Leaf(Field.CONSENT, op, scope) for scope in scopes]
    joined = any_of(leaves) if either and not negative else all_of(leaves)
    return (Met(joined, Field.CONSENT), end) if joined is not None else None


def name_reader(cursor: Cursor, at: int) -> Reading | None:
    """姓王或者姓李, 名字里带铭字, 称呼是女士, 电话139开头, 陈晓的客户."""
    token = cursor.token(at)
    if token is None:
        return None
    if token.has("surname"):
        return _surnames(cursor, at)
    if token.has("named") or token.has("called"):
        return free_text(cursor, at, Field.NAME if token.has("named") else Field.SALUTATION)
    if token.has("phone"):
        return _phone(cursor, at)
    if token.has("owner"):
        end = at + 1
        while cursor.is_(cursor.gaps(end), "owned"):
            end = cursor.gaps(end) + 1
        return leaf(Field.OWNER, Op.EQ, token.first("owner")), end
    return None


def _surnames(cursor: Cursor, at: int) -> Reading | None:
    found: list[str] = []
    start = cursor.tokens[at].end
    text, end = cursor.text, at + 1
    while True:
        name = text[start : start + 2]
        name = name if name in COMPOUND_SURNAMES else name[:1]
        if not name or not "一" <= name <= "鿿":
            break
        found.append(name)
        start += len(name)
        behind = _behind_place(cursor, start)
        if behind is None:
            return None
        end = behind
        place = cursor.gaps(end)
        linked = cursor.is_(place, "or") or cursor.is_(place, "listing")
        place = cursor.gaps(place + 1) if linked else place
        if cursor.is_(place, "surname"):
            start = cursor.tokens[place].end
        elif linked and (token := cursor.token(place)) is not None and len(token.text) == 1:
            start = token.start
        else:
            break
    if not found:
        return None
    if len(found) == 1:
        return leaf(Field.SURNAME, Op.EQ, found[0]), end
    return leaf(Field.SURNAME, Op.IN, tuple(found)), end


def _behind_place(cursor: Cursor, start: int) -> int | None:
    """The place of the token that begins where a text ends; None where none begins there."""
    for at, token in enumerate(cursor.tokens):
        if token.start == start:
            return at
        if token.end > start > token.start:
            return None
    return len(cursor.tokens)


_ENDS = frozenset('的 字 是 那 ” " 、 」 》'.split())


def free_text(cursor: Cursor, at: int, field: Field) -> Reading | None:
    """A free text up to 的, 字 or a break."""
    start = end = at + 1
    while (token := cursor.token(end)) is not None:
        ends = token.form in {Form.BREAK, Form.GAP} or token.text in _ENDS
        if (ends or token.has("and") or token.has("or")) and end > start:
            break
        if token.text in {"个", "“", '"', "「", "《", "是"} and end == start:
            start = end = end + 1
            continue
        end += 1
    words = "".join(token.text for token in cursor.tokens[start:end]).strip("“”\"'")
    for tail in ("字", "的", "客户"):
        words = words.removesuffix(tail)
    if not 1 <= len(words) <= 6:
        return None
    token = cursor.token(end)
    end = end + 1 if token is not None and token.text == "字" else end
    return leaf(field, Op.HAS, words), end


def _phone(cursor: Cursor, at: int) -> Reading | None:
    """电话139开头, 手机尾号8888."""
    words = cursor.text[cursor.tokens[at].end : cursor.tokens[at].end + 24]
    digits = "".join(each for each in words.split("的")[0] if each.isdigit())
    if len(digits) < 3:
        return None
    for end in range(at + 1, min(at + 12, len(cursor.tokens))):
        token = cursor.tokens[end]
        if token.start >= cursor.tokens[at].end + words.index(digits) + len(digits):
            return leaf(Field.PHONE, Op.HAS, digits), end
    return leaf(Field.PHONE, Op.HAS, digits), len(cursor.tokens)


def negated_reader(cursor: Cursor, at: int) -> Reading | None:
    """不喜欢打牌, 不是退休的: not, of what stands right behind it."""
    start = cursor.skip(at + 1) if cursor.is_(at, "tag_before") else at
    if not cursor.is_(start, "not"):
        return None
    place = cursor.skip(start + 1)
    for reader in (tag_reader, channel_reader, name_reader):
        read = reader(cursor, place)
        if read is not None and isinstance(read[0], Met):
            return Met(Not(read[0].condition), read[0].field), read[1]
    return None
