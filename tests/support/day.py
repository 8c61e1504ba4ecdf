"""The day's list, read to its end."""

from __future__ import annotations

from tests.support.chat import Chat


async def whole_day(chat: Chat) -> str:
    """Every entry of /today, the pages behind 还有N项 as well."""
    shown = await chat.send("/today")
    told = shown.text
    while any(label.startswith("还有") for label in shown.labels):
        shown = await chat.press("还有")
        told += shown.text
    return told
