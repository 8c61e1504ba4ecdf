"""A brief while an event of the customer's is open: its stop script speaks, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.blocks import plain_text
from bot.desk import Desk
from bot.record.gate import BARRING
from bot.render.contract import brief_json
from bot.render.first_screen import MOST_CHARACTERS, MOST_ROWS, ROW
from bot.results.advice import Brief, ScriptSource, Sourced
from bot.results.declined import Declined
from bot.results.shown import Shown
from bot.results.vocabulary import Inward
from bot.usecases.brief import prepare_brief
from bot.usecases.scripts import withdraw_script
from bot.usecases.stop import halt
from bot.usecases.work import working
from knowledge.stopping import StopEvent
from store.actor import Actor

Who = Callable[[str], Actor]
PERSON, COMPANY, COMPLAINING = "C001", "C013", "C004"
GRAVEST_FIRST = [event for event in StopEvent if event in BARRING]


def brief_after(
    desk: Desk, actor: Actor, customer_id: str, *events: StopEvent, purpose: str = ""
) -> Shown[Brief]:
    """The brief once the events were told of, each by itself."""
    for event in events:
        with working(desk) as work:
            halt("客户出事了", [event], work=work, actor=actor, customer_id=customer_id)
    with working(desk) as work:
        shown = prepare_brief(customer_id, work=work, actor=actor, purpose=purpose)
    assert not isinstance(shown, Declined)
    return shown


def scripts_of(*lines: Sourced) -> set[str]:
    return {
        source.script_id
        for line in lines
        for source in line.sources
        if isinstance(source, ScriptSource)
    }


@pytest.mark.parametrize("event", GRAVEST_FIRST)
def test_the_screen_says_what_to_do_whom_to_tell_and_what_to_say(
    event: StopEvent, desk: Desk, actor: Who
) -> None:
    shown = brief_after(desk, actor("rm1"), PERSON, event)
    screen, script = plain_text(shown.screens["first"]), desk.handbook.stops[event.script_id]
    steps = shown.result.steps[0]
    assert f"1. {steps.now[0].text}" in screen
    assert any(tell.what.text in screen for tell in steps.tell)
    assert f"可以说 {steps.may_say[0].text}" in screen
    assert len(screen) <= MOST_CHARACTERS
    assert sum(-(-len(row) // ROW) for row in screen.splitlines()) <= MOST_ROWS
    whole = plain_text(shown.screens["steps"])
    assert f"{script.script_id} v{script.version}" in whole
    for line in (*steps.now, *steps.may_say, *steps.never):
        assert line.text in whole


@pytest.mark.parametrize("event", GRAVEST_FIRST)
@pytest.mark.parametrize("customer_id", [PERSON, COMPANY, COMPLAINING])
def test_nothing_else_is_said_whoever_he_is(
    customer_id: str, event: StopEvent, desk: Desk, actor: Who
) -> None:
    owner = actor("sup1")
    brief = brief_after(desk, owner, customer_id, event, purpose="到期的钱买理财").result
    assert (brief.opening, brief.products, brief.objections, brief.questions) == (None, (), (), ())
    assert scripts_of(brief.goal, *brief.talking_points) == {event.script_id}
    actions = [each for each in brief.next_actions if each.rule_id != "complaint-first"]
    assert {each.channel for each in actions} == {Inward.INTERNAL}
    assert {each.sources[0].script_id for each in actions} == {event.script_id}  # type: ignore[union-attr]
    assert brief_json(brief)["steps"]


def test_a_threat_keeps_the_complaints_clock_and_a_death_does_not(desk: Desk, actor: Who) -> None:
    threatened = brief_after(desk, actor("rm1"), PERSON, StopEvent.REGULATOR_THREAT).result
    assert "complaint-first" in {each.rule_id for each in threatened.next_actions}
    dead = brief_after(desk, actor("rm1"), PERSON, StopEvent.CUSTOMER_DEATH).result
    assert {each.rule_id for each in dead.next_actions} == {"escalation-first"}


def test_of_several_the_gravest_leads_and_all_stand_behind_the_button(
    desk: Desk, actor: Who
) -> None:
    events = (StopEvent.REGULATOR_THREAT, StopEvent.SCAM_TRANSFER)
    shown = brief_after(desk, actor("rm1"), PERSON, *events)
    assert [each.event for each in shown.result.steps] == [events[1], events[0]]
    assert "（另有：扬言投诉监管、曝光或起诉）" in plain_text(shown.screens["first"])
    whole = plain_text(shown.screens["steps"])
    assert all(event.script_id in whole for event in events)


def test_conduct_of_ours_halts_nothing(desk: Desk, actor: Who) -> None:
    shown = brief_after(desk, actor("rm1"), PERSON, StopEvent.GIFT)
    assert shown.result.steps == ()
    assert shown.result.opening is not None
    assert "steps" not in shown.screens


def test_a_withdrawn_script_says_nothing_and_nothing_else_speaks(desk: Desk, actor: Who) -> None:
    with working(desk) as work:
        withdraw_script("stop-scam-transfer", why="改版", work=work)
    shown = brief_after(desk, actor("rm1"), PERSON, StopEvent.SCAM_TRANSFER)
    assert (shown.result.steps, shown.result.opening) == ((), None)
    assert "先处置，不按平常联系" in plain_text(shown.screens["first"])
    assert "主管了结以前不谈产品" in plain_text(shown.screens["first"])
