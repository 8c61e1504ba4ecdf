"""Products side by side: the contract's JSON, the gate's ruling, and what is not on the shelf."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image

from bot.blocks import plain_text
from bot.desk import Desk
from bot.record.liquidity import liquidity_texts
from bot.render.charts.compare import compared_png
from bot.render.charts.table import wrapped
from bot.render.compare import compared_json, compared_screens
from bot.results.customers import Compared, ProductsFitting
from bot.results.declined import Declined
from bot.usecases.compare import asks_to_compare, compare_each, compare_named
from bot.usecases.products import products_named
from bot.usecases.work import working
from store.actor import Actor
from store.models import ProductType

Acting = Callable[[str], Actor]


def compared(desk: Desk, actor: Actor, *names: str, customer_id: str | None = None) -> Compared:
    with working(desk) as work:
        found = compare_each(names, work=work, actor=actor, customer_id=customer_id)
    assert isinstance(found, Compared)
    return found


def test_the_json_is_the_contracts(desk: Desk, actor: Acting) -> None:
    found = compared(desk, actor("rm1"), "F302", "稳健添利", "月球宝", customer_id="C001")
    told = compared_json(found)
    assert [each["product_id"] for each in told["products"]] == ["F302", "W201"]
    assert told["unknown"] == ["月球宝"]
    assert set(told["fit"]) == {"F302", "W201"}
    barred = told["fit"]["F302"]
    assert (barred["allowed"], barred["rule_id"]) == (False, "suitability-fund")
    assert told["fit"]["W201"]["allowed"] is True
    assert told["suggestion_id"]


def test_without_a_customer_nothing_is_judged(desk: Desk, actor: Acting) -> None:
    told = compared_json(compared(desk, actor("rm1"), "W201", "W202"))
    assert told["fit"] is None
    assert told["suggestion_id"] is None


def test_another_managers_customer_is_not_compared_for(desk: Desk, actor: Acting) -> None:
    with working(desk) as work:
        found = compare_each(["W201", "W202"], work=work, actor=actor("rm2"), customer_id="C001")
    assert isinstance(found, Declined)


def test_a_customer_with_a_complaint_is_told_no_product_fits(desk: Desk, actor: Acting) -> None:
    found = compared(desk, actor("rm1"), "W201", "D103", customer_id="C007")
    shown = plain_text(compared_screens(found)["first"])
    assert "⛔ 不能推荐：有未结投诉" in shown
    assert "✅" not in shown


def test_no_list_where_everything_is_barred(desk: Desk, actor: Acting) -> None:
    with working(desk) as work:
        found = products_named("他能买什么", work=work, actor=actor("rm1"), customer_id="C007")
    assert isinstance(found, ProductsFitting)
    assert (found.items, found.blocked) == ((), ())
    assert found.bar is not None
    assert found.bar.instead


def test_whoever_may_buy_has_a_reason_with_each_product(desk: Desk, actor: Acting) -> None:
    with working(desk) as work:
        found = products_named("他能买什么", work=work, actor=actor("rm3"), customer_id="C035")
    assert isinstance(found, ProductsFitting)
    assert all(item.ruling is not None and item.ruling.allowed for item in found.items)
    assert all(item.why for item in found.items)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("稳健添利和七天通知哪个合适", ["W201", "D103"]),
        ("七天通知存款跟稳健添利比", ["D103", "W201"]),
        ("W202、W201和大额存单怎么选", ["W202", "W201", "D102"]),
        ("定期存款还是短债七天", ["D101", "W204"]),
    ],
)
def test_products_stand_in_the_order_they_are_named(
    text: str, ids: list[str], desk: Desk, actor: Acting
) -> None:
    with working(desk) as work:
        found = compare_named(text, work=work, actor=actor("rm1"), customer_id=None)
    assert isinstance(found, Compared)
    assert [item.product.product_id for item in found.items] == ids
    assert asks_to_compare(text)


@pytest.mark.parametrize("text", ["稳健添利起购多少", "稳健添利和他手里的哪个好", "哪个客户快到期"])
def test_fewer_than_two_are_not_compared(text: str, desk: Desk, actor: Acting) -> None:
    with working(desk) as work:
        assert compare_named(text, work=work, actor=actor("rm1"), customer_id=None) is None


def test_no_screen_tells_of_a_yield(desk: Desk, actor: Acting) -> None:
    told = plain_text(compared_screens(compared(desk, actor("rm1"), "W201", "W203"))["first"])
    assert "年化" not in told
    assert "固定收益类" in told


def test_the_picture_is_as_wide_as_a_phone(desk: Desk, actor: Acting) -> None:
    found = compared(desk, actor("rm1"), "W201", "F302", "I401", "T502", customer_id="C001")
    with Image.open(io.BytesIO(compared_png(found, made="2026-11-23"))) as picture:
        assert picture.width == 1080
        assert picture.height > 600


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("一二三四五六", ["一二三四", "五六"]),
        ("一二三，四", ["一二三，", "四"]),
        ("一二三四，五", ["一二三四，", "五"]),
        ("甲suit乙", ["甲suit", "乙"]),
        ("", [""]),
    ],
)
def test_words_are_wrapped_where_a_reader_would(words: str, lines: list[str]) -> None:
    assert wrapped(words, 4) == lines


def test_every_type_says_how_money_comes_back_and_passes_the_checker(desk: Desk) -> None:
    texts = liquidity_texts()
    assert set(texts) == set(ProductType)
    assert [text for text in texts.values() if desk.rules.check(text).verdict != "pass"] == []
