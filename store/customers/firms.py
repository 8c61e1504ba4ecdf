"""Firms in a sentence, beyond their keys: by brand alone, written by ear, inside a longer name."""

from collections.abc import Iterator, Mapping, Sequence

from store.customers.judging import longer_firm
from store.customers.lookup import Match, Named, brand_matches, matches_of
from store.customers.nearness import is_brand, is_written_like
from store.customers.sentence import Sentence
from store.models import CustomerKind, KeyKind
from store.names.cues import addressed
from store.names.pinyin import syllables

Known = Mapping[tuple[int, int], Sequence[Match]]
"""The stretches that are a customer's name, by first atom and the one behind the last."""
_BRAND, _SOUNDING = (2, 4), (3, 8)
_BY_EAR = frozenset({KeyKind.PINYIN, KeyKind.GIVEN_PINYIN})


def brands(sentence: Sentence, known: Known) -> dict[tuple[int, int], list[Match]]:
    """Firms called by their name proper alone, where the words around speak of a firm."""
    windows = [
        window
        for window in sentence.windows(*_BRAND)
        if (window.first, window.last) not in known
        and sentence.company_cued(window.first, window.last)
    ]
    book = brand_matches(
        session=sentence.session,
        owners=sentence.owners,
        brands=[window.key for window in windows],
    )
    found = {
        (window.first, window.last): [
            match for match in book.get(window.key, ()) if is_brand(match, window.key)
        ]
        for window in windows
    }
    return {span: meant for span, meant in found.items() if meant}


def longer_firms(sentence: Sentence, known: Known) -> Iterator[Named]:
    """Firms whose name goes on behind a customer's, however the words divide: 启明星辰公司."""
    for (first, last), meant in known.items():
        start, end = sentence.place(first, last)
        whole = longer_firm(sentence.text, end)
        if whole is not None and meant[0].kind is CustomerKind.COMPANY:
            yield _near(sentence, start, whole, meant, "other")


def sounding_firms(sentence: Sentence) -> Iterator[Named]:
    """Firms written with a wrong character of the same sound: 苏北晨物流."""
    spelt = {window: "".join(syllables(window.key)) for window in sentence.windows(*_SOUNDING)}
    book = matches_of(session=sentence.session, owners=sentence.owners, keys=spelt.values())
    for window, key in spelt.items():
        meant = [
            match
            for match in book.get(key, ())
            if match.how in _BY_EAR
            and match.kind is CustomerKind.COMPANY
            and is_written_like(match, window.key)
        ]
        if meant:
            yield _near(sentence, *sentence.place(window.first, window.last), meant, "homophone")


def _near(sentence: Sentence, start: int, end: int, meant: Sequence[Match], how: str) -> Named:
    hits = {match.customer_id: match.hit(start=start, end=end, how=how) for match in meant}
    called = addressed(sentence.text, start, end)
    return Named(sentence.text[start:end], start, end, tuple(hits.values()), False, called)
