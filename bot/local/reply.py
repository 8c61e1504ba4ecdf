"""What the bot did in answer to one thing a user did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from bot.local.wire import Json
from bot.local.world import Acting, Answered, Deleted, Edited, Event, Posted, Room, Stored, World


@dataclass(frozen=True)
class Button:
    """An inline button; `data` where it calls back, `url` where it opens a page."""

    label: str
    data: str | None
    url: str | None = None


@dataclass(frozen=True)
class SavedFile:
    """A picture or document the bot sent."""

    name: str
    content: bytes
    kind: Literal["photo", "document"]
    mime: str


@dataclass(frozen=True)
class Sent:
    """A message of the bot as it stands now; offsets of `entities` in UTF-16 units."""

    message_id: int
    text: str
    source: str
    entities: tuple[Json, ...]
    buttons: tuple[tuple[Button, ...], ...]
    file: SavedFile | None
    protected: bool

    @property
    def flat_buttons(self) -> tuple[Button, ...]:
        """The buttons in reading order."""
        return tuple(chain.from_iterable(self.buttons))


@dataclass(frozen=True)
class Reply:
    """New messages, older ones changed or deleted, and the signs shown meanwhile.

    `reworded` holds the ids of `edited` messages whose words changed, not their buttons alone.
    """

    messages: tuple[Sent, ...] = ()
    edited: tuple[Sent, ...] = ()
    reworded: frozenset[int] = frozenset()
    deleted: tuple[int, ...] = ()
    actions: tuple[str, ...] = ()
    toast: str = ""
    alert: bool = False
    answered: bool = False

    @property
    def shown(self) -> tuple[Sent, ...]:
        """Messages changed, then new ones, as a reader meets them."""
        return self.edited + self.messages

    @property
    def text(self) -> str:
        """Every word of the answer, messages parted by an empty line."""
        return "\n\n".join(each.text for each in self.shown if each.text)

    @property
    def buttons(self) -> tuple[Button, ...]:
        """The buttons under the messages shown, in reading order: what numbers count."""
        return tuple(button for each in self.shown for button in each.flat_buttons)

    @property
    def labels(self) -> tuple[str, ...]:
        """The words on `buttons`."""
        return tuple(button.label for button in self.buttons)

    @property
    def files(self) -> tuple[SavedFile, ...]:
        """The pictures and documents sent."""
        return tuple(each.file for each in self.shown if each.file is not None)

    @property
    def typing(self) -> bool:
        """Whether the bot showed that it was working."""
        return bool(self.actions)


def reply_from(world: World, room: Room, events: Sequence[Event]) -> Reply:
    """The events of one turn, each message in its last state; what came and went is left out."""
    posted = {each.message_id: None for each in events if isinstance(each, Posted)}
    edited = {each.message_id: None for each in events if isinstance(each, Edited)}
    answers = [each for each in events if isinstance(each, Answered)]
    spoken = [each for each in answers if each.text]
    return Reply(
        messages=_standing(world, room, [n for n in posted if n in room.messages]),
        edited=_standing(
            world, room, [n for n in edited if n in room.messages and n not in posted]
        ),
        reworded=frozenset(
            each.message_id for each in events if isinstance(each, Edited) and each.words_changed
        ),
        deleted=tuple(
            each.message_id
            for each in events
            if isinstance(each, Deleted) and each.message_id not in posted
        ),
        actions=tuple(each.action for each in events if isinstance(each, Acting)),
        toast=spoken[-1].text if spoken else "",
        alert=bool(spoken and spoken[-1].alert),
        answered=bool(answers),
    )


def sent_of(world: World, stored: Stored) -> Sent:
    """A stored message as a reader sees it."""
    payload: Json = stored.payload
    words = "text" if "text" in payload else "caption"
    marks = "entities" if words == "text" else "caption_entities"
    rows = payload.get("reply_markup", {}).get("inline_keyboard", [])
    return Sent(
        message_id=payload["message_id"],
        text=payload.get(words, ""),
        source=stored.source,
        entities=tuple(payload.get(marks, ())),
        buttons=tuple(tuple(_button(each) for each in row) for row in rows),
        file=_file(world, payload),
        protected=payload.get("has_protected_content", False),
    )


def _standing(world: World, room: Room, numbers: Sequence[int]) -> tuple[Sent, ...]:
    return tuple(sent_of(world, room.messages[number]) for number in numbers)


def _button(button: Json) -> Button:
    return Button(button["text"], button.get("callback_data"), button.get("url"))


def _file(world: World, payload: Json) -> SavedFile | None:
    if "document" in payload:
        document = payload["document"]
        upload = world.files[document["file_id"]]
        return SavedFile(document["file_name"], upload.content, "document", upload.mime)
    if "photo" in payload:
        upload = world.files[payload["photo"][-1]["file_id"]]
        return SavedFile(upload.name, upload.content, "photo", upload.mime)
    return None
