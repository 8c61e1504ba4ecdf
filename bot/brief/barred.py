"""Whether a question wants of a customer what the gate forbids: to be sold to, to be called."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.brief.case import Case
from bot.record.ruling import Ruling
from bot.record.words import types_asked_for
from store.products import ShelfProduct

_SELL = re.compile(
    r"推(?!迟|脱|辞|后|掉|断|翻|说)|推荐|介绍(?!人)|营销|卖给|配置|配点|配一|"
    r"能买|可以买|适合买|能不能买|买得了|谈产品|什么产品|哪款|加仓|加保"
)
_NOT_OURS = re.compile(
    r"(?:客户|他|她|老板)[^，。？！]{0,3}(?:说|问|嫌|怪)|同业|别家|别的银行|朋友推"
)
_CONTACT = re.compile(
    r"主动联系|打电话|打给|致电|约他|约她|邀约|邀请|回访|上门|拜访|发微信|发短信|祝福|祝贺|道贺|问候|慰问"
)
_LEAST_NAME = 4
"""Characters of a product's name that name it."""


def ruling_on(text: str, case: Case) -> Ruling | None:
    """The gate's ruling against what a question wants, None where nothing stands against it."""
    if not _NOT_OURS.search(text):
        against = next(_against(text, case), None)
        if against is not None:
            return against
    return None


def _against(text: str, case: Case) -> Iterator[Ruling]:
    if _CONTACT.search(text) and not (contact := case.gate.contact()).allowed:
        yield contact
    if not _SELL.search(text):
        return
    named = [product for product in _shelf(case) if _names(product, text)]
    if named:
        yield from _unless_one_may([case.gate.product(product) for product in named])
        return
    yield from case.gate.bars
    yield from _unless_one_may([case.gate.sell(kind) for kind in sorted(types_asked_for(text))])


def _unless_one_may(rulings: list[Ruling]) -> Iterator[Ruling]:
    """The rulings where every one forbids: of several things named, one that may be had is open."""
    if all(not ruling.allowed for ruling in rulings):
        yield from rulings


def _shelf(case: Case) -> Iterator[ShelfProduct]:
    yield from case.shelf.suitable
    yield from (each.product for each in case.shelf.blocked)


def _names(product: ShelfProduct, text: str) -> bool:
    name, last = product.name, len(product.name) - _LEAST_NAME
    return any(name[at : at + _LEAST_NAME] in text for at in range(last + 1))
