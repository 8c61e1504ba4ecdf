"""What the bot did in a chat, as its user sees it."""

from __future__ import annotations

from dataclasses import dataclass

from tests.botapi.wire import Json
from tests.botapi.world import Stored


@dataclass(frozen=True)
class Button:
    """An inline button and its callback data."""

    label: str
    data: str


@dataclass(frozen=True)
class Sent:
    """A message of the bot; `source` is the HTML it was sent as."""

    message_id: int
    text: str
    source: str
    buttons: tuple[Button, ...]
    protected: bool


@dataclass(frozen=True)
class Reply:
    """The messages one thing a user did brought, and the signs shown meanwhile."""

    messages: tuple[Sent, ...] = ()
    signs: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Every word of the answer, messages parted by an empty line."""
        return "\n\n".join(each.text for each in self.messages)

    @property
    def buttons(self) -> tuple[Button, ...]:
        """The buttons under the messages, in reading order: what numbers count."""
        return tuple(button for each in self.messages for button in each.buttons)

    @property
    def labels(self) -> tuple[str, ...]:
        """The words on `buttons`."""
        return tuple(button.label for button in self.buttons)


def _file_words(payload: Json) -> str:
    """What a reader sees of a file: its name, a picture's being its own, and the caption."""
    name = payload.get("document", {}).get("file_name", "picture")
    return f"📎 {name} {payload.get('caption', '')}".strip()


def sent_of(stored: Stored) -> Sent:
    """A stored message as a reader sees it."""
    payload = stored.payload
    rows = payload.get("reply_markup", {}).get("inline_keyboard", [])
    return Sent(
        message_id=payload["message_id"],
        text=payload["text"] if "text" in payload else _file_words(payload),
        source=stored.source,
        buttons=tuple(Button(each["text"], each["callback_data"]) for row in rows for each in row),
        protected=payload.get("has_protected_content", False),
    )
