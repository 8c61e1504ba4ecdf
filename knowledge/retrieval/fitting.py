"""Fits the embedder's word vectors, at build only.

A word's vector has two parts. The first is what the learnt map makes of the word: texts that are
answered by the same script come near. The second is a random direction of the word's own: texts
that share words come near, also where no script speaks of them, as in a bank's own documents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from knowledge.retrieval.arrays import Floats
from knowledge.retrieval.chunks import ChunkTable
from knowledge.retrieval.features import Scorer
from knowledge.retrieval.normalise import normalise
from knowledge.retrieval.postings import Postings
from knowledge.retrieval.terms import TermReader, term_weight
from knowledge.segmenting import jieba

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix
    from tokenizers import Tokenizer

DIMENSIONS = 128
"""Of each part at most."""

OWN_SHARE = 0.4
"""The length of a word's own direction beside that of a word that speaks for one script."""

UNKNOWN = "[UNK]"
_LONGEST_WORD = 5


def fit_words(
    texts: Sequence[str], *, scorer: Scorer, more: Sequence[str] = ()
) -> tuple[Tokenizer, Floats]:
    """A tokenizer over the words of all the texts, and a row for each of its tokens.

    `texts` are those the scorer's map was learnt from, `more` those of the bank's own documents.
    """
    times = _words([*texts, *more], scorer.reader)
    words = sorted(times)
    counts = np.array([0, *(times[word] for word in words)])
    loudness = np.log1p((len(texts) + len(more)) / (1.0 + counts))[:, None]
    meant = _meanings(["", *words], scorer)
    own = np.random.default_rng(0).standard_normal((len(counts), DIMENSIONS))
    own *= OWN_SHARE / np.sqrt(DIMENSIONS)
    return _tokenizer(words, counts[1:]), (np.hstack((meant, own)) * loudness).astype(np.float32)


def _meanings(words: Sequence[str], scorer: Scorer) -> Floats:
    """What the map makes of each word; nothing where there are no scripts."""
    if not scorer.count:
        return np.zeros((len(words), 0))
    if scorer.learned is not None:
        return _narrowed(np.array([scorer.learned.scores(word) for word in words]))
    terms = [scorer.reader.read(word) for word in words]
    return _narrowed(_term_rows(terms, scorer.postings) @ _topics(scorer.table, scorer.postings))


def _topics(table: ChunkTable, postings: Postings) -> Floats:
    """A map for handbooks without a learnt one: terms to the topics that scripts share (LSA)."""
    from scipy.sparse import csr_matrix
    from sklearn.decomposition import TruncatedSVD

    terms = np.repeat(np.arange(len(postings.vocabulary)), np.diff(postings.offsets))
    scripts = table.scripts[postings.chunks]
    shape = (len(postings.vocabulary), int(table.scripts.max()) + 1)
    spoken = csr_matrix((postings.impacts, (terms, scripts)), shape=shape)
    topics: Floats = TruncatedSVD(min(DIMENSIONS, *shape), random_state=0).fit_transform(spoken)
    return topics


def _term_rows(documents: Sequence[Sequence[str]], postings: Postings) -> csr_matrix:
    """Unit rows over the vocabulary, a term weighing by rarity and kind however often it stands."""
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.preprocessing import normalize

    counter = CountVectorizer(analyzer=_as_they_are, vocabulary=postings.vocabulary, binary=True)
    weights = np.array([*map(term_weight, postings.vocabulary)]) * postings.rarity
    return normalize(counter.transform(documents).multiply(weights.astype(np.float32)).tocsr())


def _as_they_are(terms: Sequence[str]) -> Sequence[str]:
    return terms


def _words(texts: Sequence[str], reader: TermReader) -> dict[str, int]:
    """Every character and word of the texts and lexicon, with how often it stands there."""
    times: Counter[str] = Counter()
    for text in texts:
        for run in normalise(text).split():
            times.update(run)
            times.update(word for word in jieba().lcut(run) if 1 < len(word) <= _LONGEST_WORD)
    for form in reader.lexicon.forms:
        times.setdefault(form.replace(" ", ""), 1)
    return dict(times)


def _narrowed(vectors: Floats) -> Floats:
    """The same inner products in fewer dimensions, as nearly as can be."""
    from sklearn.decomposition import TruncatedSVD

    if vectors.shape[1] <= DIMENSIONS:
        return vectors
    narrow: Floats = TruncatedSVD(DIMENSIONS, random_state=0).fit_transform(vectors)
    return narrow


def _tokenizer(words: Sequence[str], times: Floats) -> Tokenizer:
    """Cuts a text into the likeliest words, unknown characters apart."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    counts = times + 1.0
    chances = np.log(counts / counts.sum())
    vocabulary = [(UNKNOWN, -30.0), *zip(words, chances.tolist(), strict=True)]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=0, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    return tokenizer
