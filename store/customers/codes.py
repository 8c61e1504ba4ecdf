"""Customers named by a number: an id, a phone or the tail of one."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from store.customers.lookup import Match, Named
from store.models import KeyKind
from store.names.forms import normal
from store.names.keys import phone_digits

_CODE = re.compile(r"(?<![A-Za-z0-9_-])[A-Za-z]*[0-9][A-Za-z0-9_-]*(?![A-Za-z0-9_-])")
_COUNTED = re.compile(r"\s*(?:[万元块亿个年月日天号点分%％折笔期岁人次]|周|小时|工作日)")
_TAIL = re.compile(r"(?:尾号|尾数|末四位|后四位|手机|电话|号码)(?:是|为|:|:)?\s*(\d{4,11})")
_OF_CUSTOMER = re.compile(
    r"(?:^|[给跟和找约那这个])(\d{4})(?:的|这个|那个|这位|那位)?(?:客户|这位|那位)"
)
_PHONE = re.compile(r"(?<!\d)1\d{10}(?!\d)")
_IDS = frozenset({KeyKind.ID, KeyKind.NAME})
_TAILS = frozenset({KeyKind.TAIL})


@dataclass(frozen=True)
class Code:
    """A number or id in the text, the key it is looked up by, and as what."""

    start: int
    end: int
    said: str
    key: str
    kinds: frozenset[KeyKind]


def codes_in(text: str) -> Iterator[Code]:
    """What may be an id, a phone number or the tail of one; not amounts and dates."""
    for run in _CODE.finditer(text):
        if not (run.group().isdigit() and _COUNTED.match(text, run.end())):
            yield Code(run.start(), run.end(), run.group(), normal(run.group()), _IDS)
    for run in (*_TAIL.finditer(text), *_OF_CUSTOMER.finditer(text)):
        yield Code(run.start(1), run.end(1), run[1], run[1][-4:], _TAILS)
    for run in _PHONE.finditer(text):
        yield Code(run.start(), run.end(), run.group(), run.group()[-4:], _TAILS)


def coded(codes: Iterable[Code], book: Mapping[str, Sequence[Match]]) -> Iterator[Named]:
    """The customers the codes name."""
    for code in codes:
        meant = [match for match in book.get(code.key, ()) if _fits(match, code)]
        if meant:
            hits = {m.customer_id: m.hit(start=code.start, end=code.end) for m in meant}
            yield Named(code.said, code.start, code.end, tuple(hits.values()), True)


def _fits(match: Match, code: Code) -> bool:
    if match.how is KeyKind.TAIL and code.kinds is _TAILS:
        return phone_digits(match.phone or "").endswith(code.said)
    return match.how in code.kinds
