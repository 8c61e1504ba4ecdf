"""Charts and documents hold Chinese a reader sees: rendered and read again."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from PIL import Image
from pypdfium2 import PdfDocument

from bot.render.charts.paper import DPI, SERIES, WIDTH, paper, png
from bot.render.paper import Document
from bot.render.typeface import typeface

MADE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def bars(heading: str) -> bytes:
    with paper(height=3) as (figure, (axes,)):
        axes.bar(["存款", "理财"], [3, 5], color=SERIES[:2])
        axes.set_title(heading)
        return png(figure)


def test_a_chart_is_as_wide_as_a_phone_and_the_same_twice() -> None:
    drawn = bars("资产分布")
    assert Image.open(io.BytesIO(drawn)).size == (round(WIDTH * DPI), 3 * DPI)
    assert drawn == bars("资产分布")


def test_a_rare_name_is_drawn_as_itself() -> None:
    """A character the typeface has not would be a box, the same for each."""
    assert bars("𠮷田") != bars("䶮田")


def test_a_document_is_read_as_it_was_written() -> None:
    document = Document("资产健康报告", footer="内部资料", made_at=MADE)
    document.heading("一、持有")
    document.paragraph("王建国持有稳健添利。\u202e不做收益承诺")
    document.table(["产品", "金额(万元)"], [["七天通知存款", "50"]] * 60, widths=[3, 1])
    document.picture(bars("资产分布"))
    made = PdfDocument(document.pdf())
    pages = [page.get_textpage().get_text_range() for page in made]
    assert len(pages) > 1
    assert all("内部资料" in page for page in pages)
    assert sum(page.count("七天通知存款") for page in pages) == 60
    assert sum("金额(万元)" in page for page in pages) == 2
    assert "王建国持有稳健添利。不做收益承诺" in pages[0]


def test_the_typeface_is_embedded() -> None:
    assert typeface().stat().st_size > 1_000_000
    made = Document("报告", footer="内部", made_at=MADE).pdf()
    assert b"FontFile" in made
