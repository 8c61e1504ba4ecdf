"""Which products of the shelf words name, and which named are not on it.

A name is a stem and marks: 现金管理 and 一号, 养老目标 and 2035, 均衡混合基金 and C类. The stem
with other marks is another product, which the shelf has not; alone it is whatever bears it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from bot.results.customers import ProductUnknown
from store.products import ShelfProduct

_NUMBER = r"(?:[0-9]{1,12}(?![0-9])|[〇零一二两三四五六七八九十百]{1,12})"
_MARK = re.compile(
    rf"\s*[(\[]?(?:第?(?P<series>{_NUMBER})(?P<kind>号|期|代)"
    rf"|(?P<year>(?:20\d\d|二[〇零][〇零一二三四五六七八九]{{2}}))(?!\d)"
    rf"|(?P<term>{_NUMBER})(?P<unit>天|日|个月|月|年)期?(?!多)"
    r"|(?P<share>[A-Z])(?![A-Z0-9])\s*(?:类|款|份额|级|档)?"
    r"|(?P<version>增强|优选|尊享|升级|加强|进取|专享|新客|至尊|臻享|PLUS|PRO)(?:版|款|型)?"
    r"|(?P<number>[0-9]{1,2})(?![\d.,%万元块亿个点折笔天日月年号期代]))[)\]]?"
)
_ASIDE = re.compile(r"\s*(?:基金|理财|产品|系列|计划)?(?:的)?")
_TERM_OF_NAME = re.compile(
    r"期|款|型|版|产品|理财|的|起购|利率|收益|风险|多少|怎么|还有|有吗|在售|能买|$|[,，。?？!！;；\s]"
)
_DIGITS = {each: value for value, each in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_CAPITALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")
_DAYS = {"天": 1, "日": 1, "月": 30, "个月": 30, "年": 365}
_LEAST_ALIKE = 4
_MOST_NEAREST = 4
_FORM_OF_ID = re.compile(r"[A-Z]+\d{3,}")

Mark = tuple[str, str]
"""A mark as compared: what kind it is, and its value."""


@dataclass(frozen=True)
class _Named:
    start: int
    end: int
    found: tuple[ShelfProduct, ...]
    unknown: ProductUnknown | None = None


def products_in(
    text: str, products: Sequence[ShelfProduct]
) -> tuple[list[ShelfProduct], list[ProductUnknown]]:
    """The products named by id or name, in the shelf's order, and those the shelf has not.

    Beside whole names a part stands for a product too: 稳健添利和七天通知.
    """
    said = _plain(text)
    named = [*_by_id(said, products), *_by_name(said, products)]
    parts = [each for each in _by_part(said, products) if not _within_any(each, named)]
    named = [*named, *parts] or [*_alike(said, products)]
    found = {product.product_id for each in named for product in each.found}
    unknown = {each.unknown.said: each.unknown for each in named if each.unknown is not None}
    return [p for p in products if p.product_id in found], list(unknown.values())


def _by_id(said: str, products: Sequence[ShelfProduct]) -> Iterator[_Named]:
    """Ids of the shelf, and what is formed like one of them."""
    ids = {product.product_id.upper(): product for product in products}
    heads = {re.sub(r"\d.*", "", each) for each in ids if _FORM_OF_ID.fullmatch(each)}
    for match in re.finditer(r"(?<![A-Z0-9_-])[A-Z0-9_-]+(?![A-Z0-9_-])", said):
        code = match.group()
        if code in ids:
            yield _Named(*match.span(), (ids[code],))
        elif _FORM_OF_ID.fullmatch(code) and re.sub(r"\d.*", "", code) in heads:
            yield _Named(*match.span(), (), ProductUnknown(code, ()))


def _by_name(said: str, products: Sequence[ShelfProduct]) -> Iterator[_Named]:
    stems: dict[str, list[ShelfProduct]] = {}
    for product in products:
        stems.setdefault(_stem_and_marks(_plain(product.name))[0], []).append(product)
    taken = bytearray(len(said))
    for stem in sorted(stems, key=len, reverse=True):
        for match in re.finditer(re.escape(stem), said):
            if not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = b"\1" * len(stem)
                longer = [
                    each
                    for other in stems
                    if other != stem and other.startswith(stem)
                    for each in stems[other]
                ]
                yield _one(said, match.start(), match.end(), stems[stem], longer)


def _one(
    said: str,
    start: int,
    end: int,
    bearers: Sequence[ShelfProduct],
    longer: Sequence[ShelfProduct],
) -> _Named:
    """The stem said from *start* to *end* with the marks behind it, among those that bear it.

    Said alone it may be short for a `longer` name too, unless it is a whole one.
    """
    marks, last = _marks_said(said, end)
    exact = tuple(each for each in bearers if _bears(each, marks))
    if not marks and not exact:
        return _Named(start, end, (*bearers, *longer))
    if exact:
        return _Named(start, last, exact)
    name = said[start:last].strip()
    return _Named(start, last, (), ProductUnknown(name, tuple(bearers)[:_MOST_NEAREST]))


def _bears(product: ShelfProduct, marks: frozenset[Mark]) -> bool:
    """Whether a product's own marks are those said; its term may be said besides."""
    own = _stem_and_marks(_plain(product.name))[1]
    return marks in (own, own | {("term", str(product.term_days))})


