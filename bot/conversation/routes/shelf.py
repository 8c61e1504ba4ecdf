"""The shelf in chat: products by name or kind, what a customer may have, products side by side."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.attachments import Attachment
from bot.blocks import Screen, said
from bot.conversation.asked import ShelfAsked
from bot.conversation.buttons import Offer, Post, Verb, in_rows, say
from bot.conversation.memory import InHand
from bot.conversation.routes.answers import show_answer
from bot.conversation.routes.choosing import (
    choice,
    for_one_in_hand,
    nobody_called,
    others_business,
)
from bot.conversation.subjects import AskedBefore
from bot.conversation.turn import Turn
from bot.render.compare import compared_screens
from bot.render.shelf import BLOCKED, DISCLOSURES, MOST, REST, fitting_screens, shelf_screens
from bot.results.customers import (
    Compared,
    Found,
    ProductsFitting,
    ProductsNamed,
    Several,
    ShelfItem,
    Unknown,
)
from bot.results.declined import Declined
from bot.results.notes import Message
from bot.usecases.compare import asks_to_compare, compare_each, compare_named
from bot.usecases.find import mentioned_customer
from bot.usecases.known import name_of
from bot.usecases.products import asks_of_shelf, products_named
from bot.usecases.refusals import ADVISED, NO_ADVICE, NO_CUSTOMER

_COMMAND = "对比 "
"""What stands before the words of the command where they are kept to be asked again."""
_APART = re.compile(r"[\s,，、;；]+|(?:和|跟|与|vs|VS)(?=\S)")
_FEWEST = 2
_FITS_HIM = "{name}能买吗"
_LABELS = {DISCLOSURES: "必须说的话", REST: "其余的", BLOCKED: "不能谈的"}
_WHICH = "要比哪几款产品？请写两到四款的名称或编号，例如：/compare 稳健添利 七天通知存款"
_ONE = "只认出一款产品，没有可比的。请再写一款的名称或编号，例如：/compare 稳健添利 七天通知存款"
_GONE = "这几款产品已经不在货架上了。"
_PICTURE = "产品比较"


def products(turn: Turn, message: Message) -> Sequence[Post]:
    """The products a message names, judged for whom it is about, if for anybody."""
    about = turn.whom(message)
    if isinstance(about, Unknown) and not about.near:
        turn.release()
        return [say(nobody_called(about)), *show_products(turn, message.text, None)]
    if isinstance(about, Several | Unknown):
        return [choice(turn, about, ShelfAsked(message.text))]
    if another := others_business(turn, about, message.text):
        return [*another, *show_products(turn, message.text, None)]
    if isinstance(about, Found):
        about = turn.hold(about.customer_id, about.name)
    return show_products(turn, message.text, about)


def compare_command(turn: Turn, words: str) -> Sequence[Post]:
    """/compare product product … [customer]."""
    if turn.actor.role not in ADVISED:
        return [say(NO_ADVICE.reason)]
    if not words:
        return [say(_WHICH)]
    about = mentioned_customer(words, work=turn.work, actor=turn.actor)
    if isinstance(about, Several) or (isinstance(about, Unknown) and about.near):
        return [choice(turn, about, ShelfAsked(_COMMAND + words))]
    if about is None:
        return show_products(turn, _COMMAND + words, None)
    asked = _COMMAND + (words[: about.start] + words[about.end :]).strip()
    if isinstance(about, Unknown):
        return [say(nobody_called(about)), *show_products(turn, asked, None)]
    return show_products(turn, asked, turn.hold(about.customer_id, about.name))


def show_products(turn: Turn, words: str, customer: InHand | None) -> Sequence[Post]:
    """The products words name, for a customer or as the shelf has them; compared where wanted.

    A question that names none and is none of the shelf is answered by the handbook.
    """
    about = customer.customer_id if customer is not None else None
    compared = _side_by_side(turn, words, about)
    if compared is not None:
        return _compared(turn, words, compared, customer)
    named = products_named(words, work=turn.work, actor=turn.actor, customer_id=about)
    if isinstance(named, ProductsFitting):
        return _fitting(turn, words, named, customer)
    if words.startswith(_COMMAND):
        return [say(_ONE if named.items else _WHICH)]
    if not named.items and not named.unknown and not asks_of_shelf(words):
        return show_answer(turn, words, customer)
    name = customer.name if customer is not None else ""
    screens = shelf_screens(named, customer_name=name)
    rows = _below(screens, named.suggestion_id, _each(named, about))
    return _asked(turn, words, screens["first"], rows, customer, general=bool(named.items))


def show_product(turn: Turn, argument: str) -> Sequence[Post]:
    """One product whole: `product id:customer id`, the customer's empty for nobody's."""
    product_id, _, customer_id = argument.partition(":")
    customer = None
    if customer_id:
        name = name_of(customer_id, work=turn.work, actor=turn.actor)
        if name is None:
            return [say(NO_CUSTOMER.reason)]
        customer = InHand(customer_id, name)
    return show_products(turn, product_id, customer)


def show_picture(turn: Turn, argument: str) -> Sequence[Post]:
    """The comparison as a picture: `product ids by commas:customer id`."""
    ids, _, customer_id = argument.partition(":")
    compared = compare_each(
        ids.split(","), work=turn.work, actor=turn.actor, customer_id=customer_id or None
    )
    if isinstance(compared, Declined):
        return [say(compared.reason)]
    if not compared.items:
        return [say(_GONE)]
    from bot.render.charts.compare import compared_png

    png = compared_png(compared, made=f"{turn.today:%Y-%m-%d}")
    picture = Attachment(f"{_PICTURE}.png", png, picture=True)
    return [Post(said(_PICTURE), attached=(picture,))]


def _side_by_side(turn: Turn, words: str, about: str | None) -> Compared | Declined | None:
    """The comparison words ask for; behind the command each word is a product. None: none asked."""
    if not asks_to_compare(words):
        return None
    compared = compare_named(words, work=turn.work, actor=turn.actor, customer_id=about)
    each = _APART.split(words.removeprefix(_COMMAND)) if words.startswith(_COMMAND) else []
    names = [name for name in each if name]
    if compared is not None or len(names) < _FEWEST:
        return compared
    return compare_each(names, work=turn.work, actor=turn.actor, customer_id=about)


def _compared(
    turn: Turn, words: str, compared: Compared | Declined, customer: InHand | None
) -> Sequence[Post]:
    if isinstance(compared, Declined):
        return [say(compared.reason)]
    screens = compared_screens(compared)
    ids = ",".join(item.product.product_id for item in compared.items)
    offers = []
    if compared.items:
        offers.append(Offer("🖼 看图", Verb.COMPARED, f"{ids}:{compared.customer_id}"))
    offers += _each_item(compared.items, compared.customer_id)
    rows = _below(screens, compared.suggestion_id, offers)
    general = bool(compared.items)
    return _asked(turn, words, screens["first"], rows, customer, general=general)


def _fitting(
    turn: Turn, words: str, found: ProductsFitting, customer: InHand | None
) -> Sequence[Post]:
    screens = fitting_screens(found)
    about = customer.customer_id if customer is not None else ""
    offers = _each_item(found.items[:MOST], about)
    rows = _below(screens, found.suggestion_id, offers)
    return _asked(turn, words, screens["first"], rows, customer, general=False)


def _asked(
    turn: Turn,
    words: str,
    shown: Screen,
    rows: list[list[Offer]],
    customer: InHand | None,
    *,
    general: bool,
) -> Sequence[Post]:
    """An answer of the shelf; in general it can be asked for the customer in hand by a button."""
    asked = ShelfAsked(words)
    turn.asked(asked)
    if customer is not None:
        turn.hold(customer.customer_id, customer.name)
    elif general:
        rows = [*rows, for_one_in_hand(turn, _FITS_HIM)]
        turn.digress()
    return [Post(shown, rows, AskedBefore(asked))]


def _below(
    screens: Mapping[str, Screen], suggestion_id: str, offers: Sequence[Offer]
) -> list[list[Offer]]:
    """Buttons for the screens behind, where they are kept, and for each product whole."""
    kept = [
        Offer(label, Verb.SCREEN, f"{suggestion_id}:{name}")
        for name, label in _LABELS.items()
        if name in screens and suggestion_id
    ]
    return [*in_rows(kept), *in_rows(offers, width=2)]


def _each(named: ProductsNamed, customer_id: str | None) -> list[Offer]:
    return _each_item(named.items[:MOST], customer_id or "") if len(named.items) > 1 else []


def _each_item(items: Sequence[ShelfItem], customer_id: str) -> list[Offer]:
    return [
        Offer(each.product.name, Verb.PRODUCT, f"{each.product.product_id}:{customer_id}")
        for each in items
    ]
