"""The figure that counts: each author's sentences judged by a checker that learnt none of them.

The authors are those who noted whom their sentences are said to and wrote ordinary talk too: they
wrote from the task's definition alone, without sight of rules or of each other. They are left out a
few at a time, as each turn learns anew; the rest is learnt from in every turn.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from knowledge.compliance.checker import Checker
from knowledge.compliance.evaluate import Case, Judged
from knowledge.compliance.fitting import Examples, read_examples
from knowledge.compliance.material import BENIGN, MESSAGE, REMARK, all_material
from knowledge.compliance.training import train_on
from knowledge.training import Sentence

TURNS = 5


def judged_by_others(sentences: Sequence[Sentence] | None = None) -> Iterator[list[Judged]]:
    """Author after author, his sentences with their verdicts."""
    examples = read_examples(all_material() if sentences is None else sentences)
    authors = independent(examples.sentences)
    for turn in range(min(TURNS, len(authors))):
        group = authors[turn::TURNS]
        checker = _without(group, examples)
        for author in group:
            cases = list(_cases(author, examples.sentences))
            yield list(map(Judged, cases, checker.check_all([case.text for case in cases])))


def independent(sentences: Sequence[Sentence]) -> list[str]:
    """The authors who wrote from the task's definition alone, by name."""
    return sorted({each.author for each in sentences if each.to and each.kind == "ordinary"})


def _is_message(sentence: Sentence) -> bool:
    return sentence.kind in (MESSAGE, REMARK)


def _without(authors: Collection[str], examples: Examples) -> Checker:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.npz"
        train_on(examples.without(authors), path)
        return Checker.load(model_path=path)


def _cases(author: str, sentences: Sequence[Sentence]) -> Iterator[Case]:
    for number, each in enumerate(sentences, 1):
        if each.author == author and not _is_message(each):
            kind, _, looks_like = each.kind.partition(":")
            yield Case(
                id=f"{author}-{number}",
                category=looks_like or each.label,
                text=each.text,
                violates=each.label != BENIGN,
                kind=kind,
                author=author,
                to=each.to,
            )
