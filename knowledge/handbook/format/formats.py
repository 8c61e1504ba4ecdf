"""What sections a script has: one table a format version, and nothing else says it.

A new section is a row of the newest format, optional there, or a row of a new format. Scripts of an
older format go on without it: their own format is the one they are read by. A stop script (group
`stop`: no sales situation) is made otherwise and has a format of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

FIRST_FORMAT = 1
"""The format of a script whose front matter names none."""
STOP_FORMAT = 2
"""The format of stop scripts, and of nothing else."""


class Section(str):
    """A section by its Chinese heading; those that code reads by name stand below."""

    __slots__ = ()

    OPENING: ClassVar[Section]
    POINTS: ClassVar[Section]
    QUESTIONS: ClassVar[Section]
    OBJECTIONS: ClassVar[Section]
    ACTIONS: ClassVar[Section]
    AVOID: ClassVar[Section]
    DISCLOSURES: ClassVar[Section]
    NOTES: ClassVar[Section]
    NOW: ClassVar[Section]
    TELL: ClassVar[Section]
    MAY_SAY: ClassVar[Section]


Section.OPENING = Section("开场")
Section.POINTS = Section("要点")
Section.QUESTIONS = Section("提问")
Section.OBJECTIONS = Section("异议")
Section.ACTIONS = Section("下一步")
Section.AVOID = Section("不能说")
Section.DISCLOSURES = Section("披露")
Section.NOTES = Section("备忘")
Section.NOW = Section("此刻")
Section.TELL = Section("报告")
Section.MAY_SAY = Section("可以说")


@dataclass(frozen=True, slots=True)
class SectionForm:
    """What one section must be.

    `letter`: its anchors begin with it. `least` to `most`: base lines (异议: objections).
    `heard`: a customer hears its lines. `sure`: base lines wanted that no missing value can drop.
    `attributes`: what every line must carry beside its anchor, as in `due=+3d`.
    """

    section: Section
    letter: str
    least: int
    most: int
    heard: bool = False
    required: bool = True
    sure: int = 0
    attributes: tuple[str, ...] = ()


FORMATS: dict[int, tuple[SectionForm, ...]] = {
    1: (
        SectionForm(Section.OPENING, "o", 1, 3, heard=True, sure=1),
        SectionForm(Section.POINTS, "p", 3, 6, heard=True, sure=2),
        SectionForm(Section.QUESTIONS, "q", 2, 4, heard=True, sure=1),
        SectionForm(Section.OBJECTIONS, "x", 1, 5, heard=True),
        SectionForm(Section.ACTIONS, "a", 1, 5, attributes=("kind", "channel", "due")),
        SectionForm(Section.AVOID, "n", 1, 5, attributes=("rule",)),
        SectionForm(Section.DISCLOSURES, "d", 1, 3, heard=True),
        SectionForm(Section.NOTES, "m", 1, 12),
    ),
    STOP_FORMAT: (
        SectionForm(Section.NOW, "c", 1, 4),
        SectionForm(Section.TELL, "r", 1, 4, attributes=("role", "within")),
        SectionForm(Section.MAY_SAY, "s", 1, 4, heard=True, sure=1),
        SectionForm(Section.AVOID, "n", 1, 5),
        SectionForm(Section.NOTES, "m", 1, 12, required=False),
    ),
}
"""Format version → its sections, in the order in which a script is shown."""


def forms_of(version: int) -> Sequence[SectionForm]:
    """The sections of a format.

    Raises:
        KeyError: where there is no such format.
    """
    return FORMATS[version]


def newest_format() -> int:
    """The format in which new scripts of talk are written."""
    return max(FORMATS.keys() - {STOP_FORMAT})


def form_in(version: int, section: str) -> SectionForm | None:
    """What a section must be in a format; None where the format has none such."""
    return next((form for form in forms_of(version) if form.section == section), None)


def first_format_of(section: str) -> int | None:
    """The oldest format that has a section of this heading; None where no format has."""
    return next((each for each in sorted(FORMATS) if form_in(each, section)), None)
