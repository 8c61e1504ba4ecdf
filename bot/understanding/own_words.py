"""What a manager tells of his own doing and saying in a note: the words to be judged as his."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.understanding.wording import Clause, read_wording

Span = tuple[int, int]

_THEIRS = re.compile(
    r"^(?:然后|后来|但是?|不过|另外|还|又|,|电话里|微信上?)*(?:客户|他们|她们|他|她|人家|对方|◇+[^,我]{0,3}|老公|老婆|儿子|女儿)"
    r"(?:还|又|就|也|老|一直|非要|死活|坚持|当场|今天)*"
    r"(?:说|讲|问|要|想|嫌|觉得|怕|担心|认为|希望|表示|反馈|以为|听|看|抱怨|投诉|给我|跟我)"
)
_TOLD = re.compile(
    r"^(?:然后|后来|于是|就|,|当时)*我(?!们)?[^,]{0,4}?(?:跟|和|对|给|向|同|拍着?胸脯|打包票)?(?:◇+|他|她|客户|人家|对方)?[^,]{0,3}?"
    r"(?:告诉|说了?|讲了?|保证|承诺|答应|解释|表示|许诺|应承)(?:◇+|他|她|客户|人家|对方)?(?:说|是|了|过|要|会)*[,:]?"
    r"|^(?:跟|和|对|给|向|同)(?:◇+|他|她|客户|人家|对方)(?:说|讲|解释|保证|承诺|表示)(?:了|是|过)*[,:]?"
    r"|^(?:我)?(?:答应|承诺|保证|应承|许诺|告诉)(?:了)?(?:◇+|他|她|客户|对方|人家)?(?:要|会|说)*[,:]?"
)
_SHORTEST = 2
"""Characters of what was told, at the least."""
_SCORED = re.compile(
    r"(?:给|打|评)(?:了)?(?:我|咱们?)?[^,]{0,4}(?:\d+|[一二两三四五六七八九十]+)分|打分|评分"
)


def own_words(text: str, customer_span: Span | None) -> Iterator[Span]:
    """The stretches of a note that are the manager's own: each clause that is not the customer's,
    and what he told the customer without that he told it."""
    wording = read_wording(text, customer_span)
    for clause in wording.clauses():
        if _THEIRS.match(clause.text) or _SCORED.search(clause.text):
            continue
        yield clause.start, clause.end
        told = _told(clause)
        if told is not None:
            yield told


def told_words(text: str, customer_span: Span | None) -> Iterator[Span]:
    """What a note says the manager told or promised the customer, without that he told it."""
    for clause in read_wording(text, customer_span).clauses():
        told = None if _SCORED.search(clause.text) else _told(clause)
        if told is not None:
            yield told


def _told(clause: Clause) -> Span | None:
    told = _TOLD.match(clause.text)
    if told is None or clause.end - clause.start - told.end() < _SHORTEST:
        return None
    return clause.start + told.end(), clause.end


def their_words(text: str, customer_span: Span | None) -> list[Span]:
    """The clauses, in order, in which the customer speaks, or gives a mark."""
    return [
        (clause.start, clause.end)
        for clause in read_wording(text, customer_span).clauses()
        if _THEIRS.match(clause.text) or _SCORED.search(clause.text)
    ]
