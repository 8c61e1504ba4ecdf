"""The rules as data: read from YAML, validated, each error naming its file and rule."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from knowledge.yaml_files import YamlFault, read_yaml

RULES_FOLDER = Path(__file__).parent.parent / "rules"
CONCEPTS_FILE = "concepts.yaml"
DUTY = "duty"
CATEGORIES = (
    "guaranteed_principal",
    "guaranteed_return",
    "predicted_yield",
    "absolute_superlative",
    "downplay_risk",
    "product_confusion",
    "improper_comparison",
    "inducement",
    "pressure_urgency",
    "private_sale",
    "risk_mismatch",
    "coach_questionnaire",
    "evade_recording",
    "excessive_data",
    "unencrypted_data",
    "insurance_misleading",
    "loan_violation",
    "operate_for_client",
    "nominee_funds",
    "insider_hint",
    "aml_evasion",
    "unreviewed_material",
    "rm_request",
    "prompt_injection",
)

REQUESTS = frozenset({"rm_request", "prompt_injection"})
"""The categories that are broken by asking the bot for something, not by a deed."""


@lru_cache(maxsize=512)
def _compiled(about: str) -> re.Pattern[str]:
    """A rule's regular expression.

    Raises:
        ValueError: where it is none.
    """
    try:
        return re.compile(about)
    except re.error as error:
        raise ValueError(f"{about!r} is no regular expression: {error}") from error


class RuleFileError(ValueError):
    """A rule file that cannot be used; the message names the file and the rule."""


class PatternSpec(BaseModel):
    """One pattern; `bare` means that no negation, quotation or citation excuses it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    match: str = Field(min_length=2)
    severity: Literal["block", "review"] | None = None
    bare: bool = False


class Fitted(BaseModel):
    """What to say instead where `about`, a regular expression, finds the sentence at fault."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    about: str = Field(min_length=1)
    instead: str = Field(min_length=4)

    @model_validator(mode="after")
    def _reads(self) -> Fitted:
        _compiled(self.about)
        return self


class Rule(BaseModel):
    """One rule: what is demanded, why, what to say instead, by which source.

    `clause` is the governing regulation and article, or the handbook's chapter, as it is shown
    beside a decision; `source` is everything the rule was gathered from. `fitted` holds what to say
    instead of a certain fault, the first that fits being said; `about`, a regular expression, is by
    what the rule is known where a breach of its category has no pattern's words.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z]+(-[a-z]+)*$")
    category: str
    demand: str = Field(min_length=4)
    because: str = Field(min_length=4)
    instead: str = Field(min_length=4)
    source: str = Field(min_length=2)
    clause: str = Field(min_length=2)
    severity: Literal["block", "review"]
    version: str = Field(min_length=1)
    patterns: tuple[PatternSpec, ...] = ()
    condition: str | None = None
    about: str | None = None
    fitted: tuple[Fitted, ...] = ()

    def said_instead(self, sentence: str) -> str:
        """What to say instead of a sentence at fault, as normalised."""
        fitting = (each for each in self.fitted if _compiled(each.about).search(sentence))
        return next((each.instead for each in fitting), self.instead)

    def is_known_by(self, sentence: str) -> bool:
        """Whether a sentence has the words by which this rule is known."""
        return self.about is not None and _compiled(self.about).search(sentence) is not None

    @model_validator(mode="before")
    @classmethod
    def _plain_patterns(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        given = data.get("patterns", ())
        return data | {"patterns": [{"match": p} if isinstance(p, str) else p for p in given]}

    @model_validator(mode="after")
    def _decides_something(self) -> Rule:
        if self.category != DUTY and self.category not in CATEGORIES:
            raise ValueError(f"unknown category {self.category!r}")
        if bool(self.patterns) == bool(self.condition):
            raise ValueError("a rule needs either patterns or a condition")
        if self.about is not None:
            _compiled(self.about)
        return self


@dataclass(frozen=True)
class RuleSet:
    """All rules and the word sets their patterns combine."""

    rules: tuple[Rule, ...]
    concepts: dict[str, tuple[str, ...]]
    version: str

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)

    def get(self, rule_id: str) -> Rule:
        """The rule of that id; KeyError when there is none."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise KeyError(rule_id)

    def of_category(self, category: str, sentence: str = "") -> Rule:
        """The rule of a category that a sentence's words name, else the category's first."""
        rules = [rule for rule in self.rules if rule.category == category]
        if not rules:
            raise KeyError(category)
        return next((rule for rule in rules if rule.is_known_by(sentence)), rules[0])


def load_rules(folder: Path = RULES_FOLDER) -> RuleSet:
    """Reads and validates every rule file of the folder."""
    files = sorted(folder.glob("*.yaml"))
    digest = hashlib.sha256()
    rules: list[Rule] = []
    stated: list[str] = []
    for path in files:
        digest.update(path.name.encode() + path.read_bytes())
        content = _content(path)
        stated.append(str(content.get("version", "")))
        if path.name != CONCEPTS_FILE:
            rules.extend(_rules_of(path, content))
    _check_unique(rules)
    concepts = _concepts(folder / CONCEPTS_FILE)
    return RuleSet(tuple(rules), concepts, f"{max(stated, default='0')}+{digest.hexdigest()[:12]}")


def _content(path: Path) -> dict[str, Any]:
    try:
        content = read_yaml(path)
    except YamlFault as fault:
        raise RuleFileError(f"not valid YAML: {fault}") from fault
    if not isinstance(content, dict) or "version" not in content:
        raise RuleFileError(f"{path.name}: needs a version and a list of rules")
    return content


def _rules_of(path: Path, content: dict[str, Any]) -> Iterator[Rule]:
    for number, entry in enumerate(content.get("rules") or (), start=1):
        name = entry.get("id", f"number {number}") if isinstance(entry, dict) else number
        try:
            yield Rule.model_validate(entry)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"])
            raise RuleFileError(f"{path.name}: rule {name}: {place} {first['msg']}") from error


def _check_unique(rules: list[Rule]) -> None:
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise RuleFileError(f"rule {rule.id}: defined twice")
        seen.add(rule.id)


def _concepts(path: Path) -> dict[str, tuple[str, ...]]:
    if not path.exists():
        return {}
    content = _content(path).get("concepts") or {}
    for name, words in content.items():
        if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
            raise RuleFileError(f"{path.name}: concept {name}: a list of words is needed")
    return {name: tuple(dict.fromkeys(words)) for name, words in content.items()}
