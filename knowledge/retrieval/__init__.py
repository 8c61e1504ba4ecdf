"""Choosing scripts by an RM's words.

normalise.py, terms.py, lexicon.py   a text, and the terms it is found by
chunks.py, postings.py               what is searched, and the BM25 index over it
embedder.py, dense.py, vectors.py    the fitted embedder, the dense leg, Chroma
features.py, learning.py, ranker.py  the evidence for each script, and how it is weighed
training.py, build.py, files.py      a build: fitted, written, put in place in one step
handbook.py, live.py                 what answers; `langchain.py` is the same as a retriever
evaluation.py, lexicon_effect.py     how well it does, and which lexicon entries lead astray
"""

from knowledge.retrieval.build import build_handbook
from knowledge.retrieval.files import HandbookMissing
from knowledge.retrieval.handbook import Handbook
from knowledge.retrieval.live import LiveHandbook, open_handbook
from knowledge.retrieval.results import BuildReport, Hit, Passage, SearchResult
from knowledge.retrieval.vectors import VectorsUnavailable

__all__ = [
    "BuildReport",
    "Handbook",
    "HandbookMissing",
    "Hit",
    "LiveHandbook",
    "Passage",
    "SearchResult",
    "VectorsUnavailable",
    "build_handbook",
    "open_handbook",
]
