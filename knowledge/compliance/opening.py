"""Opens the checker with a model that reads: a damaged one is learnt anew beside, none deleted."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from knowledge.compliance.checker import Checker
from knowledge.compliance.classifier import Classifier
from knowledge.compliance.encoded import Encoded
from knowledge.compliance.material import all_material
from knowledge.compliance.ruleset import load_rules
from knowledge.compliance.training import ensure_model, fingerprint, model_file, train

DAMAGED = (BadZipFile, EOFError, KeyError, OSError, RuntimeError, ValueError, zlib.error)
"""What reading a model raises whose file is cut off or changed; a PermissionError is no damage."""
_FIRST = "合规判断的模型还没有学过，正在学，要一两分钟……"
_ANEW = "合规判断的模型坏了，正在重新学，要一两分钟……"
_log = logging.getLogger(__name__)


def open_checker(
    *, data_dir: Path, encoded: Encoded | None, progress: Callable[[str], None]
) -> Checker:
    """The checker with the model of what is here, learnt first where that is due.

    `progress` is told in Chinese before anything is learnt.

    Raises:
        PermissionError: where a model stands that may not be read.
    """
    models = models_of(data_dir)
    if not models[0].exists():
        progress(_FIRST)
    ensure_model(data_dir=data_dir)
    classifier = sound_classifier(models, learn=_learn, progress=progress)
    return Checker(rules=load_rules(), classifier=classifier, encoded=encoded)


def models_of(data_dir: Path) -> tuple[Path, ...]:
    """Where a model of what is here may stand, in the order they are asked.

    The last is the installation's own, learnt where the shipped one is out of date or damaged.
    """
    own = data_dir / "compliance" / f"model-{fingerprint()}.npz"
    return tuple(dict.fromkeys((model_file(data_dir), own)))


def sound_classifier(
    models: Sequence[Path], *, learn: Callable[[Path], object], progress: Callable[[str], None]
) -> Classifier:
    """The first of `models` that reads; where none does, the last is learnt in its place.

    Raises:
        PermissionError: where one that is asked may not be read.
    """
    for model in (each for each in models if each.exists()):
        try:
            return Classifier(model_path=model)
        except PermissionError:
            raise
        except DAMAGED as error:
            _log.warning("model_damaged file=%s error=%s", model.name, type(error).__name__)
    progress(_ANEW)
    learn(models[-1])
    return Classifier(model_path=models[-1])


def is_whole(model: Path) -> bool:
    """Whether every part of a model's file holds what was written.

    Raises:
        PermissionError: where it may not be read.
    """
    try:
        with ZipFile(model) as parts:
            return parts.testzip() is None
    except PermissionError:
        raise
    except DAMAGED:
        return False


def _learn(out: Path) -> None:
    train(all_material(), out, made_from=fingerprint())
