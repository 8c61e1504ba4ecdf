"""Whether a question wants of a customer what the gate forbids: to be sold to, to be called."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from bot.brief.case import Case
from bot.record.gate import Gate
from bot.record.ruling import Ruling
from bot.record.vocabulary import AlertCode
from bot.record.words import types_asked_for
from store.products import ShelfProduct

_SELL = re.compile(
    r"推(?!迟|脱|辞|后|掉|断|翻|说)|推荐|介绍(?!人)|营销|卖给|配置|配点|配一|"
    r"能买|可以买|适合买|能不能买|买得了|谈产品|什么产品|哪款|加仓|加保|定投|申购|认购|打理"
)
"""A sale is meant, whatever is sold."""
_WANTED = re.compile(
    r"(?:想|要|打算|准备|考虑|有意|愿意)(?:要|再|也|先|多)?(?:买|投|做|配|了解|看看|看一?下|试|办|入手|存|转成?)|"
    r"感兴趣|买(?:点|些|一|哪|什么)|要不要(?:告诉|通知|发|跟)|"
    r"(?:发|写|编)[^，。？！]{0,8}(?:微信|短信|消息|朋友圈|文案)"
)
"""A sale is meant where a kind of product is named beside it."""
_NOT_OURS = re.compile(r"(?:客户|他|她|老板)[^，。？！]{0,3}[嫌怪]|同业|别家|别的银行|朋友推")
_CALLS_IN = re.compile(
    r"来电|打(?:电话)?(?:进来|过来|来)|电话来|来问|问起|问到|问我|(?:主动|自己|亲自)(?:来)?(?:问|提|说)|(?:客户|他|她)问"
)
"""The customer asks of his own accord: what he asked may be answered, 免打扰 or not."""
_CONTACT = re.compile(
    r"主动联系|打电话(?!来|进|过)|打给|致电|约他|约她|邀约|邀请|回访|上门|拜访|发微信|发短信|祝福|祝贺|道贺|问候|慰问"
)
_LEAST_NAME = 4
"""Characters of a product's name that name it."""
ALERTS_OF = {
    "assessment-validity": {AlertCode.RISK_ASSESSMENT_MISSING, AlertCode.RISK_ASSESSMENT_EXPIRED},
    "complaint-first": {AlertCode.OPEN_COMPLAINT},
    "consent-scope": {AlertCode.NO_MARKETING_CONSENT},
    "do-not-contact": {AlertCode.DO_NOT_CONTACT},
    "escalation-first": frozenset[AlertCode](),
    "minor-guardian": {AlertCode.MINOR},
}
"""By rule: the alerts a script must be made for to speak where the rule bars every offer."""


def ruling_on(text: str, case: Case) -> Ruling | None:
    """The gate's ruling against what a question wants, None where nothing stands against it."""
    if _NOT_OURS.search(text):
        return None
    return next(_against(text, case, gate_asked(text, case)), None)


def gate_asked(text: str, case: Case) -> Gate:
    """The customer's gate for a question: who asks of his own accord is answered, 免打扰 or not."""
    gate = case.gate
    if not (gate.record.do_not_contact and _CALLS_IN.search(text)):
        return gate
    return dataclasses.replace(gate, record=dataclasses.replace(gate.record, do_not_contact=False))


def _against(text: str, case: Case, gate: Gate) -> Iterator[Ruling]:
    if _CONTACT.search(text) and not (contact := gate.contact()).allowed:
        yield contact
    named = [product for product in _shelf(case) if _names(product, text)]
    kinds = types_asked_for(text)
    if not (_SELL.search(text) or ((named or kinds) and _WANTED.search(text))):
        return
    if named:
        yield from _unless_one_may([gate.product(product) for product in named])
        return
    yield from gate.bars
    yield from _unless_one_may([gate.sell(kind) for kind in sorted(kinds)])


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
