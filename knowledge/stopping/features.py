"""What the stop layer looks at in a message, in four views that a model weighs together.

Character n-grams; n-grams of syllables, which a voice input's wrong characters leave alone;
concepts (`concepts.yaml`), alone and in pairs that stand near each other; and words. Training and
answering share this module. All is linear in the text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

from knowledge.chinese import simplified
from knowledge.compliance.tables import load_tables
from knowledge.stopping.words import Words
from knowledge.yaml_files import read_yaml

CONCEPTS_FILE = Path(__file__).with_name("concepts.yaml")
LONGEST_GRAM = 3
SYLLABLE_GRAMS = (2, 3, 4)
NEAR = 20
"""Characters between the beginnings of two concepts that make a pair."""
_LONG_NUMBER = re.compile(r"\d{7,}")
_SPACES = re.compile(r"\s+")
_RETROFLEX = re.compile(r"^([zcs])h")

VIEWS = 4
Views = tuple[set[str], set[str], set[str], set[str]]


def normalised(text: str) -> str:
    """A message as it is compared: one width, Simplified, single spaces, long numbers left out.

    A telephone number that holds 12378 or 12345 threatens nobody with a hotline.
    """
    plain = simplified(unicodedata.normalize("NFKC", text))
    return _SPACES.sub(" ", _LONG_NUMBER.sub("0", plain)).strip()


def views_of(text: str, words: Words) -> Views:
    """The features of a normalised text: characters, syllables, concepts, words."""
    return _grams(text), _syllable_grams(text), _concept_features(text), words.of(text)


def speaks_of(text: str, concept: str) -> bool:
    """Whether a message has words of a concept.

    Raises:
        KeyError: where there is no such concept.
    """
    return _concepts()[concept].search(normalised(text)) is not None


def _grams(text: str) -> set[str]:
    marked = f"^{text}$"
    size = len(marked)
    return {marked[i : i + n] for n in range(1, LONGEST_GRAM + 1) for i in range(size - n + 1)}


def _syllable_grams(text: str) -> set[str]:
    sounds = _sounds()
    spoken = [sounds.get(char, char) for char in text]
    size = len(spoken)
    return {"-".join(spoken[i : i + n]) for n in SYLLABLE_GRAMS for i in range(size - n + 1)}


def _concept_features(text: str) -> set[str]:
    hits = sorted(
        (match.start(), name)
        for name, pattern in _concepts().items()
        for match in pattern.finditer(text)
    )
    found = {name for _, name in hits}
    for at, (start, first) in enumerate(hits):
        for later, second in hits[at + 1 :]:
            if later - start > NEAR:
                break
            if first != second:
                found.add(f"{first}>{second}")
    return found


@cache
def _concepts() -> dict[str, re.Pattern[str]]:
    groups = read_yaml(CONCEPTS_FILE)
    return {
        name: re.compile(words) for concepts in groups.values() for name, words in concepts.items()
    }


@cache
def _sounds() -> dict[str, str]:
    """Character to syllable, without tones and with zh, ch, sh and -ng as many people say them."""
    return {
        char: _RETROFLEX.sub(r"\1", syllable).removesuffix("g")
        for syllable, chars in load_tables().homophones.items()
        for char in chars
    }
