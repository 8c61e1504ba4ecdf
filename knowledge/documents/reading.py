"""Reading a bank's file; what cannot be read is refused with a sentence that says why."""

from __future__ import annotations

import zipfile
from pathlib import Path

from knowledge.documents.cleaning import unhidden
from knowledge.documents.converting import (
    BrokeOff,
    TookTooLong,
    TookTooMuch,
    Unconverted,
    converted,
)
from knowledge.documents.model import DocumentRefused, RawDocument

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_UNPACKED = 300 * 1024 * 1024
MOST_PACKED_TIMES = 200
"""How often smaller a document may be packed; text packs to a tenth, a blank page to a fiftieth."""
MOST_CHARACTERS = 2_000_000
"""Of a document's text, pages without end left out."""
_TEXT_KINDS = frozenset({"md", "txt"})
_PACKED_KINDS = frozenset({"docx", "pptx", "xlsx"})
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_document(path: Path) -> RawDocument:
    """The text of a docx, pptx, pdf, xlsx, md or txt file.

    Raises:
        DocumentRefused: unknown type, missing, empty, too large, damaged, locked, or only pictures.
    """
    kind = path.suffix.lower().lstrip(".")
    if kind not in _TEXT_KINDS | _PACKED_KINDS | {"pdf"}:
        raise DocumentRefused(
            f"不支持“{path.suffix or path.name}”文件，请换成 docx、pptx、pdf、xlsx、md 或 txt。"
        )
    data = _bytes_of(path)
    text = _decoded(data) if kind in _TEXT_KINDS else _converted(path, data, kind)
    if not text.strip():
        raise DocumentRefused(_nothing_in(kind))
    if len(text) > MOST_CHARACTERS:
        raise DocumentRefused("文件的文字超过 200 万字，请拆成几份再导入。")
    return RawDocument(name=unhidden(path.stem), text=text, kind=kind)


def _bytes_of(path: Path) -> bytes:
    if not path.is_file():
        raise DocumentRefused(f"找不到文件：{path.name}")
    if path.stat().st_size > LARGEST_FILE:
        raise DocumentRefused("文件超过 20 MB，请拆成几份再导入。")
    data = path.read_bytes()
    if not data.strip():
        raise DocumentRefused("文件是空的。")
    return data


def _decoded(data: bytes) -> str:
    for mark, code in _BOMS:
        if data.startswith(mark):
            return data.decode(code, "replace")
    if b"\x00" in data:
        raise DocumentRefused("这不是文本文件，扩展名可能写错了。")
    for code in ("utf-8", "gb18030"):
        try:
            return data.decode(code)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace")


def _converted(path: Path, data: bytes, kind: str) -> str:
    if kind in _PACKED_KINDS:
        _check_package(path, data)
    elif not data.lstrip()[:1024].startswith(b"%PDF"):
        raise DocumentRefused("这个文件不是 PDF，扩展名可能写错了。")
    try:
        return converted(path, kind)
    except Unconverted as error:
        raise DocumentRefused(_why_unconverted(error, data, kind)) from error


def _check_package(path: Path, data: bytes) -> None:
    if data.startswith(_OLE):
        raise DocumentRefused(
            "文件设了密码，或是旧版 Office 格式，请去掉密码、另存为新格式再导入。"
        )
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise DocumentRefused("文件损坏，打不开。") from error
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > min(LARGEST_UNPACKED, MOST_PACKED_TIMES * max(packed, 10_000)):
        raise DocumentRefused("文件解开后过大，请拆成几份再导入。")


def _why_unconverted(error: Unconverted, data: bytes, kind: str) -> str:
    match error:
        case TookTooLong():
            return "文件太复杂，一分钟内没有读完，请拆成几份再导入。"
        case TookTooMuch():
            return "文件太大，内存不够，没有读完，请拆成几份再导入。"
        case BrokeOff():
            return "文件读到一半中断了，可能损坏或太复杂，请另存一份或拆成几份再导入。"
    if kind == "pdf" and b"/Encrypt" in data:
        return "这份 PDF 设了密码，请去掉密码再导入。"
    return "文件损坏，打不开。"


def _nothing_in(kind: str) -> str:
    if kind == "pdf":
        return "这份 PDF 里没有文字，多半是扫描件，请先做文字识别再导入。"
    return "文件里没有文字。"
