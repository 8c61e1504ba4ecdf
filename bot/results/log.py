"""Texts judged, and what the log holds of suggestions and their use."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.compliance import Verdict
from store.models import FeedbackOutcome, Suggestion, SuggestionFeedback


@dataclass(frozen=True)
class Checked:
    """A text judged; `rewrite` passes the checker, or is empty where none could be made."""

    suggestion_id: str
    text: str
    verdict: Verdict
    rewrite: str


@dataclass(frozen=True)
class Marked:
    """Feedback written; an edited text comes back with its verdict."""

    outcome: FeedbackOutcome
    verdict: Verdict | None


@dataclass(frozen=True)
class Opened:
    """One suggestion with what was done with it."""

    suggestion: Suggestion
    feedback: tuple[SuggestionFeedback, ...]
