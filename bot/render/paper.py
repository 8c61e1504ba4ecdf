"""A document on A4 paper: headings, paragraphs, tables and pictures, Chinese type embedded.

Imported only where one is made: fpdf2 and the typeface take their time.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

from fpdf import FPDF
from fpdf.enums import TableCellFillMode, XPos, YPos

from bot.render.typeface import typeface
from store.visible import visible

_FAMILY = "noto"
_MARGIN, _BODY, _HEADING, _TITLE = 18, 10.5, 13, 18
_LINE = 6.2
_HEAD_FILL = (229, 231, 235)


class Document:
    """One document, filled from top to bottom; `footer` stands at the foot of every page."""

    def __init__(self, title: str, *, footer: str, made_at: datetime) -> None:
        self._pdf = _Paper(footer)
        self._pdf.set_creation_date(made_at)
        self._pdf.set_title(title)
        self._pdf.add_page()
        self._words(title, size=_TITLE)
        self._pdf.ln(2)

    def heading(self, words: str) -> None:
        """A heading; it is never the last line of a page."""
        if self._pdf.will_page_break(4 * _LINE):
            self._pdf.add_page()
        self._pdf.ln(3)
        self._words(words, size=_HEADING)
        self._pdf.ln(1)

    def paragraph(self, words: str) -> None:
        """Running text."""
        self._words(words, size=_BODY)

    def table(
        self, head: Sequence[str], rows: Sequence[Sequence[str]], *, widths: Sequence[int] = ()
    ) -> None:
        """Rows under their heads, repeated on every page; `widths` are shares of the line."""
        self._pdf.set_font(_FAMILY, size=_BODY - 1)
        with self._pdf.table(
            col_widths=tuple(widths) or None,
            text_align="LEFT",
            line_height=_LINE,
            cell_fill_mode=TableCellFillMode.NONE,
            headings_style=_headings(),
        ) as table:
            for row in (head, *rows):
                table.row([visible(cell) for cell in row])
        self._pdf.ln(2)

    def picture(self, png: bytes) -> None:
        """A picture as wide as the text."""
        self._pdf.image(io.BytesIO(png), w=self._pdf.epw)
        self._pdf.ln(2)

    def pdf(self) -> bytes:
        """The document's bytes."""
        return bytes(self._pdf.output())

    def _words(self, words: str, *, size: float) -> None:
        self._pdf.set_font(_FAMILY, size=size)
        height = _LINE * size / _BODY
        self._pdf.multi_cell(
            0, height, visible(words), align="LEFT", new_x=XPos.LMARGIN, new_y=YPos.NEXT
        )


class _Paper(FPDF):
    def __init__(self, footer: str) -> None:
        super().__init__()
        self._footer = footer
        self.set_margins(_MARGIN, _MARGIN)
        self.set_auto_page_break(True, _MARGIN + 2)
        self.add_font(_FAMILY, fname=typeface())
        self.set_lang("zh-CN")

    def footer(self) -> None:
        """The line at the foot, with the page's number."""
        self.set_y(-_MARGIN + 4)
        self.set_font(_FAMILY, size=8)
        self.cell(0, 5, f"{visible(self._footer)}　第 {self.page_no()} 页", align="C")


def _headings() -> object:
    from fpdf.fonts import FontFace

    return FontFace(fill_color=_HEAD_FILL)
