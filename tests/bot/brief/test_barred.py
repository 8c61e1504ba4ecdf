"""No barred act is allowed through any path: brief, shelf, product question, list."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_handbook import CaseOf, FewScripts, script
from test_drafting import drafted

from bot.rules import CheckedText
from store.customers import CustomerRecord
from store.models import ConsentScope, ProductType
from store.products import ShelfProduct
from tests.support.drawn import products, records

ALL_TYPES = ", ".join(kind.value for kind in ProductType)
HANDBOOK = FewScripts(script("a", products=ALL_TYPES), script("b", group="conduct"))


def gravest(record: CustomerRecord, *, minor: bool) -> str:
    """What bars everything, written out from the rules and not from the gate."""
    if record.do_not_contact:
        return "do-not-contact"
    if minor:
        return "minor-guardian"
    if record.open_complaint:
        return "complaint-first"
    if not (record.consent or frozenset()) - {ConsentScope.SURVEY}:
        return "consent-scope"
    return ""


@pytest.mark.slow
@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(shelf=st.lists(products, max_size=6, unique_by=lambda p: p.product_id), record=records)
def test_nothing_barred_is_offered_said_or_planned(
    case: CaseOf, rules: CheckedText, shelf: list[ShelfProduct], record: CustomerRecord
) -> None:
    of = case(record, *shelf)
    brief = drafted(of, HANDBOOK, rules)
    by_id = {product.product_id: product for product in shelf}
    offered = {by_id[each.product_id] for each in brief.products}
    blocked = {by_id[each.product_id] for each in brief.blocked_products}
    ruled = {product: of.gate.product(product) for product in shelf}
    assert all(ruled[product].allowed for product in offered)
    assert not any(ruled[product].allowed for product in blocked)
    assert all(of.gate.sell(product.type).allowed for product in offered)
    assert all(r.allowed or (r.rule_id and r.clause and r.instead) for r in ruled.values())
    barred = gravest(record, minor=of.standing.minor)
    if barred:
        assert not offered
        assert brief.no_product_reason
        meant = [ruling for product, ruling in ruled.items() if of.gate.meant_for(product)]
        assert {ruling.rule_id for ruling in meant} <= {barred, "target-market"}
    silent = record.do_not_contact or of.standing.minor
    assert of.gate.contact().allowed is not silent
    if silent:
        assert brief.opening is None
        assert not brief.questions
        said = {line.text for line in brief.talking_points}
        assert said <= {"客户来电时只答所问。", of.gate.contact().instead}
        assert not any(action.text == "打电话约时间。" for action in brief.next_actions)
