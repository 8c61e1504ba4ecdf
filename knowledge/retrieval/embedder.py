"""The fitted embedder: a vector for each word, a SentenceTransformer that is read without torch.

A text's vector is the mean of its words' vectors, of unit length. The folder is one that
`sentence_transformers` wrote (`static_model.py`); answering reads its two files with `tokenizers`
and `safetensors`, which cost a few milliseconds where torch costs seconds and 400 MB.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from knowledge.retrieval.arrays import Floats, unit
from knowledge.retrieval.normalise import normalise

if TYPE_CHECKING:
    from tokenizers import Tokenizer

TOKENIZER_FILE, WEIGHTS_FILE, WEIGHTS = "tokenizer.json", "model.safetensors", "embedding.weight"


@dataclass(frozen=True)
class FittedEmbedder:
    """Embeds texts from a SentenceTransformer folder that holds a StaticEmbedding."""

    folder: Path

    def encode(self, texts: Sequence[str]) -> Floats:
        """Unit vectors, a row a text; a text without words is all zeros."""
        found = np.zeros((len(texts), self._weights.shape[1]), dtype=np.float32)
        for row, text in enumerate(texts):
            ids = self._tokenizer.encode(normalise(text), add_special_tokens=False).ids
            if ids:
                found[row] = self._weights[ids].mean(axis=0)
        return unit(found)

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        from tokenizers import Tokenizer

        return Tokenizer.from_file(str(self.folder / TOKENIZER_FILE))

    @cached_property
    def _weights(self) -> Floats:
        from safetensors.numpy import load_file

        weights: Floats = load_file(self.folder / WEIGHTS_FILE)[WEIGHTS]
        return weights
