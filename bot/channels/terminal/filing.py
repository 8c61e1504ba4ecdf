"""Files that come with an answer, put where the user can open them."""

from __future__ import annotations

import os
from pathlib import Path

from bot.attachments import Attachment

FILES = "files"
"""In the data folder: what a terminal was sent."""


def kept_file(attachment: Attachment, *, folder: Path) -> Path:
    """Write a file for its owner's eyes alone; the path it has now.

    A file of the same name is not written over: the new one is numbered.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = Path(attachment.name.replace("/", "／"))
    number = 1
    while True:
        path = folder / (name if number == 1 else f"{name.stem}-{number}{name.suffix}")
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            number += 1
            continue
        with os.fdopen(descriptor, "wb") as file:
            file.write(attachment.content)
        return path
