"""Ways of asking for a draft, taken from the document's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.documents.forbidding import FORBIDS_SAYING, Stance
from knowledge.documents.labels import label_of_cell
from knowledge.documents.model import LOST, Passage, PassageKind

_EXAMPLE = re.compile(r"（(?:如|例如|比如)(?P<items>[^（）]{4,80})）")
_QUOTED = re.compile(r"“(?P<words>[^“”]{4,24})”")
_STEP = re.compile(r"(?:^|[。；\n])(?P<name>(?!第.{1,2}步)[\u4e00-\u9fff]{3,10})：")
_SUFFIX = re.compile("(?:的)?(?:场景|维护期|阶段|策略)$")
_HANGING = re.compile("[在对因这那为从使还也但而以就才都只与其被]|总是|后来|之前|认为|发现")
_MOST_ASKS = 12


def asks_of(title: str, passages: Sequence[Passage]) -> tuple[str, ...]:
    """Up to a dozen different asks, most telling first; a handful wherever the text allows."""
    found: dict[str, None] = {}
    forbidden = {p.text for p in passages if p.kind is PassageKind.FORBIDDEN}
    for ask in _candidates(title, [p for p in passages if p.text not in forbidden]):
        ask = ask.strip("“”‘’，。；：、？！ ")
        if ask in forbidden or label_of_cell(ask) is not None:
            continue
        if 3 <= len(ask) <= 30 and LOST not in ask and "〔" not in ask:
            found.setdefault(ask)
        if len(found) == _MOST_ASKS:
            break
    return tuple(found)


def _candidates(title: str, passages: Sequence[Passage]) -> Iterator[str]:
    core = _SUFFIX.sub("", re.split(r"[：:（(]", title)[0])
    yield f"{core}怎么说"
    for passage in passages:
        if passage.kind is PassageKind.OBJECTION:
            yield passage.text
            yield f"客户说{passage.text}"
            yield f"{passage.text}怎么回"
    yield from (f"客户{item}" for item in _examples(passages))
    for pattern, group in ((_STEP, "name"), (_QUOTED, "words")):
        for passage in passages:
            if passage.kind is not PassageKind.TABLE:
                yield from (match[group] for match in pattern.finditer(passage.text))
    yield from (clause for clause in _clauses(passages) if "客户" in clause)
    yield f"{core}怎么做"
    yield from _clauses(passages)


def _examples(passages: Sequence[Passage]) -> Iterator[str]:
    """What is given as an example of the situation: （如转账延迟）."""
    for passage in passages:
        if passage.kind in (PassageKind.SCENARIO, PassageKind.STAGE):
            for match in _EXAMPLE.finditer(passage.text):
                yield from (item for item in re.split("[、，]", match["items"]) if len(item) < 16)


def _clauses(passages: Sequence[Passage]) -> Iterator[str]:
    """Failing better, the opening clauses of sentences that speak of the customer."""
    for passage in passages:
        for sentence in passage.sentences:
            if sentence.stance is Stance.AVOID or FORBIDS_SAYING.search(sentence.text):
                continue
            for clause in re.split("[，：；。]", sentence.text):
                if not _HANGING.match(clause) and 6 <= len(clause) <= 22:
                    yield clause
