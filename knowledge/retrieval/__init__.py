"""Choosing scripts by an RM's words.

normalise.py, terms.py, lexicon.py   a text, and the terms it is found by
chunks.py, postings.py               what is searched, and the BM25 index over it
embedder.py, dense.py                the fitted embedder and the dense leg
shelf.py, passages.py, past_answers.py   Chroma: the bank's own passages, answers that were used
features.py, learning.py, ranker.py  the evidence for each script, and how it is weighed
training.py, fitting.py, static_model.py   what a build fits: weights, words, a SentenceTransformer
build.py, files.py                   a build: written, and put in place in one step
handbook.py, live.py                 what answers; `langchain.py` is the same as a retriever
evaluation.py, lexicon_effect.py     how well it does, and which lexicon entries lead astray
"""

from knowledge.retrieval.build import build_handbook
from knowledge.retrieval.files import HandbookMissing
from knowledge.retrieval.handbook import Handbook
from knowledge.retrieval.live import LiveHandbook, open_handbook
from knowledge.retrieval.results import (
    BuildReport,
    Hit,
    Passage,
    PastAnswer,
    Precedent,
    SearchResult,
)
from knowledge.retrieval.shelf import VectorsUnavailable

__all__ = [
    "BuildReport",
    "Handbook",
    "HandbookMissing",
    "Hit",
    "LiveHandbook",
    "Passage",
    "PastAnswer",
    "Precedent",
    "SearchResult",
    "VectorsUnavailable",
    "build_handbook",
    "open_handbook",
]
