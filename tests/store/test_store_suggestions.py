"""What was shown stays as it was shown, and who may read it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session
from store_world import NOW, add_customer, advise

from store.actor import Actor
from store.engine import reading, transaction
from store.errors import NotFound
from store.models import FeedbackOutcome, ScriptStatus
from store.scripts import (
    ScriptText,
    decide_script,
    register_script,
    script_versions,
    withdrawn_scripts,
)
from store.suggestions import (
    SuggestionDraft,
    feedback_on,
    get_suggestion,
    list_suggestions,
    record_feedback,
    record_suggestion,
    suggestions_using_script,
)

READERS = {
    "rm1": {"rm1"},
    "rm2": {"rm2"},
    "sup1": {"rm1", "rm2"},
    "sup2": {"rm4"},
    "cco1": {"rm1", "rm2", "rm4"},
    "admin1": set(),
}


@pytest.fixture
def advised(staffed: Engine, acting: Callable[[str], Actor]) -> dict[str, str]:
    """One suggestion to each of three RMs: staff id to suggestion id."""
    return {staff_id: advise(staffed, acting(staff_id)) for staff_id in ("rm1", "rm2", "rm4")}


def test_a_suggestion_reads_back_as_it_was_shown(
    staffed: Engine, acting: Callable[[str], Actor]
) -> None:
    add_customer(staffed, "C001", "王建国", owner="rm1")
    shown = "王先生您好，\n您的理财 12 月 8 日到期。"
    suggestion_id = advise(staffed, acting("rm1"), customer_id="C001", shown=shown)
    with reading(staffed) as session:
        read = get_suggestion(session=session, actor=acting("cco1"), suggestion_id=suggestion_id)
    assert read is not None
    assert (read.shown_text, read.at, read.customer_id) == (shown, NOW, "C001")
    assert read.scripts == [{"script_id": "maturity", "version": "1", "why": "到期"}]
    assert read.record_read == {"aum_wan": 520, "birthday": "2026-11-23"}
    assert (read.staff_name, read.team_id, read.writer) == ("林芳", "一部", "script")


def test_ids_are_short_unique_and_in_order(staffed: Engine, acting: Callable[[str], Actor]) -> None:
    rm = acting("rm1")
    ids = [advise(staffed, rm, at=NOW + timedelta(hours=12 * step)) for step in range(4)]
    assert ids == sorted(set(ids))
    assert all(suggestion_id.startswith("SG2611") for suggestion_id in ids)
    assert max(map(len, ids)) <= 16


@pytest.mark.parametrize("reader", READERS)
def test_who_reads_what(
    staffed: Engine, acting: Callable[[str], Actor], advised: dict[str, str], reader: str
) -> None:
    actor, readable = acting(reader), READERS[reader]
    with reading(staffed) as session:
        listed = list_suggestions(session=session, actor=actor)
        using = suggestions_using_script(session=session, actor=actor, script_id="maturity")
        opened = {
            staff_id
            for staff_id, suggestion_id in advised.items()
            if get_suggestion(session=session, actor=actor, suggestion_id=suggestion_id)
        }
    assert {row.staff_id for row in listed} == readable
    assert {row.staff_id for row in using} == readable
    assert opened == readable


def test_lists_are_narrowed_and_paged(staffed: Engine, acting: Callable[[str], Actor]) -> None:
    add_customer(staffed, "C001", "王建国", owner="rm1")
    rm, officer = acting("rm1"), acting("cco1")
    ids = [
        advise(
            staffed,
            rm,
            customer_id="C001" if day == 2 else None,
            at=NOW + timedelta(days=day),
        )
        for day in range(5)
    ]

    def listed(**narrow: Any) -> list[str]:
        with reading(staffed) as session:
            rows = list_suggestions(session=session, actor=officer, **narrow)
        return [row.suggestion_id for row in rows]

    assert listed() == ids[::-1]
    assert listed(customer_id="C001") == [ids[2]]
    assert listed(limit=2) == [ids[4], ids[3]]
    assert listed(limit=2, before_id=ids[3]) == [ids[2], ids[1]]


def test_feedback_is_the_readers_own(
    staffed: Engine, acting: Callable[[str], Actor], advised: dict[str, str]
) -> None:
    with transaction(staffed) as session:
        record_feedback(
            session=session,
            actor=acting("rm1"),
            suggestion_id=advised["rm1"],
            outcome=FeedbackOutcome.EDITED,
            edited_text="王哥好",
            at=NOW,
        )
        for stranger in ("rm2", "sup1", "cco1"):
            with pytest.raises(NotFound):
                record_feedback(
                    session=session,
                    actor=acting(stranger),
                    suggestion_id=advised["rm1"],
                    outcome=FeedbackOutcome.USED,
                    at=NOW,
                )
    with reading(staffed) as session:
        for reader, count in (("rm1", 1), ("sup1", 1), ("cco1", 1), ("rm2", 0), ("sup2", 0)):
            read = feedback_on(session=session, actor=acting(reader), suggestion_id=advised["rm1"])
            assert len(read) == count, reader
        (given,) = feedback_on(session=session, actor=acting("rm1"), suggestion_id=advised["rm1"])
    assert (given.outcome, given.edited_text) == (FeedbackOutcome.EDITED, "王哥好")


def test_without_its_audit_entry_nothing_is_written(
    staffed: Engine, acting: Callable[[str], Actor]
) -> None:
    with transaction(staffed) as session:
        session.connection().execute(text("ALTER TABLE audit_entry RENAME TO away"))
    draft = SuggestionDraft(
        kind="ask",
        actor=acting("rm1"),
        query="q",
        shown_text="t",
        rules_version="r",
        handbook_version="h",
        writer="script",
    )
    with pytest.raises(Exception, match="audit_entry"), transaction(staffed) as session:
        record_suggestion(session=session, draft=draft, at=NOW)
    with reading(staffed) as session:
        assert session.connection().scalar(text("SELECT count(*) FROM suggestion")) == 0


def test_scripts_are_registered_once_and_withdrawn(
    staffed: Engine, acting: Callable[[str], Actor]
) -> None:
    def register(version: str, body: str) -> bool:
        script = ScriptText(script_id="idle", version=version, title="闲置", body=body)
        with transaction(staffed) as session:
            return register_script(
                session=session,
                script=script,
                status=ScriptStatus.APPROVED,
                actor_id="terminal",
                at=NOW,
            )

    assert register("1", "您好")
    assert not register("1", "您好")
    assert register("2", "您好呀")
    with pytest.raises(Exception, match="版本"):
        register("1", "改了")
    with transaction(staffed) as session:
        officer, rm = acting("cco1"), acting("rm1")
        with pytest.raises(Exception, match="权限"):
            _withdraw(session, rm)
        _withdraw(session, officer)
    with reading(staffed) as session:
        assert withdrawn_scripts(session=session) == {("idle", "1")}
        assert [row.version for row in script_versions(session=session)] == ["1", "2"]


def _withdraw(session: Session, actor: Actor) -> None:
    decide_script(
        session=session,
        actor=actor,
        script_id="idle",
        version="1",
        status=ScriptStatus.WITHDRAWN,
        why="利率已变",
        at=NOW,
    )
