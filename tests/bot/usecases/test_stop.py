"""A stop: its script, its evidence, its JSON; withdrawn, imported and searched as it should be."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.desk import Desk
from bot.render.contract import halt_json
from bot.usecases.scripts import script_history, withdraw_script
from bot.usecases.stop import halt
from bot.usecases.work import working
from knowledge.stopping import StopEvent
from store.actor import Actor
from store.suggestions import get_suggestion

Who = Callable[[str], Actor]
SAID = "客户在电话里说要把三十万转到安全账户"


def test_it_answers_by_its_script_and_the_evidence_holds_it(desk: Desk, actor: Who) -> None:
    rm = actor("rm1")
    with working(desk) as work:
        shown = halt(SAID, [StopEvent.SCAM_TRANSFER], work=work, actor=rm, customer_id="C001")
    content = halt_json(shown.result)
    assert (content["stopped"], content["abstained"], content["customer_id"]) == (
        True,
        False,
        "C001",
    )
    assert content["stop"]["event"] == "scam_transfer"
    assert content["stop"]["script_id"] == "stop-scam-transfer"
    told = [(each["role"], each["within"]) for each in content["stop"]["tell"]]
    assert ("反诈中心96110", "PT10M") in told
    assert all(each["sources"] for each in content["answers"])
    with working(desk) as work:
        row = get_suggestion(session=work.reading, actor=rm, suggestion_id=shown.suggestion_id)
    assert row is not None
    assert (row.kind, row.query, row.customer_id) == ("ask", SAID, "C001")
    assert row.payload["stopped"] is True
    assert [use["script_id"] for use in row.scripts] == ["stop-scam-transfer"]


def test_by_the_end_of_the_day_has_no_duration(desk: Desk, actor: Who) -> None:
    with working(desk) as work:
        shown = halt("x", [StopEvent.GIFT], work=work, actor=actor("rm1"))
    assert halt_json(shown.result)["stop"]["tell"][0]["within"] is None


def test_a_customer_of_somebody_else_is_left_out(desk: Desk, actor: Who) -> None:
    with working(desk) as work:
        shown = halt(
            SAID, [StopEvent.SCAM_TRANSFER], work=work, actor=actor("rm5"), customer_id="C001"
        )
    assert shown.result.record is None
    assert shown.result.now


def test_a_withdrawn_script_says_nothing_and_the_business_stops_all_the_same(
    desk: Desk, actor: Who
) -> None:
    with working(desk) as work:
        withdraw_script("stop-gift", why="改版", work=work)
    with working(desk) as work:
        shown = halt("x", [StopEvent.GIFT], work=work, actor=actor("rm1"))
    content = halt_json(shown.result)
    assert (content["stopped"], content["stop"]["script_id"], content["answers"]) == (
        True,
        None,
        [],
    )
    assert "停下来" in str(shown.screens["first"])


def test_stop_scripts_are_held_and_never_searched(desk: Desk) -> None:
    handbook = desk.handbook
    assert {event.script_id for event in StopEvent} == handbook.stops.keys()
    assert handbook.stops.keys().isdisjoint(handbook.scripts)
    for script in handbook.stops.values():
        hits = handbook.search(script.title, top=10)
        assert not {hit.script_id for hit in (*hits.hits, *hits.nearest)} & handbook.stops.keys()


@pytest.mark.parametrize("event", StopEvent)
def test_a_stop_script_is_in_the_register(event: StopEvent, desk: Desk) -> None:
    with working(desk) as work:
        history = script_history(event.script_id, work=work)
    assert [row.version for row in history.versions] == ["1"]


@pytest.mark.parametrize("event", StopEvent)
def test_no_case_is_late_as_it_opens(event: StopEvent, desk: Desk, actor: Who) -> None:
    """The hotline and 120 are rung at once; whoever answers for the case has minutes."""
    with working(desk) as work:
        shown = halt("x", [event], work=work, actor=actor("rm1"), customer_id="C001")
    assert shown.result.due is not None
    assert shown.result.due > shown.result.generated_at
