"""What Telegram refuses: texts, captions, keyboards and files beyond its limits."""

from __future__ import annotations

import struct
from typing import Any

from bot.local.entities import parse_html, utf16_length
from bot.local.wire import Call, Json, Upload, bad_request

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
TOAST_LIMIT = 200
DATA_LIMIT = 64
"""Bytes of callback data."""
BUTTON_LIMIT = 100
ROW_LIMIT = 8
DOCUMENT_LIMIT = 50 * 1024 * 1024
PHOTO_LIMIT = 10 * 1024 * 1024
DOWNLOAD_LIMIT = 20 * 1024 * 1024
_ACTIONS = ("callback_data", "url", "web_app", "login_url", "switch_inline_query", "copy_text")


def message_text(call: Call) -> Json:
    """`text` and `entities` of a message, 1 to 4096 characters after parsing."""
    text, entities = _formatted(call.text("text"), call.text("parse_mode"), call.nested("entities"))
    if not text:
        raise bad_request("message text is empty")
    if len(text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return {"text": text, **({"entities": entities} if entities else {})}


def caption_of(caption: str, parse_mode: str, entities: Any = None) -> Json:
    """`caption` and `caption_entities`, at most 1024 characters after parsing; may be empty."""
    text, found = _formatted(caption, parse_mode, entities)
    if len(text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    if not text:
        return {}
    return {"caption": text, **({"caption_entities": found} if found else {})}


def _formatted(source: str, parse_mode: str, entities: Any) -> tuple[str, list[Json]]:
    if parse_mode == "HTML":
        return parse_html(source)
    if parse_mode:
        raise bad_request(f"unsupported parse_mode: only HTML is understood, got {parse_mode}")
    text = source.strip()
    for entity in entities or []:
        if entity["offset"] + entity["length"] > utf16_length(text):
            raise bad_request("entity beyond the end of the text")
    return text, list(entities or [])


def keyboard_of(call: Call) -> Json:
    """`reply_markup` where the call carries an inline keyboard, checked; else nothing."""
    markup = call.nested("reply_markup")
    if not markup or "inline_keyboard" not in markup:
        return {}
    rows = [row for row in markup["inline_keyboard"] if row]
    if sum(len(row) for row in rows) > BUTTON_LIMIT:
        raise bad_request("reply markup is too long")
    if any(len(row) > ROW_LIMIT for row in rows):
        raise bad_request(f"more than {ROW_LIMIT} buttons in a row")
    for row in rows:
        for button in row:
            _check_button(button)
    return {"reply_markup": {"inline_keyboard": rows}} if rows else {}


def _check_button(button: Json) -> None:
    if not str(button.get("text", "")).strip():
        raise bad_request("text buttons are unallowed in the inline keyboard")
    actions = [name for name in _ACTIONS if name in button]
    if len(actions) != 1:
        raise bad_request("exactly one action must be set for an inline keyboard button")
    if actions == ["callback_data"]:
        size = len(str(button["callback_data"]).encode())
        if not 1 <= size <= DATA_LIMIT:
            raise bad_request("BUTTON_DATA_INVALID")


def check_document(upload: Upload) -> None:
    """Refuse an empty, nameless or over-large document."""
    if not upload.content:
        raise bad_request("file must be non-empty")
    if not upload.name:
        raise bad_request("file name is empty")
    if len(upload.content) > DOCUMENT_LIMIT:
        raise bad_request("file is too big")


def photo_size(upload: Upload) -> tuple[int, int]:
    """Width and height of a photo Telegram takes: PNG or JPEG, 10 MB, sides adding to 10000."""
    check_document(upload)
    if len(upload.content) > PHOTO_LIMIT:
        raise bad_request("file is too big")
    width, height = _dimensions(upload.content)
    if not width or not height:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return width, height


def _dimensions(content: bytes) -> tuple[int, int]:
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return int(width), int(height)
    at = 2
    while content.startswith(b"\xff\xd8") and at + 9 <= len(content) and content[at] == 0xFF:
        marker, size = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return int(width), int(height)
        at += 2 + size
    return 0, 0
