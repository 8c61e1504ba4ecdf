"""Keeps the learned layer's model up to date with what it is learnt from.

Run by hand when sentences, scripts or rules change: `python -m knowledge.compliance.training`, half
a minute; until then every installation learns for itself when it first needs the model.
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
from zipfile import BadZipFile

import numpy as np

from knowledge.compliance.encoded import Encoded, Encoder
from knowledge.compliance.fitting import Examples, fit, read_examples, write
from knowledge.compliance.material import HANDBOOK, MESSAGES, SENTENCES, all_material
from knowledge.compliance.ruleset import RULES_FOLDER
from knowledge.training import Sentence, TrainingDataError

REVIEW_AT = 0.6
"""From where a text without a rule's words is looked at by a person."""
BLOCK_AT = 0.9
"""From where it is not sent."""
HIT_AT = 0.5
"""From where what a rule's words found stands."""
THRESHOLDS = {"review_at": REVIEW_AT, "block_at": BLOCK_AT, "hit_at": HIT_AT}


SHIPPED = Path(__file__).with_name("model.npz")
"""The model learnt from what is here, so that an installation need not learn it again."""
_TEACHING = (
    "cells gaps listing normalise spelling patterns scope reading checker ruleset".split()
    + "features material fitting training".split()
)
"""The modules a model depends on: how a text is read, what is learnt from, how."""


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
    parts += [(here / "tables").glob("*.json"), knowledge.glob("chinese.*")]
    parts += [(here / f"{name}.py" for name in _TEACHING)]
    parts += [(knowledge / "training").glob("sentences.py"), (HANDBOOK / "format").glob("*.py")]
    for path in sorted(path for part in parts for path in part):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def model_file(data_dir: Path) -> Path:
    """Where the model of the files as they are stands: it is shipped, or learnt in `data_dir`."""
    taught = fingerprint()
    if made_from(SHIPPED) == taught:
        return SHIPPED
    return data_dir / "compliance" / f"model-{taught}.npz"


def ensure_model(*, data_dir: Path) -> Path:
    """The model of what is here; learnt first where it is absent or out of date."""
    out = model_file(data_dir)
    if not out.exists():
        train(all_material(), out, made_from=fingerprint())
        for old in out.parent.glob("model-*.npz"):
            if old != out:
                old.unlink(missing_ok=True)
    return out


def made_from(model: Path) -> str:
    """The fingerprint of what taught a model; empty where there is none that reads."""
    try:
        with np.load(model, allow_pickle=False) as stored:
            return str(stored["made_from"])
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return ""


def ensure_encoded(
    *, data_dir: Path, name: str, encoder: Encoder, sentences: Sequence[Sentence] | None = None
) -> Encoded:
    """The model learnt with this encoder's vectors too; learnt first where it is absent or old.

    Every sentence is encoded then, minutes with a real encoder. One encoder's model is kept.
    """
    out, revision, taught = _encoded_file(data_dir), encoder.revision, fingerprint()
    if made_from(out) != _made_with(taught, name, revision):
        examples = read_examples(all_material() if sentences is None else sentences)
        model = fit(examples, encoder.encode(examples.readings))
        write(model, out, meta=THRESHOLDS, made_from=_made_with(taught, name, revision))
    return Encoded(out, encoder, revision)


def kept_encoded(*, data_dir: Path, name: str, encoder: Encoder) -> Encoded | None:
    """The model that the last build learnt with this encoder; None where it learnt none such.

    The encoder sleeps until a text is unsure; only then its revision is compared.
    """
    revision = _taught_by(data_dir, name)
    if revision is None:
        return None
    return Encoded(_encoded_file(data_dir), encoder, revision)


def taught_by(data_dir: Path, name: str) -> bool:
    """Whether what is kept was learnt with the encoder of this name, from what is here now."""
    return _taught_by(data_dir, name) is not None


def _taught_by(data_dir: Path, name: str) -> str | None:
    """The revision of the encoder of this name that taught what is kept; None where none did."""
    made = made_from(_encoded_file(data_dir))
    revision = made.rpartition("@")[2]
    return revision if made == _made_with(fingerprint(), name, revision) else None


def _encoded_file(data_dir: Path) -> Path:
    return data_dir / "compliance" / "encoded.npz"


def _made_with(taught: str, name: str, revision: str) -> str:
    return f"{taught} {name}@{revision}"


def train(sentences: Sequence[Sentence], out: Path, *, made_from: str = "") -> TrainingReport:
    """Learns from the sentences and writes the model to `out`, atomically."""
    if not sentences:
        raise TrainingDataError("no labelled sentences")
    return train_on(read_examples(sentences), out, made_from=made_from)


def train_on(examples: Examples, out: Path, *, made_from: str = "") -> TrainingReport:
    """Learns from sentences read already and writes the model to `out`, atomically."""
    model = fit(examples)
    write(model, out, meta=THRESHOLDS, made_from=made_from)
    return TrainingReport(sentences=len(examples.sentences), features=len(model.keys))


if __name__ == "__main__":
    train(all_material(), SHIPPED, made_from=fingerprint())
