"""Customers named in Latin letters: Nguyen Van Lan is not Nguyen Thi Lan.

Words that stand together are one name. It is a customer's where each of them is a part of his:
John Smith is Smith, John.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from store.customers.firms import Known
from store.customers.lookup import CustomerHit, Match, Named
from store.customers.sentence import Sentence
from store.models import KeyKind
from store.names.cues import addressed
from store.names.latin import is_latin_name

_MOST = 8


def latin_names(
    sentence: Sentence, known: Known, book: Mapping[str, Sequence[Match]]
) -> dict[tuple[int, int], Named | None]:
    """The names of several words that are no key as a whole, by first atom and the one behind.

    None: nobody near is known by it, and it is not clear that it is a name.
    """
    return {
        (first, last): _whole(sentence, first, last, known, book)
        for first, last in _stretches(sentence)
        if (first, last) not in known and not _listed(sentence, first, last, known)
    }


def _stretches(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Two name words or more with nothing but space or a comma between."""
    atoms = sentence.atoms
    for first, last in sentence.runs:
        start = first
        for place in range(first, last + 1):
            if place < last and atoms[place].latin and is_latin_name(atoms[place].said):
                continue
            if place - start > 1:
                yield start, place
            start = place + 1


def _listed(sentence: Sentence, first: int, last: int, known: Known) -> bool:
    """Whether customers are listed: Kate, Lan. Each between commas is one by himself."""
    atoms = sentence.atoms
    starts = [
        place
        for place in range(first + 1, last)
        if re.search("[,，]", sentence.text[atoms[place - 1].end : atoms[place].start])
    ]
    parts = list(zip([first, *starts], [*starts, last], strict=True))
    return len(parts) > 1 and all(part in known for part in parts)


def _whole(
    sentence: Sentence,
    first: int,
    last: int,
    known: Known,
    book: Mapping[str, Sequence[Match]],
) -> Named | None:
    start, end = sentence.place(first, last)
    named = Named(
        sentence.text[start:end], start, end, (), False, addressed(sentence.text, start, end)
    )
    parts = [_by_part(book.get(atom.said, ())) for atom in sentence.atoms[first:last]]
    if common := set.intersection(*map(set, parts)):
        hits = tuple(parts[0][each].hit(start=start, end=end) for each in sorted(common))
        return replace(named, hits=hits[:_MOST], sure=True)
    near: dict[str, CustomerHit] = {}
    for (begin, behind), meant in known.items():
        if first <= begin and behind <= last:
            for match in meant:
                near.setdefault(match.customer_id, match.hit(start=start, end=end, how="near"))
    return replace(named, hits=tuple(near.values())[:_MOST]) if near or named.addressed else None


def _by_part(found: Sequence[Match]) -> dict[str, Match]:
    return {match.customer_id: match for match in found if match.how is KeyKind.GIVEN}
