"""Texts judged, and what the log holds of suggestions and their use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from knowledge.compliance import Addressed, Finding, Verdict
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


@dataclass(frozen=True)
class Flagged:
    """A confirmed note with words of the manager's that break a rule.

    `seen`: an officer has opened it; `undone`: the manager has taken the note back since.
    """

    interaction_id: str
    at: datetime
    staff_id: str
    staff_name: str
    customer_id: str
    said: str
    findings: tuple[Finding, ...]
    seen: bool
    undone: bool
