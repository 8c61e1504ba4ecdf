"""The first screen fits a phone whatever a brief holds, and chooses whole lines, never parts."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.blocks import plain_text
from bot.record.alerts import Alert
from bot.record.vocabulary import AlertCode
from bot.render.brief import brief_screens
from bot.render.first_screen import MOST_CHARACTERS, MOST_ROWS, first_screen, rows_of
from bot.results.advice import Brief, NextAction, RuleSource, ScriptSource, Sourced, TalkSource
from bot.results.vocabulary import ActionKind
from store.models import Channel
from tests.bot.render import samples
from tests.bot.render.samples import TODAY

HERE = (ScriptSource("first", 1, "p1"),)


def line_of(length: int) -> str:
    """A sentence of so many characters that is like no other of another length."""
    return (f"{length}字的话" + "很" * length)[: length - 1] + "。"


def sourced(length: int) -> Sourced:
    return Sourced(line_of(length), HERE)


def action(length: int, kind: ActionKind = ActionKind.CALL) -> NextAction:
    return NextAction(kind, line_of(length), TODAY, Channel.PHONE, HERE)


def alert(code: AlertCode, length: int) -> Alert:
    return Alert(code, line_of(length), None)


LENGTHS = st.integers(min_value=8, max_value=120)
BRIEFS = st.builds(
    lambda opening, points, actions, alerts, goal: dataclasses.replace(
        samples.brief(),
        goal=sourced(goal),
        opening=sourced(opening) if opening else None,
        talking_points=tuple(sourced(length) for length in points),
        next_actions=tuple(action(length) for length in actions),
        alerts=tuple(alert(code, length) for code, length in alerts),
    ),
    opening=st.none() | LENGTHS,
    points=st.lists(LENGTHS, max_size=9, unique=True),
    actions=st.lists(LENGTHS, max_size=6, unique=True),
    alerts=st.lists(st.tuples(st.sampled_from(AlertCode), LENGTHS), max_size=9),
    goal=st.integers(min_value=8, max_value=40),
)


@settings(max_examples=150, deadline=None)
@given(BRIEFS)
def test_it_fits_a_phone_and_holds_whole_lines_only(brief: Brief) -> None:
    told = plain_text(first_screen(brief))
    assert len(told) <= MOST_CHARACTERS
    assert rows_of(told) <= MOST_ROWS
    assert brief.record.name in told
    assert brief.goal.text in told
    if brief.opening is not None:
        assert brief.opening.text in told
    points = [each[3:] for each in told.split("\n") if each[:3] in {"1. ", "2. ", "3. "}]
    texts = [point.text for point in brief.talking_points]
    assert [text for text in texts if text in points] == points


@settings(max_examples=50, deadline=None)
@given(BRIEFS)
def test_what_is_not_on_it_stands_behind_a_button(brief: Brief) -> None:
    screens = {name: plain_text(shown) for name, shown in brief_screens(brief).items()}
    behind = "\n".join(text for name, text in screens.items() if name != "first")
    kept = [each.text for each in (*brief.talking_points, brief.goal)]
    kept += [each.text for each in brief.next_actions] + [each.text for each in brief.alerts]
    assert [text for text in kept if text not in behind] == []


@pytest.mark.parametrize(
    ("sources", "kind", "first"),
    [
        ((TalkSource("IN1"),), ActionKind.TASK, True),
        ((RuleSource("churn.contact_hours", "H5.3"),), ActionKind.ESCALATE, True),
        (HERE, ActionKind.ESCALATE, True),
        ((ScriptSource("second", 1, "a1"),), ActionKind.CALL, False),
        ((TalkSource("IN1"),), ActionKind.RECORD, False),
    ],
)
def test_what_is_owed_or_demanded_is_the_next_action(
    sources: tuple[ScriptSource | TalkSource | RuleSource, ...], kind: ActionKind, first: bool
) -> None:
    lead = action(10)
    other = dataclasses.replace(action(12), sources=sources, kind=kind)
    brief = dataclasses.replace(samples.brief(), next_actions=(lead, other))
    assert (other.text in plain_text(first_screen(brief))) is first


def test_where_nothing_else_fits_the_goal_and_the_opening_stay() -> None:
    brief = dataclasses.replace(
        samples.brief(),
        goal=sourced(40),
        opening=sourced(119),
        talking_points=(sourced(120),),
        next_actions=tuple(action(length) for length in (118, 117, 116)),
        alerts=tuple(alert(AlertCode.RECORD_CONFLICT, length) for length in range(101, 110)),
    )
    told = plain_text(first_screen(brief))
    assert len(told) <= MOST_CHARACTERS
    assert rows_of(told) <= MOST_ROWS
    assert brief.goal.text in told


def test_long_points_give_way_to_short_ones_and_alerts_to_their_names() -> None:
    brief = dataclasses.replace(
        samples.brief(),
        goal=sourced(15),
        opening=sourced(14),
        talking_points=tuple(sourced(length) for length in (110, 40, 100, 38, 30)),
        alerts=(
            alert(AlertCode.SENIOR, 20),
            alert(AlertCode.MATURITY_SOON, 19),
            alert(AlertCode.IDLE_FUNDS, 18),
        ),
    )
    told = plain_text(first_screen(brief)).split("\n")
    assert [len(each) - 3 for each in told if each[:3] in {"1. ", "2. ", "3. "}] == [40, 38, 30]
    assert "⚠ 老年客户；产品快到期；资金闲置" in told


def test_what_is_owed_is_shown_whatever_is_left_out_for_it() -> None:
    owed = dataclasses.replace(action(60), rule_id="complaint-first")
    later = dataclasses.replace(action(10), sources=(TalkSource("I1"),))
    brief = dataclasses.replace(
        samples.brief(),
        talking_points=tuple(sourced(length) for length in (50, 51, 52)),
        next_actions=(owed, later),
    )
    told = plain_text(first_screen(brief))
    assert owed.text in told
    assert later.text not in told


@pytest.mark.parametrize(
    ("code", "first"), [(AlertCode.OPEN_COMPLAINT, True), (AlertCode.SENIOR, False)]
)
def test_a_superior_is_told_first_of_what_stands(code: AlertCode, first: bool) -> None:
    escalate = action(12, ActionKind.ESCALATE)
    promised = dataclasses.replace(action(10), sources=(TalkSource("I1"),))
    brief = dataclasses.replace(
        samples.brief(), alerts=(alert(code, 9),), next_actions=(promised, escalate)
    )
    assert (escalate.text in plain_text(first_screen(brief))) is first
