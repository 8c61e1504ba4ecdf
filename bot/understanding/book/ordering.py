"""In what order, how many, or only how many: 资产最多的前十个, 长的排前面, 按营收, 一共几户."""

from __future__ import annotations

from bot.book.fields import Field, Kind
from bot.book.query import Sort
from bot.understanding.book.lexing import Form
from bot.understanding.book.pieces import Content, Counted, Cursor, Idle, Limited, Ordered, Reading

_HIGH = frozenset("多 大 高 长 老 厚 猛 狠 重 凶 靠前".split())
_LATE = frozenset({"晚", "近", "新"})
_EARLY = frozenset({"早", "久", "远"})
_AMOUNTS = frozenset("多 大 高 少 小 低 厚".split())
_SOME = frozenset("几个 几位 几户 几家 几人 几名".split())
_FINDS = tuple("列 列出 拟 拉 圈 给我 找 挑 筛 选 捞 找出 挑出 来 推荐".split())
"""找几个 wants some, not their number."""
_ASCENDING = frozenset({Field.NEXT_ON, Field.MATURITY, Field.BIRTHDAY})
"""Days to come: without a word on the order, the next first."""


def order_reader(cursor: Cursor, at: int) -> Reading | None:
    """An order: the field it goes by, where one is named, and its direction."""
    started = cursor.is_(at, "sort")
    place = cursor.skip(at + 1) if started else at
    field, end = _field(cursor, place)
    if cursor.is_(cursor.skip(end), "loose"):
        end = cursor.skip(end) + 1
    direction = _direction(cursor, cursor.skip(end), bound=field is None)
    token = cursor.token(place)
    if direction is None and token is not None and token.text == "新开":
        first, behind = _front(cursor, cursor.skip(end))
        if first:
            return Ordered(Sort(Field.OPENED, "desc")), behind
    if direction is None and field is None and _just_sorted(cursor, place):
        return Ordered(None), place + 1
    if direction is None:
        return _by_name(cursor, field, end, started)
    way, end = direction
    return _ordered(field, way), _sorted(cursor, end)


def verb_reader(cursor: Cursor, at: int) -> Reading | None:
    """最久没联系, 最早开户: the direction stands before what it is of."""
    token = cursor.token(at)
    if token is None or token.form is not Form.ADJECTIVE:
        return None
    words = str(token.value)
    if not words.startswith("most "):
        return None
    place = cursor.skip(at + 1)
    if cursor.is_(place, "not"):
        place = cursor.skip(place + 1)
    field, end = _field(cursor, place)
    if field is None:
        return None
    found, end = _front(cursor, _sorted(cursor, end))
    front = cursor.skip(end)
    if words == "most 近" and not found and cursor.form(front) is not Form.LIMIT:
        return None
    return _ordered(field, words.removeprefix("most ")), end


def limit_reader(cursor: Cursor, at: int) -> Reading | None:
    """前十个, 给我20个."""
    token = cursor.token(at)
    if token is None or token.form is not Form.LIMIT or not isinstance(token.value, float):
        return None
    if token.value < 1 or (token.value == 1 and not token.text.startswith(("前", "头", "top"))):
        return None
    end = at + 1
    while cursor.is_(cursor.skip(end), "front"):
        end = cursor.skip(end) + 1
    return Limited(int(token.value)), end


def count_reader(cursor: Cursor, at: int) -> Reading | None:
    """几个, 多少户, 数一下."""
    if not cursor.is_(at, "count"):
        return None
    before = cursor.token(at - 1)
    if cursor.tokens[at].text in _SOME and _after_order(cursor, at):
        return Idle(), at + 1
    words = before.text.removesuffix("起来") if before is not None else ""
    if cursor.tokens[at].text in _SOME and (words.endswith(_FINDS) or _those_few(cursor, at)):
        return Idle(), at + 1
    return Counted(), at + 1


def _those_few(cursor: Cursor, at: int) -> bool:
    """Whether 的几位 are those few, spoken of further: 性子内向的几位，我想请他们来."""
    before = cursor.token(at - 1)
    behind = cursor.token(cursor.gaps(at + 1))
    pauses = behind is not None and behind.form is Form.BREAK and behind.text == ","
    return pauses and before is not None and before.text.endswith("的")


def _after_order(cursor: Cursor, at: int) -> bool:
    """Whether an order stands right before: 资产最多的几个 wants some, not their number."""
    place = at - 1
    while place >= 0 and cursor.tokens[place].text in {"的", "那", "这", "前"}:
        place -= 1
    token = cursor.token(place)
    return token is not None and (
        (token.form is Form.ADJECTIVE and token.text.startswith("最")) or token.has("front")
    )


