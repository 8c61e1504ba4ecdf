"""The data files beside the code: further ways of asking, and questions the handbook declines."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.retrieval.lexicon import LEXICON_FILE, Lexicon, lexicon_of
from knowledge.retrieval.questions import Question, training_questions
from knowledge.training import read_sentences, sentences_folder

_HERE = Path(__file__).parent
PHRASES_FILE = _HERE / "phrases.yaml"
OUTSIDE = "outside"
"""The label of a question the handbook declines, far from the desk or near it."""
DECLINED = "outside_*"


@dataclass(frozen=True)
class Material:
    """What a build learns from beside the scripts.

    `phrases` is by script id; `questions` are those of authors who are told apart.
    """

    lexicon: Lexicon
    phrases: Mapping[str, tuple[str, ...]]
    out_of_scope: tuple[str, ...]
    digest: str
    questions: tuple[Question, ...] = ()


def load_material(
    *,
    lexicon: Path = LEXICON_FILE,
    phrases: Path = PHRASES_FILE,
) -> Material:
    """Read the data files.

    Raises:
        LexiconFault: where the lexicon does not hold.
        YamlFault: where a file does not read.
        TrainingDataError: where a question outside does not read.
        QuestionsUnreadable: where a question of an author does not read.
    """
    from knowledge.yaml_files import read_yaml

    declined = read_sentences(sentences_folder("retrieval"), labels={OUTSIDE}, files=DECLINED)
    texts = tuple(sentence.text for sentence in declined)
    questions = tuple(training_questions())
    contents = [lexicon.read_bytes(), phrases.read_bytes(), "\n".join(texts).encode()]
    contents.append(repr(questions).encode())
    entries, ways = read_yaml(lexicon), read_yaml(phrases)
    return Material(
        lexicon=lexicon_of(entries),
        phrases={script_id: tuple(each) for script_id, each in ways.items()},
        out_of_scope=texts,
        digest=hashlib.sha256(b"\0".join(contents)).hexdigest(),
        questions=questions,
    )
