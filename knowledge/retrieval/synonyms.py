"""The table of synonyms an administrator edits: the shipped lexicon, what was added, what removed.

The edits are a file in the data folder, replaced in one step. Whoever answers looks at it before
every question, so that an edit holds at once, in every process and without a build. A text that
holds an added way is read as if the term stood behind it; a removed way stands for nothing more.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from knowledge.retrieval.handbook import Handbook
from knowledge.retrieval.lexicon import LEXICON_FILE, Lexicon
from knowledge.retrieval.normalise import normalise
from knowledge.retrieval.terms import TermReader
from knowledge.yaml_files import read_yaml

EDITS_FILE = "synonyms.json"
Pair = tuple[str, str]
"""A term and a way of saying it."""
Table = Mapping[str, Sequence[str]]
"""Terms with their ways of saying."""


class SynonymRefused(ValueError):
    """An edit that does not fit the table; the message says why, in Chinese."""


@dataclass(frozen=True)
class Edits:
    """What the table has beyond the shipped lexicon, and what it lacks of it."""

    added: tuple[Pair, ...] = ()
    removed: tuple[Pair, ...] = ()

    def table(self, shipped: Table) -> dict[str, tuple[str, ...]]:
        """Every term with its ways of saying, in order; terms left without any are gone."""
        gone = set(self.removed)
        found = {
            term: [way for way in ways if (term, way) not in gone] for term, ways in shipped.items()
        }
        for term, way in self.added:
            found.setdefault(term, []).append(way)
        return {term: tuple(ways) for term, ways in found.items() if ways}

    def add(self, term: str, ways: Sequence[str], *, shipped: Table) -> Edits:
        """With the ways of saying added.

        Raises:
            SynonymRefused: for words that say nothing, one that is there already, or a chain (a
                term that is itself a way of saying another).
        """
        table = self.table(shipped)
        heads = {normalise(each) for each in table}
        said = {normalise(way): each for each, all_ways in table.items() for way in all_ways}
        if not normalise(term):
            raise SynonymRefused("词条是空的")
        if normalise(term) not in heads and (other := said.get(normalise(term))):
            raise SynonymRefused(f"“{term}”已经是“{other}”的说法，请直接加到“{other}”下面")
        edits = self
        for way in ways:
            if not normalise(way) or normalise(way) == normalise(term):
                raise SynonymRefused(f"“{way}”不成一个说法")
            if normalise(way) in heads:
                raise SynonymRefused(f"“{way}”自己就是词条，不能再当别的词的说法")
            if way in table.get(term, ()):
                raise SynonymRefused(f"“{term}”下面已有“{way}”")
            edits = edits._with(term, way, shipped)
        return edits

    def remove(self, term: str, ways: Sequence[str], *, shipped: Table) -> Edits:
        """Less the ways of saying.

        Raises:
            SynonymRefused: for a way the term does not have.
        """
        edits = self
        for way in ways:
            if way not in edits.table(shipped).get(term, ()):
                raise SynonymRefused(f"“{term}”下面没有“{way}”")
            pair = (term, way)
            added = tuple(each for each in edits.added if each != pair)
            removed = edits.removed if pair in edits.added else (*edits.removed, pair)
            edits = Edits(added, removed)
        return edits

    def _with(self, term: str, way: str, shipped: Table) -> Edits:
        pair = (term, way)
        if way in shipped.get(term, ()):
            return Edits(self.added, tuple(each for each in self.removed if each != pair))
        return Edits((*self.added, pair), self.removed)


NO_EDITS = Edits()


def shipped_table() -> Table:
    """The shipped lexicon's terms and ways of saying."""
    table: Table = read_yaml(LEXICON_FILE)
    return table


def read_edits(data_dir: Path) -> Edits:
    """The edits of an installation; none where there is no file.

    Raises:
        SynonymRefused: where the file does not read.
    """
    try:
        content = json.loads((data_dir / EDITS_FILE).read_text(encoding="utf-8"))
        return Edits(_pairs(content["added"]), _pairs(content["removed"]))
    except FileNotFoundError:
        return NO_EDITS
    except (KeyError, TypeError, ValueError) as error:
        raise SynonymRefused(f"{EDITS_FILE} 读不出来，请改好或删掉它，再试。") from error


def write_edits(data_dir: Path, edits: Edits) -> None:
    """Put the edits in place in one step."""
    content = {"added": edits.added, "removed": edits.removed}
    handle, name = tempfile.mkstemp(prefix=".synonyms-", dir=data_dir)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    Path(name).chmod(0o644)
    os.replace(name, data_dir / EDITS_FILE)


def stamp_of(data_dir: Path) -> tuple[int, int, int] | None:
    """What changes whenever the edits do; None where there are none."""
    try:
        about = os.stat(data_dir / EDITS_FILE)
    except FileNotFoundError:
        return None
    return about.st_mtime_ns, about.st_size, about.st_ino


def edited(handbook: Handbook, edits: Edits) -> Handbook:
    """A build as it answers under the edits; `handbook` is as it was built."""
    if edits == NO_EDITS:
        return handbook
    gone = _forms(edits.removed)
    kept = {
        form: tuple(term for term in terms if term not in gone.get(form, ()))
        for form, terms in handbook.scorer.reader.lexicon.forms.items()
    }
    lexicon = Lexicon({form: terms for form, terms in kept.items() if terms})
    added = Lexicon({form: tuple(terms) for form, terms in _forms(edits.added).items()})
    reader = TermReader(lexicon, added)
    return replace(handbook, scorer=replace(handbook.scorer, reader=reader))


def _forms(pairs: Iterable[Pair]) -> dict[str, list[str]]:
    forms: dict[str, list[str]] = {}
    for term, way in pairs:
        forms.setdefault(normalise(way), []).append(normalise(term))
    return forms


def _pairs(content: Iterable[Sequence[str]]) -> tuple[Pair, ...]:
    return tuple((str(term), str(way)) for term, way in content)
