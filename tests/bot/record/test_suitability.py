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
from tests.support.records import TODAY, held, person, product, standing

POLICY = default_policy()
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

products = st.builds(
    ShelfProduct,
    product_id=st.text("ABC123", min_size=1, max_size=4),
    name=st.sampled_from(["某产品", "个人某贷"]),
    type=st.sampled_from(ProductType),
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
_TIED = st.sampled_from([0.0, 5.0, 80.0, 299.0])


def _ago(most: int) -> st.SearchStrategy[date | None]:
    return st.one_of(st.none(), st.integers(0, most).map(lambda days: TODAY - timedelta(days=days)))


records = st.builds(
    lambda tied, **changes: person(
        holdings=(held("某存款", ProductType.DEPOSIT, amount=tied),), **changes
    ),
    tied=_TIED,
    kind=st.sampled_from(CustomerKind),
    risk_level=st.sampled_from([None, "C1", "C2", "C3", "C4", "C5"]),
    risk_assessed_on=_ago(1200),
    consent=st.one_of(st.none(), st.frozensets(st.sampled_from(ConsentScope))),
    do_not_contact=st.booleans(),
    open_complaint=st.sampled_from([None, None, *ComplaintSize]),
    opened_on=_ago(400),
    birthday=_ago(100 * 365),
    aum_wan=st.one_of(st.none(), st.sampled_from([0.0, 5.0, 80.0, 299.0, 300.0, 2000.0])),
    need_tags=st.sampled_from([(), ("购房计划",)]),
    industry=st.sampled_from([None, "科技", "制造业"]),
)


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
            assert (TODAY - record.risk_assessed_on).days <= 366
        assert not told.minor
        if record.kind is CustomerKind.PERSON:
            assert each.type not in {"settlement", "fx"}
            assert each.type is not ProductType.LOAN or "个人" in each.name
        if record.need_tags and each.type not in ON_REQUEST:
            assert each.term_days <= 90
        if told.age is not None and told.age >= 65:
            assert each.term_days <= 1095
            assert each.risk_level not in {"R4", "R5"}
        if each.type is ProductType.TRUST:
            assert (record.aum_wan or 0) >= 300
        if each.min_amount_wan > 1 and each.type not in ON_REQUEST:
            free = max((record.aum_wan or 0) - (record.holdings[0].amount_wan or 0), 0)
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
