"""Records in order, of a person and of a company, and a product: what tests change a little."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.record.policy import default_policy
from bot.record.standing import Standing, standing_of
from store.customers import CustomerRecord, HeldProduct, NotedComplaint, OpenFollowUp, PastContact
from store.models import (
    Channel,
    ComplaintSize,
    ConsentScope,
    CustomerKind,
    FollowUpKind,
    ProductStatus,
    ProductType,
)
from store.products import ShelfProduct

ZONE = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)

PERSON = CustomerRecord(
    customer_id="X1",
    name="某某某",
    kind=CustomerKind.PERSON,
    phone="13900000000",
    aum_wan=50.0,
    owner_id="rm1",
    owner_name=None,
    team_id="t1",
    opened_on=date(2022, 3, 1),
    last_contact_on=date(2026, 11, 5),
    last_transaction_on=date(2026, 11, 15),
    outflow_ratio_60d=0.05,
    monthly_inflow_wan=2.0,
    idle_months=0,
    need_tags=(),
    next_plan=None,
    next_follow_up_on=None,
    birthday=date(1985, 6, 18),
    occupation="职员",
    industry=None,
    risk_level="C3",
    risk_assessed_on=date(2026, 5, 1),
    consent=frozenset({ConsentScope.WEALTH}),
    do_not_contact=False,
    personality=None,
    interests=(),
    resource_needs=(),
    preferred_channel=Channel.WECHAT,
    annual_revenue_wan=None,
    receivable_days=None,
    receivable_share=None,
    credit_grade=None,
    salutation=None,
    holdings=(),
    open_complaint=None,
    complaints=(),
    complaint_solved_at=None,
    interactions=(),
    follow_ups=(),
    kept_promises=(),
    suggestions=(),
)
PRODUCT = ShelfProduct(
    product_id="W1",
    name="某理财",
    type=ProductType.WEALTH,
    risk_level="R2",
    min_amount_wan=1.0,
    term_days=180,
    issuer="某公司",
    agency_sale=True,
    needs_dual_recording=True,
    fee="无",
    on_sale=True,
    fact_sheet="",
)


def person(**changes: object) -> CustomerRecord:
    """A person's record in order, with some fields changed."""
    return _changed(PERSON, changes)


def company(**changes: object) -> CustomerRecord:
    """A company's record in order, with some fields changed."""
    own: dict[str, object] = {
        "kind": CustomerKind.COMPANY,
        "name": "某某制造有限公司",
        "occupation": None,
        "industry": "制造业",
        "risk_level": None,
        "risk_assessed_on": None,
        "birthday": date(2008, 5, 20),
        "last_contact_on": date(2026, 10, 20),
        "consent": frozenset({ConsentScope.LOAN}),
    }
    return _changed(PERSON, own | changes)


def product(**changes: object) -> ShelfProduct:
    """A product on sale, with some fields changed."""
    values = {name: getattr(PRODUCT, name) for name in ShelfProduct.__dataclass_fields__}
    return ShelfProduct(**{**values, **changes})


def standing(record: CustomerRecord, *, today: date = TODAY) -> Standing:
    """Where a record stands under the shipped policy."""
    return standing_of(record, policy=default_policy(), today=today, zone=ZONE)


def held(
    name: str,
    kind: ProductType,
    *,
    level: str | None = None,
    amount: float | None = None,
    until: date | None = None,
    product_id: str | None = None,
) -> HeldProduct:
    """A holding of a product that is on the shelf."""
    return HeldProduct(
        named=name,
        amount_wan=amount,
        maturity_date=until,
        product_id=product_id or name,
        name=name,
        type=kind,
        risk_level=level,
        term_days=None,
        status=ProductStatus.ON,
    )


def due(kind: FollowUpKind, text: str, on: date) -> OpenFollowUp:
    """Something open in the diary."""
    return OpenFollowUp("F1", "X1", "rm1", kind, text, on, None, Channel.PHONE, None)


def call(at: datetime) -> PastContact:
    """A call logged here."""
    return PastContact("I1", at, Channel.PHONE, "rm1", "聊过", "聊过", (), (), None)


def complaint(
    size: ComplaintSize, opened_at: datetime | None = None, *, text: str = "不满"
) -> NotedComplaint:
    """A complaint that stands open."""
    return NotedComplaint("K1", size, text, opened_at or datetime(2026, 11, 20, tzinfo=UTC), None)


def _changed(record: CustomerRecord, changes: dict[str, object]) -> CustomerRecord:
    values = {name: getattr(record, name) for name in CustomerRecord.__dataclass_fields__}
    return CustomerRecord(**{**values, **changes})
