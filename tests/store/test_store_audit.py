"""The chain finds every way of tampering, each tried on both databases."""

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from databases import Databases, Stage, opened
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select
from store_world import NOW, STAFFED, actor_of, add_customer, advise

from store.actor import Actor
from store.audit import Anchor, append, canonical, head, read_anchors, write_anchor
from store.complaints import open_complaint, solve_complaint
from store.engine import reading, transaction
from store.follow_ups import FollowUpDraft, close_follow_up
from store.interactions import InteractionDraft, log_interaction, undo_interaction
from store.models import Channel, ComplaintSize, FeedbackOutcome, FollowUp, Notice
from store.suggestions import list_suggestions, record_feedback
from store.verifying import VerifyReport, verify

TAMPERINGS = {
    "edited payload": (["UPDATE audit_entry SET payload = '{}' WHERE seq = 3"], 3),
    "edited actor": (["UPDATE audit_entry SET actor_id = 'rm9' WHERE seq = 2"], 2),
    "edited time": (["UPDATE audit_entry SET at = '2020-01-01 00:00:00' WHERE seq = 2"], 2),
    "edited hash": (["UPDATE audit_entry SET hash = 'ff' WHERE seq = 4"], 4),
    "deleted first": (["DELETE FROM audit_entry WHERE seq = 1"], 1),
    "deleted middle": (["DELETE FROM audit_entry WHERE seq = 4"], 4),
    "deleted and closed up": (
        [
            "DELETE FROM audit_entry WHERE seq = 4",
            "UPDATE audit_entry SET seq = -seq WHERE seq > 4",
            "UPDATE audit_entry SET seq = -seq - 1 WHERE seq < 0",
        ],
        4,
    ),
    "reordered": (
        [
            "UPDATE audit_entry SET seq = -4 WHERE seq = 4",
            "UPDATE audit_entry SET seq = 4 WHERE seq = 5",
            "UPDATE audit_entry SET seq = 5 WHERE seq = -4",
        ],
        4,
    ),
    "truncated": (["DELETE FROM audit_entry WHERE seq > 6"], 7),
    "head moved on": (["UPDATE audit_head SET seq = seq + 5"], None),
    "head rewritten": (["UPDATE audit_head SET hash = 'ff'"], None),
}


def _work_a_day(url: str) -> None:
    with opened(url) as engine:
        _work(engine, actor_of("rm1"))


@pytest.fixture
def busy(databases: Databases) -> Iterator[Engine]:
    """A store with a day's work in its chain."""
    with databases.at(Stage("busy", _work_a_day, base=STAFFED)) as url, opened(url) as engine:
        yield engine


def test_an_untouched_chain_holds(busy: Engine) -> None:
    report = _verify(busy)
    assert report == VerifyReport(ok=True, entries=_length(busy))
    assert report.entries > 10


@pytest.mark.parametrize("how", TAMPERINGS)
def test_tampering_is_found(busy: Engine, how: str) -> None:
    statements, first_broken = TAMPERINGS[how]
    _behind_the_back(busy, *statements)
    report = _verify(busy)
    assert not report.ok
    assert report.reason
    assert report.first_broken == (first_broken or report.first_broken)


def test_entries_written_after_a_truncation_leave_a_gap(busy: Engine) -> None:
    _behind_the_back(busy, "DELETE FROM audit_entry WHERE seq > 6")
    _note(busy, "later")
    assert _verify(busy).first_broken == 7


def test_a_chain_cut_back_and_written_anew_breaks_at_the_anchor(staffed: Engine) -> None:
    anchor = Anchor(**{**_head(staffed), "at": "2026-11-23"})
    _behind_the_back(
        staffed,
        "DELETE FROM audit_entry WHERE seq = (SELECT max(seq) FROM audit_head)",
        "UPDATE audit_head SET seq = (SELECT max(seq) FROM audit_entry)",
        "UPDATE audit_head SET hash = (SELECT hash FROM audit_entry WHERE seq = audit_head.seq)",
    )
    assert _verify(staffed, anchor).first_broken == anchor.seq
    _note(staffed, "instead")
    assert _verify(staffed).ok
    assert _verify(staffed, anchor).first_broken == anchor.seq


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE suggestion SET shown_text = '保本'",
        "UPDATE suggestion SET record_read = '{}'",
        "UPDATE suggestion SET at = '2020-01-01 00:00:00'",
        "UPDATE suggestion_feedback SET outcome = 'unfit'",
        "DELETE FROM suggestion_feedback",
        "UPDATE interaction SET summary = '没聊'",
        "UPDATE interaction SET undone_at = '2026-11-23 00:00:00'",
        "UPDATE follow_up SET due_on = '2027-01-01'",
        "UPDATE complaint SET solved_at = NULL",
        "DELETE FROM complaint",
    ],
)
def test_evidence_changed_behind_the_chain_is_found(busy: Engine, statement: str) -> None:
    _behind_the_back(busy, statement)
    report = _verify(busy)
    assert not report.ok
    assert statement.split()[1].replace("FROM", statement.split()[2]) in (report.reason or "")


