"""Questions with the scripts that answer them, by independent authors: learnt from, measured on.

A line of `knowledge/training/retrieval/questions_<author>.jsonl` is
`{"id", "text", "expect": [script ids], "author"}`; `expect` is empty where the handbook should
decline.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.training import sentences_folder

PATTERN = "questions_*.jsonl"


class QuestionsUnreadable(ValueError):
    """A question file that does not read; the message names the line."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the scripts that answer it, the better first; none where the handbook should
    decline. `group` and `author` may be empty."""

    question_id: str
    text: str
    expect: tuple[str, ...]
    group: str = ""
    author: str = ""


def load_questions(path: Path) -> list[Question]:
    """Read a JSONL file of `{"id", "text", "expect": [script ids], "group"?, "author"?}`.

    Raises:
        QuestionsUnreadable: naming the line, or the file that holds none.
    """
    questions = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            questions.append(_question(json.loads(line)))
        except (ValueError, KeyError, TypeError) as error:
            raise QuestionsUnreadable(f"{path.name} 第 {number} 行读不出题目") from error
    if not questions:
        raise QuestionsUnreadable(f"{path.name} 里没有题目")
    return questions


def _question(row: dict[str, object]) -> Question:
    expect = row["expect"]
    if not isinstance(expect, list):
        raise TypeError("expect is no list")
    group, author = str(row.get("group", "")), str(row.get("author", ""))
    return Question(str(row["id"]), str(row["text"]), tuple(map(str, expect)), group, author)


def training_questions(folder: Path | None = None) -> list[Question]:
    """The questions learnt from, by file and line.

    Raises:
        QuestionsUnreadable: naming file and line.
    """
    files = sorted((folder or sentences_folder("retrieval")).glob(PATTERN))
    return [question for file in files for question in load_questions(file)]


def of_others(questions: Sequence[Question], author: str) -> tuple[Question, ...]:
    """What everybody else asked."""
    return tuple(each for each in questions if each.author != author)
