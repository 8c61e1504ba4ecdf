"""What the bot says unasked, ready to be sent: claimed, worded now, marked by who sent it.

    channel ── due() ──▶ Push(reply, chat) ──▶ sends ──▶ told(push) | not_told(push)

Words and buttons are made when it is sent, so that nothing stale is told. A sender that dies after
`due` leaves the rest to another, once its claim has run out.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.conversation.memory import memory_from
from bot.conversation.messages import Reply
from bot.conversation.noticed import posts_of
from bot.conversation.posting import kept
from bot.conversation.turn import Office, Turn
from bot.conversation.words import menu_for
from bot.results.notices import DueNotice, Outdated
from bot.usecases.chat import memory_of
from bot.usecases.notices import claim, drop, failed, sent
from bot.usecases.planning import plan_cases, plan_hour, plan_late, plan_soon
from bot.usecases.staff import staff_member
from bot.usecases.work import NotRecorded, Work, working
from knowledge.privacy import place_of
from store.actor import Actor

_log = logging.getLogger(__name__)
_A_MINUTE = timedelta(minutes=1)
_GONE = Outdated("员工已停用")


@dataclass(frozen=True)
class Push:
    """A notice as the chat is to see it."""

    key: str
    chat: str
    reply: Reply


class Pushes:
    """One sender's notices. `watch` is told of every error, for tests."""

    def __init__(self, office: Office, *, watch: Callable[[Exception], None] | None = None) -> None:
        self._office = office
        self._watch = watch
        self._who = secrets.token_hex(8)
        self._planned_at: datetime | None = None

    def due(self) -> list[Push]:
        """What may be told now; nobody else is given it until the claim runs out. Blocks."""
        return [push for each in self._claimed() if (push := self._worded(each)) is not None]

    def told(self, push: Push) -> bool:
        """It has arrived; False where that could not be kept, or another sender took it.

        It is told again then.
        """
        try:
            with working(self._office.desk) as work:
                return sent(push.key, who=self._who, work=work)
        except NotRecorded as error:
            self._report("told", error)
            return False

    def not_told(self, push: Push) -> None:
        """It did not arrive; it is tried again after a pause."""
        self._put_back(push.key)

    def _claimed(self) -> list[DueNotice]:
        self._plan()
        try:
            with working(self._office.desk) as work:
                return claim(chats=self._office.reaches(work), who=self._who, work=work)
        except Exception as error:  # noqa: BLE001 - the next look tries again
            self._report("claim", error)
            return []

    def _plan(self) -> None:
        """What falls due by itself; reminders at every look, the rest once a minute."""
        now, before = self._office.desk.now(), self._planned_at
        plans: dict[str, Callable[[Work], None]] = {
            "plan_soon": lambda work: plan_soon(self._office.reaches(work), work=work)
        }
        if before is None or not timedelta() <= now - before < _A_MINUTE:
            plans |= {
                "plan_cases": lambda work: plan_cases(work=work),
                "plan_hour": lambda work: plan_hour(self._office.reaches(work), work=work),
                "plan_late": lambda work: plan_late(work=work),
            }
            self._planned_at = now
        for name, plan in plans.items():
            try:
                with working(self._office.desk, now=now) as work:
                    plan(work)
            except Exception as error:  # noqa: BLE001 - one kind that fails delays no other
                self._planned_at = before
                self._report(name, error)

    def _worded(self, notice: DueNotice) -> Push | None:
        """The notice in the words of this moment; None where nothing is left to tell."""
        try:
            with working(self._office.desk) as work:
                actor = staff_member(notice.staff_id, work=work)
                reply = self._reply(notice, actor, work) if actor is not None else _GONE
                if isinstance(reply, Outdated):
                    drop(notice.key, why=reply.why, work=work)
                    return None
            return Push(notice.key, notice.chat, reply)
        except Exception as error:  # noqa: BLE001 - one that fails delays no other
            self._report(notice.kind, error)
            self._put_back(notice.key)
            return None

    def _reply(self, notice: DueNotice, actor: Actor, work: Work) -> Reply | Outdated:
        memory = memory_from(memory_of(notice.chat, work=work))
        turn = Turn(self._office, work, notice.chat, actor, memory)
        posts = posts_of(turn, notice)
        if isinstance(posts, Outdated):
            return posts
        return Reply(tuple(kept(turn, posts)), menu=menu_for(actor.role))

    def _put_back(self, key: str) -> None:
        try:
            with working(self._office.desk) as work:
                failed(key, who=self._who, work=work)
        except Exception as error:  # noqa: BLE001 - its claim runs out
            self._report("put_back", error)

    def _report(self, what: str, error: Exception) -> None:
        _log.error("notice_failed at=%s error=%s", what, place_of(error.__cause__ or error))
        if self._watch is not None:
            self._watch(error)
