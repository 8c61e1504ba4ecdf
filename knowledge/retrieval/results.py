"""What a search returns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Hit:
    """A script that answers the question. `score` is 0 to 1; `matched` the ask or line that did."""

    script_id: str
    title: str
    score: float
    matched: str


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What the handbook holds on a question.

    Where it holds nothing, `abstained` is true, `hits` is empty and `nearest` names the nearest
    topics, to be offered and not to be answered from. Otherwise `nearest` equals `hits`.
    """

    query: str
    abstained: bool
    hits: tuple[Hit, ...]
    nearest: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """An approved passage of the bank's own documents, cited by document and heading."""

    document: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class PastAnswer:
    """An answer that its asker used: the question's words and the scripts that spoke."""

    suggestion_id: str
    question: str
    script_ids: tuple[str, ...]
    team: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Precedent:
    """A past answer to a question like this one; `cosine` says how like, to 1."""

    suggestion_id: str
    script_ids: tuple[str, ...]
    at: datetime
    cosine: float


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. `skipped` means that nothing had changed since `version` was built."""

    version: str
    skipped: bool
    scripts: int
    chunks: int
    references: int
    encoded: int
    seconds: float
