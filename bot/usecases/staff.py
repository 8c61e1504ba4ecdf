"""Who speaks, and who may: staff, their invites, the chats bound to them."""

from __future__ import annotations

from collections.abc import Collection

from sqlmodel import Session

from bot.results.declined import Declined
from bot.usecases.evidence import attempted
from bot.usecases.refusals import TOO_MANY_ATTEMPTS, WRONG_CODE
from bot.usecases.work import Work
from store import staff as register
from store.actor import TERMINAL_ADMIN, Actor
from store.models import Expertise, Role, Staff


def who_speaks(chat: str, *, work: Work) -> Actor | None:
    """Whom a chat speaks for right now; None for a stranger or a disabled staff member."""
    return register.actor_for_chat(session=work.reading, chat_id=chat)


def staff_member(staff_id: str, *, work: Work) -> Actor | None:
    """The active staff member of that id."""
    return register.actor_for_staff(session=work.reading, staff_id=staff_id)


def names_of(staff_ids: Collection[str], *, work: Work) -> dict[str, str]:
    """The names of members of staff by id."""
    return register.staff_names(session=work.reading, staff_ids=staff_ids)


def supervisors(*, work: Work, actor: Actor) -> tuple[str, ...]:
    """The names of who leads the actor's team; empty where nobody does."""
    ids = register.supervisors_of(session=work.reading, staff_id=actor.staff_id)
    return tuple(register.staff_names(session=work.reading, staff_ids=ids).values())


def bind_with_code(chat: str, code: str, *, work: Work) -> Actor | Declined:
    """Let a chat speak for whoever the one-time code was made for; wrong codes are counted."""
    result = register.bind_chat(session=work.writing, chat_id=chat, code=code, at=work.now)
    if isinstance(result, register.Bound):
        return result.actor
    return TOO_MANY_ATTEMPTS if result.reason == TOO_MANY_ATTEMPTS.code else WRONG_CODE


def add_staff(
    staff_id: str,
    *,
    name: str,
    role: Role,
    team: str | None,
    work: Work,
    actor: Actor = TERMINAL_ADMIN,
) -> Declined | None:
    """Add a staff member, or change name, role and team of one."""

    def write(session: Session) -> None:
        register.add_staff(
            session=session,
            actor=actor,
            staff_id=staff_id,
            name=name,
            role=role,
            team=team,
            at=work.now,
        )

    return attempted(work, write)


def set_expertise(
    staff_id: str, fields: Collection[Expertise], *, work: Work, actor: Actor = TERMINAL_ADMIN
) -> Declined | None:
    """What a colleague may be asked for by others."""

    def write(session: Session) -> None:
        register.set_expertise(
            session=session, actor=actor, staff_id=staff_id, fields=fields, at=work.now
        )

    return attempted(work, write)


def invite_staff(staff_id: str, *, work: Work, actor: Actor = TERMINAL_ADMIN) -> str | Declined:
    """A fresh one-time code for a staff member; earlier open ones lapse."""
    return attempted(
        work,
        lambda session: register.invite_staff(
            session=session, actor=actor, staff_id=staff_id, at=work.now
        ),
    )


def disable_staff(staff_id: str, *, work: Work, actor: Actor = TERMINAL_ADMIN) -> Declined | None:
    """Shut a staff member out at once: every bound chat, every open invite."""
    return attempted(
        work,
        lambda session: register.disable_staff(
            session=session, actor=actor, staff_id=staff_id, at=work.now
        ),
    )


def list_staff(*, work: Work, actor: Actor = TERMINAL_ADMIN) -> list[Staff]:
    """The staff the actor may see, by id.

    Raises:
        NotPermitted: where the actor's role sees no staff.
    """
    return register.list_staff(session=work.reading, actor=actor)
