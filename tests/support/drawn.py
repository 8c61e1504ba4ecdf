"""Records and shelves drawn at random: every standing a rule may meet."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from store.models import ComplaintSize, ConsentScope, CustomerKind, ProductType
from store.products import ShelfProduct
from tests.support.records import TODAY, held, person

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
    """A day up to so long ago, now and then one still to come, or none."""
    days = st.one_of(st.integers(0, most), st.integers(-30, 30))
    return st.one_of(st.none(), days.map(lambda back: TODAY - timedelta(days=back)))


records = st.builds(
    lambda tied, level, until, **changes: person(
        holdings=(held("某产品", ProductType.WEALTH, level=level, amount=tied, until=until),),
        **changes,
    ),
    tied=_TIED,
    level=st.sampled_from([None, "R1", "R4"]),
    until=_ago(90),
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
