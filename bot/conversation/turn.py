"""One turn of a conversation: who speaks, where, with what at hand, and what is remembered."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bot.conversation.asked import Asked
from bot.conversation.memory import Awaited, InHand, Label, Memory
from bot.conversation.subject import Named, Talk, means_in_hand
from bot.desk import Desk
from bot.results.notes import CallNote, Message
from bot.usecases.build import Workshop
from bot.usecases.known import name_of
from bot.usecases.work import Work
from store.actor import Actor

MOST_NOTES = 9
"""Notes that may wait for confirmation in one chat."""


def _nobody(_: Work) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True)
class Office:
    """What conversations of one channel stand on.

    `identify` says whom a chat speaks for, None for a stranger; `reaches` in which chat each member
    of staff is told what he did not ask for, by staff id; `workshop` builds handbooks;
    `numbers_buttons` where a number typed may press a button.
    """

    desk: Desk
    workshop: Workshop
    identify: Callable[[str, Work], Actor | None]
    reaches: Callable[[Work], Mapping[str, str]] = _nobody
    numbers_buttons: bool = False


@dataclass
class Turn:
    """What a route is handed. `memory` is replaced, never changed; the newest is kept.

    `forwarded` is whose words the message passes on: they are not about the one in hand.
    """

    office: Office
    work: Work
    chat: str
    actor: Actor
    memory: Memory
    forwarded: str | None = None
    approvals_told: bool = False
    """Whether the answer lists what waits for the speaker's leave already."""
    escalations_told: bool = False
    """Whether the answer shows the team's open cases already."""
    waited: tuple[CallNote, ...] = ()
    """The notes that waited for confirmation when the turn began."""

    def __post_init__(self) -> None:
        self.waited = self.memory.read_back

    @property
    def desk(self) -> Desk:
        """The opened parts."""
        return self.office.desk

    @property
    def zone(self) -> ZoneInfo:
        """The office's zone."""
        return self.desk.zone

    @property
    def today(self) -> date:
        """The day at the office."""
        return self.work.now.date()

    @property
    def in_hand(self) -> InHand | None:
        """The customer the chat speaks of."""
        return self.memory.in_hand

    def means_in_hand(self, text: str) -> bool:
        """Whether words that name nobody speak of the customer in hand."""
        return self._means(text, Talk.ASKED)

    def whom(self, message: Message, *, talk: Talk = Talk.ASKED) -> Named | InHand | None:
        """Whom a message is about: the one it names, else the one in hand if it means him."""
        if message.customer is not None:
            return message.customer
        return self.memory.in_hand if self._means(message.text, talk) else None

    def _means(self, text: str, talk: Talk) -> bool:
        if self.forwarded is not None:
            return False
        return means_in_hand(text, self.memory, now=self.work.now, talk=talk)

    def hold(self, customer_id: str, name: str, *, suggestion_id: str | None = None) -> InHand:
        """Speak of a customer from now on; advice about another is let go."""
        before, customer = self.memory.in_hand, InHand(customer_id, name)
        same = before is not None and before.customer_id == customer_id
        newest = suggestion_id or (self.memory.suggestion_id if same else None)
        self.memory = dataclasses.replace(
            self.memory, in_hand=customer, suggestion_id=newest, lately=self.work.now
        )
        return customer

    def hold_known(self, customer_id: str) -> str:
        """Speak of a customer the speaker may see; his name."""
        name = name_of(customer_id, work=self.work, actor=self.actor) or customer_id
        return self.hold(customer_id, name).name

    def asked(self, asked: Asked) -> None:
        """Keep what was asked, so that it can be done again."""
        self.memory = dataclasses.replace(self.memory, asked=asked)

    def digress(self) -> None:
        """Speak of something else: words without a subject go on about nobody."""
        self.memory = dataclasses.replace(self.memory, lately=None)

    def wait(self, awaited: Awaited) -> None:
        """Take the next plain message for something."""
        self.memory = dataclasses.replace(self.memory, awaited=awaited)

    def settle(self) -> None:
        """Wait for nothing."""
        self.memory = dataclasses.replace(self.memory, awaited=None)

    def release(self) -> None:
        """Speak of nobody: somebody else was named who is not chosen yet."""
        self.memory = dataclasses.replace(
            self.memory, in_hand=None, suggestion_id=None, lately=None
        )

    def read_back(self, note: CallNote) -> None:
        """A note was shown and may be confirmed; one changed keeps its place."""
        notes = list(self.memory.read_back)
        places = [at for at, each in enumerate(notes) if each.note_id == note.note_id]
        for at in places:
            notes[at] = note
        if not places:
            notes.append(note)
        self.memory = dataclasses.replace(self.memory, read_back=tuple(notes[-MOST_NOTES:]))

    def show(self, tokens: tuple[str, ...], *, anew: bool) -> None:
        """Buttons were shown; with none of its own, an answer to a press leaves the former."""
        if tokens or anew:
            self.memory = dataclasses.replace(self.memory, shown=tokens)

    def label(self, labels: tuple[Label, ...]) -> None:
        """These buttons, and no others, stand on the answer."""
        self.memory = dataclasses.replace(self.memory, labels=labels)

    def show_cases(self, escalation_ids: tuple[str, ...]) -> None:
        """The team's open cases were shown."""
        self.escalations_told = True
        self.memory = dataclasses.replace(self.memory, cases=escalation_ids)

    def list_shown(self, query: str) -> None:
        """A list was shown; what is said next may go on from it."""
        self.memory = dataclasses.replace(self.memory, listed=query)

    def drop(self, note_id: str) -> None:
        """A note may be confirmed no more."""
        notes = tuple(each for each in self.memory.read_back if each.note_id != note_id)
        self.memory = dataclasses.replace(self.memory, read_back=notes)

    def forget(self) -> None:
        """Begin anew."""
        self.memory = Memory()
