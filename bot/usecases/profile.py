"""What a call changes in the customer's profile, each asked for by a button."""

from __future__ import annotations

from collections.abc import Callable

from sqlmodel import Session

from bot.results.declined import Declined
from bot.usecases.capture import QUIET_WANTED
from bot.usecases.case import read_case
from bot.usecases.evidence import attempted
from bot.usecases.follow_up import close_follow_up
from bot.usecases.work import Work
from store.actor import Actor
from store.customers import changing
from store.models import Channel, Customer


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
    return _written(
        lambda session: changing.withdraw_consent(
            session=session, actor=actor, customer_id=customer_id, at=work.now
        ),
        work,
    )


def settle_quiet(customer_id: str, *, work: Work, actor: Actor) -> None:
    """What the customer's wish to be left alone asked for is done, or was decided against."""
    case = read_case(customer_id, work=work, actor=actor)
    for each in case.record.follow_ups if case is not None else ():
        if each.text == QUIET_WANTED:
            close_follow_up(each.follow_up_id, work=work, actor=actor)


def new_number(customer_id: str, phone: str, *, work: Work, actor: Actor) -> Declined | None:
    """The customer has another number."""
    return _written(
        lambda session: changing.set_phone(
            session=session, actor=actor, customer_id=customer_id, phone=phone, at=work.now
        ),
        work,
    )


def prefer(customer_id: str, channel: Channel, *, work: Work, actor: Actor) -> Declined | None:
    """The customer is to be reached this way first."""
    return _written(
        lambda session: changing.set_preferred_channel(
            session=session, actor=actor, customer_id=customer_id, channel=channel, at=work.now
        ),
        work,
    )


def new_need(customer_id: str, tag: str, *, work: Work, actor: Actor) -> Declined | None:
    """The customer has another need."""
    return _written(
        lambda session: changing.add_need(
            session=session, actor=actor, customer_id=customer_id, tag=tag, at=work.now
        ),
        work,
    )


def _written(write: Callable[[Session], Customer], work: Work) -> Declined | None:
    done = attempted(work, write)
    return done if isinstance(done, Declined) else None
