"""After a hand-over or a move of staff, today's rights decide over yesterday's records."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import Engine, text
from store_world import NOW, add_customer, advise

from store.actor import TERMINAL_ADMIN, Actor
from store.engine import reading, transaction
from store.errors import NotFound
from store.follow_ups import FollowUpDraft, add_follow_up, list_follow_ups
from store.interactions import InteractionDraft, log_interaction, undo_interaction
from store.models import Channel, FeedbackOutcome, FollowUpKind, Role
from store.staff import add_staff
from store.suggestions import get_suggestion, list_suggestions, record_feedback

Acting = Callable[[str], Actor]


def seen(engine: Engine, actor: Actor) -> set[str]:
    with reading(engine) as session:
        return {row.suggestion_id for row in list_suggestions(session=session, actor=actor)}


def hand_over(engine: Engine, to: str) -> None:
    with transaction(engine) as session:
        moved = text("UPDATE customer SET owner_id = :to WHERE customer_id = 'C001'")
        session.connection().execute(moved, {"to": to})


@pytest.fixture
def briefed(staffed: Engine, acting: Acting) -> str:
    """rm1 was shown a brief on his customer C001."""
    add_customer(staffed, "C001", "王建国", owner="rm1")
    return advise(staffed, acting("rm1"), customer_id="C001")


def test_the_former_owner_neither_opens_nor_marks_an_old_brief(
    staffed: Engine, acting: Acting, briefed: str
) -> None:
    assert seen(staffed, acting("rm1")) == {briefed}
    hand_over(staffed, "rm4")
    assert seen(staffed, acting("rm1")) == set()
    with transaction(staffed) as session:
        assert get_suggestion(session=session, actor=acting("rm1"), suggestion_id=briefed) is None
        with pytest.raises(NotFound):
            record_feedback(
                session=session,
                actor=acting("rm1"),
                suggestion_id=briefed,
                outcome=FeedbackOutcome.USED,
                at=NOW,
            )


def test_the_history_of_a_customer_goes_to_the_new_owners_supervisor(
    staffed: Engine, acting: Acting, briefed: str
) -> None:
    assert seen(staffed, acting("sup1")) == {briefed}
    hand_over(staffed, "rm4")
    assert seen(staffed, acting("sup1")) == set()
    assert seen(staffed, acting("sup2")) == {briefed}
    assert seen(staffed, acting("cco1")) == {briefed}
    assert seen(staffed, acting("rm4")) == set()


def test_what_an_rm_asked_goes_with_him_to_another_team(staffed: Engine, acting: Acting) -> None:
    asked = advise(staffed, acting("rm1"))
    with transaction(staffed) as session:
        add_staff(
            session=session,
            actor=TERMINAL_ADMIN,
            staff_id="rm1",
            name="林芳",
            role=Role.RM,
            team="二部",
            at=NOW,
        )
    assert seen(staffed, acting("sup1")) == set()
    assert seen(staffed, acting("sup2")) == {asked}


def test_promises_go_with_the_customer(staffed: Engine, acting: Acting, briefed: str) -> None:
    with transaction(staffed) as session:
        draft = FollowUpDraft(text="寄对照表", due_on=date(2026, 11, 24), kind=FollowUpKind.PROMISE)
        add_follow_up(session=session, actor=acting("rm1"), customer_id="C001", draft=draft, at=NOW)
    hand_over(staffed, "rm4")
    with reading(staffed) as session:
        due = {
            staff: [e.text for e in list_follow_ups(session=session, actor=acting(staff)).rows]
            for staff in ("rm1", "rm4", "sup1", "sup2")
        }
    assert due == {"rm1": [], "rm4": ["寄对照表"], "sup1": [], "sup2": ["寄对照表"]}


def test_what_the_former_owner_logged_stays_after_the_hand_over(
    staffed: Engine, acting: Acting, briefed: str
) -> None:
    draft = InteractionDraft(
        customer_id="C001",
        at=NOW,
        on=NOW.date(),
        channel=Channel.PHONE,
        summary="谈到期",
        said="谈到期",
        chat_id="local:1",
    )
    with transaction(staffed) as session:
        logged = log_interaction(session=session, actor=acting("rm1"), draft=draft, at=NOW)
        interaction_id = logged.interaction_id
    hand_over(staffed, "rm4")
    with transaction(staffed) as session, pytest.raises(NotFound):
        undo_interaction(
            session=session,
            of_complaint=bool,
            actor=acting("rm1"),
            interaction_id=interaction_id,
            chat_id="local:1",
            at=NOW,
        )