def test_evidence_written_past_the_chain_is_found(busy: Engine) -> None:
    _behind_the_back(
        busy,
        "INSERT INTO suggestion_feedback (feedback_id, suggestion_id, staff_id, at, outcome) "
        "SELECT 'FBX', suggestion_id, staff_id, at, 'used' FROM suggestion",
    )
    assert "FBX" in (_verify(busy).reason or "")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET payload = '{}' WHERE seq = 1",
        "DELETE FROM audit_entry WHERE seq = 1",
        "UPDATE audit_head SET seq = seq - 1",
        "DELETE FROM audit_head",
    ],
)
def test_the_database_itself_refuses(busy: Engine, statement: str) -> None:
    with pytest.raises(DBAPIError), transaction(busy) as session:
        session.connection().execute(text(statement))
    assert _verify(busy).ok


def test_undoing_and_closing_keep_the_chain(busy: Engine, acting: Callable[[str], Actor]) -> None:
    rm = acting("rm1")
    with transaction(busy) as session:
        contact = log_interaction(session=session, actor=rm, draft=_call(None), at=NOW)
        first_promise = session.exec(select(FollowUp)).first()
        assert first_promise is not None
        follow_up_id = first_promise.follow_up_id
        close_follow_up(session=session, actor=rm, follow_up_id=follow_up_id, at=NOW)
        undo_interaction(
            session=session,
            of_complaint=bool,
            actor=rm,
            interaction_id=contact.interaction_id,
            chat_id=None,
            at=NOW,
        )
    assert _verify(busy).ok


def test_anchors_are_kept_outside(staffed: Engine, tmp_path: Path) -> None:
    path = tmp_path / "anchors.jsonl"
    with reading(staffed) as session:
        point = head(session=session)
    write_anchor(path, point=point, at=NOW)
    with path.open("a") as file:
        file.write('{"seq": 9')
    assert read_anchors(path) == (
        Anchor(seq=point.seq, hash=point.hash, at="2026-11-23T02:00:00.000000+00:00"),
    )
    assert read_anchors(tmp_path / "none.jsonl") == ()


def test_what_nobody_would_verify_is_no_subject(staffed: Engine) -> None:
    row = Notice(notice_key="k", staff_id="rm1", kind="x", due_at=NOW, created_at=NOW)
    with transaction(staffed) as session, pytest.raises(KeyError, match="notice"):
        append(session=session, actor_id="rm1", kind="x", payload={}, at=NOW, subject=row)
    with reading(staffed) as session:
        assert verify(session=session).ok


def test_canonical_json_has_one_spelling() -> None:
    assert canonical({"b": NOW, "a": ["元", 1.5, None]}) == (
        '{"a":["元",1.5,null],"b":"2026-11-23T02:00:00.000000+00:00"}'
    )


def test_the_chain_is_the_same_json_on_every_machine(staffed: Engine) -> None:
    with reading(staffed) as session:
        row = session.connection().execute(text("SELECT * FROM audit_entry WHERE seq = 1")).one()
    assert json.loads(row.payload)["staff_id"] == "rm1"
    assert row.prev_hash == "0" * 64


def test_writers_at_once_make_one_chain(staffed: Engine, acting: Callable[[str], Actor]) -> None:
    rm = acting("rm1")
    threads = [
        threading.Thread(target=advise, args=(staffed, rm), kwargs={"shown": str(number)})
        for number in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with reading(staffed) as session:
        shown = {row.shown_text for row in list_suggestions(session=session, actor=rm)}
    assert shown == {str(number) for number in range(12)}
    assert _verify(staffed).ok


def _work(engine: Engine, rm: Actor) -> None:
    add_customer(engine, "C001", "王建国", owner="rm1")
    suggestion_id = advise(engine, rm, customer_id="C001", shown="您好，王先生。")
    with transaction(engine) as session:
        record_feedback(
            session=session,
            actor=rm,
            suggestion_id=suggestion_id,
            outcome=FeedbackOutcome.USED,
            at=NOW,
        )
        log_interaction(session=session, actor=rm, draft=_call(suggestion_id), at=NOW)
        complaint = open_complaint(
            session=session,
            actor=rm,
            customer_id="C001",
            size=ComplaintSize.SMALL,
            text="排队太久",
            at=NOW,
        )
        solve_complaint(
            session=session,
            actor=rm,
            complaint_id=complaint.complaint_id,
            solution="已致歉",
            at=NOW,
        )


def _call(suggestion_id: str | None) -> InteractionDraft:
    return InteractionDraft(
        customer_id="C001",
        at=NOW,
        on=NOW.date(),
        channel=Channel.PHONE,
        summary="聊了存款到期",
        said="刚和王总聊完",
        suggestion_id=suggestion_id,
        follow_ups=(FollowUpDraft(text="发资料", due_on=NOW.date()),),
    )


def _verify(engine: Engine, *anchors: Anchor) -> VerifyReport:
    with reading(engine) as session:
        return verify(session=session, anchors=anchors)


def _length(engine: Engine) -> int:
    return int(_head(engine)["seq"])


def _head(engine: Engine) -> dict[str, int | str]:
    with reading(engine) as session:
        return vars(head(session=session))


def _note(engine: Engine, kind: str) -> None:
    with transaction(engine) as session:
        append(session=session, actor_id="x", kind=kind, payload={}, at=NOW)


def _behind_the_back(engine: Engine, *statements: str) -> None:
    """Run *statements* as someone who owns the database and has taken the triggers away."""
    with transaction(engine) as session:
        connection = session.connection()
        if engine.dialect.name == "sqlite":
            names = connection.scalars(
                text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            ).all()
            for name in names:
                connection.execute(text(f"DROP TRIGGER {name}"))
        else:
            for table in ("audit_entry", "audit_head"):
                connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER ALL"))
        for statement in statements:
            connection.execute(text(statement))
