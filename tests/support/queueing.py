"""A bank whose officers have something to look at: two of them, and work of several managers."""

from __future__ import annotations

import dataclasses
from types import MappingProxyType

from bot.desk import Desk
from bot.results.queue import QueueItem, QueuePage
from bot.usecases.check import check_text
from bot.usecases.feedback import mark
from bot.usecases.queue import ItemFilter, queue_page
from bot.usecases.work import working
from store.actor import TERMINAL_ADMIN, Actor
from store.engine import transaction
from store.models import FeedbackOutcome, Role
from store.staff import actor_for_staff, add_staff
from tests.conftest import NOW

BLOCKED = "这款产品保本保息，稳赚不赔，您放心买。"


def with_rates(desk: Desk, **rates: float) -> Desk:
    """The desk with other figures of the policy's `review` section."""
    values = dict(desk.policy.values) | {f"review.{name}": each for name, each in rates.items()}
    policy = dataclasses.replace(desk.policy, values=MappingProxyType(values))
    return dataclasses.replace(desk, policy=policy)


def everything(desk: Desk, *, twice: float = 0.0) -> Desk:
    """Every suggestion is drawn; so many of the items are for two officers."""
    full = dict.fromkeys(("sample_high_share", "sample_medium_share", "sample_low_share"), 1.0)
    return with_rates(desk, second_share=twice, **full)


def nothing_drawn(desk: Desk) -> Desk:
    """Nothing but what is flagged stands in the queue, none of it for two officers."""
    return with_rates(
        desk, sample_high_share=0.0, sample_medium_share=0.0, sample_low_share=0.0, second_share=0.0
    )


def second_officer(desk: Desk) -> None:
    """cco2 joins."""
    with transaction(desk.engine) as session:
        add_staff(
            session=session,
            actor=TERMINAL_ADMIN,
            staff_id="cco2",
            name="江白",
            role=Role.COMPLIANCE,
            team=None,
            at=NOW,
        )


def who(desk: Desk, staff_id: str) -> Actor:
    """A member of staff by id."""
    with working(desk) as work:
        found = actor_for_staff(session=work.reading, staff_id=staff_id)
    assert found is not None
    return found


def checked(desk: Desk, staff_id: str, text: str = BLOCKED, customer: str | None = "C001") -> str:
    """A text a manager had judged; the suggestion's id."""
    actor = who(desk, staff_id)
    with working(desk) as work:
        return check_text(text, work=work, actor=actor, customer_id=customer).suggestion_id


def edited(desk: Desk, staff_id: str, suggestion_id: str, text: str) -> None:
    """The manager says how he changed what was suggested."""
    actor = who(desk, staff_id)
    with working(desk) as work:
        mark(suggestion_id, FeedbackOutcome.EDITED, work=work, actor=actor, text=text)


def waiting(desk: Desk, officer: str = "cco1", chosen: ItemFilter | None = None) -> list[QueueItem]:
    """All that stands in an officer's queue, in its order."""
    actor = who(desk, officer)
    with working(desk) as work:
        page = queue_page(chosen or ItemFilter(), work=work, actor=actor, limit=500)
    assert isinstance(page, QueuePage)
    return list(page.items)
