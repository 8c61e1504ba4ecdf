"""The shelf: what it says of products, and which of them the customer in hand may have."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence

from bot.blocks import Screen
from bot.brief.case import Case
from bot.brief.fitting import fit_of, wish_of
from bot.record.disclosure import disclosure_of
from bot.record.ruling import Ruling
from bot.record.words import types_asked_for
from bot.render.contract import alerts_json, ruling_json
from bot.render.shelf import fitting_screens, shelf_screens
from bot.results.customers import ProductsFitting, ProductsNamed, ShelfItem
from bot.results.vocabulary import EvidenceKind
from bot.usecases.case import read_case
from bot.usecases.evidence import recorded, with_screens, words_of
from bot.usecases.product_names import products_in
from bot.usecases.work import Work
from store.actor import Actor
from store.customers import Readable
from store.products import ShelfProduct, shelf
from store.suggestions import SuggestionDraft

_LEVELS = ("R1", "R2", "R3", "R4", "R5")
_WHAT_FITS = re.compile(
    "(?:能|可以|适合|该|可)[^，。？?]{0,3}(?:买|配|投|选|推荐?|做)?(?:点|些)?(?:什么|哪些|哪款|啥)"
)
_OF_SHELF = re.compile(
    "起购|起点|起投|风险等级|费率|管理费|多少天|在售|还卖|货架|能买|可以买|适合买|买(?:点|些)?什么"
)
_NO_PRODUCT = re.compile(
    "存款保险|养老金账户|(?<=R[1-5])[^，。]{0,6}(?:差别|区别|不同|差在)|R[1-5](?:是)?(?:什么意思|啥意思)",
    re.IGNORECASE,
)
"""What holds a word of the shelf and asks about none of its products."""


def whole_shelf(*, work: Work) -> Readable[ShelfProduct]:
    """Every product, on sale or not, by id, and the ids of those that cannot be read."""
    return shelf(session=work.reading)


def products_named(
    text: str, *, work: Work, actor: Actor, customer_id: str | None
) -> ProductsNamed | ProductsFitting:
    """Products a question names by id, name, level or type; on sale only where by level or type.

    With a customer they are judged for him, and the judgement is kept as evidence; asked what he
    may buy, those that fit him, or what bars them all.
    """
    products = whole_shelf(work=work).rows
    found, unknown = products_in(text, products)
    if not found and not unknown:
        found = _of_kind(text, products)
    case = read_case(customer_id, work=work, actor=actor) if customer_id is not None else None
    if case is not None and not found and not unknown and _WHAT_FITS.search(text):
        return _recorded_fitting(text, _fitting(case, work=work), case=case, work=work, actor=actor)
    named = ProductsNamed(tuple(items_for(found, case, work=work)), tuple(unknown))
    if case is None:
        return named
    screens = shelf_screens(named, customer_name=case.record.name)
    sid = record_judged(text, named.items, screens, case=case, work=work, actor=actor)
    return dataclasses.replace(named, suggestion_id=sid)


def items_for(
    products: Iterable[ShelfProduct], case: Case | None, *, work: Work
) -> Iterable[ShelfItem]:
    """Products with what must be said; for a customer the ruling and what speaks for each."""
    if case is None:
        return (ShelfItem(each, disclosure_of(each), None) for each in products)
    wish = wish_of(case, work.desk.policy)
    return (
        ShelfItem(
            each,
            disclosure_of(each),
            case.gate.product(each),
            "；".join(reason for reason in fit_of(each, wish).reasons if reason),
        )
        for each in products
    )


def asks_of_shelf(text: str) -> bool:
    """Whether a question in which nothing of the shelf was found asks for a product all the same.

    Other questions are the handbook's: 国债什么时候发行, 存款保险最高赔多少.
    """
    return _OF_SHELF.search(text) is not None and _NO_PRODUCT.search(text) is None


def record_judged(
    text: str,
    items: Iterable[ShelfItem],
    screens: Mapping[str, Screen],
    *,
    case: Case,
    work: Work,
    actor: Actor,
) -> str:
    """Whether a customer may have a product is advice: it is written down before it is shown."""
    fit = {item.product.product_id: ruling_json(item.ruling) for item in items if item.ruling}
    return recorded(
        SuggestionDraft(
            kind=EvidenceKind.ASK.value,
            actor=actor,
            query=text,
            shown_text=words_of(screens),
            rules_version=work.desk.rules.version,
            handbook_version=work.desk.handbook.version,
            writer="script",
            customer_id=case.record.customer_id,
            scripts=(),
            record_read=case.record.as_json(),
            rule_results=alerts_json(case.alerts),
            payload=with_screens({"fit": fit}, screens),
        ),
        work=work,
    )


def barred_altogether(case: Case) -> Ruling | None:
    """What keeps every product from the customer, if anything does."""
    return case.shelf.bars[0] if case.shelf.bars and not case.shelf.suitable else None


def _fitting(case: Case, *, work: Work) -> ProductsFitting:
    """What the gate leaves on sale for the customer, the best fit first."""
    wish = wish_of(case, work.desk.policy)
    suitable = [each for each in case.shelf.suitable if not case.standing.talk.refuses(each.type)]
    suitable.sort(key=lambda each: (-fit_of(each, wish).score, each.product_id))
    bar = barred_altogether(case)
    return ProductsFitting(
        customer_name=case.record.name,
        items=() if bar else tuple(items_for(suitable, case, work=work)),
        blocked=() if bar else tuple(b for b in case.shelf.blocked if b.product.on_sale),
        bar=bar,
    )


def _recorded_fitting(
    text: str, found: ProductsFitting, *, case: Case, work: Work, actor: Actor
) -> ProductsFitting:
    screens = fitting_screens(found)
    sid = record_judged(text, found.items, screens, case=case, work=work, actor=actor)
    return dataclasses.replace(found, suggestion_id=sid)


def _of_kind(text: str, products: Sequence[ShelfProduct]) -> list[ShelfProduct]:
    """What is on sale of the types and levels named."""
    if _NO_PRODUCT.search(text):
        return []
    types = types_asked_for(text)
    levels = {level for level in _LEVELS if level in text.upper()}
    found = [
        p
        for p in products
        if p.on_sale and (not types or p.type in types) and (not levels or p.risk_level in levels)
    ]
    return found if types or levels else []
