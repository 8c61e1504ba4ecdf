"""What the learned layer learns from: labelled sentences, the scripts' lines, messages to the bot.

A sentence's kind says what it is here: `approved` a line that the scripts let customers hear,
`never-said` one that they forbid, `message` an ordinary request to the assistant, `remark` one that
may tell of anything and only teaches how people speak to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from knowledge.compliance.checker import Checker
from knowledge.compliance.ruleset import CATEGORIES, load_rules
from knowledge.training import Sentence, read_sentences, sentences_folder

SENTENCES = sentences_folder("compliance")
MESSAGES = sentences_folder("intent")
HANDBOOK = Path(__file__).parents[1] / "handbook"
BENIGN = "benign"
APPROVED, NEVER_SAID, MESSAGE, REMARK = "approved", "never-said", "message", "remark"
_HARMLESS = frozenset(
    "brief today list compare product help status team review out_of_scope".split()
)
_TELLING = frozenset("ask capture complaint".split())
_PASTING = frozenset({"check"})
_QUOTED = re.compile("“([^”]{5,})”")
_NAME_MARKS = str.maketrans("", "", "{}")


def all_material() -> list[Sentence]:
    """Everything there is to learn from, each text once."""
    found: dict[str, Sentence] = {}
    labelled = read_sentences(SENTENCES, labels=(*CATEGORIES, BENIGN))
    for part in (labelled, approved_lines(), forbidden_lines(), messages()):
        for sentence in part:
            found.setdefault(sentence.text, sentence)
    return list(found.values())


def approved_lines(folder: Path = HANDBOOK) -> Iterator[Sentence]:
    """What the scripts let customers hear, as proper talk.

    A line in which a rule finds words teaches nothing by itself, or the line would excuse itself;
    where it is proper all the same, somebody says so among the sentences.
    """
    from knowledge.handbook.format import customer_lines

    checker = Checker.load(model_path=None)
    for line in customer_lines(folder):
        if not checker.read(line).hits:
            yield Sentence(text=line, label=BENIGN, kind=APPROVED, author="handbook")


def forbidden_lines(folder: Path = HANDBOOK) -> Iterator[Sentence]:
    """What the scripts quote as not to be said, as breaches of the rule they name."""
    from knowledge.handbook.format import Section, load_folder

    categories = {rule.id: rule.category for rule in load_rules() if rule.category in CATEGORIES}
    for script in load_folder(folder):
        for line in script.section(Section.AVOID):
            category = categories.get(line.attributes.get("rule", ""))
            if category:
                for said in _QUOTED.findall(line.text):
                    yield Sentence(text=said, label=category, kind=NEVER_SAID, author="handbook")


def messages(folder: Path = MESSAGES) -> Iterator[Sentence]:
    """What is said to the assistant, by what it wants; what pastes a text for a check is left out.

    A question, a note or a complaint may tell of a breach: those are remarks.
    """
    for each in read_sentences(folder, labels=_HARMLESS | _TELLING | _PASTING):
        if each.label not in _PASTING:
            yield Sentence(
                text=each.text.translate(_NAME_MARKS),
                label=BENIGN,
                kind=MESSAGE if each.label in _HARMLESS else REMARK,
                to="bot",
                author=each.author,
            )
