"""What an imported document is, before and after it is cleaned, split and made into drafts."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from knowledge.documents.forbidding import Stance
from knowledge.documents.labels import Label
from knowledge.handbook.format import Section

LOST = "〔缺字〕"
"""Stands where a character, or a few in a row, could not be restored."""
CUT_OFF = "〔下文缺失〕"
"""Stands where the document breaks off."""

TO_WRITE = "〔待补〕"
"""Starts every line that the document does not give and an officer has to write."""


class DocumentRefused(ValueError):
    """A file that cannot be imported; `reason` is a Chinese sentence for the officer."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A file's text as it was read; offsets of all later parts point into `text`."""

    name: str
    text: str
    kind: str = "txt"


@dataclass(frozen=True, slots=True)
class Unrestored:
    """Something lost: where in the source, and the cleaned words around it."""

    offset: int
    context: str
    why: str = "缺字"


@dataclass(frozen=True, slots=True)
class CleanDocument:
    """The readable text. `origins[i]` is the source offset of `text[i]`.

    `removed` counts by Chinese name what was taken out or put right.
    """

    name: str
    title: str
    text: str
    origins: array[int] = field(repr=False)
    removed: Mapping[str, int]
    unrestored: tuple[Unrestored, ...]

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The source span of a span of the cleaned text."""
        if not self.origins:
            return 0, 0
        start = min(start, len(self.origins) - 1)
        last = self.origins[max(start, min(end, len(self.origins)) - 1)]
        return self.origins[start], max(last, self.origins[start]) + 1


class PassageKind(StrEnum):
    """What a passage is."""

    CHAPTER = "chapter"
    SCENARIO = "scenario"
    STEPS = "steps"
    DIALOGUE = "dialogue"
    OBJECTION = "objection"
    FORBIDDEN = "forbidden"
    TABLE = "table"
    CASE = "case"
    STAGE = "stage"
    PROSE = "prose"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header. `inferred`: the cells had run together and were parted by their form.

    A table whose cells could not be told apart has no rows; its words stand in the passage.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    inferred: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage with its source span, and what the document's labels say of it.

    `label` is what the document calls its line; a labelled line is one sentence where it may be.
    """

    text: str
    start: int
    end: int
    stance: Stance = Stance.NONE
    label: Label | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of the document under its headings; `start` and `end` are source offsets.

    `dialogue`, `objection` and `forbidden` passages are quotes or cells out of another passage. An
    objection has the customer's words in `text` and its answers in `answer`, a line each;
    `forbidden` is what the document says not to say; `label` is what its table calls a cell.
    """

    path: tuple[str, ...]
    text: str
    kind: PassageKind
    start: int
    end: int
    sentences: tuple[Sentence, ...] = ()
    table: Table | None = None
    answer: str = ""
    label: Label | None = None


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A line proposed from the document, with its place there; None marks a gap to be written."""

    anchor: str
    section: Section
    text: str
    place: tuple[int, int] | None
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DraftObjection:
    """A customer's objection with the document's answers."""

    anchor: str
    text: str
    answers: tuple[DraftLine, ...]


@dataclass(frozen=True, slots=True)
class DraftScript:
    """A scenario script an officer has yet to read, complete and approve.

    `missing` names the sections of which the document holds no line.
    """

    script_id: str
    group: str
    title: str
    goal: str
    audience: str
    document: str
    heading: tuple[str, ...]
    asks: tuple[str, ...]
    lines: tuple[DraftLine, ...]
    objections: tuple[DraftObjection, ...]
    missing: tuple[Section, ...]
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import found; `scenarios`, `tables` … are counts.

    `masked` counts by Chinese name the personal data hidden; `left_out` are the sentences that
    stand in no draft and in no passage that can be cited.
    """

    document: str
    title: str
    chapters: int
    scenarios: int
    tables: int
    stages: int
    cases: int
    passages: int
    drafts: int
    removed: Mapping[str, int]
    unrestored: tuple[Unrestored, ...]
    masked: Mapping[str, int] = field(default_factory=dict)
    left_out: tuple[Sentence, ...] = ()
