"""What is told unasked, for tests: staff bound to chats, lines with an hour, a sender."""

from __future__ import annotations

from datetime import datetime

from bot.app import telegram_pushes
from bot.blocks import plain_text
from bot.conversation.pushing import Push, Pushes
from bot.desk import Desk
from store.actor import TERMINAL_ADMIN, Actor
from store.engine import transaction
from store.follow_ups import FollowUpDraft, add_follow_up
from store.handovers import answer_handover, ask_handover
from store.models import FollowUpKind
from store.rhythm import Rhythm, set_rhythm
from store.staff import bind_chat, invite_staff
from tests.conftest import NOW, settings_for


def bind(desk: Desk, staff_id: str, number: int) -> None:
    """Give somebody a chat on Telegram, without a morning message."""
    with transaction(desk.engine) as session:
        code = invite_staff(session=session, actor=TERMINAL_ADMIN, staff_id=staff_id, at=NOW)
        bound = bind_chat(session=session, chat_id=f"telegram:{number}", code=code, at=NOW)
        set_rhythm(session=session, actor=bound.actor, rhythm=Rhythm(morning=None), at=NOW)


def replica(desk: Desk) -> Pushes:
    """One sender."""
    return telegram_pushes(desk, settings=settings_for(desk.anchor_file.parent))


def remind(
    desk: Desk,
    actor: Actor,
    at: datetime,
    text: str = "发资料",
    *,
    customer_id: str = "C001",
    kind: FollowUpKind = FollowUpKind.FOLLOW_UP,
) -> str:
    """A line of the diary with an hour; its id."""
    draft = FollowUpDraft(text, at.astimezone(desk.zone).date(), at, kind=kind)
    with transaction(desk.engine) as session:
        row = add_follow_up(
            session=session, actor=actor, customer_id=customer_id, draft=draft, at=NOW
        )
        return row.follow_up_id


def hand(desk: Desk, follow_up_id: str, giver: Actor, taker: Actor) -> str:
    """A line handed to a colleague who accepted it; the handover's id."""
    with transaction(desk.engine) as session:
        asked = ask_handover(
            session=session,
            actor=giver,
            follow_up_id=follow_up_id,
            to_id=taker.staff_id,
            at=NOW,
        )
        key = asked.handover_id
        answer_handover(session=session, actor=taker, handover_id=key, accept=True, at=NOW)
        return key


def run_sql(desk: Desk, statement: str) -> None:
    """What a hand at the database, or an import, does."""
    with transaction(desk.engine) as session:
        session.connection().exec_driver_sql(statement)


def words(pushes: list[Push]) -> list[str]:
    """What arrives, as plain text."""
    return [plain_text(m.screen) for each in pushes for m in each.reply.messages]
