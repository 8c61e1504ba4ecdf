"""What was talked of with many customers at once: a fixed number of queries for each batch."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select as core_select
from sqlmodel import Session

from store.actor import Actor, customer_scope
from store.customers.reading import contact
from store.customers.records import PastContact
from store.customers.soundness import read_each, sound
from store.customers.statements import CUSTOMER, INTERACTION, columns_of
from store.models import Channel


@dataclass(frozen=True)
class Talked:
    """A conversation logged here, with its customer and its day."""

    customer_id: str
    took_place_on: date
    contact: PastContact

    @property
    def channel(self) -> Channel:
        """How it was held."""
        return self.contact.channel

    @property
    def texts(self) -> tuple[str, ...]:
        """All the words there are of it."""
        return (self.contact.said, self.contact.summary, *self.contact.needs)


def list_talks(
    *, session: Session, actor: Actor, customer_ids: Sequence[str]
) -> dict[str, tuple[Talked, ...]]:
    """The conversations with those of the customers whom *actor* may see, the latest first.

    What cannot be read is left out, and logged.
    """
    found: defaultdict[str, list[Talked]] = defaultdict(list)

    def read(some: Sequence[str]) -> list[Talked]:
        asked = (
            core_select(
                INTERACTION.c.customer_id,
                INTERACTION.c.took_place_on,
                *columns_of(INTERACTION, PastContact),
            )
            .join_from(INTERACTION, CUSTOMER, INTERACTION.c.customer_id == CUSTOMER.c.customer_id)
            .where(
                INTERACTION.c.customer_id.in_(some),
                INTERACTION.c.undone_at.is_(None),
                INTERACTION.c.outcome.is_(None),
                customer_scope(actor),
            )
            .order_by(INTERACTION.c.at.desc())
        )
        rows = session.connection().execute(asked)
        return [Talked(row[0], sound(row[1]), contact(row[2:])) for row in rows]

    for talk in read_each(customer_ids, read).rows:
        found[talk.customer_id].append(talk)
    return {key: tuple(talks) for key, talks in found.items()}
