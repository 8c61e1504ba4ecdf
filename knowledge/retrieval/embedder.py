"""The fitted embedder: word vectors composed from the learnt map, saved as a SentenceTransformer.

A text's vector is the mean of its words' vectors, of unit length. The folder is one that
`sentence_transformers` opens (a StaticEmbedding); here it is read with NumPy alone.
"""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from knowledge.retrieval.arrays import Floats, unit
from knowledge.retrieval.features import Learned
from knowledge.retrieval.normalise import normalise
from knowledge.retrieval.postings import Postings
from knowledge.retrieval.terms import TermReader

if TYPE_CHECKING:
    from tokenizers import Tokenizer

DIMENSIONS = 128
UNKNOWN = "[UNK]"
_TENSOR = "embedding.weight"


@dataclass(frozen=True)
class FittedEmbedder:
    """Embeds texts from a folder that `save_embedder` wrote."""

    folder: Path

    def encode(self, texts: Sequence[str]) -> Floats:
        """Unit vectors, a row a text; a text without a known word is all zeros."""
        found = np.zeros((len(texts), self._weights.shape[1]), dtype=np.float32)
        for row, text in enumerate(texts):
            ids = self._tokenizer.encode(normalise(text), add_special_tokens=False).ids
            if ids:
                found[row] = self._weights[ids].mean(axis=0)
        return unit(found)

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        from tokenizers import Tokenizer

        return Tokenizer.from_file(str(self.folder / "0_StaticEmbedding" / "tokenizer.json"))

    @cached_property
    def _weights(self) -> Floats:
        return _tensor(self.folder / "0_StaticEmbedding" / "model.safetensors")


def save_embedder(
    folder: Path, *, texts: Sequence[str], reader: TermReader, postings: Postings, learned: Learned
) -> None:
    """Compose a vector for each word of the texts and write the SentenceTransformer folder."""
    times = _words(texts, reader)
    words = sorted(times)
    composed = np.array([learned.scores(postings.query(reader.read(w)), postings) for w in words])
    loudness = np.log1p(len(texts) / (1.0 + np.array([times[word] for word in words])))
    weights = np.vstack((np.zeros(composed.shape[1]), composed * loudness[:, None]))
    module = folder / "0_StaticEmbedding"
    module.mkdir(parents=True)
    _save_tensor(module / "model.safetensors", _narrowed(weights).astype(np.float32))
    _tokenizer(words, [times[word] for word in words]).save(str(module / "tokenizer.json"))
    kinds = [
        ("0", "0_StaticEmbedding", "sentence_transformers.models.StaticEmbedding"),
        ("1", "1_Normalize", "sentence_transformers.models.Normalize"),
    ]
    modules = [{"idx": int(n), "name": n, "path": path, "type": kind} for n, path, kind in kinds]
    (folder / "1_Normalize").mkdir()
    _write(folder / "1_Normalize" / "config.json", {})
    _write(folder / "modules.json", modules)
    _write(folder / "config_sentence_transformers.json", {"similarity_fn_name": "cosine"})


def _words(texts: Sequence[str], reader: TermReader) -> dict[str, int]:
    """Every character and word of the texts and lexicon, with how often it stands there."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    times: Counter[str] = Counter()
    for text in texts:
        for run in normalise(text).split():
            times.update(run)
            times.update(word for word in jieba.lcut(run) if 1 < len(word) < 6)
    for form in reader.lexicon.forms:
        times.setdefault(form.replace(" ", ""), 1)
    return dict(times)


def _narrowed(weights: Floats) -> Floats:
    """The same inner products in fewer dimensions, as nearly as can be."""
    if weights.shape[1] <= DIMENSIONS:
        return weights
    values, axes = np.linalg.eigh(weights.T @ weights)
    return np.asarray(weights @ axes[:, np.argsort(-values)[:DIMENSIONS]])


def _tokenizer(words: Sequence[str], times: Sequence[int]) -> Tokenizer:
    """Cuts a text into the likeliest words, unknown characters apart."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    counts = np.array(times) + 1.0
    chances = np.log(counts / counts.sum())
    vocabulary = [(UNKNOWN, -30.0), *zip(words, chances.tolist(), strict=True)]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=0, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    return tokenizer


def _save_tensor(path: Path, matrix: Floats) -> None:
    from safetensors.numpy import save_file

    save_file({_TENSOR: np.ascontiguousarray(matrix)}, str(path))


def _tensor(path: Path) -> Floats:
    """The one matrix of a safetensors file, memory-mapped."""
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(length))[_TENSOR]
    offset = 8 + length + header["data_offsets"][0]
    return np.memmap(path, np.float32, "r", offset, tuple(header["shape"])).view(np.ndarray)


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
