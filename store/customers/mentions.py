"""The customers a free sentence speaks of: 等下给王建国打电话, 尾号8821的客户, jianguo那边怎么说.

Windows are cut from the sentence and looked up by index; the longest and most exact match wins and
keeps its span. Ordinary words and single characters name nobody.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from store.actor import Actor, visible_owners
from store.customers.lookup import CustomerHit, Match, known_keys, matches
from store.models import CustomerKind, KeyKind
from store.names.forms import (
    COMMON_SURNAMES,
    LEGAL_FORM,
    normal,
    ordinary_words,
    short_name,
    split_name,
)
from store.names.keys import phone_digits
from store.names.pinyin import syllables
from store.names.titles import surnames_spoken

READ_AT_MOST = 400
"""Characters of a message that are searched; a pasted page names its customer early or not."""

_LONGEST = 12
_CHINESE = re.compile(r"[一-鿿]{2,}")
_LATIN = re.compile(r"[A-Za-z][A-Za-zü]*(?: [A-Za-zü]+){0,2}")
_CODE = re.compile(r"(?<![A-Za-z0-9_-])[A-Za-z]*[0-9][A-Za-z0-9_-]*(?![A-Za-z0-9_-])")
_COUNTED = re.compile(r"\s*(?:[万元块亿个年月日天号点分%％折笔期岁人次]|周|小时|工作日)")
_TAIL = re.compile(r"(?:尾号|尾数|末四位|后四位|手机|电话|号码)(?:是|为|:|:)?\s*(\d{4,11})")
_PHONE = re.compile(r"(?<!\d)1\d{10}(?!\d)")
_CUE_BEFORE = re.compile(r"(?:给|跟|约|联系|拜访|回访|客户|看看|看下|看一下)$")
_CUE_AFTER = re.compile(r"打电话|打个电话|那边|这边|先生|女士|的情况")
_COMPANY_TAIL = re.compile(f"{LEGAL_FORM}|集团")
_NOT_LATIN_NAMES = frozenset(
    "ok vip app pos etf lpr aum kyc pdf ppt gdp cpi usd hkd cny fof reits atm rm pk ai it hr ceo "
    "cfo nav apr irr hi no yes the pos wx vs".split()
)
_STRONG = frozenset({KeyKind.ID, KeyKind.NAME, KeyKind.SHORT})
_PARTIAL = frozenset({KeyKind.GIVEN, KeyKind.CORE})
_SPELT = frozenset({KeyKind.PINYIN, KeyKind.GIVEN_PINYIN, KeyKind.INITIALS})


@dataclass(frozen=True)
class Window:
    """A stretch of the sentence that may name someone, the key it is looked up by, and as what."""

    start: int
    end: int
    key: str
    kinds: frozenset[KeyKind]
    rank: int


def find_mentions(
    *, session: Session, actor: Actor, text: str, limit: int = 8
) -> list[CustomerHit]:
    """The customers *text* speaks of, in its order; hits with one span are candidates for it."""
    owners = visible_owners(session=session, actor=actor)
    read = text[:READ_AT_MOST]
    if not owners or not read.strip():
        return []
    spelled_out = _search(session, owners, read, tuple(_windows(read)))
    return (spelled_out or _search(session, owners, read, tuple(_sounds(read)), "homophone"))[
        :limit
    ]


def _search(
    session: Session,
    owners: Sequence[str],
    text: str,
    windows: Sequence[Window],
    how: str | None = None,
) -> list[CustomerHit]:
    known = known_keys(session=session, owners=owners, keys=(window.key for window in windows))
    taken: list[tuple[int, int]] = []
    hits: dict[tuple[int, str], CustomerHit] = {}
    for window in sorted(windows, key=lambda w: (w.rank, w.start - w.end)):
        if window.key not in known or _overlaps(window, taken):
            continue
        meant = _meant(matches(session=session, owners=owners, key=window.key), window, text)
        if not meant:
            continue
        end = _whole_end(text, window, meant)
        taken.append((window.start, end))
        for match in meant:
            hit = match.hit(start=window.start, end=end, how=how)
            hits.setdefault((window.start, hit.customer_id), hit)
    return sorted(hits.values(), key=lambda hit: hit.start)


def _windows(text: str) -> Iterator[Window]:
    for run in _CHINESE.finditer(text):
        yield from _chinese_windows(run)
    for start, end, surname in surnames_spoken(text):
        yield Window(start, end, surname, frozenset({KeyKind.SURNAME}), 4)
    for run in _LATIN.finditer(text):
        yield from _latin_windows(run)
    for run in _CODE.finditer(text):
        if not (run.group().isdigit() and _COUNTED.match(text, run.end())):
            kinds = frozenset({KeyKind.ID, KeyKind.NAME})
            yield Window(run.start(), run.end(), run.group().casefold(), kinds, 0)
    for run in _TAIL.finditer(text):
        yield Window(run.start(1), run.end(1), run[1][-4:], frozenset({KeyKind.TAIL}), 1)
    for run in _PHONE.finditer(text):
        yield Window(run.start(), run.end(), run.group()[-4:], frozenset({KeyKind.TAIL}), 1)


def _chinese_windows(run: re.Match[str]) -> Iterator[Window]:
    said = run.group()
    for start in range(len(said) - 1):
        for length in range(2, min(_LONGEST, len(said) - start) + 1):
            key, at = said[start : start + length], run.start() + start
            yield Window(at, at + length, key, _STRONG, 0)
            if key not in ordinary_words():
                yield Window(at, at + length, key, _PARTIAL, 2)


def _latin_windows(run: re.Match[str]) -> Iterator[Window]:
    words = [*re.finditer(r"[A-Za-zü]+", run.group())]
    for first in range(len(words)):
        for last in range(first, len(words)):
            start, end = words[first].start(), words[last].end()
            key = run.group()[start:end].replace(" ", "").replace("ü", "v").casefold()
            if len(key) >= 2 and key not in _NOT_LATIN_NAMES:
                kinds = _SPELT | {KeyKind.NAME, KeyKind.GIVEN, KeyKind.SHORT, KeyKind.ID}
                yield Window(run.start() + start, run.start() + end, key, kinds, 1)


def _sounds(text: str) -> Iterator[Window]:
    """Names written with a wrong character of the same sound; three characters at least."""
    for run in _CHINESE.finditer(text):
        said = run.group()
        spoken = syllables(said)
        for start in range(len(said) - 2):
            for length in range(3, min(6, len(said) - start) + 1):
                key, at = "".join(spoken[start : start + length]), run.start() + start
                yield Window(at, at + length, key, frozenset({KeyKind.PINYIN}), -length)


def _meant(found: Sequence[Match], window: Window, text: str) -> list[Match]:
    meant = [
        match for match in found if match.how in window.kinds and _plausible(match, window, text)
    ]
    best = min((match.how for match in meant), default=None)
    return [match for match in meant if match.how is best]


def _plausible(match: Match, window: Window, text: str) -> bool:
    said = text[window.start : window.end]
    if match.how is KeyKind.TAIL:
        return phone_digits(match.phone or "").endswith(said)
    if match.how is KeyKind.GIVEN and match.kind is CustomerKind.PERSON:
        return not _other_surname_before(match, window, text)
    if match.how is KeyKind.PINYIN and not said.isascii():
        shared = sum(a == b for a, b in zip(said, _spoken_name(match), strict=False))
        return len(said) == len(_spoken_name(match)) and shared >= len(said) // 2
    if match.how is KeyKind.NAME and said in ordinary_words():
        return bool(_CUE_BEFORE.search(text, 0, window.start) or _CUE_AFTER.match(text, window.end))
    return True


def _other_surname_before(match: Match, window: Window, text: str) -> bool:
    """给李建国打电话 does not mean 王建国."""
    before = text[window.start - 1 : window.start] if window.start else ""
    return before in COMMON_SURNAMES and before != "" and before != split_name(match.name)[0]


def _spoken_name(match: Match) -> str:
    name = normal(match.name)
    return name if match.kind is CustomerKind.PERSON else short_name(name)


def _whole_end(text: str, window: Window, meant: Sequence[Match]) -> int:
    if all(match.kind is CustomerKind.PERSON for match in meant):
        return window.end
    tail = _COMPANY_TAIL.match(text, window.end)
    return tail.end() if tail else window.end


def _overlaps(window: Window, taken: Sequence[tuple[int, int]]) -> bool:
    return any(window.start < end and start < window.end for start, end in taken)
