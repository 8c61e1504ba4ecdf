"""A message that holds several questions, as its questions."""

from __future__ import annotations

import re
from itertools import zip_longest

MOST_QUESTIONS = 3

_BREAK = re.compile(
    r"(?<=[。？！?!；;\n])|"
    r"(?<=[，,\s])(?=(?:另外|还有|顺便|顺带|对了|再就是|还想问|还问|又问|也问|再问))"
)
_ASKS = re.compile(
    r"[？?]|怎么|怎样|咋|如何|什么|啥|多少|多久|几|哪|吗|么$|呢|能不能|可不可以|要不要|是不是|"
    r"行不行|有没有|为何|保多|可以不"
)
_LEAD = re.compile(
    r"^(?:另外|还有|顺便|顺带|对了|再就是|还想问|还问|又问|也问|再问|问一下|问下|问|一下|[，,、：:\s])+"
)
_HOLLOW = re.compile(
    r"怎么|怎样|咋|如何|什么|啥|客户|应该|该|处理|解释|回复|回答|开口|可以|[我你他她它跟和给对的呢吗了么"
    r"说回讲办好聊话去做来这那，。？！?!；;、\s]"
)
_OBJECTS = re.compile("嫌|怕|担心|抱怨|埋怨|不肯|不愿|不想")
_FURTHER = re.compile("另外|顺便|顺带|还想问|还问|又问|也问|再问")
"""What begins a further matter: an objection before it is one of its own, without asking."""
_LEAST = 2
"""Characters that must be left of a question once what every question says is taken away."""


def questions_of(text: str) -> tuple[str, ...]:
    """The questions of a message in order; the whole message alone where it holds but one.

    What is no question of its own (a telling, "怎么回他？") stays with the question beside it.
    """
    found: list[str] = []
    before = ""
    pieces = [*filter(None, map(str.strip, _BREAK.split(text)))]
    for piece, behind in zip_longest(pieces, pieces[1:], fillvalue=""):
        if _stands_alone(piece) or (_OBJECTS.search(piece) and _FURTHER.match(behind)):
            found.append(before + piece)
            before = ""
        elif found:
            found[-1] += piece
        else:
            before += piece
    if len(found) < 2:
        return (text,)
    last = MOST_QUESTIONS - 1
    asked = found if len(found) <= MOST_QUESTIONS else [*found[:last], "".join(found[last:])]
    return tuple(_LEAD.sub("", each).rstrip("，,。；; ") for each in asked)


def _stands_alone(piece: str) -> bool:
    return bool(_ASKS.search(piece)) and len(_HOLLOW.sub("", piece)) >= _LEAST
