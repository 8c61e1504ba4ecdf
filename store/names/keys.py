"""The search keys under which a customer is found: written with the customer, looked up exactly."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from store.models import CustomerKind, KeyKind
from store.names.forms import (
    DOTS,
    core_name,
    has_dot,
    normal,
    ordinary_words,
    short_name,
    split_name,
)
from store.names.pinyin import name_syllables, syllables
from store.names.salutations import whole_salutation, written_salutation

_ID_PARTS = 4
_NAME_PARTS = 6
_MAX_KEY = 64
_PARTS = 4
_BETWEEN_PARTS = re.compile(rf"[\s,，{DOTS}]+")
_AFTER_NUMBER = re.compile(r"转|分机|ext\.?|[#;,/、，；]|(?<=\d{7})x", re.IGNORECASE)


class SearchKey(NamedTuple):
    key: str
    how: KeyKind


def search_keys(
    *,
    customer_id: str,
    name: str,
    kind: CustomerKind,
    phone: str | None,
    salutation: str | None = None,
) -> frozenset[SearchKey]:
    """Every key of one customer; *salutation* is how the record says he is addressed."""
    person = kind is CustomerKind.PERSON
    named = _person_keys(name) if person else _company_keys(name)
    written = salutation or ""
    called = written_salutation(written, name=name) if person else whole_salutation(written)
    keys = (*_id_keys(customer_id), *named, *_phone_keys(phone), *_called_keys(called))
    return frozenset(SearchKey(key.key[:_MAX_KEY], key.how) for key in keys if key.key)


def phone_digits(phone: str) -> str:
    """The digits of the first phone number written, without an extension."""
    first = _AFTER_NUMBER.split(unicodedata.normalize("NFKC", phone), maxsplit=1)[0]
    return re.sub(r"\D", "", first)


def _id_keys(customer_id: str) -> Iterator[SearchKey]:
    whole = normal(customer_id)
    yield SearchKey(whole, KeyKind.ID)
    for length in range(3, min(len(whole), 3 + _ID_PARTS)):
        yield SearchKey(whole[-length:], KeyKind.PART)
    bare = re.sub(r"^[a-z]*0*", "", whole)
    if bare and bare != whole:
        yield SearchKey(bare, KeyKind.PART)


def _person_keys(raw: str) -> Iterator[SearchKey]:
    name = normal(raw)
    surname, given = split_name(name)
    yield SearchKey(name, KeyKind.NAME)
    if not surname or has_dot(raw):
        parts = [normal(part) for part in _BETWEEN_PARTS.split(raw)]
        yield from (SearchKey(part, KeyKind.GIVEN) for part in parts[:_PARTS] if len(part) >= 2)
        if surname:
            yield from _spelled(syllables(name))
        return
    yield SearchKey(surname, KeyKind.SURNAME)
    if len(given) >= 2:
        common = given in ordinary_words()
        yield SearchKey(given, KeyKind.PART if common else KeyKind.GIVEN)
        yield SearchKey("".join(syllables(given)), KeyKind.GIVEN_PINYIN)
    yield from _spelled(name_syllables(surname, given))


def _company_keys(raw: str) -> Iterator[SearchKey]:
    name, short, core = normal(raw), short_name(normal(raw)), core_name(normal(raw))
    yield SearchKey(name, KeyKind.NAME)
    yield SearchKey(short, KeyKind.SHORT)
    if core not in (short, name) and core not in ordinary_words():
        yield SearchKey(core, KeyKind.CORE)
        yield SearchKey("".join(syllables(core)), KeyKind.GIVEN_PINYIN)
    for start in range(1, min(len(short) - 1, _NAME_PARTS)):
        yield SearchKey(short[start:], KeyKind.PART)
    yield from _spelled(syllables(short))


def _spelled(spoken: tuple[str, ...]) -> Iterator[SearchKey]:
    yield SearchKey("".join(spoken), KeyKind.PINYIN)
    if len(spoken) >= 2:
        yield SearchKey("".join(syllable[0] for syllable in spoken), KeyKind.INITIALS)


def _called_keys(called: str) -> Iterator[SearchKey]:
    if len(key := normal(called)) >= 2:
        yield SearchKey(key, KeyKind.CALLED)


def _phone_keys(phone: str | None) -> Iterator[SearchKey]:
    digits = phone_digits(phone or "")
    if len(digits) >= 4:
        yield SearchKey(digits[-4:], KeyKind.TAIL)
