"""No combination of record and shelf yields an unsuitable product."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.record.policy import default_policy
from bot.record.suitability import INVESTMENTS, Buyer, Product, judge, sort_shelf

TODAY = date(2026, 11, 23)
POLICY = default_policy()
SCOPES = ("wealth", "insurance", "loan", "settlement", "survey")
SCOPE_OF = {
    "deposit": "wealth",
    "mmf": "wealth",
    "wealth": "wealth",
    "fund": "wealth",
    "trust": "wealth",
    "insurance": "insurance",
    "loan": "loan",
    "settlement": "settlement",
    "fx": "settlement",
}

products = st.builds(
    Product,
    product_id=st.text("ABC123", min_size=1, max_size=4),
    name=st.just("某产品"),
    type=st.sampled_from(sorted(SCOPE_OF)),
    risk_level=st.sampled_from([None, "R1", "R2", "R3", "R4", "R5"]),
    min_amount_wan=st.sampled_from([0.0, 0.001, 1.0, 20.0, 100.0, 1000.0]),
    term_days=st.sampled_from([0, 7, 90, 91, 365, 1095, 1096, 3650]),
    issuer=st.just("某公司"),
    agency_sale=st.booleans(),
    needs_dual_recording=st.booleans(),
    fee=st.just("无"),
    on_sale=st.booleans(),
    fact_sheet=st.sampled_from(["", "合格投资者", "科技企业;信用", "混合型"]),
)
buyers = st.builds(
    Buyer,
    kind=st.sampled_from(["person", "company"]),
    risk_level=st.sampled_from([None, "C1", "C2", "C3", "C4", "C5"]),
    assessed_on=st.one_of(
        st.none(), st.integers(0, 1200).map(lambda days: TODAY - timedelta(days=days))
    ),
    consent=st.frozensets(st.sampled_from(SCOPES)),
    do_not_contact=st.booleans(),
    open_complaint=st.booleans(),
    first_week=st.booleans(),
    age=st.one_of(st.none(), st.integers(16, 100)),
    aum_wan=st.one_of(st.none(), st.sampled_from([0.0, 5.0, 80.0, 299.0, 300.0, 2000.0])),
    free_wan=st.one_of(st.none(), st.sampled_from([0.0, 5.0, 80.0, 299.0, 2000.0])),
    near_term_need=st.sampled_from([None, "购房计划"]),
    occupation=st.sampled_from(["", "教师", "个体工商户"]),
    industry=st.sampled_from(["", "科技", "制造业"]),
)


@settings(max_examples=1500, deadline=None)
@given(shelf=st.lists(products, max_size=6), buyer=buyers)
def test_whatever_is_offered_is_suitable(shelf: list[Product], buyer: Buyer) -> None:
    sorted_shelf = sort_shelf(shelf, buyer=buyer, policy=POLICY, today=TODAY)
    for product in sorted_shelf.suitable:
        assert product.on_sale
        assert not (buyer.do_not_contact or buyer.open_complaint or buyer.first_week)
        assert SCOPE_OF[product.type] in buyer.consent
        if product.risk_level:
            assert buyer.risk_level is not None
            assert product.risk_level[1] <= buyer.risk_level[1]
        if product.type in INVESTMENTS:
            assert product.risk_level is not None
            assert buyer.assessed_on is not None
            assert (TODAY - buyer.assessed_on).days <= 366
        if buyer.near_term_need and product.type not in {"loan", "settlement", "fx"}:
            assert product.term_days <= 90
        if buyer.age is not None and buyer.age >= 65:
            assert product.term_days <= 1095
            assert product.risk_level not in {"R4", "R5"}
        if product.type == "trust":
            assert (buyer.aum_wan or 0) >= 300
        if product.min_amount_wan > 1 and product.type not in {"loan", "settlement", "fx"}:
            assert buyer.free_wan is not None and product.min_amount_wan <= buyer.free_wan
    assert len(sorted_shelf.suitable) + len(sorted_shelf.blocked) == len(shelf)
    assert all(blocked.rule_id and blocked.reason for blocked in sorted_shelf.blocked)


def _buyer(**changes: object) -> Buyer:
    base: dict[str, object] = {
        "kind": "person",
        "risk_level": "C3",
        "assessed_on": date(2026, 5, 1),
        "consent": frozenset(SCOPES),
        "do_not_contact": False,
        "open_complaint": False,
        "first_week": False,
        "age": 40,
        "aum_wan": 500.0,
        "free_wan": 500.0,
        "near_term_need": None,
        "occupation": "职员",
        "industry": "",
    }
    return Buyer(**(base | changes))


def _product(**changes: object) -> Product:
    base: dict[str, object] = {
        "product_id": "W1",
        "name": "某理财",
        "type": "wealth",
        "risk_level": "R2",
        "min_amount_wan": 1.0,
        "term_days": 180,
        "issuer": "某公司",
        "agency_sale": True,
        "needs_dual_recording": True,
        "fee": "无",
        "on_sale": True,
        "fact_sheet": "",
    }
    return Product(**(base | changes))


@pytest.mark.parametrize(
    ("buyer", "product", "rule"),
    [
        ({}, {}, None),
        ({}, {"on_sale": False}, "off-shelf"),
        ({"risk_level": "C1"}, {}, "suitability-level"),
        ({"risk_level": "C2"}, {"type": "fund", "risk_level": "R3"}, "suitability-fund"),
        ({"assessed_on": date(2025, 11, 22)}, {}, "assessment-validity"),
        ({"assessed_on": date(2025, 11, 23)}, {}, None),
        ({"risk_level": None}, {}, "assessment-validity"),
        ({"consent": frozenset({"loan"})}, {}, "consent-scope"),
        ({"near_term_need": "购房计划"}, {}, "term-mismatch"),
        ({"near_term_need": "购房计划"}, {"term_days": 90}, None),
        ({"age": 70}, {"term_days": 1096}, "senior-care"),
        ({"free_wan": 10.0}, {"min_amount_wan": 9.0}, "affordability"),
        ({"aum_wan": 299.0}, {"type": "trust"}, "qualified-investor"),
        ({}, {"type": "loan", "risk_level": None}, "target-market"),
        ({"kind": "company"}, {"type": "insurance", "risk_level": "R1"}, "target-market"),
    ],
)
def test_each_rule_is_named(
    buyer: dict[str, object], product: dict[str, object], rule: str | None
) -> None:
    verdict = judge(_product(**product), buyer=_buyer(**buyer), policy=POLICY, today=TODAY)
    assert (verdict.rule_id if verdict else None) == rule
