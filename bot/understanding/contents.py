"""Channel, needs and objections: what a message holds besides its intent."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from bot.understanding.cues import named_patterns
from bot.understanding.moments import Moment
from bot.understanding.wording import Clause

_NOT = re.compile(
    r"(?:没(?:有)?|不(?:再|是|用|太|怎么)?|并不|无|别)(?:嫌|觉得|说|担心|怕|需要|考虑|想|打算|提|要|买|碰|弄|接受|谈|听|敢)?(?:再|跟我|和我|给我)?(?:买|要|碰|弄|做|配|谈|听|推)?(?:什么|啥|任何|这种|那种)?$"
)
_SETTLED = re.compile(r"(?:之前|以前|原来|原先|上次|本来|开始)[^,]{0,12}$")
_REPORTER = re.compile(
    r"^(?:.{0,8}?(?:客户|他们|她们|他|她|人家|对方|◇+|老板|大爷|阿姨|大妈|老太太))?"
    r"(?:就|也|又|还|老|总|一直|现在|今天|主要|反复|直接|电话里|微信里?|微信上)*"
    r"(?:跟我|和我|对我)?(?:说|讲|表示|反馈|觉得|认为|问|提到|回复|回我|告诉我|的意思是)(?:是|了|过|一下)?[,:]?"
    r"|^(?:他们|她们|他|她|人家|对方)$"
)
_AGAIN = re.compile(r"下次|再(?!也)|改天|回头(?!客)|约(?:好|了(?!在)|他|她)(?!.*见的)")
_PLAIN_TALK = 3
_RIVAL = "competitor"
_EDGE_MARKS = " ，。,.！!？?；;"
SCRIPT_OF = {
    "competitor": "objection-competitor",
    "price": "objection-rate-high",
    "yield": "objection-return-uncertain",
    "liquidity": "objection-liquidity",
    "volatility": "objection-market-volatility",
    "process": "objection-process-complex",
    "no_need": "objection-no-need",
    "trust": "objection-trust",
}
"""The script that answers each kind of objection."""


def channel_of(clauses: tuple[Clause, ...], plans: Sequence[Moment]) -> str:
    """The channel of a contact; what is said of `plans`, the contacts to come, does not count."""
    starts = sorted(plan.start for plan in plans)
    spoken = [(c.start, _before_plans(c, starts)) for c in clauses]
    best, place = "unknown", 0
    for name, pattern in named_patterns("channels").items():
        matches = ((at, pattern.search(words)) for at, words in spoken)
        first = next((at + match.start() for at, match in matches if match is not None), None)
        if first is not None and (best == "unknown" or first < place - _PLAIN_TALK):
            best, place = name, first
    return best


def _before_plans(clause: Clause, plans: Sequence[int]) -> str:
    """What a clause says before it turns to the next contact, which begins at one of `plans`."""
    first = bisect_left(plans, clause.start)
    cuts = [at - clause.start for at in plans[first : first + 1] if at < clause.end]
    again = _AGAIN.search(clause.text) if plans else None
    if again is not None:
        cuts.append(again.start())
    return clause.text[: min(cuts)] if cuts else clause.text


def needs_of(plain: str) -> tuple[str, ...]:
    """The tags of the needs spoken of, in the order they are spoken."""
    found: list[tuple[int, str]] = []
    for tag, pattern in named_patterns("needs").items():
        for match in pattern.finditer(plain):
            if not _NOT.search(plain[max(0, match.start() - 6) : match.start()]):
                found.append((match.start(), tag))
                break
    return tuple(tag for _, tag in sorted(found))


def objections_of(text: str, clauses: tuple[Clause, ...]) -> tuple[str, ...]:
    """What the customer objects to, as said: the clause, and a second objection within it."""
    found: dict[str, None] = {}
    for clause in clauses:
        hits = _hits(clause.text)
        if not hits:
            continue
        lead = _REPORTER.match(clause.text[: hits[0].start()])
        starts = [lead.end() if lead else 0]
        starts += [hit.start() for hit in hits[1:] if hit.start() >= hits[0].end()][:1]
        for start in starts:
            found.setdefault(text[clause.start + start : clause.end].strip(_EDGE_MARKS))
    return tuple(each for each in found if each)


def what_is_said(text: str, clause: Clause) -> str:
    """A clause as the customer said it, without who says it."""
    lead = _REPORTER.match(clause.text)
    start = lead.end() if lead and lead.end() < len(clause.text) else 0
    return text[clause.start + start : clause.end].strip(_EDGE_MARKS)


def objection_kinds(clauses: tuple[Clause, ...]) -> tuple[str, ...]:
    """The kinds of objection the patterns find, by the names of `objections.yaml`."""
    names = {each: name for name, each in named_patterns("objections").items()}
    found = (names[hit.re] for clause in clauses for hit in _hits(clause.text))
    return tuple(dict.fromkeys(found))


def objection_kind(words: str) -> str | None:
    """The kind of objection a clause holds, by the names of `objections.yaml`.

    Where another bank is named it is about that, else the first.
    """
    found = [hit.re for hit in _hits(words)]
    kinds = {each: name for name, each in named_patterns("objections").items()}
    named = [kinds[each] for each in found]
    return _RIVAL if _RIVAL in named else next(iter(named), None)


def _hits(words: str) -> list[re.Match[str]]:
    """The objections in a clause that are neither denied nor settled, in order."""
    hits = []
    for pattern in named_patterns("objections").values():
        match = pattern.search(words)
        if match is None:
            continue
        before = words[: match.start()]
        if not (_NOT.search(before) or _SETTLED.search(before)):
            hits.append(match)
    return sorted(hits, key=lambda match: match.start())
