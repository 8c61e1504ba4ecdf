"""Whom a form of address means: 陈总 is who the record calls so, 王老师 a 王 it does not deny."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from store.customers.lookup import Match, Named
from store.models import CustomerKind, KeyKind

_HIM = re.compile("(?:先生|大爷|叔叔|伯伯|爷爷|大哥|哥|叔)$")
_HER = re.compile("(?:女士|小姐|太太|夫人|阿姨|大姐|大妈|奶奶|老板娘|姐|姨)$")
_OF_THE_FIRM = re.compile("(?:公司)?(?:那边|那里)?的?")


def bearers(called: Iterable[Match], of_surname: Iterable[Match]) -> list[Match]:
    """Whom the record calls so, then who bears the surname and is called nothing in particular.

    Where the record calls nobody so, everybody of the surname.
    """
    recorded = [match for match in called if match.how is KeyKind.CALLED]
    others = [match for match in of_surname if match.how is KeyKind.SURNAME]
    if not recorded:
        return others
    known = {match.customer_id for match in recorded}
    unsaid = (match for match in others if not match.salutation and match.customer_id not in known)
    return [*recorded, *unsaid]


def fitting(said: str, found: Sequence[Match]) -> list[Match]:
    """Those of *found* whose record does not say the other sex than *said* does."""
    return [match for match in found if not _denied(said, match.salutation or "")]


def at_their_firms(named: Sequence[Named], text: str) -> Iterator[Named]:
    """The names of a text: 陈总 beside 华信, as in 华信的陈总 and 华信陈总, is the firm's."""
    firms = {
        each.end: each
        for each in named
        if each.sure and len(each.hits) == 1 and each.hits[0].kind is CustomerKind.COMPANY
    }
    alone = {each.hits[0].customer_id for each in named if each.sure and len(each.hits) == 1}
    for each in named:
        if not each.sure or each.hits[0].how not in ("called", "surname"):
            yield each
            continue
        firm = next((f for end, f in firms.items() if _belongs(text, end, each.start)), None)
        hits = [hit for hit in each.hits if hit.customer_id in alone] or each.hits
        if firm is not None:
            hits = [replace(hit, start=each.start, end=each.end) for hit in firm.hits]
        yield replace(each, hits=tuple(hits))


def _belongs(text: str, end: int, start: int) -> bool:
    return end <= start and _OF_THE_FIRM.fullmatch(text, end, start) is not None


def _denied(said: str, written: str) -> bool:
    return any(
        one.search(said) and other.search(written) for one, other in ((_HIM, _HER), (_HER, _HIM))
    )
