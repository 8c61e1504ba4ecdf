"""One customer of a book as questions read him: record, standing, alerts, what was talked of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bot.book.fields import AlertAsked, Assessment, Due, Field
from bot.record.alerts import Alert
from bot.record.consent import consent_until
from bot.record.policy import Policy, valid_until
from bot.record.ruling import Ruling
from bot.record.standing import Standing
from bot.record.vocabulary import AlertCode, Tier
from store.customers import CustomerRecord, Talked
from store.models import FollowUpKind
from store.names.forms import COMPOUND_SURNAMES

_SOON = timedelta(days=30)
_TIERS = {
    Tier.REGULAR: "regular",
    Tier.POTENTIAL: "potential",
    Tier.HIGH: "high_net_worth",
    Tier.KEY_COMPANY: "key_company",
}
ALERTS: dict[AlertAsked, frozenset[AlertCode]] = {
    AlertAsked.CHURN: frozenset({AlertCode.CHURN_NO_TRANSACTIONS, AlertCode.CHURN_OUTFLOW}),
    AlertAsked.IDLE: frozenset({AlertCode.IDLE_FUNDS}),
    AlertAsked.BIRTHDAY: frozenset({AlertCode.BIRTHDAY_SOON}),
    AlertAsked.MATURITY: frozenset({AlertCode.MATURITY_SOON}),
    AlertAsked.MATURED: frozenset({AlertCode.MATURED_UNPLACED}),
    AlertAsked.CONCENTRATION: frozenset({AlertCode.CONCENTRATION}),
    AlertAsked.ABOVE_LEVEL: frozenset({AlertCode.ABOVE_LEVEL}),
    AlertAsked.SENIOR: frozenset({AlertCode.SENIOR}),
    AlertAsked.MINOR: frozenset({AlertCode.MINOR}),
    AlertAsked.NEW: frozenset({AlertCode.NEW_CUSTOMER}),
    AlertAsked.CONTACT_OVERDUE: frozenset({AlertCode.CONTACT_OVERDUE}),
    AlertAsked.TOO_FREQUENT: frozenset({AlertCode.CONTACT_TOO_FREQUENT}),
    AlertAsked.INCOMPLETE: frozenset({AlertCode.INFO_INCOMPLETE}),
    AlertAsked.CONFLICT: frozenset({AlertCode.RECORD_CONFLICT}),
    AlertAsked.CLOCK: frozenset({AlertCode.CLOCK_MISSED}),
    AlertAsked.FOLLOW_UP: frozenset({AlertCode.FOLLOW_UP_OVERDUE}),
    AlertAsked.PROMISE: frozenset({AlertCode.PROMISE_DUE}),
    AlertAsked.COMPLAINT: frozenset({AlertCode.OPEN_COMPLAINT}),
    AlertAsked.ASSESSMENT: frozenset(
        {AlertCode.RISK_ASSESSMENT_EXPIRED, AlertCode.RISK_ASSESSMENT_MISSING}
    ),
    AlertAsked.CONSENT: frozenset({AlertCode.NO_MARKETING_CONSENT}),
    AlertAsked.QUIET: frozenset({AlertCode.DO_NOT_CONTACT}),
}
"""The alerts of the policy behind each that a question may name."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A customer as a question reads him; `talks` are his conversations, all of them."""

    record: CustomerRecord
    standing: Standing
    alerts: tuple[Alert, ...]
    talks: tuple[Talked, ...]
    policy: Policy
    refusal: Ruling | None = None
    """Why he may not be called, where he may not."""

    @property
    def today(self) -> date:
        """The day the question is asked on."""
        return self.standing.today

    @property
    def surname(self) -> str:
        """A person's surname."""
        name = self.record.name
        return name[:2] if name[:2] in COMPOUND_SURNAMES else name[:1]

    def value(self, field: Field) -> object:
        """The value of a field a comparison reads; None or empty where it is unknown."""
        match field:
            case Field.TIER:
                known = self.record.is_company or self.record.aum_wan is not None
                return _TIERS.get(self.standing.tier) if known else None
            case Field.AGE:
                return self.standing.age
            case Field.OWNER:
                return self.record.owner_name
            case Field.SURNAME:
                return None if self.record.is_company else self.surname
            case Field.HOLDINGS:
                return self.record.holdings
            case Field.CONSENT if self.record.consent is not None:
                return self.record.agreed_on(self.today)
            case Field.CONSENT_UNTIL:
                return consent_until(self.record, today=self.today)
            case Field.CASE:
                return self.record.open_complaint
            case _:
                found: object = getattr(self.record, field.value)
                return found

    def assessed(self, state: str) -> bool:
        """Whether the risk assessment stands so; without a level or a day it is missing."""
        until = valid_until(self.record.risk_assessed_on, self.policy)
        if self.record.risk_level is None or until is None:
            return state == Assessment.MISSING
        if state == Assessment.EXPIRED:
            return until < self.today
        if state == Assessment.EXPIRING:
            return self.today <= until <= self.today + _SOON
        return state == Assessment.VALID and self.today <= until

    def due(self, field: Field, state: str) -> bool:
        """Whether something promised or planned is open, or past its day."""
        kind = FollowUpKind.PROMISE if field is Field.PROMISE else FollowUpKind.FOLLOW_UP
        days = [each.due_on for each in self.record.due(kind)]
        return any(state == Due.OPEN or day < self.today for day in days)

    def alerted(self, name: str) -> tuple[Alert, ...]:
        """The alerts that a question calls by a name."""
        codes = ALERTS[AlertAsked(name)]
        return tuple(alert for alert in self.alerts if alert.code in codes)
