"""What the page stands on, and what one visit is handed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

from starlette.requests import Request

from bot.config import Settings
from bot.conversation.messages import WEB
from bot.desk import Desk
from bot.usecases.build import Workshop
from bot.usecases.work import Work
from store.actor import Actor

if TYPE_CHECKING:
    from bot.conversation.conversation import Conversation
    from bot.conversation.pushing import Pushes


@dataclass(frozen=True)
class House:
    """The opened parts. `begun` says of chats that wait for an answer what it is that takes long;
    it is this process's own, a hint and nothing more."""

    desk: Desk
    settings: Settings
    workshop: Workshop
    conversation: Conversation
    pushes: Pushes
    begun: dict[str, str] = field(default_factory=dict)
    turns: defaultdict[str, Lock] = field(default_factory=lambda: defaultdict(Lock))


@dataclass(frozen=True)
class Visit:
    """One request of somebody known: who, with what in hand. `form` is what was sent."""

    house: House
    request: Request
    work: Work
    actor: Actor
    csrf: str
    token: str
    form: Mapping[str, str]

    @property
    def chat(self) -> str:
        """The visitor's chat on the page."""
        return chat_of(self.actor.staff_id)

    @property
    def partly(self) -> bool:
        """Whether htmx asks for a part of the page."""
        return self.request.headers.get("hx-request") == "true"

    def named(self, name: str) -> str:
        """A part of the path."""
        return str(self.request.path_params.get(name, ""))

    def asked(self, name: str) -> str:
        """A value of the query, without blanks around; empty where there is none."""
        return self.request.query_params.get(name, "").strip()


def chat_of(staff_id: str) -> str:
    """The key of a member's chat on the page."""
    return f"{WEB}:{staff_id}"
