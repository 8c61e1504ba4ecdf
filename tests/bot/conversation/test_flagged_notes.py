"""What a confirmed note was flagged with: who hears of it, who may see it, until when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.conversation.memory import Memory
from bot.conversation.routes.flagged import in_words
from bot.conversation.turn import Office, Turn
from bot.desk import Desk
from bot.usecases.build import Workshop
from bot.usecases.capture import take_back
from bot.usecases.flagged import SHOWN_FOR, flagged, flagged_note, open_flagged
from bot.usecases.work import working
from store.actor import Actor
from store.engine import reading, transaction
from store.errors import NotPermitted
from store.flags import flagged_notes, mark_seen
from store.interactions import InteractionDraft, log_interaction
from store.models import Channel, Notice
from tests.conftest import NOW, settings_for
from tests.support.dialogue import Clock
from tests.support.flagging import BROKEN, note_flagged
from tests.support.unasked import bind, replica, words

Actors = Callable[[str], Actor]


@pytest.fixture
def told(bank: Desk) -> str:
    """A note of rm1's with words that break a rule; its interaction's id."""
    return note_flagged(bank, "rm1", "C001")


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("cco1", True),
        ("sup1", False),
        ("sup2", False),
        ("rm1", False),
        ("rm2", False),
        ("admin1", False),
    ],
)
def test_compliance_alone_sees_what_was_flagged(
    bank: Desk, actor: Actors, told: str, who: str, sees: bool
) -> None:
    with working(bank) as work:
        looking = actor(who)
        assert [each.interaction_id for each in flagged(work=work, actor=looking)] == [told] * sees
        assert (open_flagged(told, work=work, actor=looking) is not None) is sees
        if not sees:
            with pytest.raises(NotPermitted):
                flagged_notes(session=work.reading, actor=looking)
            with pytest.raises(NotPermitted):
                mark_seen(session=work.writing, actor=looking, interaction_id=told, at=NOW)


def test_it_holds_the_words_the_rule_and_the_manager(bank: Desk, actor: Actors, told: str) -> None:
    with working(bank) as work:
        note = flagged_note(told, work=work, actor=actor("cco1"))
    assert note is not None
    assert (note.staff_name, note.customer_id, note.seen) == ("林芳", "C001", False)
    assert [(each.quote, each.rule_id) for each in note.findings] == [(BROKEN, "return-guarantee")]


def test_the_unopened_come_first_then_the_newest_and_after_thirty_days_none(
    bank: Desk, clock: Clock, actor: Actors
) -> None:
    first, second = (note_flagged(bank, "rm1", key) for key in ("C001", "C002"))
    officer = actor("cco1")

    def listed() -> list[str]:
        with working(bank) as work:
            return [each.interaction_id for each in flagged(work=work, actor=officer)]

    assert listed() == [second, first]
    with working(bank) as work:
        open_flagged(second, work=work, actor=officer)
    assert listed() == [first, second]
    clock.now = NOW + SHOWN_FOR + timedelta(minutes=1)
    assert listed() == []
    with working(bank) as work:
        assert flagged_note(first, work=work, actor=officer) is not None


def test_of_one_manager_only_his(bank: Desk, actor: Actors) -> None:
    his, another = note_flagged(bank, "rm1", "C001"), note_flagged(bank, "rm2", "C018")
    with working(bank) as work:
        officer = actor("cco1")
        by_manager = {"rm1": {his}, "rm2": {another}, "rm4": set[str](), "": {his, another}}
        for whose, found in by_manager.items():
            shown = flagged(work=work, actor=officer, staff_id=whose)
            assert {each.interaction_id for each in shown} == found


def test_a_note_that_was_not_flagged_is_none_to_open(bank: Desk, actor: Actors, told: str) -> None:
    with transaction(bank.engine) as session:
        draft = InteractionDraft("C001", NOW, NOW.date(), Channel.PHONE, "聊", "聊")
        plain = log_interaction(session=session, actor=actor("rm1"), draft=draft, at=NOW)
        key = plain.interaction_id
    with working(bank) as work:
        assert flagged_note(key, work=work, actor=actor("cco1")) is None
        assert flagged_note(told, work=work, actor=actor("cco1")) is not None
        opened = open_flagged(told, work=work, actor=actor("cco1"))
    with working(bank) as work:
        again = flagged_note(told, work=work, actor=actor("cco1"))
    assert opened is not None
    assert again is not None
    assert (opened.seen, again.seen) == (False, True)


def test_a_note_taken_back_stays_in_sight(bank: Desk, actor: Actors, told: str) -> None:
    with working(bank) as work:
        assert take_back(told, work=work, actor=actor("rm1"), chat="terminal:1")
    with working(bank) as work:
        assert [each.undone for each in flagged(work=work, actor=actor("cco1"))] == [True]


def test_every_officer_is_told_once_and_not_after_it_was_opened(
    bank: Desk, clock: Clock, actor: Actors
) -> None:
    bind(bank, "cco1", 1)
    one, two = (note_flagged(bank, "rm1", key) for key in ("C001", "C002"))
    with reading(bank.engine) as session:
        rows = session.exec(select(Notice).where(Notice.kind == "flagged")).all()
        assert {(row.staff_id, row.subject["interaction_id"]) for row in rows} == {
            ("cco1", one),
            ("cco1", two),
        }
    with working(bank) as work:
        open_flagged(one, work=work, actor=actor("cco1"))
    sent = words([push for push in replica(bank).due() if push.key.startswith("flagged")])
    assert sent == ["🚩 有一条记录被标出\n【未看】11-23 09:00 林芳 C002"]


@pytest.mark.parametrize(
    ("text", "answered"),
    [
        ("谁说了违规的话", True),
        ("最近有哪些记录被标记了", True),
        ("有没有人乱承诺", True),
        ("今天有几件上报", True),
        ("这段话有没有违规", False),
        ("帮我看看：收益保证5%违规吗", False),
        ("看看给出过的建议", False),
    ],
)
def test_an_officers_question_in_words(
    bank: Desk, actor: Actors, text: str, answered: bool
) -> None:
    settings = settings_for(bank.anchor_file.parent)
    office = Office(bank, Workshop(settings, bank.rules, bank.clock), lambda *_: None)
    with working(bank) as work:
        officer, manager = (
            Turn(office, work, "terminal:1", actor(who), Memory()) for who in ("cco1", "rm1")
        )
        assert (in_words(officer, text) is not None) is answered
        assert in_words(manager, text) is None
