"""Who serves a wealthy customer: the manager, an adviser, experts; and who is missing."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session

from bot.results.declined import Declined
from bot.usecases.evidence import attempted
from bot.usecases.referral import Expert, all_experts
from bot.usecases.refusals import NO_CUSTOMER
from bot.usecases.work import Work
from store import team_seats
from store.actor import Actor
from store.customers import get_record
from store.models import TEAM, Expertise


@dataclass(frozen=True)
class Seat:
    """A colleague in a customer's team, for what he knows."""

    seat_id: str
    name: str
    field: Expertise


@dataclass(frozen=True)
class CustomerTeam:
    """The team of a customer; `due` where his assets ask for one. `missing` fields have `free`
    colleagues who could take them, or none."""

    customer_id: str
    customer_name: str
    manager: str
    due: bool
    seats: tuple[Seat, ...]
    missing: tuple[Expertise, ...]
    free: tuple[Expert, ...]


def team_of(customer_id: str, *, work: Work, actor: Actor) -> CustomerTeam | Declined:
    """The team of a customer the actor may see."""
    session = work.reading
    record = get_record(session=session, actor=actor, customer_id=customer_id)
    if record is None:
        return NO_CUSTOMER
    rows = team_seats.seats_of(session=session, actor=actor, customer_id=customer_id)
    seats = tuple(Seat(row.seat_id, name, Expertise(row.expertise)) for row, name in rows)
    held = {seat.field for seat in seats}
    due = not record.is_company and (record.aum_wan or 0) >= work.desk.policy["tiers.team_wan"]
    return CustomerTeam(
        customer_id=customer_id,
        customer_name=record.name,
        manager=record.owner_name or "未分配",
        due=due,
        seats=seats,
        missing=tuple(each for each in TEAM if each not in held),
        free=all_experts(work=work),
    )


def join(
    customer_id: str, staff_id: str, field: Expertise, *, work: Work, actor: Actor
) -> Declined | None:
    """A colleague serves the customer from now on."""

    def write(session: Session) -> None:
        team_seats.take_seat(
            session=session,
            actor=actor,
            customer_id=customer_id,
            staff_id=staff_id,
            expertise=field,
            at=work.now,
        )

    return attempted(work, write)


def leave(seat_id: str, *, work: Work, actor: Actor) -> Declined | None:
    """A colleague serves the customer no longer."""

    def write(session: Session) -> None:
        team_seats.leave_seat(session=session, actor=actor, seat_id=seat_id, at=work.now)

    return attempted(work, write)
