"""The chart of one customer: a picture of a phone's width, whatever there is to draw."""

from __future__ import annotations

import dataclasses
import struct
from datetime import date

from bot.render.charts.customer import CustomerFigures, customer_chart
from store.customers import HeldProduct
from store.models import ProductStatus, ProductType

TODAY = date(2026, 2, 28)
HELD = HeldProduct(
    named="W201",
    amount_wan=300.0,
    maturity_date=date(2026, 3, 1),
    product_id="W201",
    name="稳健添利",
    type=ProductType.WEALTH,
    risk_level="R2",
    term_days=180,
    status=ProductStatus.ON,
)
NOTHING = CustomerFigures("宋丽华", TODAY, None, (), ())


def _size(picture: bytes) -> tuple[int, int]:
    assert picture.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", picture[16:24])
    return int(width), int(height)


def test_it_is_as_wide_as_a_phone_and_grows_with_its_rows() -> None:
    kinds = [ProductType.WEALTH, ProductType.FUND, ProductType.TRUST, None]
    many = tuple(dataclasses.replace(HELD, type=kind) for kind in kinds)
    some = dataclasses.replace(NOTHING, aum_wan=2000.0, holdings=many, contacts=(TODAY,))
    small, large = _size(customer_chart(NOTHING)), _size(customer_chart(some))
    assert small[0] == large[0] == 1080
    assert large[1] > small[1]


def test_what_is_unknown_does_not_break_it() -> None:
    bare = dataclasses.replace(HELD, amount_wan=None, maturity_date=None, type=None)
    assert _size(customer_chart(dataclasses.replace(NOTHING, holdings=(bare,))))[0] == 1080
