"""Products by name: a series, class, version, term or count that is not on the shelf is said so."""

from __future__ import annotations

import dataclasses

import pytest

from bot.usecases.product_names import products_in
from store.models import ProductType
from store.products import ShelfProduct

SHELF = (
    ("W10", "月盈三号", 90),
    ("W11", "月盈五号", 180),
    ("W20", "稳进增益", 365),
    ("F31", "退休目标2040", 0),
    ("F32", "退休目标2050", 0),
    ("F40", "科技成长基金", 0),
    ("F41", "科技成长基金C类", 0),
    ("F42", "价值精选混合A", 0),
    ("D50", "定活宝六个月", 180),
    ("I60", "长青年金", 3650),
)
PRODUCTS = tuple(
    ShelfProduct(key, name, ProductType.WEALTH, "R2", 1, days, "本行", False, False, "", True, "")
    for key, name, days in SHELF
)

NAMED = {
    "月盈三号起购多少": (["月盈三号"], {}),
    "月盈3号起购多少": (["月盈三号"], {}),
    "月盈叁号": (["月盈三号"], {}),
    "月盈七号起购多少": ([], {"月盈七号": ["月盈三号", "月盈五号"]}),
    "月盈٣号": (["月盈三号", "月盈五号"], {}),
    f"月盈{'1' * 4400}号": (["月盈三号", "月盈五号"], {}),
    "月盈怎么样": (["月盈三号", "月盈五号"], {}),
    "月盈三号和五号有什么区别": (["月盈三号"], {}),
    "稳进增益B款": ([], {"稳进增益B款": ["稳进增益"]}),
    "稳进增益 （C类）": ([], {"稳进增益 (C类)": ["稳进增益"]}),
    "稳进增益尊享版收益": ([], {"稳进增益尊享版": ["稳进增益"]}),
    "稳进增益一年期利率": (["稳进增益"], {}),
    "稳进增益30天型": ([], {"稳进增益30天": ["稳进增益"]}),
    "稳进增益放三个月能取吗": (["稳进增益"], {}),
    "稳进增益10万起吗": (["稳进增益"], {}),
    "稳进增益R2吗": (["稳进增益"], {}),
    "退休目标2045的风险等级": ([], {"退休目标2045": ["退休目标2040", "退休目标2050"]}),
    "退休目标基金2040": (["退休目标2040"], {}),
    "退休目标二〇五〇": (["退休目标2050"], {}),
    "退休目标": (["退休目标2040", "退休目标2050"], {}),
    "退休目标2040C类": ([], {"退休目标2040C类": ["退休目标2040", "退休目标2050"]}),
    "科技成长基金起购": (["科技成长基金"], {}),
    "科技成长基金C类费用": (["科技成长基金C类"], {}),
    "科技成长基金b份额": ([], {"科技成长基金B份额": ["科技成长基金", "科技成长基金C类"]}),
    "价值精选混合": (["价值精选混合A"], {}),
    "价值精选混合C": ([], {"价值精选混合C": ["价值精选混合A"]}),
    "定活宝一年的利率": ([], {"定活宝一年": ["定活宝六个月"]}),
    "定活宝180天的利率": (["定活宝六个月"], {}),
    "稳进增利起购": ([], {"稳进增利": ["稳进增益"]}),
    "F31和W99": (["退休目标2040"], {}),
    "C001能买长青年金吗": (["长青年金"], {}),
    "月球宝起购多少": ([], {}),
    "R2的理财有哪些": ([], {}),
    "": ([], {}),
}


@pytest.mark.parametrize("text", NAMED)
def test_what_words_name(text: str) -> None:
    found, unknown = products_in(text, PRODUCTS)
    names = {each.said: [product.name for product in each.nearest] for each in unknown}
    assert ([product.name for product in found], names) == NAMED[text]


def test_an_id_of_the_shelfs_form_that_is_none_is_said() -> None:
    shelf = (*PRODUCTS, dataclasses.replace(PRODUCTS[0], product_id="W201"))
    _, unknown = products_in("W201和W999哪个好，C001能买吗", shelf)
    assert [each.said for each in unknown] == ["W999"]
