"""Texts judged, and what the log holds of suggestions and their use."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.compliance import Addressed, Verdict
from store.models import FeedbackOutcome, Suggestion, SuggestionFeedback


@dataclass(frozen=True)
class Checked:
    """A text judged; `rewrite` passes the checker, or is empty where none could be made.

    `addressed`: whether it is meant for a customer, or said to the assistant.
    """

    suggestion_id: str
    text: str
    verdict: Verdict
    rewrite: str
    addressed: Addressed = "customer"


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
