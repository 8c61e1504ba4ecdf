"""From the store's rows to the values the record package reasons over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row

from bot.record.client import Client, Due, Position
from bot.record.suitability import Product
from store.customers import CustomerRecord
from store.models import FollowUpKind, ProductStatus
from store.models import Product as ProductRow


def client_of(record: CustomerRecord, *, zone: ZoneInfo) -> Client:
    """The record as plain values; the last contact counts calls logged here too."""
    consent = record.consent
    return Client(
        customer_id=record.customer_id,
        name=record.name,
        kind=record.kind.value,
        owner_id=record.owner_id or "",
        phone=record.phone or "",
        aum_wan=record.aum_wan,
        opened_on=record.opened_on,
        last_contact_on=_last_contact(record, zone),
        last_transaction_on=record.last_transaction_on,
        outflow_ratio=record.outflow_ratio_60d,
        monthly_inflow_wan=record.monthly_inflow_wan,
        idle_months=record.idle_months,
        needs=record.need_tags,
        next_plan=record.next_plan or "",
        next_follow_up_on=record.next_follow_up_on,
        birthday=record.birthday,
        occupation=record.occupation or "",
        industry=record.industry or "",
        risk_level=record.risk_level,
        assessed_on=record.risk_assessed_on,
        consent=frozenset(scope.value for scope in consent) if consent else frozenset(),
        do_not_contact=record.do_not_contact,
        personality=record.personality.value if record.personality else "",
        interests=record.interests,
        resources=record.resource_needs,
        preferred_channel=record.preferred_channel.value if record.preferred_channel else "",
        complaint=record.open_complaint.value if record.open_complaint else "",
        complaint_opened_on=_complaint_day(record, zone),
        complaint_solved_on=_solved_day(record, zone),
        revenue_wan=record.annual_revenue_wan,
        receivable_days=record.receivable_days,
        receivable_share=record.receivable_share,
        credit_grade=record.credit_grade or "",
        positions=tuple(_positions(record)),
        promises=_dues(record, FollowUpKind.PROMISE),
        follow_ups=_dues(record, FollowUpKind.FOLLOW_UP),
    )


def shelf_of(rows: Iterable[ProductRow | Row[Any]]) -> tuple[Product, ...]:
    """The shelf's rows as products; an unknown amount or term counts as 0."""
    return tuple(
        Product(
            product_id=row.product_id,
            name=row.name,
            type=row.type.value,
            risk_level=row.risk_level,
            min_amount_wan=row.min_amount_wan or 0.0,
            term_days=row.term_days or 0,
            issuer=row.issuer or "",
            agency_sale=row.agency_sale,
            needs_dual_recording=row.needs_dual_recording,
            fee=row.fee or "",
            on_sale=row.status is ProductStatus.ON,
            fact_sheet=row.fact_sheet or "",
        )
        for row in rows
    )


def _last_contact(record: CustomerRecord, zone: ZoneInfo) -> date | None:
    days = [contact.at.astimezone(zone).date() for contact in record.interactions[:1]]
    if record.last_contact_on is not None:
        days.append(record.last_contact_on)
    return max(days, default=None)


def _complaint_day(record: CustomerRecord, zone: ZoneInfo) -> date | None:
    opened = [complaint.opened_at.astimezone(zone).date() for complaint in record.complaints]
    return min(opened, default=None)


def _solved_day(record: CustomerRecord, zone: ZoneInfo) -> date | None:
    solved = record.complaint_solved_at
    return solved.astimezone(zone).date() if solved else None


def _positions(record: CustomerRecord) -> Iterator[Position]:
    for held in record.holdings:
        yield Position(
            product_id=held.product_id,
            name=held.name or held.named,
            type=held.type.value if held.type else None,
            risk_level=held.risk_level,
            amount_wan=held.amount_wan,
            maturity_on=held.maturity_date,
        )


def _dues(record: CustomerRecord, kind: FollowUpKind) -> tuple[Due, ...]:
    return tuple(Due(each.text, each.due_on) for each in record.follow_ups if each.kind is kind)
