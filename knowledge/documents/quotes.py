"""What is said in a document: words for the customer, and objections with their answers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.documents.model import CleanDocument, Passage, PassageKind

_SPOKEN = re.compile(r"“(?P<said>[^“”\n]{8,200})”")
_TO_A_CUSTOMER = re.compile("您|我行|我们|？$")
_BAD_EXAMPLE = re.compile(
    r"(?:避免|不说|别说|不得使用|不要说|禁止说|禁用|严禁|而非|而不是)[^，。；“”]{0,4}$"
)
_OBJECTIONS = (
    re.compile(r"“(?P<asked>[^“”\n]{2,60})”\s*(?:→|->|—+>?)\s*“(?P<answer>[^“”\n]{4,200})”"),
    re.compile(
        r"(?:客户|对方)(?:说|问|提出|担心|反问|表示)[：:，]?\s*“(?P<asked>[^“”\n]{2,60})”[^“”\n]{0,12}"
        r"(?:回答|答|应对|回应|回复|可以说|可说|应说)[^“”\n]{0,8}“(?P<answer>[^“”\n]{4,200})”"
    ),
    re.compile(
        r"(?m)^[ \t]*[-*\d.、]*[ \t]*(?:异议|客户|问|客户说|Q)\s*[：:]\s*(?P<asked>[^\n]{2,60})\n+"
        r"\s*[-*\d.、]*\s*(?:应对|回答|答|客户经理|话术|A)\s*[：:]\s*(?P<answer>[^\n]{4,300})"
    ),
)


def quoted_passages(
    document: CleanDocument,
    start: int,
    end: int,
    path: tuple[str, ...],
    *,
    only_objections: bool = False,
) -> Iterator[Passage]:
    """The objections and spoken lines within [start, end)."""
    taken: list[tuple[int, int]] = []
    for pattern in _OBJECTIONS:
        for match in pattern.finditer(document.text, start, end):
            taken.append(match.span())
            span = document.source(*match.span())
            asked, answer = match["asked"].strip("“” "), match["answer"].strip("“” ")
            yield Passage(path, asked, PassageKind.OBJECTION, *span, answer=answer)
    for match in () if only_objections else _SPOKEN.finditer(document.text, start, end):
        if any(begin <= match.start() < stop for begin, stop in taken):
            continue
        before = document.text[max(start, match.start() - 10) : match.start()]
        if _TO_A_CUSTOMER.search(match["said"]) and not _BAD_EXAMPLE.search(before):
            span = document.source(*match.span("said"))
            yield Passage(path, match["said"], PassageKind.DIALOGUE, *span)
