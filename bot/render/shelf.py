"""Products from the shelf as screens: for the RM's eyes, not to be forwarded.

One product is told whole; of several each is a line, the rest and what must be said lie behind
buttons, by the screens' names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.blocks import Block, Screen, Words, bold, line, paragraph, said, screen, small
from bot.record.gate import Blocked
from bot.record.ruling import Ruling
from bot.render.product_words import kind_words, least_words, sheet_words, term_words
from bot.render.words import for_whom
from bot.results.customers import ProductsFitting, ProductsNamed, ProductUnknown, ShelfItem
from store.products import ShelfProduct

MOST = 6
FIRST, DISCLOSURES, REST, BLOCKED = "first", "must_say", "rest", "not_for_him"
_NONE = "货架上没有找到。请写产品名称、编号、类型或风险等级，例如：稳健添利，或 R2 理财。"
_INTERNAL = "内部查阅，请勿转发；对客户请用简报里的话术。"
_NOTHING = "货架上现在没有能和他谈的产品。"


def shelf_screen(named: ProductsNamed, *, customer_name: str) -> Screen:
    """What the shelf has not, and each product named, judged for a customer if there is one."""
    return shelf_screens(named, customer_name=customer_name)[FIRST]


def shelf_screens(named: ProductsNamed, *, customer_name: str) -> dict[str, Screen]:
    """What the shelf has not; the products, with what must be said of several behind a button.

    A ruling that bars them all is said first and once.
    """
    missing = [paragraph(missing_words(each)) for each in named.unknown]
    if not named.items:
        return {FIRST: screen(*missing) if missing else said(_NONE)}
    against = against_all(named.items)
    heading = paragraph(
        bold(f"产品{for_whom(customer_name)}"), f"⛔ {fit_words(against)}" if against else ""
    )
    whose = "" if against else customer_name
    if len(named.items) == 1:
        told = paragraph(*_whole(named.items[0], whose))
        return {FIRST: screen(heading, *missing, told, paragraph(small(_INTERNAL)))}
    lines = [_named_line(each, whose) for each in named.items]
    first = screen(heading, *missing, paragraph(*lines[:MOST]), paragraph(small(_INTERNAL)))
    return _with_behind(first, named.items, lines[MOST:])


def fitting_screens(found: ProductsFitting) -> dict[str, Screen]:
    """What a customer may be spoken to about, a line each and why; or what bars them all."""
    heading = bold(f"能谈的产品{for_whom(found.customer_name)}")
    if found.bar is not None:
        return {FIRST: screen(paragraph(heading, f"⛔ {fit_words(found.bar)}"))}
    lines = [line(f"{at}. ", *_fitting_line(each)) for at, each in enumerate(found.items, 1)]
    shown = paragraph(*lines[:MOST]) if lines else paragraph(_NOTHING)
    counted = line(heading, f" 共{len(found.items)}款") if len(lines) > MOST else heading
    first = screen(paragraph(counted), shown, paragraph(small(_INTERNAL)))
    screens = _with_behind(first, found.items, lines[MOST:])
    if found.blocked:
        screens[BLOCKED] = screen(paragraph(bold("不能谈的"), *_blocked_lines(found.blocked)))
    return screens


def missing_words(unknown: ProductUnknown) -> str:
    """That the shelf has not what was named, and what it has of that name."""
    nearest = "、".join(product.name for product in unknown.nearest)
    return f"货架上没有“{unknown.said}”" + (f"；有：{nearest}。" if nearest else "。")


def against_all(items: Sequence[ShelfItem]) -> Ruling | None:
    """The one ruling that bars all the products, if one does: it is the answer."""
    first = items[0].ruling
    if first is None or first.allowed or any(item.ruling != first for item in items):
        return None
    return first


def fit_words(ruling: Ruling) -> str:
    """Whether a product may be spoken of, by which rule not, and what to do instead."""
    if ruling.allowed:
        return "可以谈"
    return f"不能推荐：{ruling.reason}〔{ruling.rule_id} · {ruling.clause}〕{ruling.instead}。"


def _with_behind(
    first: Screen, items: Sequence[ShelfItem], rest: Sequence[Words]
) -> dict[str, Screen]:
    screens = {FIRST: first, DISCLOSURES: screen(*_disclosures(items[:MOST]))}
    if rest:
        screens[REST] = screen(paragraph(bold("其余的"), *rest))
    return screens if items else {FIRST: first}


def _disclosures(items: Sequence[ShelfItem]) -> Iterator[Block | None]:
    for item in items:
        yield paragraph(bold(item.product.name), f"必须说：{item.disclosure}")


def _named_line(item: ShelfItem, customer_name: str) -> Words:
    judged = ""
    if item.ruling is not None and customer_name:
        judged = f"　{'✅' if item.ruling.allowed else '⛔'} {fit_words(item.ruling)}"
    return line("• ", *_name(item.product), _short(item.product), judged)


def _fitting_line(item: ShelfItem) -> tuple[Words, ...]:
    why = f"：{item.why}" if item.why else ""
    return (*_name(item.product), _short(item.product), why)


def _name(product: ShelfProduct) -> tuple[Words, ...]:
    return (bold(product.name), "" if product.on_sale else "（已停售）")


def _short(product: ShelfProduct) -> str:
    return f"（{kind_words(product)}，{term_words(product)}，{least_words(product)}）"


def _blocked_lines(blocked: Sequence[Blocked]) -> Iterator[Words]:
    """The products that may not be spoken of, those with one ruling together."""
    groups: dict[tuple[str, str], list[str]] = {}
    for each in blocked:
        why = f"{each.ruling.reason}〔{each.ruling.rule_id} · {each.ruling.clause}〕"
        groups.setdefault((why, each.ruling.instead), []).append(each.product.name)
    for (why, instead), names in groups.items():
        yield f"• {'、'.join(names)}：{why}{instead}。"


def _whole(item: ShelfItem, customer_name: str) -> Iterator[Words]:
    product = item.product
    sold = "在售" if product.on_sale else "已停售"
    yield line(bold(product.name), f" {product.product_id}（{product.type.label}，{sold}）")
    yield _terms(product)
    yield sheet_words(product)
    yield f"必须说：{item.disclosure}"
    if item.ruling is not None and customer_name:
        yield f"对{customer_name}：{fit_words(item.ruling)}"


def _terms(product: ShelfProduct) -> str:
    level = f"{product.risk_level}，" if product.risk_level else ""
    term = f"期限{product.term_days}天" if product.term_days else "无固定期限"
    fee = product.fee or "见合同"
    return f"{level}{least_words(product)}，{term}，{product.issuer}，费用：{fee}"