def _field(cursor: Cursor, at: int) -> tuple[Field | None, int]:
    """The field an order goes by, and the place behind its name."""
    token = cursor.token(at)
    if token is None:
        return None, at
    for role in ("ways", "numbers", "verbs"):
        if token.has(role):
            return Field(token.first(role)), at + 1
    return None, at


def _direction(cursor: Cursor, at: int, *, bound: bool) -> tuple[str, int] | None:
    """The words for the direction; without a field before them they must say that they order."""
    token = cursor.token(at)
    if token is None:
        return None
    if token.has("order") and token.text.startswith("久"):
        return "久", at + 1
    if token.has("order") and any(each in token.text for each in "近远"):
        return _nearness(token.text), at + 1
    if token.has("order"):
        return f"order {token.first('order')}", at + 1
    if token.form is not Form.ADJECTIVE:
        return None
    words, end = str(token.value), at + 1
    most = words.startswith("most ")
    front, end = _front(cursor, end)
    place = cursor.skip(end)
    limited = cursor.form(place) is Form.LIMIT
    if not (
        front or limited or (most and (not bound or cursor.tokens[at].text.endswith(("的", "得"))))
    ):
        return None
    return words.removeprefix("most "), end


def _nearness(words: str) -> str:
    """Whether the near or the far days come first: 从近到远, 远的在前, 从久到近."""
    places = {words.find(each): each for each in "近远久" if each in words}
    return "近" if places[min(places)] == "近" else "远"


def _front(cursor: Cursor, at: int) -> tuple[bool, int]:
    """Whether words say that these come first, and the place behind them."""
    found, end = False, at
    for move in (cursor.gaps, cursor.skip):
        while cursor.is_(move(end), "front"):
            found, end = True, move(end) + 1
    return found, end


def _sorted(cursor: Cursor, at: int) -> int:
    place = cursor.skip(at)
    if cursor.is_(place, "sorted"):
        return place + 1
    return at


def _by_name(cursor: Cursor, field: Field | None, end: int, started: bool) -> Reading | None:
    """按资产排: no direction is named."""
    place = cursor.skip(end)
    if field is not None and field.kind_ is Kind.NUMBER and _foremost(cursor, place):
        last = cursor.tokens[place].text.startswith("倒数")
        return Ordered(Sort(field, "asc" if last else "desc")), end
    ranked = cursor.is_(place, "sorted") and cursor.form(cursor.skip(place + 1)) is Form.LIMIT
    if field is None or not (started or ranked):
        return None
    limited = cursor.form(place) is Form.LIMIT or cursor.is_(place, "order")
    if not (cursor.is_(place, "sorted") or limited):
        return None
    end = place + 1 if cursor.is_(place, "sorted") else end
    place = cursor.skip(end)
    if cursor.is_(place, "order"):
        token = cursor.tokens[place]
        return _ordered(field, f"order {token.first('order')}"), place + 1
    return Ordered(Sort(field, "asc" if field in _ASCENDING else "desc")), end


def _just_sorted(cursor: Cursor, place: int) -> bool:
    """Whether 排一排 says no more than that what was said orders: 营收过亿的排一排."""
    token = cursor.token(place)
    return token is not None and token.has("sorted") and token.text.startswith("排")


def _foremost(cursor: Cursor, place: int) -> bool:
    """Whether the first so many stand here: 资产前十, 营收排头五."""
    token = cursor.token(place)
    limit = token is not None and token.form is Form.LIMIT
    return token is not None and limit and token.text.startswith(("前", "头", "排", "top", "倒数"))


def _ordered(field: Field | None, way: str) -> Content:
    """The order of a field by a word for its direction."""
    longest = way in {"久", "长", "远", "老"}
    if way.startswith("order "):
        down = way.endswith("desc")
    elif way in _LATE or way in _HIGH:
        down = True
    else:
        down = False
    if field is None:
        return Ordered(None, down, longest, way in _AMOUNTS)
    if field in _ASCENDING and way in {"近", "远"}:
        return Ordered(Sort(field, "asc" if way == "近" else "desc"))
    return Ordered(sort_of(field, down, longest=longest))


def sort_of(field: Field, down: bool, *, longest: bool) -> Sort:
    """An order; what lasted longest is a day long ago, or a high number."""
    if longest:
        down = field.kind_ is Kind.NUMBER
    return Sort(field, "desc" if down else "asc")
