"""Answers that were used, kept where questions that no script answers are looked up."""

from __future__ import annotations

from sqlmodel import Session

from bot.results.vocabulary import EvidenceKind
from bot.usecases.work import Work
from knowledge.retrieval.results import PastAnswer
from store.models import Suggestion
from store.suggestions import list_used


def used_answers(*, session: Session) -> list[PastAnswer]:
    """Every answer from scripts that its asker used, oldest first."""
    rows = list_used(session=session, kind=EvidenceKind.ASK.value)
    return [answer for row in rows if (answer := past_answer(row)) is not None]


def past_answer(row: Suggestion) -> PastAnswer | None:
    """A suggestion as an answer to be found again; None for one no script or no team stands for."""
    ids = tuple(dict.fromkeys(use["script_id"] for use in row.scripts))
    if row.kind != EvidenceKind.ASK.value or not ids or row.team_id is None:
        return None
    return PastAnswer(row.suggestion_id, row.query, ids, row.team_id, row.at)


def remember(row: Suggestion, *, work: Work) -> None:
    """Keep an answer once its use is written; what fails here is mended by the next build."""
    answer = past_answer(row)
    if answer is not None:
        work.afterwards(lambda: work.desk.handbook.remember(answer))
