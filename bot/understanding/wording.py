"""A message made ready for the patterns: same length, one alphabet, the customer's name covered."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from bot.understanding.cues import compiled
from knowledge.chinese import simplified

COVER = "◇"
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_SAME = str.maketrans("。！；、…~～｡“”‘’「」『』【】→", ',!;,,,,,""""""""[]:')
_SLIPS = (("在联系", "再联系"), ("在聊", "再聊"), ("在打", "再打"), ("在说", "再说"))
_LONG_NUMBER = re.compile(r"(?!20[2-9]\d[01]\d[0-3]\d(?!\d))\d{7,}")
"""Of a telephone, an account, a card: no hotline, date or amount is to be seen in it."""
_PAUSE = re.compile(
    r"(?<=[\u4e00-\u9fff◇])\s(?=[\u4e00-\u9fff◇0-9])|(?<=[0-9])\s(?=[\u4e00-\u9fff◇])"
)
_SHORT = 14
LONGEST_CLAUSE = 120
"""Characters: nobody speaks longer without a break, and no pattern reads further at once."""
_JOINT = re.compile(
    r"然后|后来|接着|所以|但是|但(?!愿|凡)|不过(?!去)|另外|还有(?=他|她|就)|而且|"
    r"(?<![我你跟和据听胡乱小再来])(?=(?:他|她|客户|人家|对方)(?:又|还|也|就|老|一直|主要|现在|最近)?"
    r"(?:说|讲|觉得|嫌|问|担心|想|怕))|"
    r"(?<=[了的吧呢])(?=(?:说|问)(?!了?说|不))|"
    r"(?=(?:我)?(?:约了|约好|约定|约在|约到|说好|定在|定了|答应))"
)


def pauses(plain: str) -> str:
    """The same with a comma where a space stands for one."""
    return _PAUSE.sub(",", plain)


@dataclass(frozen=True)
class Clause:
    """A stretch of the text between two breaks."""

    start: int
    end: int
    text: str


def clause_at(clauses: Sequence[Clause], place: int) -> int | None:
    """Which clause, of those in order, holds a place of the text; None where none does."""
    index = bisect_right(clauses, place, key=lambda clause: clause.start) - 1
    return index if index >= 0 and place < clauses[index].end else None


@dataclass(frozen=True)
class Wording:
    """`plain` matches `text` character for character; `clauses` cut it where a speaker would."""

    text: str
    plain: str
    name: tuple[int, int] | None

    @property
    def tight(self) -> str:
        """`plain` without spaces, everybody called by title covered; needs no offsets."""
        paused = pauses(self.plain) if len(self.plain) > _SHORT else self.plain
        return compiled("<called>").sub(COVER, re.sub(r"\s+", "", paused))

    def clauses(self) -> tuple[Clause, ...]:
        """The text cut at punctuation and, where there is none, at the joints of speech."""
        return tuple(self._cut())

    def _cut(self) -> list[Clause]:
        clauses: list[Clause] = []
        for piece in re.finditer(r"[^,?!;\n:]+", pauses(self.plain)):
            at = piece.start()
            long = len(piece.group()) > _SHORT
            cuts = [m.start() for m in _JOINT.finditer(piece.group()) if long and m.start() > 1]
            for cut in (*cuts, len(piece.group())):
                end = piece.start() + cut
                clauses += self._between(at, end)
                at = end
        return clauses

    def _between(self, start: int, end: int) -> Iterator[Clause]:
        for at in range(start, end, LONGEST_CLAUSE):
            last = min(at + LONGEST_CLAUSE, end)
            if self.plain[at:last].strip():
                yield Clause(at, last, self.plain[at:last])


def read_wording(text: str, customer_span: tuple[int, int] | None) -> Wording:
    """Make a message ready; `customer_span` is covered, else a name with a title is looked for."""
    plain = simplified(text.translate(_WIDE).lower().translate(_SAME))
    if len(plain) != len(text):
        plain = "".join(c.lower() if len(c.lower()) == 1 else c for c in text).translate(_WIDE)
        plain = plain.translate(_SAME)
    plain = _LONG_NUMBER.sub(lambda found: "0" * len(found.group()), plain)
    for slip, meant in _SLIPS:
        plain = plain.replace(slip, meant)
    name = customer_span or _guessed(plain)
    if name is not None:
        start, end = name
        plain = plain[:start] + COVER * (end - start) + plain[end:]
    return Wording(text, plain, name)


def _guessed(plain: str) -> tuple[int, int] | None:
    """Where a customer is called by surname and title."""
    match = _title_pattern().search(plain)
    return (match.start(), match.end()) if match else None


@cache
def _title_pattern() -> re.Pattern[str]:
    return compiled(
        r"(?<![\u4e00-\u9fff])<surname>[\u4e00-\u9fff]?<title>|"
        r"(?<=[跟给和与见找约同访问])<surname>[\u4e00-\u9fff]{0,2}<title>|(?<=[跟给和与见找约])[老小]<surname>"
    )
