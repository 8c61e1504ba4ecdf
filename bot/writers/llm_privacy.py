"""What leaves for the model carries no person: names and numbers become tokens, and back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.privacy import Masked, mask
from store.customers import CustomerRecord
from store.names.forms import (
    SURNAME,
    addressed_name,
    core_name,
    ordinary_words,
    short_name,
    split_name,
)
from store.names.titles import surnames_spoken

TOKEN = re.compile("〔[^〔〕]*〕")
_BETWEEN = "\ue000"
_RM_NAMED = re.compile(
    r"(?:经理|我是|我叫|[点行话]的|名字|喊一声|您好，|[写。]。?)"
    rf"({SURNAME}[一-鿿]{{1,2}}?)(?=[，。！、,呀啊]|敬上|和|$)"
)
_GREETED = re.compile(r"^([一-鿿]{2,4})您好")
_GIVEN = r"(?:[一-鿿]{1,2}(?![一-鿿])|[一-鿿]{2})"
_RELATED = re.compile(
    r"(?:爱人|太太|先生|丈夫|妻子|老公|老婆|儿子|女儿|孩子|母亲|父亲|妈妈|爸爸|朋友|同学|同事|客户|"
    r"[系办接责管]人|法人|老板|财务|会计|名叫|姓名|叫做|叫)[是为：:\s]{0,2}"
    rf"({SURNAME}{_GIVEN})"
)
_REACHED = re.compile(rf"({SURNAME}[一-鿿]{{1,2}})(?=[\s：:，,]?(?:1[3-9]\d|电话|手机|微信))")


@dataclass(frozen=True)
class Veil:
    """Several texts masked together, so that one person has one token in all of them."""

    texts: tuple[str, ...]
    masking: Masked

    @classmethod
    def over(cls, texts: Sequence[str], *, names: Sequence[str] = ()) -> Veil:
        """The texts without personal data, in the same order."""
        joined = _BETWEEN.join(text.replace(_BETWEEN, "") for text in texts)
        masking = mask(joined, names=names)
        return cls(tuple(masking.text.split(_BETWEEN)) if texts else (), masking)

    def lift(self, text: str) -> str:
        """A text of the model's with the persons put back."""
        return self.masking.restore(text)


def names_in(
    *, record: CustomerRecord | None, spoken: Sequence[str], notes: Sequence[str]
) -> tuple[str, ...]:
    """Every name to keep back: the customer's in all forms, the RM's, those in free notes."""
    found = [*_names_of(record, spoken)] if record else []
    for line in spoken:
        found += (name for name in _RM_NAMED.findall(line) if name not in ordinary_words())
    for note in notes:
        found += persons_in(note)
    return tuple(dict.fromkeys(name for name in found if len(name) >= 2))


def persons_in(text: str) -> Iterator[str]:
    """Persons a free text speaks of: by title, after their relation, or before their number."""
    for start, end, _ in surnames_spoken(text):
        yield text[start:end]
    for name in (*_RELATED.findall(text), *_REACHED.findall(text)):
        if not {name[:2], name[1:3]} & ordinary_words():
            yield name


def _names_of(record: CustomerRecord, spoken: Sequence[str]) -> Iterator[str]:
    name = record.name
    yield from (name, record.customer_id, record.phone_tail)
    if record.is_company:
        yield from (addressed_name(name), short_name(name), core_name(name))
        return
    surname, given = split_name(name)
    yield given
    for line in spoken:
        yield from (x for x in _GREETED.findall(line) if surname and x.startswith(surname))
        yield from (line[a:b] for a, b, said in surnames_spoken(line) if said == surname)
