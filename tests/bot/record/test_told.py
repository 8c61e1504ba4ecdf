"""What a note tells of the manager's own acts: sold, reached, or neither."""

from __future__ import annotations

import pytest

from bot.record.told import Reached, Sold, told_of
from store.models import ProductType
from tests.support.records import product

SHELF = (
    product(product_id="W201", name="稳健添利"),
    product(product_id="F302", name="成长股票基金", type=ProductType.FUND),
)
NAME = "许国强"


def told(text: str) -> list[Sold | Reached]:
    return list(told_of(text, customer_name=NAME, products=SHELF))


@pytest.mark.parametrize(
    ("text", "quote", "goods"),
    [
        ("刚给许国强打电话推荐了稳健添利", "刚给许国强打电话推荐了稳健添利", {"W201"}),
        ("聊了孩子，顺便推了稳健添利", "顺便推了稳健添利", {"W201"}),
        ("向他介绍了基金和保险", "向他介绍了基金和保险", {"fund", "insurance"}),
        ("今天给他推了新理财。他说考虑", "今天给他推了新理财", {"wealth"}),
        ("劝客户买点信托，他没答应", "劝客户买点信托", {"trust"}),
        ("帮许国强下单了成长股票基金", "帮许国强下单了成长股票基金", {"F302"}),
        ("许国强买了十万稳健添利", "许国强买了十万稳健添利", {"W201"}),
        ("给她推荐了几款产品", "给她推荐了几款产品", set()),
        ("她问利率，我推荐了成长股票基金", "我推荐了成长股票基金", {"F302"}),
        ("卖了一份年金给她", "卖了一份年金给她", {"insurance"}),
        ("安利了F302", "安利了F302", {"F302"}),
        ("下周给许国强推荐稳健添利", "下周给许国强推荐稳健添利", {"W201"}),
    ],
)
def test_a_sale_is_found_with_what_was_sold(text: str, quote: str, goods: set[str]) -> None:
    (sold,) = [each for each in told(text) if isinstance(each, Sold)]
    assert text[sold.start : sold.end] == quote
    named = {each.product_id for each in sold.products} | {str(kind) for kind in sold.types}
    assert named == goods


@pytest.mark.parametrize(
    "text",
    [
        "没推荐稳健添利",
        "没有给他推任何产品",
        "不敢向他介绍基金",
        "别再给他推理财了",
        "许国强推荐了朋友来买稳健添利",
        "他介绍同事买基金",
        "他在别的银行买了基金",
        "他来电问稳健添利，我给他介绍了稳健添利的期限",
        "许国强主动咨询基金，给他介绍了基金的费用",
        "客户想看新产品，给他介绍了稳健添利",
        "介绍了手机银行功能",
        "介绍了存款保险",
        "推迟到下周再谈理财",
        "推断他不想买基金",
        "定期到期了，他说再想想",
        "",
    ],
)
def test_what_is_no_sale_of_ours_is_none(text: str) -> None:
    assert not [each for each in told(text) if isinstance(each, Sold)]


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("刚给许国强打了个电话", True),
        ("给她发了条微信，问个好", True),
        ("上门看了许国强", True),
        ("打给他没人接", True),
        ("没给他打电话", False),
        ("许国强来电问网点几点开门", False),
        ("刚跟许国强通完电话，他说下周来", False),
        ("他来网点问余额，回头给他发了资料", False),
    ],
)
def test_a_contact_of_ours_is_found(text: str, reached: bool) -> None:
    assert bool([each for each in told(text) if isinstance(each, Reached)]) is reached
