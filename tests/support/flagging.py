"""A note told and confirmed whose words break a rule."""

from __future__ import annotations

from bot.desk import Desk
from bot.results.notes import Logged
from bot.usecases.capture import read_note, save_note
from bot.usecases.understand import read_account
from bot.usecases.work import working
from store.staff import actor_for_staff

BROKEN = "保证这个产品保本保息"


def note_flagged(desk: Desk, staff_id: str, customer_id: str) -> str:
    """Its interaction's id."""
    text = f"刚跟客户通完电话，我跟他说{BROKEN}"
    with working(desk) as work:
        actor = actor_for_staff(session=work.reading, staff_id=staff_id)
        assert actor is not None
        note = read_note(
            read_account(text, work=work, actor=actor),
            work=work,
            actor=actor,
            customer_id=customer_id,
            customer_name="客户",
            suggestion_id=None,
        )
        assert note.flags
        logged = save_note(note, work=work, actor=actor, chat="terminal:1")
        assert isinstance(logged, Logged)
        return logged.interaction_id
