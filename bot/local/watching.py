"""Errors of handlers, which `process_update` swallows, kept for whoever drives the chat."""

from __future__ import annotations

import asyncio
from typing import Any

from telegram import Update
from telegram.ext import Application

AnyApplication = Application[Any, Any, Any, Any, Any, Any]


class NoSuchButton(LookupError):
    """No button, or more than one, is meant by what was pressed."""


class ErrorCollector:
    """An error handler that keeps what it is given, by update; 0 stands for jobs."""

    def __init__(self) -> None:
        self._kept: list[tuple[int, Exception]] = []

    async def __call__(self, update: object, context: Any) -> None:
        """Keep the error."""
        number = update.update_id if isinstance(update, Update) else 0
        self._kept.append((number, context.error))

    def take(self, update_id: int) -> list[Exception]:
        """The errors of an update and of jobs, each handed out once."""
        taken = [error for number, error in self._kept if number in (update_id, 0)]
        self._kept = [each for each in self._kept if each[0] not in (update_id, 0)]
        return taken


def collector_of(application: AnyApplication) -> ErrorCollector:
    """The application's collector, put before its own error handlers the first time."""
    for callback in application.error_handlers:
        if isinstance(callback, ErrorCollector):
            return callback
    collector = ErrorCollector()
    own = dict(application.error_handlers)
    application.error_handlers.clear()
    application.add_error_handler(collector)
    application.error_handlers.update(own)
    return collector


async def settle(before: set[asyncio.Task[Any]]) -> None:
    """Wait for the handlers that run with `block=False` and began since."""
    while waiting := [each for each in asyncio.all_tasks() - before if _is_handler(each)]:
        await asyncio.gather(*waiting, return_exceptions=True)


def _is_handler(task: asyncio.Task[Any]) -> bool:
    return "non_blocking" in task.get_name() and task is not asyncio.current_task()
