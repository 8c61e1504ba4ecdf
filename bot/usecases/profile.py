"""What a call changes in the customer's profile, each asked for by a button."""

from __future__ import annotations

from collections.abc import Callable

from sqlmodel import Session

from bot.results.declined import Declined
from bot.usecases import consent
from bot.usecases.evidence import attempted
from bot.usecases.work import Work
from store.actor import Actor
from store.customers import changing
from store.follow_ups import settle_quiet, visible_customer
from store.history import Ground
from store.models import Basis, Channel

_HEARD = Ground(basis=Basis.INFERRED, source="note")
"""A need is concluded from a note's words; the manager confirmed it."""


def silence(customer_id: str, *, work: Work, actor: Actor) -> Declined | None:
    """Nobody calls the customer from now on."""
    return _written(
        lambda session: changing.set_do_not_contact(
            session=session, actor=actor, customer_id=customer_id, at=work.now
        ),
        work,
    )


def withdraw(customer_id: str, *, work: Work, actor: Actor) -> Declined | None:
    """The customer took his consent to marketing back."""
    done = consent.withdraw(customer_id, None, work=work, actor=actor, source="note")
    return done if isinstance(done, Declined) else None


def leave(customer_id: str, *, work: Work, actor: Actor) -> Declined | None:
    """Nothing changes: what a wish to be left alone asked for was decided against."""

    def decide(session: Session) -> None:
        visible_customer(session=session, actor=actor, customer_id=customer_id)
        _settle(session, customer_id, work, actor)

    return _written(decide, work)


def new_number(customer_id: str, phone: str, *, work: Work, actor: Actor) -> Declined | None:
    """The customer has another number."""
    return _written(
        lambda session: changing.set_phone(
            session=session, actor=actor, customer_id=customer_id, phone=phone, at=work.now
        ),
        work,
    )


def prefer(customer_id: str, channel: Channel, *, work: Work, actor: Actor) -> Declined | None:
    """The customer is to be reached this way first; it meets a wish to be left alone."""

    def write(session: Session) -> None:
        changing.set_preferred_channel(
            session=session, actor=actor, customer_id=customer_id, channel=channel, at=work.now
        )
        _settle(session, customer_id, work, actor)

    return _written(write, work)


def new_need(customer_id: str, tag: str, *, work: Work, actor: Actor) -> Declined | None:
    """The customer has another need."""
    return _written(
        lambda session: changing.add_need(
            session=session,
            actor=actor,
            customer_id=customer_id,
            tag=tag,
            at=work.now,
            ground=_HEARD,
        ),
        work,
    )


def _settle(session: Session, customer_id: str, work: Work, actor: Actor) -> None:
    """Setting 免打扰 and withdrawing consent settle the wish themselves."""
    settle_quiet(session=session, actor_id=actor.staff_id, customer_ids=[customer_id], at=work.now)


def _written(write: Callable[[Session], object], work: Work) -> Declined | None:
    done = attempted(work, write)
    return done if isinstance(done, Declined) else None
