"""Words that join what is said: 或, 除了, 以外, 不, and the breaks between clauses."""

from __future__ import annotations

from bot.understanding.book.lexing import Form
from bot.understanding.book.pieces import Cursor, Idle, Join, Link, Reading


def break_reader(cursor: Cursor, at: int) -> Reading | None:
    """A comma, or a space that ends a clause as one does."""
    if cursor.form(at) is Form.GAP and at > 1 and _pauses(cursor, at):
        return Link(Join.BREAK), at + 1
    return (Link(Join.BREAK), at + 1) if cursor.form(at) is Form.BREAK else None


def _pauses(cursor: Cursor, at: int) -> bool:
    """Whether a space ends a clause as a comma does: 基金没有 理财没有, 除了陈晓的 企业."""
    if cursor.is_(at - 1, "not") or _ends_outside(cursor, at - 1) or _taken_out(cursor, at + 1):
        return True
    start = at
    while start > 0 and cursor.form(start - 1) is not Form.BREAK:
        start -= 1
        if cursor.is_(start, "except"):
            return cursor.tokens[at - 1].text.endswith("的")
    return False


def _taken_out(cursor: Cursor, at: int) -> bool:
    """Whether what stands between two spaces ends in 剔掉: 今天要跟进的 免打扰的剔掉."""
    end = at
    while cursor.form(end) not in {None, Form.BREAK, Form.GAP}:
        end += 1
    last = cursor.token(end - 1) if end - 1 > at else None
    return last is not None and last.has("outside") and not last.has("owned")


_LINKS = (
    ("except", Join.EXCEPT),
    ("outside", Join.OUTSIDE),
    ("not", Join.NOT),
    ("or", Join.OR),
    ("listing", Join.LISTING),
    ("and", Join.AND),
    ("have", Join.HAVE),
)


def link_reader(cursor: Cursor, at: int) -> Reading | None:
    """或, 除了, 以外, 不, 且: how what stands beside it is joined."""
    token = cursor.token(at)
    if token is None:
        return None
    if token.text == "把" and not _takes_out(cursor, at):
        return Idle(), at + 1
    if token.text == "就是" and any(each.text in {"不是", "不"} for each in cursor.tokens[:at]):
        return None
    for role, join in _LINKS:
        if token.has(role):
            closes = _closes(cursor, at) or _ends_outside(cursor, at)
            if join is Join.EXCEPT and token.has("outside") and closes:
                join = Join.OUTSIDE
            return Link(join), at + 1
    return None


def _takes_out(cursor: Cursor, at: int) -> bool:
    """Whether what 把 brings is taken out (把企业去掉), not listed (把企业列给我)."""
    end = at + 1
    while (token := cursor.token(end)) is not None and token.form is not Form.BREAK:
        if token.has("outside") or token.has("except"):
            return True
        end += 1
    return False


def _ends_outside(cursor: Cursor, at: int) -> bool:
    """Whether 不算 belongs to what runs into it and a space ends: 陈晓的不算 大额投诉."""
    alone = at == 0 or cursor.form(at - 1) in {Form.BREAK, Form.GAP}
    if alone or not cursor.is_(at, "outside") or cursor.form(at + 1) is not Form.GAP:
        return False
    return not cursor.tokens[at].text.startswith("不要")


def _closes(cursor: Cursor, at: int) -> bool:
    """Whether nothing but fillers stands between here and the next break."""
    place = cursor.skip(at + 1)
    return cursor.form(place) in {None, Form.BREAK, Form.GAP}
