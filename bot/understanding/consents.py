"""Consent told and not yet asked for: what is known of it so far, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from store.models import ConsentScope

_NAMES = {
    "理财": ConsentScope.WEALTH,
    "财富": ConsentScope.WEALTH,
    "基金": ConsentScope.WEALTH,
    "保险": ConsentScope.INSURANCE,
    "保单": ConsentScope.INSURANCE,
    "贷款": ConsentScope.LOAN,
    "信贷": ConsentScope.LOAN,
    "结算": ConsentScope.SETTLEMENT,
    "调研": ConsentScope.SURVEY,
    "问卷": ConsentScope.SURVEY,
}
SCOPE = f"(?:{'|'.join(_NAMES)})(?:类|产品|业务)?"
"""A scope as it is called, for a pattern."""


def scopes_in(words: str | None) -> tuple[str, ...]:
    """The scopes that words name, each once, in the order they are known by."""
    named = [scope.value for name, scope in _NAMES.items() if name in (words or "")]
    return tuple(dict.fromkeys(named))


@dataclass(frozen=True)
class ConsentDraft:
    """Scopes a customer agreed to, with the same terms; `endless` where no end was agreed.

    `evidence` is None while it was not asked for, "" where there is nothing to name.
    """

    scopes: tuple[str, ...] = ()
    form: str = ""
    agreed_on: date | None = None
    valid_until: date | None = None
    endless: bool = False
    evidence: str | None = None

    @property
    def missing(self) -> str:
        """What to ask for next; "" where nothing is missing."""
        known = {
            "scope": bool(self.scopes),
            "form": bool(self.form),
            "day": self.agreed_on is not None,
            "until": self.valid_until is not None or self.endless,
            "evidence": self.evidence is not None,
        }
        return next((part for part, there in known.items() if not there), "")

    def wanted(self, scope: str) -> dict[str, Any]:
        """What is asked of the supervisor for one scope, as a request keeps it."""
        return {
            "scope": scope,
            "form": self.form,
            "agreed_on": self.agreed_on.isoformat() if self.agreed_on else None,
            "valid_until": self.valid_until.isoformat() if self.valid_until else None,
            "evidence": self.evidence or None,
        }
