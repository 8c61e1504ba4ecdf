"""What needs the supervisor's leave, as it is asked for and shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from store.models import ApprovalSubject

REPORT, OFFER = "report", "offer"
"""What waits for a supervisor beside approvals."""


@dataclass(frozen=True)
class ApprovalWanted:
    """A change of a customer that is the supervisor's to allow; `wanted` as the record keeps it."""

    subject: ApprovalSubject
    wanted: str | bool | dict[str, Any]
    words: str


@dataclass(frozen=True)
class Waiting:
    """One request in words: what of, its key, of which customer, and who asked.

    `matter` is the subject of an approval, "report" for a release, "offer" for a retention plan.
    """

    matter: str
    key: str
    customer_name: str
    asker: str
    text: str


@dataclass(frozen=True)
class Given:
    """A customer given to a manager: who had him before, "" where nobody, and who allowed it."""

    customer_id: str
    customer_name: str
    former: str
    decider: str
