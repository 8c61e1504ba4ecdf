"""What came of a matter on a day off: told beside the next answer, else on the working morning."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from bot.blocks import plain_text
from bot.conversation.conversation import Conversation
from bot.conversation.messages import Said
from bot.conversation.turn import Office
from bot.desk import Desk
from bot.results.declined import Declined
from bot.usecases.build import Workshop
from bot.usecases.complaint import Noted, add_to_complaint, note_complaint
from bot.usecases.complaint_closing import close_complaint
from bot.usecases.health import KeptReport, decide, health_report, reconsider, request_release
from bot.usecases.queue import ItemFilter, queue_page
from bot.usecases.queue_deciding import answer_officer, ask_manager
from bot.usecases.work import working
from store.actor import Actor
from store.models import ComplaintSize, StepKind
from tests.conftest import settings_for
from tests.support.dialogue import Clock
from tests.support.flagging import note_flagged
from tests.support.queueing import nothing_drawn, waiting
from tests.support.unasked import replica, words

Actors = Callable[[str], Actor]
SATURDAY, SUNDAY_NIGHT = "2026-11-28T10:00+08:00", "2026-11-29T23:00+08:00"
MONDAY, MONDAY_NIGHT = "2026-11-30T09:00+08:00", "2026-11-30T21:30+08:00"
CLOSED = "📣 王建国 了结：退费"


def close_for(desk: Desk, actor: Actors, who: str) -> None:
    """A complaint of rm1's customer, closed by the supervisor or by himself."""
    with working(desk) as work:
        noted = note_complaint(
            "C001", ComplaintSize.SMALL, "手续费乱收", work=work, actor=actor("rm1")
        )
        assert isinstance(noted, Noted)
        for kind, text in ((StepKind.TOLD, ""), (StepKind.SOLUTION, "退费")):
            add_to_complaint(noted.complaint_id, kind, text, work=work, actor=actor("rm1"))
        assert close_complaint(noted.complaint_id, work=work, actor=actor(who)) is None


def answer(desk: Desk, folder: Path, who: Actor) -> str:
    """All that is shown when somebody asks for help."""
    workshop = Workshop(settings_for(folder), desk.rules, desk.clock)
    office = Office(desk, workshop, lambda _chat, _work: who)
    reply = Conversation(office).respond(Said(f"terminal:{who.staff_id}", "/help"))
    return "\n".join(plain_text(each.screen) for each in reply.messages)


@pytest.mark.parametrize("at", [SATURDAY, SUNDAY_NIGHT, MONDAY_NIGHT])
def test_who_speaks_on_a_day_off_or_at_night_hears_it_then_and_once(
    bank: Desk, clock: Clock, actor: Actors, tmp_path: Path, at: str
) -> None:
    clock.now = datetime.fromisoformat(at)
    close_for(bank, actor, "sup1")
    assert replica(bank).due() == []
    assert CLOSED not in answer(bank, tmp_path, actor("rm2"))
    assert CLOSED in answer(bank, tmp_path, actor("rm1"))
    assert CLOSED not in answer(bank, tmp_path, actor("rm1"))
    clock.now = datetime.fromisoformat("2026-12-01T09:00+08:00")
    assert not any(CLOSED in each for each in words(replica(bank).due()))


@pytest.mark.parametrize("at", [SATURDAY, MONDAY_NIGHT])
def test_an_officer_hears_of_a_flagged_note_and_of_an_answer_beside_his_own(
    bank: Desk, clock: Clock, actor: Actors, tmp_path: Path, at: str
) -> None:
    clock.now = datetime.fromisoformat(at)
    note_flagged(bank, "rm1", "C001")
    waiting(nothing_drawn(bank))
    assert "🚩" not in answer(bank, tmp_path, actor("rm2"))
    assert "🚩 有一条记录被标出" in answer(bank, tmp_path, actor("cco1"))
    assert "🚩" not in answer(bank, tmp_path, actor("cco1"))
    with working(bank) as work:
        page = queue_page(ItemFilter(), work=work, actor=actor("cco1"))
        assert not isinstance(page, Declined)
        item_id = page.items[0].item_id
        ask_manager(item_id, "这句话是您说的吗？", work=work, actor=actor("cco1"))
    with working(bank) as work:
        assert answer_officer(item_id, "是我说的", work=work, actor=actor("rm1")) is None
    assert "💬 林芳答了" in answer(bank, tmp_path, actor("cco1"))
    assert "💬" not in answer(bank, tmp_path, actor("cco1"))


def test_who_does_not_speak_hears_it_on_the_next_working_morning(
    bank: Desk, clock: Clock, actor: Actors
) -> None:
    clock.now = datetime.fromisoformat(SATURDAY)
    close_for(bank, actor, "sup1")
    clock.now = datetime.fromisoformat(MONDAY)
    assert any(CLOSED in each for each in words(replica(bank).due()))


def test_in_working_hours_it_is_told_unasked_and_what_he_closed_himself_is_not(
    bank: Desk, clock: Clock, actor: Actors, tmp_path: Path
) -> None:
    clock.now = datetime.fromisoformat(MONDAY)
    close_for(bank, actor, "rm1")
    assert not any(CLOSED in each for each in words(replica(bank).due()))
    close_for(bank, actor, "sup1")
    assert CLOSED not in answer(bank, tmp_path, actor("rm1"))
    assert any(CLOSED in each for each in words(replica(bank).due()))


@pytest.mark.parametrize(
    ("approved", "undone", "told"),
    [
        (True, False, "📣 王建国的资产健康报告：已批准，可以给客户。"),
        (False, False, "📣 王建国的资产健康报告：主管已退回，仍是内部草稿。"),
        (True, True, None),
    ],
)
def test_who_asked_for_a_reports_release_hears_what_was_decided(
    bank: Desk, clock: Clock, actor: Actors, approved: bool, undone: bool, told: str | None
) -> None:
    clock.now = datetime.fromisoformat(MONDAY)
    with working(bank) as work:
        kept = health_report("C001", work=work, actor=actor("rm1"))
        assert isinstance(kept, KeptReport)
        asked = request_release(kept.suggestion_id, work=work, actor=actor("rm1"))
        assert isinstance(asked, KeptReport)
        assert asked.release is not None
        key = asked.release.release_id
        done = decide(key, approved=approved, work=work, actor=actor("sup1"))
        assert not isinstance(done, Declined)
        if undone:
            reconsider(key, work=work, actor=actor("sup1"))
    said = [each for each in words(replica(bank).due()) if "健康报告" in each]
    assert said == ([told] if told else [])
