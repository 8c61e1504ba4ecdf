"""A customer's case on a day: record, standing, alerts and shelf, read once for a service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.desk import Desk
from bot.record.alerts import Alert, alerts_of
from bot.record.client import Client
from bot.record.disclosure import disclosure_of
from bot.record.facts import buyer_of, facts_of, slots_of, tags_of, wan, why_slots
from bot.record.policy import valid_until
from bot.record.reading import client_of, shelf_of
from bot.record.standing import Standing, standing_of
from bot.record.suitability import COMPANY_ONLY, Product, Shelf, sort_shelf
from bot.results.advice import BlockedProduct, CustomerCard, OfferedProduct
from knowledge.retrieval import Handbook
from store.actor import Actor
from store.customers import CustomerRecord, get_record
from store.products import shelf_rows
from store.scripts import withdrawn_scripts

MOST_PRODUCTS = 3


@dataclass(frozen=True)
class Case:
    """Everything a service decides from, for one customer at one moment."""

    record: CustomerRecord
    client: Client
    standing: Standing
    alerts: tuple[Alert, ...]
    shelf: Shelf
    facts: dict[str, Any]
    words: dict[str, str]
    tags: frozenset[str]
    slots: dict[str, str]
    card: CustomerCard

    @property
    def open_types(self) -> frozenset[str]:
        """Product types of which the customer may be offered at least one."""
        return frozenset(product.type for product in self.shelf.suitable)


def read_case(
    *, session: Session, desk: Desk, actor: Actor, customer_id: str, now: datetime
) -> Case | None:
    """The case, or None where the actor may see no such customer."""
    record = get_record(session=session, actor=actor, customer_id=customer_id)
    if record is None:
        return None
    products = shelf_of(shelf_rows(session=session))
    return case_of(record, products=products, desk=desk, actor=actor, now=now)


def case_of(
    record: CustomerRecord,
    *,
    products: Sequence[Product],
    desk: Desk,
    actor: Actor,
    now: datetime,
) -> Case:
    """The case of a record already read."""
    today, policy = now.date(), desk.policy
    client = client_of(record, zone=desk.zone)
    standing = standing_of(client, policy=policy, today=today)
    alerts = alerts_of(client, standing=standing, policy=policy, today=today)
    buyer = buyer_of(client, standing=standing, policy=policy)
    rm_name = record.owner_name or actor.name
    return Case(
        record=record,
        client=client,
        standing=standing,
        alerts=alerts,
        shelf=sort_shelf(products, buyer=buyer, policy=policy, today=today),
        facts=facts_of(client, standing=standing, alerts=alerts, today=today),
        words=_words(client, standing, now),
        tags=tags_of(client, standing=standing, policy=policy),
        slots=slots_of(client, standing=standing, rm_name=rm_name, today=today),
        card=card_of(client, standing=standing, desk=desk),
    )


def withdrawn_ids(*, session: Session, handbook: Handbook) -> frozenset[str]:
    """Scripts of the build whose version was withdrawn since: they speak nowhere any more."""
    pairs = withdrawn_scripts(session=session)
    return frozenset(
        script_id
        for script_id, version in pairs
        if (script := handbook.scripts.get(script_id)) and str(script.version) == version
    )


def offers(case: Case, types: Sequence[str]) -> tuple[OfferedProduct, ...]:
    """Suitable products of the wanted types, one of each type before a second of any."""
    kept = [p for p in case.client.positions if p not in case.standing.maturing]
    held = {position.product_id for position in kept}
    fresh = [
        p
        for p in case.shelf.suitable
        if p.type in types and p.product_id not in held and _called_for(p, case)
    ]
    ranked = sorted(fresh, key=lambda p: _rank(p, fresh, types, case))
    return tuple(_offer(product, case) for product in ranked[:MOST_PRODUCTS])


def blocked(case: Case) -> tuple[BlockedProduct, ...]:
    """Products that may not be offered, each with its rule."""
    return tuple(
        BlockedProduct(b.product.product_id, b.product.name, b.reason, b.rule_id)
        for b in case.shelf.blocked
    )


def card_of(client: Client, *, standing: Standing, desk: Desk) -> CustomerCard:
    """Who the customer is, for showing."""
    return CustomerCard(
        customer_id=client.customer_id,
        name=client.name,
        kind=client.kind,
        tier=standing.tier.value,
        stage=standing.stage.value,
        aum_wan=client.aum_wan,
        risk_level=client.risk_level,
        risk_assessed_on=client.assessed_on,
        risk_valid_until=valid_until(client.assessed_on, desk.policy),
        preferred_channel=client.preferred_channel or "unknown",
        consent=tuple(sorted(client.consent)),
        tags=(*client.needs, *client.interests, *client.resources),
        owner=client.owner_id,
        age=standing.age,
        occupation=client.occupation,
        industry=client.industry,
        personality=client.personality,
        phone_tail=client.phone[-4:] if client.phone else "",
        last_contact_on=client.last_contact_on,
        next_plan=client.next_plan,
        holdings=tuple(_holding(client)),
    )


def _holding(client: Client) -> list[str]:
    lines = []
    for position in client.positions:
        amount = f" {wan(position.amount_wan)}" if position.amount_wan else ""
        until = f"，{position.maturity_on:%Y-%m-%d}到期" if position.maturity_on else ""
        level = f"（{position.risk_level}）" if position.risk_level else ""
        lines.append(f"{position.name}{level}{amount}{until}")
    return lines


def _words(client: Client, standing: Standing, now: datetime) -> dict[str, str]:
    slots = slots_of(client, standing=standing, rm_name="", today=now.date())
    return (
        slots
        | why_slots(client, standing=standing, today=now.date())
        | {key: slots[key] for key in ("receivable_share", "birthday") if key in slots}
    )


def _rank(
    product: Product, fresh: Sequence[Product], types: Sequence[str], case: Case
) -> tuple[int, int, float, int, str]:
    same = [p for p in fresh if p.type == product.type]
    ordered = sorted(same, key=lambda p: (-_closeness(p, case), p.term_days, p.product_id))
    turn = ordered.index(product)
    return (turn, types.index(product.type), -_closeness(product, case), product.term_days,
            product.product_id)  # fmt: skip


def _called_for(product: Product, case: Case) -> bool:
    """Business products only where something in the record asks for them."""
    return product.type not in COMPANY_ONLY or _closeness(product, case) > 0


def _closeness(product: Product, case: Case) -> int:
    """Character pairs the product's words share with the customer's needs and industry."""
    client = case.client
    long_wait = client.receivable_days is not None and client.receivable_days >= 60
    waiting = "应收账款票据" if long_wait else ""
    wanted = "/".join((*client.needs, client.industry, client.next_plan, waiting))
    text = product.name + product.fact_sheet
    pairs = {wanted[i : i + 2] for i in range(len(wanted) - 1)}
    return sum(pair in text for pair in pairs)


def _offer(product: Product, case: Case) -> OfferedProduct:
    level = case.client.risk_level
    reasons = []
    if product.risk_level and level:
        reasons.append(f"产品{product.risk_level}不高于客户{level}")
    if product.term_days:
        reasons.append(f"期限{product.term_days}天")
    elif product.type in {"mmf", "fund"}:
        reasons.append("没有固定期限")
    if product.min_amount_wan >= 1:
        reasons.append(f"起点{wan(product.min_amount_wan)}在能力之内")
    need = case.standing.near_term_need
    if need:
        reasons.append(f"赶得上{need}用款")
    reasons.append(product.fact_sheet.replace(";", "、") or "授权范围内")
    return OfferedProduct(
        product_id=product.product_id,
        name=product.name,
        type=product.type,
        risk_level=product.risk_level,
        why="；".join(reasons),
        disclosure=disclosure_of(product),
    )
