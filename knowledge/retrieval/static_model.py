"""The fitted words made and saved as a SentenceTransformer, by sentence-transformers itself.

It runs in a process of its own: torch's 400 MB leave with it, so that a bot that builds after an
approval stays as small as it was.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from knowledge.retrieval.arrays import Floats

if TYPE_CHECKING:
    from tokenizers import Tokenizer

SaveModel = Callable[[Path, "Tokenizer", Floats], None]
"""Writes a folder that SentenceTransformer opens, from a tokenizer and a row for each token."""


class ModelNotSaved(RuntimeError):
    """sentence-transformers could not make or write the model; the message is its last line."""


def save_static_model(folder: Path, tokenizer: Tokenizer, weights: Floats) -> None:
    """Write the SentenceTransformer folder.

    Raises:
        ModelNotSaved: where the process that writes it fails.
    """
    with tempfile.TemporaryDirectory() as aside:
        words, rows = Path(aside, "tokenizer.json"), Path(aside, "weights.npy")
        tokenizer.save(str(words))
        np.save(rows, weights)
        done = subprocess.run(  # noqa: S603 - this very file, with paths made here
            [sys.executable, "-W", "ignore", "-m", __name__, str(words), str(rows), str(folder)],
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise ModelNotSaved(done.stderr.strip().splitlines()[-1])


def _save(words: str, rows: str, folder: str) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding
    from tokenizers import Tokenizer

    static = StaticEmbedding(Tokenizer.from_file(words), embedding_weights=np.load(rows))
    model = SentenceTransformer(modules=[static, Normalize()], device="cpu")
    model.save(folder, create_model_card=False)


if __name__ == "__main__":
    _save(*sys.argv[1:])
