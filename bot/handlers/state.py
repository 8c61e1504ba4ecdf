"""What a chat remembers between messages, and the typed context handlers receive."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from telegram.ext import Application, CallbackContext, ExtBot

from bot.desk import Desk
from bot.results.notes import CallNote
from bot.usecases.scripts import Workshop
from store.actor import Actor


class Awaiting(StrEnum):
    """What the chat's next plain message is taken for."""

    NOTHING = "nothing"
    EDITED_TEXT = "edited_text"
    UNFIT_REASON = "unfit_reason"
    CALL_NOTE = "call_note"
    NEXT_CONTACT = "next_contact"
    CHECK_TEXT = "check_text"
    PURPOSE_BRIEF = "purpose_brief"
    DRAFT_EDIT = "draft_edit"


@dataclass
class ChatState:
    """One chat's memory. `sealed` holds texts too long for a button, by number."""

    customer_id: str | None = None
    customer_name: str = ""
    suggestion_id: str | None = None
    awaiting: Awaiting = Awaiting.NOTHING
    awaited_for: str = ""
    note: CallNote | None = None
    last_query: str = ""
    menu_for: str = ""
    rewrites: dict[str, str] = field(default_factory=dict)

    def hold(self, customer_id: str, name: str) -> None:
        """Keep a customer in hand for questions that name none."""
        self.customer_id, self.customer_name = customer_id, name

    def wait(self, awaiting: Awaiting, what_for: str = "") -> None:
        """Take the next plain message for something."""
        self.awaiting, self.awaited_for = awaiting, what_for

    def settle(self) -> None:
        """Wait for nothing."""
        self.awaiting, self.awaited_for = Awaiting.NOTHING, ""


@dataclass(frozen=True)
class Office:
    """What handlers need: the desk, who a chat speaks for, and where handbooks are built."""

    desk: Desk
    workshop: Workshop
    channel: str
    identify: Callable[[str], Actor | None]


class Context(CallbackContext[ExtBot[None], dict[str, object], ChatState, dict[str, object]]):
    """The typed context: `chat_data` is a ChatState, the office hangs on the application."""

    @property
    def office(self) -> Office:
        """The desk and the identification of chats."""
        office = self.bot_data["office"]
        assert isinstance(office, Office)
        return office

    @property
    def desk(self) -> Desk:
        """The opened parts."""
        return self.office.desk

    @property
    def state(self) -> ChatState:
        """This chat's memory."""
        assert self.chat_data is not None
        return self.chat_data


App = Application[ExtBot[None], Context, dict[str, object], ChatState, dict[str, object], None]
