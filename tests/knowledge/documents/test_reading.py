"""Each kind of file is read; what cannot be is refused with a sentence."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pptx
import pytest

from knowledge.documents import (
    DocumentRefused,
    PassageKind,
    converting,
    import_document,
    read_document,
)
from knowledge.documents.converting import TookTooLong, converted

from .samples import HANDBOOK, write_docx, write_pdf

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_in_any_usual_encoding(tmp_path: Path, code: str) -> None:
    path = tmp_path / "手册.txt"
    path.write_bytes("客户经理手册".encode(code))
    document = read_document(path)
    assert (document.name, document.text, document.kind) == ("手册", "客户经理手册", "txt")


def test_a_docx_keeps_its_headings(tmp_path: Path) -> None:
    rows = [
        ("Heading1", "第一章 迎客"),
        ("", "进门先问好。"),
        ("Heading2", "一、雨天"),
        ("", "备好伞套。"),
    ]
    found = import_document(write_docx(tmp_path / "手册.docx", rows))
    assert [(p.path, p.text) for p in found.passages] == [
        (("第一章 迎客",), "进门先问好。"),
        (("第一章 迎客", "一、雨天"), "备好伞套。"),
    ]


def test_a_pptx_gives_a_chapter_a_slide(tmp_path: Path) -> None:
    deck = pptx.Presentation()
    for title, body in (("第一章 迎客", "进门先问好。"), ("第二章 送客", "出门说再见。")):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = body
    deck.save(str(tmp_path / "手册.pptx"))
    found = import_document(tmp_path / "手册.pptx")
    assert [(p.path[-1], p.text) for p in found.passages] == [
        ("第一章 迎客", "进门先问好。"),
        ("第二章 送客", "出门说再见。"),
    ]


def test_an_xlsx_gives_its_table(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "需求清单"
    book.active.append(["客户类型", "做法"])
    book.active.append(["老人", "慢慢说"])
    book.save(tmp_path / "清单.xlsx")
    found = import_document(tmp_path / "清单.xlsx")
    (table,) = [p.table for p in found.passages if p.kind is PassageKind.TABLE]
    assert table is not None
    assert (table.header, table.rows) == (("客户类型", "做法"), (("老人", "慢慢说"),))


def test_a_pdf_gives_its_text(tmp_path: Path) -> None:
    path = write_pdf(
        tmp_path / "手册.pdf", [["第一章 迎客", "进门先问好。"], ["第二章 送客", "再见。"]]
    )
    found = import_document(path)
    assert [p.path[-1] for p in found.passages] == ["第一章 迎客", "第二章 送客"]
    assert "进门先问好。" in found.passages[0].text


def test_markdown_is_worked_up_whole(tmp_path: Path) -> None:
    path = tmp_path / "手册.md"
    path.write_text(HANDBOOK, encoding="utf-8")
    report = import_document(path).report
    assert (report.document, report.title, report.chapters) == ("手册", "网点服务手册", 5)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("程序.exe", b"MZ", "不支持“.exe”文件"),
        ("无扩展名", b"text", "不支持“无扩展名”文件"),
        ("空.txt", b"", "文件是空的"),
        ("空白.md", b" \n\n", "文件是空的"),
        ("图.txt", b"\x89PNG\x00\x00", "这不是文本文件"),
        ("坏.docx", b"not a zip", "文件损坏"),
        ("锁.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + b"x", "文件设了密码"),
        ("假.pdf", b"hello", "这个文件不是 PDF"),
        ("坏.pdf", b"%PDF-1.4 broken", "文件损坏"),
        ("锁.pdf", b"%PDF-1.4 broken /Encrypt", "这份 PDF 设了密码"),
        ("大.txt", b"a" * (20 * 1024 * 1024 + 1), "文件超过 20 MB"),
    ],
)
def test_what_cannot_be_read_is_refused(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(DocumentRefused) as refused:
        read_document(path)
    assert refused.value.reason.startswith(reason)


def test_a_scan_without_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentRefused, match="没有文字，多半是扫描件"):
        read_document(write_pdf(tmp_path / "扫描.pdf", [[]]))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentRefused, match="找不到文件"):
        read_document(tmp_path / "没有.txt")


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = (
        "import sys, knowledge.documents\n"
        "print({'markitdown', 'opencc', 'jieba', 'pypinyin', 'openpyxl'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_a_file_that_would_be_worked_on_for_minutes_is_given_up(tmp_path: Path) -> None:
    drawn = zlib.compress(b"BT /F1 12 Tf (x) Tj ET\n" * 400_000)
    path = tmp_path / "bomb.pdf"
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n"
        + b"4 0 obj<</Filter/FlateDecode/Length %d>>stream\n" % len(drawn)
        + drawn
        + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )
    with pytest.raises(TookTooLong):
        converted(path, "pdf", seconds=0.5)


def _no_memory(*_: object) -> str:
    raise MemoryError


def _crash(*_: object) -> str:
    os._exit(1)


@pytest.mark.parametrize(("fails", "said"), [(_no_memory, "内存不够"), (_crash, "中断了")])
def test_a_reader_that_fails_says_how(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: Callable[..., str], said: str
) -> None:
    monkeypatch.setattr(converting, "_text_of", fails)
    path = tmp_path / "手册.pdf"
    path.write_bytes(b"%PDF-1.4")
    with pytest.raises(DocumentRefused, match=said):
        read_document(path)


def test_a_document_packed_too_tightly_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 30_000_000)
    with pytest.raises(DocumentRefused, match="解开后过大"):
        read_document(path)


def test_a_file_s_name_is_shown_harmless(tmp_path: Path) -> None:
    path = tmp_path / "手\x1b[2J\u202e册\n一.txt"
    path.write_text("客户经理手册", encoding="utf-8")
    assert read_document(path).name == "手[2J册 一"
