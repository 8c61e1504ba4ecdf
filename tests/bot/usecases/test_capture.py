"""A call told: read, written once, with its follow-ups; taken back; follow-ups closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlmodel import select

from bot.desk import Desk
from bot.results.customers import DiaryEntry
from bot.results.declined import Declined
from bot.results.notes import CallNote, Logged
from bot.usecases.capture import read_note, save_note, take_back, with_follow_up
from bot.usecases.follow_up import close_follow_up, reopen_follow_up
from bot.usecases.installation import verify_log
from bot.usecases.oversee import diary
from bot.usecases.understand import read_message
from bot.usecases.work import working
from store.actor import Actor
from store.engine import reading
from store.models import AuditEntry, Interaction

As = Callable[[str], Actor]
CHAT = "telegram:1"
SAID = "刚跟王建国通完电话，他说年底前要用钱，明天下午三点再联系"


def note_of(desk: Desk, actor: Actor, text: str = SAID, customer_id: str = "C001") -> CallNote:
    with working(desk) as work:
        message = read_message(text, work=work, actor=actor, in_hand=False)
        return read_note(
            message,
            work=work,
            actor=actor,
            customer_id=customer_id,
            customer_name="某某",
            suggestion_id=None,
        )


def save(desk: Desk, actor: Actor, note: CallNote, chat: str = CHAT) -> Logged | Declined:
    with working(desk) as work:
        return save_note(note, work=work, actor=actor, chat=chat)


def written(desk: Desk) -> list[Interaction]:
    with reading(desk.engine) as session:
        statement = select(Interaction).where(Interaction.chat_id == CHAT)
        return list(session.exec(statement))


def diary_of(desk: Desk, actor: Actor, days: int = 14) -> list[DiaryEntry]:
    with working(desk) as work:
        return list(diary(work=work, actor=actor, days=days).rows)


def test_a_note_is_written_with_its_hour_and_stands_in_the_diary_by_name(
    desk: Desk, actor: As
) -> None:
    rm = actor("rm1")
    before = {entry.follow_up.follow_up_id for entry in diary_of(desk, rm)}
    logged = save(desk, rm, note_of(desk, rm))
    assert isinstance(logged, Logged)
    (new,) = [e for e in diary_of(desk, rm) if e.follow_up.follow_up_id not in before]
    assert new.customer_name == "王建国"
    assert new.follow_up.interaction_id == logged.interaction_id
    assert new.follow_up.due_at == datetime(2026, 11, 24, 15, tzinfo=desk.zone)
    assert all(entry.customer_name for entry in diary_of(desk, rm))


def test_a_note_is_written_once_whatever_is_changed_in_it(desk: Desk, actor: As) -> None:
    rm = actor("rm1")
    note = note_of(desk, rm)
    assert isinstance(save(desk, rm, note), Logged)
    again = save(desk, rm, with_follow_up(note, None))
    assert isinstance(again, Declined)
    assert again.code == "already"
    assert len(written(desk)) == 1
    assert isinstance(save(desk, rm, note_of(desk, rm)), Logged)
    assert len(written(desk)) == 2


def test_a_note_another_replica_wrote_meanwhile_is_declined_the_same(desk: Desk, actor: As) -> None:
    rm = actor("rm1")
    note = note_of(desk, rm)
    with a_quicker_replica(desk.engine):
        raced = save(desk, rm, note)
    assert isinstance(raced, Declined)
    assert raced.code == "already"
    assert raced == save_twice(desk, rm)
    assert verify_log(desk.engine, data_dir=desk.anchor_file.parent).ok


def save_twice(desk: Desk, actor: Actor) -> Logged | Declined:
    note = note_of(desk, actor)
    save(desk, actor, note)
    return save(desk, actor, note)


def test_a_promise_that_breaks_a_rule_is_kept_as_said_and_flagged(desk: Desk, actor: As) -> None:
    rm = actor("rm1")
    note = note_of(desk, rm, "刚和王建国通完电话，我跟他保证这笔钱保本保息，亏了我来补")
    assert note.flags
    logged = save(desk, rm, note)
    assert isinstance(logged, Logged)
    with reading(desk.engine) as session:
        kinds = [
            entry.kind
            for entry in session.exec(select(AuditEntry))
            if logged.interaction_id in entry.payload
        ]
    assert "interaction.flagged" in kinds


@pytest.mark.parametrize(
    ("customer_id", "text", "rules"),
    [
        ("C010", "刚给许国强打电话推荐了稳健添利", {"do-not-contact"}),
        ("C010", "刚给许国强打了电话，他说下周来", {"do-not-contact"}),
        ("C010", "许国强来电问稳健添利，我介绍了稳健添利的期限", set()),
        ("C009", "跟郑雨洁聊了聊，推荐了均衡混合基金", {"consent-scope"}),
        ("C007", "给周晓岚打电话，推了一款新产品", {"complaint-first"}),
        ("C015", "刚和高建平通完电话，劝他买点基金", {"assessment-validity"}),
        ("C003", "刚和李秀云通完电话，给她推荐了成长股票基金", {"suitability-fund"}),
        ("C003", "刚和李秀云通完电话，给她介绍了稳健添利", set()),
        ("C001", "刚给王建国打了电话，介绍了应收账款保理", {"target-market"}),
    ],
)
def test_what_the_gate_bars_and_was_done_is_flagged_and_recorded(
    desk: Desk, actor: As, customer_id: str, text: str, rules: set[str]
) -> None:
    rm = actor("rm1")
    note = note_of(desk, rm, text, customer_id)
    flags = {flag.rule_id: flag for flag in note.flags}
    assert set(flags) == rules
    assert all(text[f.start : f.end] == f.quote and f.source for f in flags.values())
    logged = save(desk, rm, note)
    assert isinstance(logged, Logged)
    with reading(desk.engine) as session:
        kept = [
            entry.payload
            for entry in session.exec(select(AuditEntry))
            if entry.kind == "interaction.flagged" and logged.interaction_id in entry.payload
        ]
    assert len(kept) == bool(rules)
    assert all(rule in payload for payload in kept for rule in rules)


def test_a_call_is_taken_back_once_and_only_where_it_was_told(desk: Desk, actor: As) -> None:
    rm = actor("rm1")
    before = diary_of(desk, rm)
    logged = save(desk, rm, note_of(desk, rm))
    assert isinstance(logged, Logged)
    attempts = [("rm1", "telegram:2"), ("rm2", CHAT), ("rm1", CHAT), ("rm1", CHAT)]
    done = []
    for staff_id, chat in attempts:
        with working(desk) as work:
            done.append(
                take_back(logged.interaction_id, work=work, actor=actor(staff_id), chat=chat)
            )
    assert done == [False, False, True, False]
    assert diary_of(desk, rm) == before


def test_a_note_on_anothers_customer_is_declined(desk: Desk, actor: As) -> None:
    note = note_of(desk, actor("rm1"))
    declined = save(desk, actor("rm4"), note)
    assert isinstance(declined, Declined)
    assert declined.code == "not_found"
    assert written(desk) == []


def test_a_follow_up_done_leaves_the_diary_and_comes_back_within_the_day(
    desk: Desk, actor: As
) -> None:
    rm = actor("rm1")
    first, *others = diary_of(desk, rm)
    follow_up_id = first.follow_up.follow_up_id
    with working(desk) as work:
        closed = close_follow_up(follow_up_id, work=work, actor=rm)
    assert closed == first
    assert diary_of(desk, rm) == others
    with working(desk, now=desk.now() + timedelta(hours=23)) as work:
        reopened = reopen_follow_up(follow_up_id, work=work, actor=rm)
    assert reopened == first
    assert diary_of(desk, rm) == [first, *others]
    assert verify_log(desk.engine, data_dir=desk.anchor_file.parent).ok


@pytest.mark.parametrize(("staff_id", "code"), [("rm2", "not_found"), ("cco1", "not_found")])
def test_a_follow_up_is_nobody_elses_to_close(
    desk: Desk, actor: As, staff_id: str, code: str
) -> None:
    entries = diary_of(desk, actor("rm1"))
    with working(desk) as work:
        declined = close_follow_up(
            entries[0].follow_up.follow_up_id, work=work, actor=actor(staff_id)
        )
    assert isinstance(declined, Declined)
    assert declined.code == code
    assert diary_of(desk, actor("rm1")) == entries


def test_a_follow_up_done_yesterday_stays_done(desk: Desk, actor: As) -> None:
    rm = actor("rm1")
    follow_up_id = diary_of(desk, rm)[0].follow_up.follow_up_id
    with working(desk) as work:
        close_follow_up(follow_up_id, work=work, actor=rm)
    with working(desk, now=desk.now() + timedelta(hours=25)) as work:
        declined = reopen_follow_up(follow_up_id, work=work, actor=rm)
    assert isinstance(declined, Declined)
    assert declined.code == "too_late"


@contextmanager
def a_quicker_replica(engine: Engine) -> Iterator[None]:
    """Someone who writes the same note between our look and our write."""

    def first(_c: object, cursor: Any, statement: str, parameters: Any, *_: object) -> None:
        if statement.startswith("INSERT INTO interaction "):
            cursor.execute(statement, ("IN-quicker", *parameters[1:]))

    event.listen(engine, "before_cursor_execute", first)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", first)
