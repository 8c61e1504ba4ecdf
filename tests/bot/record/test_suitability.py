"""No combination of record and shelf yields an unsuitable product."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.record.gate import Gate
from bot.record.policy import default_policy
from bot.record.suitability import INVESTMENTS, ON_REQUEST
from store.customers import CustomerRecord
from store.models import ComplaintSize, ConsentScope, CustomerKind, ProductType
from store.products import ShelfProduct
from tests.support.drawn import products, records
from tests.support.records import TODAY, person, product, standing

POLICY = default_policy()
SOON = TODAY + timedelta(days=30)
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
"""Written out, not taken from the code: the contract's own table."""


@pytest.mark.slow
@settings(max_examples=1500, deadline=None)
@given(shelf=st.lists(products, max_size=6), record=records)
def test_whatever_is_offered_is_suitable(shelf: list[ShelfProduct], record: CustomerRecord) -> None:
    told = standing(record)
    gate = Gate(record, told, POLICY)
    sorted_shelf = gate.shelf(shelf)
    for each in sorted_shelf.suitable:
        assert each.on_sale
        assert not (record.do_not_contact)
        assert not (record.open_complaint)
        assert told.opened_days is None or told.opened_days > 7 or told.churn_signs
        assert record.consent is not None
        assert SCOPE_OF[each.type] in record.consent
        if each.risk_level:
            assert record.risk_level is not None
            assert each.risk_level[1] <= record.risk_level[1]
        if each.type in INVESTMENTS:
            assert each.risk_level is not None
            assert record.risk_assessed_on is not None
            assert 0 <= (TODAY - record.risk_assessed_on).days <= 366
        assert not told.minor
        if record.kind is CustomerKind.PERSON:
            assert each.type not in {"settlement", "fx"}
            assert each.type is not ProductType.LOAN or "个人" in each.name
        if record.need_tags and each.type not in ON_REQUEST:
            assert each.term_days <= 90
        if told.age is not None and told.age >= 65:
            assert each.term_days <= 1095
            assert each.risk_level not in {"R4", "R5"}
        tied = record.holdings[0].amount_wan or 0
        if each.type not in ON_REQUEST and record.aum_wan is not None:
            assert tied <= record.aum_wan * 1.05 + 0.01 or each.min_amount_wan <= 0.01
        if each.type is ProductType.TRUST:
            assert (record.aum_wan or 0) >= 300
        if each.min_amount_wan > 1 and each.type not in ON_REQUEST:
            until = record.holdings[0].maturity_date
            free = max((record.aum_wan or 0) - (tied if until is None or until > SOON else 0), 0)
            assert each.min_amount_wan <= free
    meant = [each for each in shelf if gate.meant_for(each)]
    assert len(sorted_shelf.suitable) + len(sorted_shelf.blocked) == len(meant)
    assert all(b.rule_id and b.reason and b.ruling.clause for b in sorted_shelf.blocked)


WITHIN_MEANS = {"aum_wan": 500.0, "consent": frozenset(ConsentScope)}


@pytest.mark.parametrize(
    ("changes", "of_product", "rule"),
    [
        ({}, {}, None),
        ({}, {"on_sale": False}, "off-shelf"),
        ({"risk_level": "C1"}, {}, "suitability-level"),
        ({"risk_level": "C2"}, {"type": ProductType.FUND, "risk_level": "R3"}, "suitability-fund"),
        ({"risk_assessed_on": date(2025, 11, 22)}, {}, "assessment-validity"),
        ({"risk_assessed_on": date(2025, 11, 23)}, {}, None),
        ({"risk_level": None}, {}, "assessment-validity"),
        ({"consent": frozenset({ConsentScope.LOAN})}, {}, "consent-scope"),
        ({"consent": None}, {}, "consent-scope"),
        ({"need_tags": ("购房计划",)}, {}, "term-mismatch"),
        ({"need_tags": ("购房计划",)}, {"term_days": 90}, None),
        ({"birthday": date(1956, 1, 1)}, {"term_days": 1096}, "senior-care"),
        ({"birthday": date(1956, 1, 1), "risk_level": "C5"}, {"risk_level": "R4"}, "senior-care"),
        ({"aum_wan": 10.0}, {"min_amount_wan": 9.0}, "affordability"),
        ({"aum_wan": None}, {}, "affordability"),
        ({"aum_wan": 299.0}, {"type": ProductType.TRUST}, "qualified-investor"),
        ({}, {"type": ProductType.LOAN, "risk_level": None}, "target-market"),
        (
            {"kind": CustomerKind.COMPANY},
            {"type": ProductType.INSURANCE, "risk_level": "R1"},
            "target-market",
        ),
        ({}, {"fact_sheet": "科技企业;信用"}, "target-market"),
        ({"industry": "科技"}, {"fact_sheet": "科技企业;信用"}, None),
        ({"kind": CustomerKind.COMPANY, "risk_assessed_on": None}, {}, "assessment-validity"),
    ],
)
def test_each_rule_is_named(
    changes: dict[str, object], of_product: dict[str, object], rule: str | None
) -> None:
    record = person(**(WITHIN_MEANS | changes))
    ruling = Gate(record, standing(record), POLICY).product(product(**of_product))
    assert (ruling.rule_id or None, ruling.allowed) == (rule, rule is None)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({}, None),
        ({"do_not_contact": True}, "do-not-contact"),
        ({"open_complaint": ComplaintSize.SMALL}, "complaint-first"),
        ({"consent": None}, "consent-scope"),
        ({"consent": frozenset({ConsentScope.SURVEY})}, "consent-scope"),
        ({"risk_level": None}, "assessment-validity"),
        ({"risk_assessed_on": date(2025, 11, 22)}, "assessment-validity"),
        ({"opened_on": date(2026, 11, 16)}, "new-customer-week"),
        ({"opened_on": date(2026, 11, 15)}, None),
    ],
)
def test_a_bar_keeps_the_whole_shelf_back(changes: dict[str, object], rule: str | None) -> None:
    record = person(**(WITHIN_MEANS | changes))
    found = Gate(record, standing(record), POLICY).shelf([product()])
    assert [bar.rule_id for bar in found.bars] == ([rule] if rule else [])
    assert bool(found.suitable) is (rule is None)
