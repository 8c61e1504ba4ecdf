"""The colloquial-to-formal lexicon: what RMs and customers say, and the desk's word for it.

`knowledge/lexicon.yaml` holds a formal term and below it the ways it is said. A text that holds any
of the ways, or the term itself, is given the term as one more word to be found by.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from knowledge.retrieval.normalise import normalise

LEXICON_FILE = Path(__file__).parent.parent / "lexicon.yaml"


class LexiconFault(ValueError):
    """A lexicon that does not read; the message names each fault on a line of its own."""


@dataclass(frozen=True)
class Lexicon:
    """Surface forms and the formal terms they stand for, all normalised."""

    forms: Mapping[str, tuple[str, ...]]

    def formal(self, text: str) -> tuple[str, ...]:
        """The formal terms a normalised text speaks of, each once, in order of appearance."""
        found: dict[str, None] = {}
        for start, char in enumerate(text):
            for length in self._lengths.get(char, ()):
                for term in self.forms.get(text[start : start + length], ()):
                    found.setdefault(term)
        return tuple(found)

    def matches(self, text: str) -> tuple[str, ...]:
        """The surface forms found in a normalised text."""
        return tuple(form for form in self.forms if form in text)

    def without(self, form: str) -> Lexicon:
        """The same lexicon less one surface form."""
        return Lexicon({each: terms for each, terms in self.forms.items() if each != form})

    @cached_property
    def _lengths(self) -> dict[str, tuple[int, ...]]:
        lengths: dict[str, set[int]] = {}
        for form in self.forms:
            lengths.setdefault(form[0], set()).add(len(form))
        return {char: tuple(sorted(each)) for char, each in lengths.items()}


NO_WORDS = Lexicon({})


def load_lexicon(path: Path = LEXICON_FILE) -> Lexicon:
    """Read the lexicon file.

    Raises:
        LexiconFault: an entry of the wrong form, a way of saying that is empty after
            normalisation, or a chain (a term that is itself a way of saying another).
    """
    from knowledge.yaml_files import read_yaml

    return lexicon_of(read_yaml(path))


def lexicon_of(entries: Mapping[str, Sequence[str]]) -> Lexicon:
    """The lexicon of formal terms with their ways of saying, checked."""
    faults = _form_faults(entries)
    if faults:
        raise LexiconFault("\n".join(faults))
    forms: dict[str, list[str]] = {}
    for formal, ways in entries.items():
        term = normalise(formal)
        for way in (formal, *ways):
            terms = forms.setdefault(normalise(way), [])
            if term not in terms:
                terms.append(term)
    faults = _loops({normalise(term) for term in entries}, forms)
    if faults:
        raise LexiconFault("\n".join(faults))
    return Lexicon({form: tuple(terms) for form, terms in forms.items()})


def _form_faults(entries: Mapping[str, Sequence[str]]) -> list[str]:
    if not isinstance(entries, Mapping):
        return ["the lexicon is not a mapping of formal terms to lists"]
    faults = []
    for formal, ways in entries.items():
        if not isinstance(ways, list) or not all(isinstance(way, str) for way in ways):
            faults.append(f"{formal}: not a list of texts")
            continue
        faults.extend(f"{formal}: {way!r} says nothing" for way in ways if not normalise(way))
        twice = {way for way in ways if ways.count(way) > 1}
        faults.extend(f"{formal}: {way} stands twice" for way in sorted(twice))
    return faults


def _loops(formal: set[str], forms: Mapping[str, Sequence[str]]) -> list[str]:
    return [
        f"{term} is a formal term and also a way of saying {other}"
        for term in sorted(formal)
        for other in forms.get(term, ())
        if other != term
    ]
