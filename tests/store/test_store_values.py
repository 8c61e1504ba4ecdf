"""Cells as people type them, as tables."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from store.importing.holdings import holdings
from store.importing.values import (
    ALSO_SAID,
    CellRefused,
    amount,
    choice,
    consent,
    customer_level,
    day,
    grade,
    items,
    number,
    ratio,
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
    (consent, "wealth;保险", {ConsentScope.WEALTH, ConsentScope.INSURANCE}),
    (consent, "none", set()),
]
REFUSED = [
    (number, "约五百"),
    (number, "1,23"),
    (number, "nan"),
    (number, "inf"),
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
    with pytest.raises(CellRefused, match=next(iter(vocabulary)).value):
        choice("别的", vocabulary)


@pytest.mark.parametrize("word", ALSO_SAID)
def test_what_else_files_say_is_read_in_its_own_column_only(word: str) -> None:
    meant = ALSO_SAID[word]
    assert choice(word, type(meant)) is meant
    assert word not in {member.label for member in type(meant)}
    with pytest.raises(CellRefused):
        choice(word, ProductStatus)
