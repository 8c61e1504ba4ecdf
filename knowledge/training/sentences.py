"""Reads the labelled sentences of a task."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

_FOLDER = Path(__file__).parent


class TrainingDataError(ValueError):
    """A labelled sentence that cannot be used; the message names the file and the line."""


class Sentence(BaseModel):
    """A sentence, what it is (`label`), what makes it hard or telling (`kind`), and its author.

    `then`: where it makes more than one request, the labels of the further ones in their order.
    `to`: whom it is said to, where noted: `customer`, `colleague` or `bot`. `disputed`: a second
    reader found it a breach too, but of another category.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str = Field(min_length=1)
    label: str
    kind: str = ""
    then: tuple[str, ...] = ()
    to: str = ""
    disputed: bool = False
    author: str = Field(min_length=1)


def sentences_folder(task: str) -> Path:
    """Where the sentences of a task stand: `compliance`, `intent` or `retrieval`."""
    return _FOLDER / task


def read_sentences(folder: Path, *, labels: Collection[str], files: str = "*") -> list[Sentence]:
    """Every sentence of the folder's `files`, each text once, in the order of files and lines.

    Raises:
        TrainingDataError: for a line that is not a sentence or has none of the labels.
    """
    found: dict[str, Sentence] = {}
    for path in sorted(folder.glob(f"{files}.jsonl")):
        for sentence in _sentences(path, labels):
            found.setdefault(sentence.text, sentence)
    return list(found.values())


def _sentences(path: Path, labels: Collection[str]) -> Iterator[Sentence]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            sentence = Sentence.model_validate_json(line)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"]))
            raise TrainingDataError(f"{path.name}:{number}: {place} {first['msg']}") from error
        if sentence.label not in labels:
            raise TrainingDataError(f"{path.name}:{number}: unknown label {sentence.label!r}")
        yield sentence
