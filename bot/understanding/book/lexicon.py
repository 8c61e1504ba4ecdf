"""The words of the grammar, read from the table beside this file into one dictionary."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from bot.book.query import Condition, condition_from
from knowledge.yaml_files import read_yaml

_FILE = Path(__file__).with_name("lexicon.yaml")
_CONDITIONS = Path(__file__).with_name("conditions.yaml")
_PLAIN_GROUP = re.compile(r"(\((?:\?[:=!])?)([^()\[\]]*)\)")
_NAMED = re.compile("<(.+?)>")
_PIECE = re.compile(r"\((?P<group>[^()]*)\)(?P<maybe>\?)?|(?P<char>[^()?])(?P<may>\?)?")
_TABLES = (
    "numbers",
    "verbs",
    "types",
    "before",
    "behind",
    "order",
    "consents",
    "channels",
    "levels",
    "ways",
)
_LISTS = (
    "have kinds_of not or and listing except outside to between sort sorted count salary unplaced"
    " product_named occasion single owned prefer preferred agree consent credit surname named"
    " called phone level years front matter loose linking opaque"
).split()
_TAGGED = ("interests", "need_tags", "resource_needs", "occupation", "industry")
Roles = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Lexicon:
    """Words with the parts they may play, and what each means there.

    `roles` maps a word to its roles and values; `conditions` are patterns of words that are a
    whole condition, each with what it means.
    """

    roles: Mapping[str, Roles]
    conditions: tuple[tuple[re.Pattern[str], Condition], ...]
    same: Mapping[str, Mapping[str, str]]
    forget: frozenset[str]
    slips: Mapping[str, Sequence[str]]
    longest: int


@cache
def lexicon() -> Lexicon:
    """The shipped words, read once."""
    table = read_yaml(_FILE)
    roles: dict[str, dict[str, list[str]]] = {}
    for pattern, role, value in _entries(table):
        for word in spelled(str(pattern)):
            if word.startswith("的") and "(" in str(pattern):
                continue
            roles.setdefault(word.lower(), {}).setdefault(role, []).append(value)
    return Lexicon(
        roles={
            word: {role: tuple(dict.fromkeys(values)) for role, values in parts.items()}
            for word, parts in roles.items()
        },
        conditions=tuple(_conditions(read_yaml(_CONDITIONS))),
        same={name: table[name].get("same", {}) for name in _TAGGED},
        forget=frozenset(table["forget"]),
        slips=table["slips"],
        longest=max(map(len, roles)),
    )


def _conditions(table: Mapping[str, Any]) -> Iterator[tuple[re.Pattern[str], Condition]]:
    """The patterns of each whole condition; `<name>` in one stands for words said once."""
    words: Mapping[str, str] = table["words"]
    for entry in table["conditions"]:
        condition = condition_from(entry["is"])
        if condition is None:
            raise ValueError(f"no condition: {entry}")
        for pattern in (str(each) for ways in entry["say"] for each in ways):
            whole = _NAMED.sub(lambda match: words[match[1]], pattern)
            yield re.compile(_longest_first(whole), re.IGNORECASE), condition


def _longest_first(pattern: str) -> str:
    """The pattern with the longest of plain alternatives tried first: 办完 before 办."""

    def ordered(match: re.Match[str]) -> str:
        return match[1] + "|".join(sorted(match[2].split("|"), key=len, reverse=True)) + ")"

    return _PLAIN_GROUP.sub(ordered, pattern)


def _entries(table: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """(word, role, value) of everything but whole conditions."""
    for name in _TABLES:
        for value, words in table[name].items():
            yield from ((word, name, value) for word in words)
    for name in _LISTS:
        yield from ((word, name, "") for word in table[name])
    yield from ((word, "filler", "") for words in table["filler"] for word in words)
    yield from ((word, "said", "") for word in table["said"]["before"])
    yield from _tag_entries(table)
    yield from _blank_entries(table["blank"])


def _tag_entries(table: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Words that stand for themselves, by list, and those before and behind them."""
    for name in _TAGGED:
        for part, role in (("say", "tag"), ("before", "tag_before"), ("behind", "tag_behind")):
            yield from ((word, role, name) for word in table[name].get(part, ()))


def _blank_entries(table: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Names of fields, and words that say nothing is recorded in one."""
    for field, words in table["nouns"].items():
        yield from ((word, "blank", field) for word in words)
    for part in ("before", "behind", "slot"):
        yield from ((word, f"blank_{part}", "") for word in table[part])


def spelled(pattern: str) -> Iterator[str]:
    """Every word a pattern stands for: `(a|b)` offers, a `?` behind leaves out."""
    pieces: list[list[str]] = []
    for match in _PIECE.finditer(pattern):
        options = match["group"].split("|") if match["group"] is not None else [match["char"]]
        maybe = match["maybe"] or match["may"]
        pieces.append(["", *options] if maybe else options)
    yield from ("".join(each) for each in product(*pieces))
