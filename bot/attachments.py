"""A file that goes with a message: a picture shown in the chat, or a document to be kept."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attachment:
    """`name` is the file's, with its extension; a `picture` is shown, anything else is kept."""

    name: str
    content: bytes
    picture: bool = False
