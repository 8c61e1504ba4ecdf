"""Evidence before the answer: the suggestion and its audit entry, in one transaction."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot.desk import Desk
from store import audit
from store.actor import Actor
from store.engine import transaction
from store.suggestions import ScriptUse, SuggestionDraft, record_suggestion

_log = logging.getLogger(__name__)


class EvidenceFailed(RuntimeError):
    """The log could not be written, so nothing may be shown."""


@dataclass(frozen=True)
class Evidence:
    """What stands behind an answer; JSON values may hold dates."""

    kind: str
    query: str
    shown_text: str
    handbook_version: str
    writer: str
    customer_id: str | None = None
    purpose: str | None = None
    scripts: tuple[ScriptUse, ...] = ()
    record_read: Mapping[str, Any] = field(default_factory=dict)
    rule_results: Sequence[Any] = ()
    payload: Mapping[str, Any] = field(default_factory=dict)


def values_of(result: Any) -> Any:
    """A frozen result as dicts and lists over its own values, none of them copied."""
    shape: Any = type(result)
    if shape is str:
        return result
    if shape is tuple:
        return [values_of(each) for each in result]
    names = _field_names(shape)
    return {name: values_of(getattr(result, name)) for name in names} if names else result


@cache
def _field_names(shape: Any) -> tuple[str, ...]:
    if not dataclasses.is_dataclass(shape):
        return ()
    return tuple(each.name for each in dataclasses.fields(shape))


def write_evidence(evidence: Evidence, *, desk: Desk, actor: Actor, at: datetime) -> str:
    """The id of the written suggestion.

    Raises:
        EvidenceFailed: where the store did not take it; nothing is shown then.
    """
    parts = {f.name: getattr(evidence, f.name) for f in dataclasses.fields(evidence)}
    draft = SuggestionDraft(actor=actor, rules_version=desk.rules.version, **parts)
    try:
        with transaction(desk.engine) as session:
            suggestion_id = record_suggestion(session=session, draft=draft, at=at).suggestion_id
            point = audit.head(session=session)
    except SQLAlchemyError as error:
        _log.error("evidence_failed kind=%s error=%s", evidence.kind, type(error).__name__)
        raise EvidenceFailed(evidence.kind) from error
    anchor(desk, point=point, at=at)
    return suggestion_id


def anchor(desk: Desk, *, point: audit.AuditPoint, at: datetime) -> None:
    """Note the chain's head outside the database; a failure is logged, the answer stands."""
    try:
        audit.write_anchor(desk.anchor_file, point=point, at=at)
    except OSError as error:
        _log.error("anchor_failed error=%s", type(error).__name__)
