"""Between a writer and the RM: bad lines are withheld, withdrawn scripts silent, evidence first."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

from bot.blocks import plain_text
from bot.desk import Desk
from bot.results.advice import Answer, Avoid, Brief, Sourced
from bot.results.declined import Declined
from bot.results.shown import Shown
from bot.usecases.answer import answer_question
from bot.usecases.brief import prepare_brief
from bot.usecases.installation import head_of_log
from bot.usecases.scripts import withdraw_script
from bot.usecases.work import NotRecorded, working
from bot.writers.script import ScriptWriter
from store import audit
from store.actor import Actor

As = Callable[[str], Actor]
BAD = "这款理财保本保收益，稳赚不赔。"


class Careless(ScriptWriter):
    """A writer that adds a promise to whatever it is given."""

    def brief(self, draft: Brief) -> Brief:
        """The draft with the promise in front of its points."""
        points = draft.talking_points
        return dataclasses.replace(draft, talking_points=(_promised(points[0]), *points))

    def answer(self, draft: Answer) -> Answer:
        """The same for an answer."""
        lines = draft.answers
        return dataclasses.replace(draft, answers=(_promised(lines[0]), *lines))


def _promised(line: Sourced) -> Sourced:
    return Sourced(BAD, line.sources)


def brief_on(desk: Desk, actor: Actor) -> Shown[Brief]:
    with working(desk) as work:
        shown = prepare_brief("C001", work=work, actor=actor)
    assert isinstance(shown, Shown)
    return shown


def answer_to(desk: Desk, actor: Actor) -> Shown[Answer]:
    with working(desk) as work:
        shown = answer_question("客户嫌利率高怎么办", work=work, actor=actor)
    assert isinstance(shown, Shown)
    return shown


@pytest.mark.parametrize("ask", [brief_on, answer_to])
def test_a_bad_line_of_the_writer_is_not_shown(
    ask: Callable[[Desk, Actor], Shown[Brief] | Shown[Answer]], desk: Desk, actor: As
) -> None:
    rm = actor("rm1")
    careless = dataclasses.replace(desk, writer=Careless())
    sound, shown = ask(desk, rm), ask(careless, rm)
    words = "".join(plain_text(screen) for screen in shown.screens.values())
    assert BAD not in words
    assert words == "".join(plain_text(screen) for screen in sound.screens.values())


def test_a_withdrawn_script_is_out_of_the_next_brief(desk: Desk, actor: As) -> None:
    rm = actor("rm1")
    gone = brief_on(desk, rm).result.scenarios[0].script_id
    with working(desk) as work:
        assert not isinstance(withdraw_script(gone, why="措辞要改", work=work), Declined)
    after = brief_on(desk, rm).result
    assert gone not in {scenario.script_id for scenario in after.scenarios}
    said: list[Sourced | Avoid] = [
        *after.talking_points,
        *after.questions,
        *after.avoid,
        *after.notes,
    ]
    assert gone not in {source.script_id for line in said for source in line.sources}


def test_the_anchor_is_written_after_the_commit_and_only_then(desk: Desk, actor: As) -> None:
    rm = actor("rm1")
    brief_on(desk, rm)
    head, anchors = head_of_log(desk.engine), audit.read_anchors(desk.anchor_file)
    assert (anchors[-1].seq, anchors[-1].hash) == (head.seq, head.hash)
    with no_commit(desk.engine), pytest.raises(NotRecorded):
        brief_on(desk, rm)
    assert audit.read_anchors(desk.anchor_file) == anchors
    assert head_of_log(desk.engine) == head


def test_what_an_error_interrupts_is_not_written(desk: Desk, actor: As) -> None:
    def interrupted() -> None:
        with working(desk) as work:
            assert isinstance(prepare_brief("C001", work=work, actor=actor("rm1")), Shown)
            raise ZeroDivisionError

    before = head_of_log(desk.engine)
    with pytest.raises(ZeroDivisionError):
        interrupted()
    assert head_of_log(desk.engine) == before
    assert audit.read_anchors(desk.anchor_file) == ()


@contextmanager
def no_commit(engine: Engine) -> Iterator[None]:
    """A store whose disk is full when a transaction is to last."""

    def fail(_connection: object) -> None:
        raise OperationalError("COMMIT", {}, Exception("disk full"))

    event.listen(engine, "commit", fail)
    try:
        yield
    finally:
        event.remove(engine, "commit", fail)
