"""One customer's record, whole, as a brief reads it."""

from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from store.models import (
    Channel,
    ComplaintSize,
    ConsentForm,
    ConsentScope,
    CustomerKind,
    FollowUpKind,
    Personality,
    ProductStatus,
    ProductType,
)


@dataclass(frozen=True)
class HeldProduct:
    """A position; the shelf's fields are None while the shelf does not know the product."""

    named: str
    amount_wan: float | None
    maturity_date: date | None
    product_id: str | None
    name: str | None
    type: ProductType | None
    risk_level: str | None
    term_days: int | None
    status: ProductStatus | None

    @property
    def shown_name(self) -> str:
        """The shelf's name of it, else the name it was recorded under."""
        return self.name or self.named


@dataclass(frozen=True)
class PastContact:
    """A contact logged here; ``said`` are the manager's own words of it."""

    interaction_id: str
    at: datetime
    channel: Channel
    staff_id: str
    summary: str
    said: str
    needs: tuple[str, ...]
    objections: tuple[str, ...]
    suggestion_id: str | None

    @property
    def told(self) -> str:
        """What there is to read of it: the manager's own words, else the summary."""
        return self.said or self.summary


@dataclass(frozen=True)
class OpenFollowUp:
    """A follow-up or promise still to be kept; ``due_at`` is None when only a day was named."""

    follow_up_id: str
    customer_id: str
    staff_id: str
    kind: FollowUpKind
    text: str
    due_on: date
    due_at: datetime | None
    channel: Channel
    interaction_id: str | None


@dataclass(frozen=True)
class OpenPromise:
    """A promise not kept yet; ``first_due_on`` is the day it was first given for, where another
    was agreed since."""

    follow_up_id: str
    customer_name: str
    owner_name: str
    text: str
    due_on: date
    due_at: datetime | None
    first_due_on: date | None


@dataclass(frozen=True)
class KeptPromise:
    """Something promised that was done; ``closed_at`` is when it was marked so."""

    text: str
    closed_at: datetime


COMPLAINT_UNTOLD = "客户资料所载未结投诉"
"""The text of a complaint of which a file says only that it is open."""


@dataclass(frozen=True)
class NotedComplaint:
    """A complaint; open while ``solved_at`` is None.

    ``received_at`` is when the customer made it, None where only its opening is known;
    ``told_at`` when he was first told how far it has got; ``about_staff_id`` whom it is about.
    """

    complaint_id: str
    size: ComplaintSize
    text: str
    opened_at: datetime
    solved_at: datetime | None
    received_at: datetime | None = None
    told_at: datetime | None = None
    about_staff_id: str | None = None

    @property
    def since(self) -> datetime:
        """From when its clocks run."""
        return self.received_at or self.opened_at


@dataclass(frozen=True)
class OpenEscalation:
    """What is no sales situation, not closed yet; ``event`` is its code."""

    escalation_id: str
    event: str
    opened_at: datetime


@dataclass(frozen=True)
class ConsentTerms:
    """What is known of one scope of consent; `valid_until` is its last day, None without an end."""

    scope: ConsentScope
    form: ConsentForm | None = None
    agreed_on: date | None = None
    valid_until: date | None = None
    evidence: str | None = None
    withdrawn_at: datetime | None = None

    def stands_on(self, day: date) -> bool:
        """Whether it holds on a day: given by then, not run out, not withdrawn."""
        begun = self.agreed_on is None or self.agreed_on <= day
        return begun and self.withdrawn_at is None and not self.run_out(day)

    def run_out(self, day: date) -> bool:
        """Whether its last day is past."""
        return self.valid_until is not None and self.valid_until < day


@dataclass(frozen=True)
class GivenConsent(ConsentTerms):
    """The same as recorded, with when and whence."""

    recorded_at: datetime | None = None
    source: str = ""

    @property
    def terms(self) -> ConsentTerms:
        """What a file would say of it."""
        return ConsentTerms(*(getattr(self, item.name) for item in fields(ConsentTerms)))


@dataclass(frozen=True)
class PastSuggestion:
    suggestion_id: str
    at: datetime
    kind: str
    staff_id: str


@dataclass(frozen=True)
class CustomerRecord:
    """Everything known of a customer; None means unknown, ``consent`` None means never asked.

    ``consent`` are the scopes not withdrawn, ``consents`` every one as recorded, the withdrawn too.
    """

    customer_id: str
    name: str
    kind: CustomerKind
    phone: str | None
    aum_wan: float | None
    owner_id: str | None
    owner_name: str | None
    team_id: str | None
    opened_on: date | None
    last_contact_on: date | None
    last_transaction_on: date | None
    outflow_ratio_60d: float | None
    monthly_inflow_wan: float | None
    idle_months: int | None
    need_tags: tuple[str, ...]
    next_plan: str | None
    next_follow_up_on: date | None
    birthday: date | None
    occupation: str | None
    industry: str | None
    risk_level: str | None
    risk_assessed_on: date | None
    consent: frozenset[ConsentScope] | None
    do_not_contact: bool
    personality: Personality | None
    interests: tuple[str, ...]
    resource_needs: tuple[str, ...]
    preferred_channel: Channel | None
    annual_revenue_wan: float | None
    receivable_days: int | None
    receivable_share: float | None
    credit_grade: str | None
    salutation: str | None
    holdings: tuple[HeldProduct, ...]
    open_complaint: ComplaintSize | None
    complaints: tuple[NotedComplaint, ...]
    complaint_solved_at: datetime | None
    interactions: tuple[PastContact, ...]
    follow_ups: tuple[OpenFollowUp, ...]
    kept_promises: tuple[KeptPromise, ...]
    suggestions: tuple[PastSuggestion, ...]
    escalations: tuple[OpenEscalation, ...] = ()
    tier_override: str | None = None
    consents: tuple[GivenConsent, ...] = ()

    @property
    def is_company(self) -> bool:
        """Whether the customer is a company."""
        return self.kind is CustomerKind.COMPANY

    @property
    def trade(self) -> str:
        """What the customer lives by: a company's industry, a person's occupation; "" unknown."""
        return (self.industry if self.is_company else self.occupation) or ""

    @property
    def phone_tail(self) -> str:
        """The last four characters of the phone; "" without one."""
        return self.phone[-4:] if self.phone else ""

    @property
    def tags(self) -> tuple[str, ...]:
        """Needs, interests and wanted resources, in this order."""
        return (*self.need_tags, *self.interests, *self.resource_needs)

    def agreed_on(self, day: date) -> frozenset[ConsentScope]:
        """What the customer agrees to be approached about on a day; nothing where never asked."""
        past = {each.scope for each in self.consents if not each.stands_on(day)}
        return (self.consent or frozenset()) - past

    def terms_of(self, scope: ConsentScope) -> GivenConsent | None:
        """One scope as recorded, withdrawn or not; None where nothing is known of it."""
        return next((each for each in self.consents if each.scope is scope), None)

    def due(self, kind: FollowUpKind) -> tuple[OpenFollowUp, ...]:
        """What is open of one kind, earliest first."""
        return tuple(each for each in self.follow_ups if each.kind is kind)

    def as_json(self) -> dict[str, Any]:
        """The record as plain JSON values, to be kept as evidence."""
        return {item.name: _plain(getattr(self, item.name)) for item in fields(self)}


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(str(item) for item in value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value):
        return {item.name: _plain(getattr(value, item.name)) for item in fields(value)}
    return value
