"""The two files of the fitted embedder that answering reads, written without torch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from safetensors.numpy import save_file
from tokenizers import Tokenizer

from knowledge.retrieval.embedder import TOKENIZER_FILE, WEIGHTS, WEIGHTS_FILE


def save_light(folder: Path, tokenizer: Tokenizer, weights: Any) -> None:
    """Stands in for `save_static_model` where a test builds and no SentenceTransformer is asked."""
    folder.mkdir(parents=True)
    tokenizer.save(str(folder / TOKENIZER_FILE))
    save_file({WEIGHTS: weights}, folder / WEIGHTS_FILE)
