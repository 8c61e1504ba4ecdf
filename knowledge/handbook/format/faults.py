"""What can be wrong in a script: a code and its values, worded in English for script authors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from string import Formatter
from types import MappingProxyType
from typing import Self


class FaultCode(StrEnum):
    """Everything that can be wrong; `words` says it in English, with its values in braces."""

    words: str

    def __new__(cls, value: str, words: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.words = words
        return member

    @property
    def names(self) -> frozenset[str]:
        """The values a fault of this code carries."""
        return placeholders(self.words)

    NO_FRONT_MATTER = "no_front_matter", "no front matter between two lines of ---"
    NOT_YAML = "not_yaml", "front matter is not YAML: {problem}"
    KEY_TWICE = "key_twice", "{key} stands twice in the front matter"
    NOT_A_MAPPING = "not_a_mapping", "front matter is not a mapping"
    FIELD_MISSING = "field_missing", "front matter lacks {field}"
    FIELD_VALUE = "field_value", "{field} {value!r} is none of {allowed}"
    NOT_A_LIST = "not_a_list", "{field} is not a list"
    NOT_A_NUMBER = "not_a_number", "{field} is not a whole number"
    NOT_A_DATE = "not_a_date", "{field} is not a date"
    ASK_NOT_TEXT = "ask_not_text", "ask {ask} is not text: quote it"
    UNKNOWN_FORMAT = "unknown_format", "format {format} is not known: {newest} is the newest"

    UNKNOWN_SECTION = "unknown_section", "unknown section {section}"
    NEWER_SECTION = (
        "newer_section",
        "section {section} is of format {since}, this script is of format {format}",
    )
    SECTION_MISSING = "section_missing", "section {section} is missing or empty"
    STRAY_ROW = "stray_row", "neither a heading, an objection nor a line with an anchor: {text}"
    STRAY_OBJECTION = "stray_objection", "objection {anchor} stands outside 异议"
    BEFORE_SECTION = "before_section", "line {anchor} stands before any section"
    BEFORE_OBJECTION = "before_objection", "answer {anchor} stands before any objection"
    WRONG_ANCHOR = "wrong_anchor", "anchor {anchor!r} does not fit section {section}: {letter}1 …"
    ANCHOR_TWICE = "anchor_twice", "anchor {anchor} occurs twice"
    UNKNOWN_VARIANT = "unknown_variant", "unknown variant @{tag}"
    BAD_GUARD = (
        "bad_guard",
        "when={guard} does not read: when=fact, fact:value, fact:>=3<=9; a fact once",
    )

    NO_WHEN = "no_when", "an entry of applies has no mapping under when"
    NO_VALUE = "no_value", "{field} in when asks for no value"
    NO_PRIORITY = "no_priority", "an entry of applies has no whole-number priority"
    NO_WHY = "no_why", "an entry of applies does not say why"
    UNKNOWN_FIELD = "unknown_field", "unknown field {field!r} in when"
    UNKNOWN_VALUE = "unknown_value", "{field} is never {value!r}: {allowed}"
    BAD_COMPARISON = "bad_comparison", "{field}: {value!r} is no comparison such as '>=30'"

    ID_TWICE = "id_twice", "id {script_id} occurs twice"
    ASK_TAKEN = "ask_taken", "ask {ask!r} is {script_id}'s already"
    FEW_ASKS = "few_asks", "{count} asks, {least} are wanted"
    UNKNOWN_PRODUCT = "unknown_product", "unknown product type {product!r}"
    LINE_COUNT = "line_count", "{section} has {count} base lines, {least} to {most} are wanted"
    OBJECTION_COUNT = "objection_count", "{section} has {count}, {least} to {most} are wanted"
    FEW_SURE = "few_sure", "{section} needs {least} base lines that no missing value can drop"
    NO_BASE_ANSWER = "no_base_answer", "{anchor} has no base answer"
    NO_BASE_LINE = "no_base_line", "variant {variant} has no base line"
    UNKNOWN_SLOT = "unknown_slot", "unknown slot {{{slot}}}"
    UNPAIRED_BRACE = "unpaired_brace", "an unpaired brace"
    CLAIM = (
        "claim",
        "says as a fact {quote!r}: name in when= what in the record knows it, or offer or ask",
    )
    TOO_LONG = "too_long", "{count} characters: a customer hears {most} at most"
    RULE_MISSING = "rule_missing", "rule= is missing: the compliance rule the line is there for"
    UNKNOWN_RULE = "unknown_rule", "rule {rule!r} is not in the rule set"
    ATTRIBUTE_MISSING = "attribute_missing", "{attribute}= is missing: {allowed}"
    ATTRIBUTE_VALUE = "attribute_value", "{attribute}={value} is none of {allowed}"

    RULE_BROKEN = "rule_broken", "breaks {rule_id} by {quote!r}: {because}"
    UNWRITTEN = "unwritten", "is not written yet: a gap or lost characters"
    STAND_IN = "stand_in", "{words!r} stands for a name: write the name, a slot, or leave it out"
    TEXT_CHANGED = "text_changed", "version {version} is registered with another text: raise it"


def placeholders(words: str) -> frozenset[str]:
    """The names in braces of a wording."""
    return frozenset(name for _, name, _, _ in Formatter().parse(words) if name)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a script, where, and at which line's anchor if at one (`reference`).

    Raises:
        TypeError: where the values are not those of the code.
    """

    file: str
    line: int
    code: FaultCode
    values: Mapping[str, str | int] = field(default_factory=lambda: MappingProxyType({}))
    reference: str = ""

    def __post_init__(self) -> None:
        if self.values.keys() != self.code.names:
            raise TypeError(f"{self.code}: {sorted(self.code.names)} wanted, {self.values} given")

    def __str__(self) -> str:
        where = f"{self.reference}: " if self.reference else ""
        return f"{self.file}:{self.line}: {where}{self.code.words.format_map(self.values)}"


class ScriptFault(ValueError):
    """A handbook that does not read; `faults` lists every one found."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)
