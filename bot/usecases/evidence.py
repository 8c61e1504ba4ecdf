"""Evidence in one place: what is shown is written first, and what the store refuses is declined."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from html import unescape
from typing import Any, TypeVar

from sqlmodel import Session

from bot.blocks import Screen, from_json, plain_text, said, to_json
from bot.results.advice import Scenario
from bot.results.declined import Declined
from bot.usecases.refusals import refused
from bot.usecases.work import Work
from store import audit
from store.errors import StoreError
from store.models import Suggestion
from store.suggestions import ScriptUse, SuggestionDraft, record_suggestion

T = TypeVar("T")
_TAG = re.compile(r"<[^>]+>")


def recorded(evidence: SuggestionDraft, *, work: Work) -> str:
    """Write a suggestion with its audit entry; its id. Nothing of it is shown before the commit."""
    row = record_suggestion(session=work.writing, draft=evidence, at=work.now)
    return row.suggestion_id


def attempted(work: Work, act: Callable[[Session], T]) -> T | Declined:
    """What a write returns; where the store refuses it, nothing of it stays and it is declined."""
    session = work.writing
    head = session.info.get(audit.HEAD)
    try:
        with session.begin_nested():
            return act(session)
    except StoreError as error:
        # The entries of the attempt are gone: the point to anchor is the one before it.
        session.info[audit.HEAD] = head
        return refused(error)


def words_of(screens: Mapping[str, Screen]) -> str:
    """All that is shown, as plain text in order."""
    return "\n\n".join(plain_text(screen) for screen in screens.values())


def with_screens(content: Mapping[str, Any], screens: Mapping[str, Screen]) -> dict[str, Any]:
    """A payload: the contract's JSON of a result, and its screens as they are shown."""
    return {**content, "screens": {name: to_json(screen) for name, screen in screens.items()}}


def screens_of(row: Suggestion) -> dict[str, Screen]:
    """The screens of a suggestion as they were shown, by name and in order."""
    kept: Mapping[str, Any] = row.payload.get("screens") or {"first": row.shown_text}
    return {name: _read_back(screen) for name, screen in kept.items()}


def script_uses(scenarios: Iterable[Scenario]) -> tuple[ScriptUse, ...]:
    """The script versions that spoke."""
    return tuple(ScriptUse(s.script_id, str(s.version), s.why) for s in scenarios)


def _read_back(kept: Any) -> Screen:
    """A kept screen; one from before screens were blocks is Telegram HTML, shown without markup."""
    return said(unescape(_TAG.sub("", kept))) if isinstance(kept, str) else from_json(kept)
