"""Keeps the learned layer's model up to date with what it is learnt from.

Deterministic: the same sentences, rules and code give the same weights. The thresholds were chosen
on the curve of recall against alarms that `rm-assistant handbook eval-rules` prints: every author's
sentences judged by a model that learnt nothing of his.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from knowledge.compliance.fitting import Examples, fit, read_examples, write
from knowledge.compliance.material import HANDBOOK, MESSAGES, SENTENCES, all_material
from knowledge.compliance.ruleset import RULES_FOLDER
from knowledge.training import Sentence, TrainingDataError

REVIEW_AT = 0.45
"""From where a text without a rule's words is looked at by a person."""
BLOCK_AT = 0.86
"""From where it is not sent."""
HIT_AT = 0.38
"""From where what a rule's words found stands."""


@dataclass(frozen=True)
class TrainingReport:
    """What was learned from."""

    sentences: int
    features: int


def fingerprint() -> str:
    """Hash of all a model depends on: sentences, scripts, rules, tables, code, the solver."""
    here, knowledge = Path(__file__).parent, Path(__file__).parents[1]
    digest = hashlib.sha256(version("scikit-learn").encode())
    parts = [SENTENCES.glob("*.jsonl"), MESSAGES.glob("*.jsonl")]
    parts += [HANDBOOK.rglob("*.md"), RULES_FOLDER.glob("*.yaml")]
    parts += [here.glob("*.py"), (here / "tables").glob("*.json"), knowledge.glob("chinese.*")]
    parts += [(knowledge / "training").glob("*.py"), (HANDBOOK / "format").glob("*.py")]
    for path in sorted(path for part in parts for path in part):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def model_file(data_dir: Path) -> Path:
    """Where the model stands that is learnt from the files as they are."""
    return data_dir / "compliance" / f"model-{fingerprint()}.npz"


def ensure_model(*, data_dir: Path) -> Path:
    """The model's path in `data_dir`; trained first when it is absent or out of date."""
    out = model_file(data_dir)
    if not out.exists():
        train(all_material(), out)
        for old in out.parent.glob("model-*.npz"):
            if old != out:
                old.unlink(missing_ok=True)
    return out


def train(sentences: Sequence[Sentence], out: Path) -> TrainingReport:
    """Learns from the sentences and writes the model to `out`, atomically."""
    if not sentences:
        raise TrainingDataError("no labelled sentences")
    return train_on(read_examples(sentences), out)


def train_on(examples: Examples, out: Path) -> TrainingReport:
    """Learns from sentences read already and writes the model to `out`, atomically."""
    model = fit(examples)
    write(model, out, meta={"review_at": REVIEW_AT, "block_at": BLOCK_AT, "hit_at": HIT_AT})
    return TrainingReport(sentences=len(examples.sentences), features=len(model.keys))
