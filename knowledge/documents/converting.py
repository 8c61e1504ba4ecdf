"""A bank's file to text in a process of its own, which a hostile file may fill up or hold alone."""

from __future__ import annotations

import multiprocessing
import resource
from multiprocessing.connection import Connection
from pathlib import Path

SECONDS = 60
"""A handbook of 300 pages takes ten; a page packed a thousandfold would take minutes."""
MOST_MEMORY = 4 << 30
"""Bytes of address space."""


class Unconverted(Exception):
    """The file gave no text."""


class TookTooLong(Unconverted):
    """The file was worked on until the time was up."""


class TookTooMuch(Unconverted):
    """The file took all the memory there is for one."""


class BrokeOff(Unconverted):
    """The process that read the file ended without a word: killed, or crashed in a library."""


def converted(path: Path, kind: str, *, seconds: float = SECONDS) -> str:
    """The text of a docx, pptx, pdf or xlsx file as Markdown.

    Raises:
        Unconverted: where it is damaged or locked.
        TookTooLong, TookTooMuch: where it took longer than `seconds`, or more memory than allowed.
        BrokeOff: where the process that read it ended early.
    """
    import markitdown  # noqa: F401 - read once here, not in every child

    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_convert, args=(path, kind, theirs), daemon=True)
    child.start()
    theirs.close()
    try:
        if not ours.poll(seconds):
            raise TookTooLong
        text, error = ours.recv()
    except EOFError as error_:
        raise BrokeOff from error_
    finally:
        child.kill()
        child.join()
        ours.close()
    if text is None:
        raise (TookTooMuch if error == MemoryError.__name__ else Unconverted)(error)
    return str(text)


def _convert(path: Path, kind: str, answer: Connection) -> None:
    try:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        answer.send((_text_of(path, kind), ""))
    except BaseException as error:  # noqa: BLE001 - a hostile file fails in any part of a library
        answer.send((None, type(error).__name__))


def _text_of(path: Path, kind: str) -> str:
    from markitdown import MarkItDown, converters

    converter = MarkItDown(enable_builtins=False, enable_plugins=False)
    converter.register_converter(getattr(converters, f"{kind.capitalize()}Converter")())
    return str(converter.convert_local(path).text_content)
