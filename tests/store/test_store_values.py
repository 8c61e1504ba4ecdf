"""Cells as people type them, as tables."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from store.importing.days import day
from store.importing.holdings import holdings
from store.importing.values import (
    ALSO_SAID,
    CellRefused,
    CellUnknown,
    amount,
    choice,
    consent,
    customer_level,
    grade,
    identifier,
    items,
    number,
    phone,
    product_level,
    ratio,
    text_of,
    whole,
    yes_no,
)
from store.models import (
    Channel,
    ComplaintSize,
    ConsentScope,
    CustomerKind,
    Labelled,
    Personality,
    ProductStatus,
    ProductType,
)

TODAY = date(2026, 11, 23)
READ_AS = [
    (number, "1,234,567.5", 1234567.5),
    (number, "520万", 520),
    (number, "1.2亿", 12000),
    (number, "50000元", 5),
    (number, "－3", -3),
    (number, 7, 7),
    (amount, "0", 0),
    (ratio, "63%", 0.63),
    (ratio, "0.63", 0.63),
    (whole, "90", 90),
    (whole, 90.0, 90),
    (day, "2026-11-23", TODAY),
    (day, "2026/11/23", TODAY),
    (day, "2026.11.3", date(2026, 11, 3)),
    (day, "2026年11月23日", TODAY),
    (day, "20261123", TODAY),
    (day, "2026-11-23 00:00:00", TODAY),
    (day, datetime(2026, 11, 23), TODAY),  # noqa: DTZ001  (as a workbook holds it)
    (day, 46349, TODAY),
    (yes_no, "是", True),
    (yes_no, "No", False),
    (items, "a; b；a;;", ["a", "b"]),
    (customer_level, "c3", "C3"),
    (grade, "b", "B"),
    (number, "￥1,520", 1520),
    (number, "860 CNY", 860),
    (number, "100w", 100),
    (number, "5千", 0.5),
    (day, "2026-11-23T09:30:00+08:00", TODAY),
    (day, "2026-11-23T01:30:00Z", TODAY),
    (day, "2026/11/23 上午 9:30:00", TODAY),
    (day, "2026年11月23号", TODAY),
    (day, "2026-11-23(周一)", TODAY),
    (day, "2026-11-23 星期一", TODAY),
    (day, "46349", TODAY),
    (customer_level, "C2稳健型", "C2"),
    (customer_level, "平衡型", "C3"),
    (customer_level, "进取型投资者", "C5"),
    (product_level, "PR2", "R2"),
    (product_level, "R3（中风险）", "R3"),
    (product_level, "中低风险", "R2"),
    (identifier, 1234567890, "1234567890"),
    (identifier, "\u200b K-001\ufeff", "K-001"),
    (phone, "１３９００００８８２１", "13900008821"),
    (phone, "0571-88881234转801", "0571-88881234转801"),
    (phone, 13900008821, "13900008821"),
    (consent, "全部", set(ConsentScope)),
    (text_of(64), "王\u200b小\u202e明", "王小明"),
    (consent, "wealth;保险", {ConsentScope.WEALTH, ConsentScope.INSURANCE}),
    (consent, "none", set()),
]
REFUSED = [
    (number, "约五百"),
    (number, "1,23"),
    (number, "1,1250"),
    (number, "12,34,567"),
    (number, "inf"),
    (number, 10**19),
    (whole, 10**19),
    (day, "9999-12-31"),
    (day, "1768-02-11"),
    (day, 9_999_999),
    (day, "2026-11-23T20:00:00Z"),
    (identifier, "6.22848E+18"),
    (identifier, 6228480012345678901),
    (identifier, 6.228480012345679e18),
    (phone, "1.39E+10"),
    (phone, "找前台"),
    (amount, "-1"),
    (ratio, "63"),
    (ratio, "1.01"),
    (whole, "1.5"),
    (day, "2026-02-30"),
    (day, "昨天"),
    (day, "23/11/2026"),
    (yes_no, "也许"),
    (customer_level, "C6"),
    (customer_level, "R2"),
    (customer_level, "C2-C3"),
    (grade, "E"),
    (consent, "none;wealth"),
    (consent, "stocks"),
    (holdings, "W201:1:2:3"),
    (holdings, ":5"),
    (holdings, "W201:一百"),
    (holdings, "W201:1:13月"),
]


@pytest.mark.parametrize(("parse", "cell", "value"), READ_AS)
def test_cells_are_read_as_people_write_them(
    parse: Callable[[object], object], cell: object, value: object
) -> None:
    assert parse(cell) == value


UNKNOWN = [
    (number, "N/A"),
    (number, "nan"),
    (number, "——"),
    (number, "5.2E+02"),
    (day, "不详"),
    (customer_level, "未知"),
    (phone, "/"),
]
"""Cells that say that nothing is known, or nothing sure: the row is kept, the cell reported."""
HELD = [
    ("W201,D101", [("W201", None, None), ("D101", None, None)]),
    ("稳健添利 300万 2026-12-08到期", [("稳健添利", 300, date(2026, 12, 8))]),
    ("稳健添利，5,000", [("稳健添利", 5000, None)]),
    ("活期", [("活期", None, None)]),
    ("安心,固收", [("安心,固收", None, None)]),
]


@pytest.mark.parametrize(("parse", "cell"), UNKNOWN)
def test_cells_that_say_that_nothing_is_known(
    parse: Callable[[object], object], cell: object
) -> None:
    with pytest.raises(CellUnknown, match="未知"):
        parse(cell)


@pytest.mark.parametrize(("cell", "held"), HELD)
def test_holdings_as_people_write_them(
    cell: str, held: list[tuple[str, float | None, date | None]]
) -> None:
    read = [(each.named, each.amount_wan, each.maturity_date) for each in holdings(cell)]
    assert read == held


@pytest.mark.parametrize(("parse", "cell"), REFUSED)
def test_cells_that_cannot_be_read(parse: Callable[[object], object], cell: object) -> None:
    with pytest.raises(CellRefused):
        parse(cell)


@pytest.mark.parametrize(
    "vocabulary",
    [Channel, ComplaintSize, ConsentScope, CustomerKind, Personality, ProductStatus, ProductType],
)
def test_every_word_is_read_by_itself_and_by_its_label(vocabulary: type[Labelled]) -> None:
    for member in vocabulary:
        assert choice(member.value.upper(), vocabulary) is member
        assert choice(f" {member.label}", vocabulary) is member
    with pytest.raises(CellRefused, match=next(iter(vocabulary)).label):
        choice("别的", vocabulary)


@pytest.mark.parametrize("word", ALSO_SAID)
def test_what_else_files_say_is_read_in_its_own_column_only(word: str) -> None:
    meant = ALSO_SAID[word]
    assert choice(word, type(meant)) is meant
    assert word not in {member.label for member in type(meant)}
    with pytest.raises(CellRefused):
        choice(word, ProductStatus)
