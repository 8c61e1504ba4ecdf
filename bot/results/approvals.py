"""What needs the supervisor's leave, as it is asked for and shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from store.models import ApprovalSubject


@dataclass(frozen=True)
class ApprovalWanted:
    """A change of a customer that is the supervisor's to allow; `wanted` as the record keeps it."""

    subject: ApprovalSubject
    wanted: str | bool | dict[str, Any]
    words: str


@dataclass(frozen=True)
class WaitingApproval:
    """One request in words, with its id."""

    approval_id: str
    customer_name: str
    text: str
