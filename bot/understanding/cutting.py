"""A sentence to be taken out of a note: 把住院那句去掉, and the note's words without it.

cut_wanted("刚才李秀兰那条，删掉老公住院那句") == Cut("老公住院", "李秀兰")
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True)
class Cut:
    """The words of a note that are to go, as they are spoken of, and whose note: "" the last."""

    words: str
    whose: str = ""


_MARKS = re.compile(r"[\s,，。.!！~～、;；…“”\"]+")
_WHERE = (
    r"(?:请|麻烦|帮我|那个|哦|对了|刚才|刚刚|刚|上面|前面|上一?|的|,)*"
    r"(?:(?:(?P<whose>[^,]{1,8}?)的?)?(?:那|这|上一?)(?:一)?(?:条|笔|个)(?:记录|沟通|笔记)?(?:里面?|中)?(?:的)?,?)?"
)
_GO = r"(?:去掉|删掉|删除|删了|删去|拿掉|划掉|去了|抹掉|不要了|别记|不要记|别写|不要写|不留|别留)"
_SENTENCE = r"(?<![说讲问听他她户我])(?:那|这)(?:一|半)?(?:句|段)(?:话)?"
_FORMS = (
    re.compile(rf"^{_WHERE}(?:把|将)?{_GO}(?P<what>[^,]{{2,24}}?)的?{_SENTENCE}(?:吧|了)?$"),
    re.compile(
        rf"^{_WHERE}(?:把|将)?(?P<what>[^,]{{2,24}}?)的?{_SENTENCE},?(?:给我|都|就|给)?{_GO}(?:吧|了|进去)?$"
    ),
    re.compile(
        rf"^(?:把|将)(?P<whose>[^,]{{1,8}}?)(?:那|这)(?:一)?(?:条|笔)(?:记录)?(?:里面?|中)的?"
        rf"(?P<what>[^,]{{2,24}}?){_GO}(?:吧|了)?$"
    ),
)
_ASKS = re.compile(r"[?？吗]|怎么|能不能|可不可以")
_CLAUSE = re.compile(r"[^,，。;；!！?？（）]+[,，。;；!！?？]?")
_EDGE = " ,，。;；!！?？"
_ALIKE = 0.75
"""Share of the characters spoken of, in their order, that a clause must hold to be meant."""


def cut_wanted(text: str) -> Cut | None:
    """What is to be taken out of a note; None where words say no such thing."""
    said = _MARKS.sub(",", unicodedata.normalize("NFKC", text).strip()).strip(",")
    if _ASKS.search(said):
        return None
    for form in _FORMS:
        found = form.match(said)
        if found is not None:
            return Cut(found["what"].strip(","), found["whose"] or "")
    return None


def without(words: str, what: str) -> tuple[str, str] | None:
    """Words without the clause spoken of, and that clause; None where none is like it."""
    clauses = list(_CLAUSE.finditer(words))
    shares = [(_share(what, each.group()), -at) for at, each in enumerate(clauses)]
    best, place = max(shares, default=(0.0, 0))
    if best < _ALIKE:
        return None
    meant = clauses[-place]
    rest = words[: meant.start()] + words[meant.end() :]
    return rest.strip(_EDGE), meant.group().strip(_EDGE)


def _share(what: str, clause: str) -> float:
    """How much of what is spoken of stands in a clause, in its order."""
    if what in clause:
        return 1.0
    row = [0] * (len(clause) + 1)
    for sign in what:
        before = 0
        for at, other in enumerate(clause, start=1):
            here = row[at]
            row[at] = before + 1 if sign == other else max(row[at], row[at - 1])
            before = here
    return row[-1] / len(what)
