"""The public contract's JSON of each result."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from typing import Any

from bot.results.advice import Answer, Brief


def brief_json(brief: Brief) -> dict[str, Any]:
    """`brief --json`, with more keys than the contract lists, never fewer."""
    return {"customer_id": brief.customer.customer_id} | as_json(brief)


def answer_json(answer: Answer) -> dict[str, Any]:
    """`ask --json`."""
    return as_json(answer)


def as_json(result: Any) -> dict[str, Any]:
    """A frozen result as plain JSON values; times in ISO 8601."""
    content: dict[str, Any] = _plain(dataclasses.asdict(result))
    return content


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value


def understood_json(message: Any) -> dict[str, Any]:
    """`understand --json`; `candidates` names the customers where several are meant."""
    customer = message.customer
    candidates = [hit.customer_id for hit in getattr(customer, "hits", ())]
    return {
        "intent": message.intent,
        "customer_id": getattr(customer, "customer_id", None),
        "candidates": candidates,
        "channel": message.channel,
        "follow_up": message.follow_up.isoformat() if message.follow_up else None,
        "objections": list(message.objections),
        "needs": list(message.needs),
        "summary": message.summary,
        "purpose": message.purpose,
        "promises": [
            {"text": p.text, "due": p.due.isoformat() if p.due else None} for p in message.promises
        ],
    }
