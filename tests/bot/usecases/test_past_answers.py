"""An answer that was used is found again by a colleague's like question, across a rebuild too."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.app import open_live_handbook
from bot.desk import Desk
from bot.results.shown import Shown
from bot.usecases.answer import answer_question
from bot.usecases.feedback import mark
from bot.usecases.past_answers import past_answer, used_answers
from bot.usecases.work import Work, working
from store.actor import Actor
from store.engine import reading
from store.models import FeedbackOutcome, Suggestion
from tests.conftest import NOW, Installation, settings_for

pytestmark = pytest.mark.slow

QUESTION = "客户嫌利率高怎么办"


@pytest.fixture
def own_desk(desk: Desk, installation: Installation, tmp_path: Path) -> Desk:
    """A desk whose handbook is its own copy, so that what it keeps stays here."""
    shutil.copytree(installation.folder / "handbook", tmp_path / "handbook")
    return dataclasses.replace(desk, live=open_live_handbook(settings_for(tmp_path)))


def answered(desk: Desk, actor: Actor, text: str) -> str:
    with working(desk) as work:
        shown = answer_question(text, work=work, actor=actor)
        assert isinstance(shown, Shown)
        return shown.suggestion_id


def test_a_used_answer_is_found_by_the_like_question(
    own_desk: Desk, actor: Callable[[str], Actor]
) -> None:
    rm = actor("rm1")
    suggestion_id = answered(own_desk, rm, QUESTION)
    assert own_desk.handbook.past_answers(QUESTION, team=rm.team_id or "") == ()
    with working(own_desk) as work:
        mark(suggestion_id, FeedbackOutcome.USED, work=work, actor=rm)
    found = own_desk.handbook.past_answers(QUESTION, team=rm.team_id or "")
    assert [each.suggestion_id for each in found] == [suggestion_id]
    assert found[0].script_ids[0] == "objection-rate-high"
    assert own_desk.handbook.past_answers(QUESTION, team="another team") == ()
    with reading(own_desk.engine) as session:
        kept = used_answers(session=session)
    assert [each.suggestion_id for each in kept] == [suggestion_id]


def test_an_answer_that_did_not_fit_is_not_kept(
    own_desk: Desk, actor: Callable[[str], Actor]
) -> None:
    rm = actor("rm1")
    suggestion_id = answered(own_desk, rm, QUESTION)
    with working(own_desk) as work:
        mark(suggestion_id, FeedbackOutcome.UNFIT, work=work, actor=rm, text="不合适")
    assert own_desk.handbook.past_answers(QUESTION, team=rm.team_id or "") == ()
    with reading(own_desk.engine) as session:
        assert used_answers(session=session) == []


def test_what_is_not_written_is_not_kept(own_desk: Desk, actor: Callable[[str], Actor]) -> None:
    rm = actor("rm1")
    suggestion_id = answered(own_desk, rm, QUESTION)
    work = Work(own_desk, now=NOW)
    mark(suggestion_id, FeedbackOutcome.USED, work=work, actor=rm)
    work.abandon(KeyError())
    work.commit()
    assert own_desk.handbook.past_answers(QUESTION, team=rm.team_id or "") == ()


def test_a_brief_and_a_declined_answer_are_no_precedents() -> None:
    row = Suggestion(
        suggestion_id="SG1", at=NOW, staff_id="rm1", staff_name="林芳", role="rm", team_id="t1",
        kind="ask", query=QUESTION, scripts=[], rules_version="", handbook_version="",
        writer="script", shown_text="",
    )  # fmt: skip
    assert past_answer(row) is None
    row.scripts = [{"script_id": "a", "version": "1", "why": ""}]
    kept = past_answer(row)
    assert kept is not None
    assert kept.script_ids == ("a",)
    row.kind = "brief"
    assert past_answer(row) is None
