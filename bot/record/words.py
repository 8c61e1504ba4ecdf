"""The word lists beside this file, typed: near-term needs, titles, what is said of a type."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from knowledge.yaml_files import read_yaml
from store.models import ProductType

WORDS_FILE = Path(__file__).with_name("words.yaml")


class TitleOf(BaseModel):
    """How an occupation is addressed after the surname."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    occupation: str
    title: str


class TypeWords(BaseModel):
    """What is said of a product type: words to ask by, and what speaks of it in a line."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    asked: tuple[str, ...]
    spoken: re.Pattern[str] | None = None


class Words(BaseModel):
    """The whole file; every product type has its words."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    near_term: tuple[str, ...]
    titles: tuple[TitleOf, ...]
    particulars: Mapping[ProductType, tuple[re.Pattern[str], ...]]
    complaints: Mapping[str, re.Pattern[str]]
    product_types: Mapping[ProductType, TypeWords]


@cache
def words() -> Words:
    """The shipped lists, read once."""
    return Words.model_validate(read_yaml(WORDS_FILE))


def speaks_of(text: str, types: Collection[ProductType]) -> bool:
    """Whether a script's line speaks of any of the product types."""
    return any(kind in types and pattern.search(text) for kind, pattern in _spoken())


def types_asked_for(text: str) -> frozenset[ProductType]:
    """The product types a question names."""
    said = words().product_types.items()
    return frozenset(kind for kind, its in said if any(word in text for word in its.asked))


def particulars_of(text: str, kind: ProductType) -> list[re.Match[str]]:
    """The kinds within a product type that a text names, as they stand in it."""
    found = (each.search(text) for each in words().particulars.get(kind, ()))
    return [each for each in found if each]


def complaint_topics(text: str) -> frozenset[str]:
    """What a complaint is about, by its words; nothing where they do not say."""
    known = words().complaints.items()
    return frozenset(topic for topic, pattern in known if pattern.search(text))


def title_for(occupation: str) -> str:
    """The title an occupation gives; "" where it gives none."""
    return next((t.title for t in words().titles if t.occupation in occupation), "")


def is_near_term(need: str) -> bool:
    """Whether a need names a payment soon."""
    return any(word in need for word in words().near_term)


@cache
def _spoken() -> tuple[tuple[ProductType, re.Pattern[str]], ...]:
    said = words().product_types.items()
    return tuple((kind, its.spoken) for kind, its in said if its.spoken is not None)