def _marks_said(said: str, end: int) -> tuple[frozenset[Mark], int]:
    """The marks behind a stem, 基金 or 理财 between them or not, and where they end."""
    marks, last = _marks_behind(said, end)
    aside = _ASIDE.match(said, end)
    return (marks, last) if marks or aside is None else _marks_behind(said, aside.end())


def _marks_behind(said: str, end: int) -> tuple[frozenset[Mark], int]:
    marks: set[Mark] = set()
    behind = end
    while (match := _MARK.match(said, behind)) is not None and _is_of_name(said, match):
        marks.add(_mark(match))
        end = behind = match.end()
    return frozenset(marks), end


def _is_of_name(said: str, match: re.Match[str]) -> bool:
    """A term belongs to the name where it is not what is asked: 稳健添利90天型, 放三个月能取吗."""
    if match["share"] == "R" or match["term"] is None:
        return match["share"] != "R"
    return _TERM_OF_NAME.match(said, match.end()) is not None


def _mark(match: re.Match[str]) -> Mark:
    if match["series"] or match["number"]:
        return "series", str(_value(match["series"] or match["number"]))
    if match["year"]:
        digits = "".join(str(_DIGITS.get(each, each)) for each in match["year"])
        return "year", digits
    if match["term"]:
        return "term", str(_value(match["term"]) * _DAYS[match["unit"]])
    return ("share", match["share"]) if match["share"] else ("version", match["version"])


def _value(number: str) -> int:
    """A number in digits, or one below a thousand in characters."""
    if number.isdigit():
        return int(number)
    total = rest = 0
    for each in number:
        if each in "十百":
            total += (rest or 1) * {"十": 10, "百": 100}[each]
            rest = 0
        else:
            rest = _DIGITS[each]
    return total + rest


@cache
def _stem_and_marks(name: str) -> tuple[str, frozenset[Mark]]:
    for start in range(2, len(name)):
        marks, end = _marks_behind(name, start)
        if marks and end == len(name):
            return name[:start], marks
    return name, frozenset()


def _by_part(said: str, products: Sequence[ShelfProduct]) -> Iterator[_Named]:
    """Four characters running of a name are enough for it."""
    for product in products:
        name = _plain(product.name)
        for at in range(len(name) - _LEAST_ALIKE + 1):
            place = said.find(name[at : at + _LEAST_ALIKE])
            if place >= 0:
                yield _Named(place, place + _LEAST_ALIKE, (product,))
                break


def _within_any(part: _Named, named: Sequence[_Named]) -> bool:
    """Whether a part lies in what was named in full."""
    return any(part.start < each.end and each.start < part.end for each in named)


def _alike(said: str, products: Sequence[ShelfProduct]) -> Iterator[_Named]:
    """Names that differ from one of the shelf in a single character are another product's."""
    for product in products:
        name = _plain(product.name)
        for at in range(len(said) - len(name) + 1 if len(name) >= _LEAST_ALIKE else 0):
            words = said[at : at + len(name)]
            if sum(a != b for a, b in zip(words, name, strict=True)) == 1:
                yield _Named(at, at + len(name), (), ProductUnknown(words, (product,)))
                break


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).upper().translate(_CAPITALS)
