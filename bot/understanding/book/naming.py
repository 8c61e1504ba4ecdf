"""Words that name what a customer is, likes, needs or allowed: tags, trades, channels, consents."""

from __future__ import annotations

import re

from bot.book.fields import Field
from bot.book.query import Leaf, Op, all_of
from bot.understanding.book.assembling import denial
from bot.understanding.book.lexicon import lexicon
from bot.understanding.book.lexing import Form, Token
from bot.understanding.book.owners import owner_reader, place_at
from bot.understanding.book.periods import Span
from bot.understanding.book.pieces import Cursor, Met, Reading, leaf
from bot.understanding.book.tags import tag_reader
from store.names.forms import COMPOUND_SURNAMES


def blank_reader(cursor: Cursor, at: int) -> Reading | None:
    """没留电话, 称呼那一栏空着: a field that nothing is recorded in."""
    token = cursor.token(at)
    if token is None:
        return None
    if token.has("blank_before"):
        place = cursor.skip(at + 1)
        named = _blank_noun(cursor.token(place))
        if named is None:
            return None
        field = Field(named)
        return (leaf(field, Op.UNKNOWN), place + 1) if _stands_alone(cursor, place + 1) else None
    if not token.has("blank"):
        return None
    fields, place = [Field(token.first("blank"))], cursor.skip(at + 1)
    while (also := _blank_also(cursor, place)) is not None:
        fields.append(Field(cursor.tokens[also].first("blank")))
        place = cursor.skip(also + 1)
    while cursor.is_(place, "blank_slot"):
        place = cursor.skip(place + 1)
    if not cursor.is_(place, "blank_behind") or not _stands_alone(cursor, place + 1):
        return None
    blanks = all_of([Leaf(field, Op.UNKNOWN) for field in fields])
    return (Met(blanks, fields[0]), place + 1) if blanks is not None else None


def _blank_noun(token: Token | None) -> str | None:
    """The field a noun names; 生日的 is one word of the lexicon and names that of 生日."""
    if token is None:
        return None
    roles = token.roles if token.has("blank") else lexicon().roles.get(token.text.rstrip("的"), {})
    return roles["blank"][0] if "blank" in roles else None


def _blank_also(cursor: Cursor, place: int) -> int | None:
    """The place of a further field of 电话、称呼两样都空着."""
    listed = cursor.is_(place, "listing") or cursor.form(place) is Form.BREAK
    following = cursor.gaps(place + 1)
    return following if listed and cursor.is_(following, "blank") else None


def _stands_alone(cursor: Cursor, at: int) -> bool:
    """Whether no word goes on from here: 没有需求 is a blank, 没有需求变化 is not."""
    token = cursor.token(at)
    if token is None or token.form in {Form.BREAK, Form.GAP}:
        return True
    return token.condition is not None or any(
        token.has(role) for role in ("filler", "and", "or", "listing", "count")
    )


def channel_reader(cursor: Cursor, at: int) -> Reading | None:
    """习惯微信联系, 喜欢来网点谈, 首选电话: the preferred channel; several by 或."""
    if not cursor.is_(at, "prefer"):
        return _by_channel(cursor, at)
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


def _by_channel(cursor: Cursor, at: int) -> Reading | None:
    """上门谈的, 微信沟通为主: a channel with what is done over it, of no time."""
    token = cursor.token(at)
    if token is None or not token.has("channels"):
        return None
    end = at + 1
    while cursor.is_(cursor.gaps(end), "preferred"):
        end = cursor.gaps(end) + 1
    first = cursor.token(cursor.skip(end))
    if first is not None and first.has("prefer") and first.text in {"首选", "优先"}:
        end = cursor.skip(end) + 1
    talks = end > at + 1 or any(each in token.text for each in _TALKING)
    timed = any(isinstance(each.value, Span) for each in cursor.tokens[:at])
    if not talks or timed:
        return None
    return leaf(Field.CHANNEL, Op.EQ, token.first("channels")), end


_TALKING = ("谈", "聊", "沟通", "联系")


def name_reader(cursor: Cursor, at: int) -> Reading | None:
    """姓王或者姓李, 名字里带铭字, 称呼是女士, 电话139开头, 陈晓的客户."""
    token = cursor.token(at)
    if token is None:
        return None
    if token.has("surname"):
        return _surnames(cursor, at)
    if token.text in {"叫", "称呼"}:
        return _called(cursor, at)
    if token.has("named") or token.has("called"):
        return free_text(cursor, at, Field.NAME if token.has("named") else Field.SALUTATION)
    if token.has("phone"):
        return _phone(cursor, at)
    return owner_reader(cursor, at)


def _called(cursor: Cursor, at: int) -> Reading | None:
    """叫建国的, 称呼阿姨的: a word or two up to 的."""
    field = Field.NAME if cursor.tokens[at].text == "叫" else Field.SALUTATION
    before = cursor.token(at - 1)
    started = before is None or before.form is Form.BREAK or before.has("filler")
    if not started or _blank_follows(cursor, at + 1):
        return None
    read = free_text(cursor, at, field)
    if read is None or not isinstance(read[0], Met):
        return None
    ends = cursor.token(read[1])
    words = cursor.text[cursor.tokens[at].end : cursor.end(read[1])]
    short = len(words.strip("“”\"'")) <= _LONGEST_CALLED
    return read if short and ends is not None and ends.text.startswith("的") else None


def _blank_follows(cursor: Cursor, at: int) -> bool:
    place = cursor.gaps(at)
    roles = ("blank_slot", "blank_behind", "blank_before", "not", "filler")
    return any(cursor.is_(place, role) for role in roles)


_LONGEST_CALLED = 4


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
        behind = place_at(cursor, start)
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


_ENDS = frozenset('的 字 是 那 ” " 、 」 》'.split())


_COUNTED = re.compile("(?<=.)(?:[这那]?(?:[俩仨]|[一两二三]个)|[这那]个)$")
"""How many characters are named, and which: 建国俩字, 铭这个字."""


def free_text(cursor: Cursor, at: int, field: Field) -> Reading | None:
    """A free text up to 的, 字 or a break."""
    start = end = at + 1
    while (token := cursor.token(end)) is not None:
        stops = token.text in _ENDS or token.text.startswith("的那")
        ends = stops or token.form in {Form.BREAK, Form.GAP}
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
    if token is not None and token.text == "字":
        words, end = _COUNTED.sub("", words), end + 1
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
            return Met(denial(read[0].condition), read[0].field), read[1]
    return None
