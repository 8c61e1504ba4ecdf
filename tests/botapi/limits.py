"""What Telegram refuses: texts and keyboards beyond its limits."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from tests.botapi.entities import parse_html, utf16_length
from tests.botapi.wire import Call, Json, bad_request

TEXT_LIMIT = 4096
"""UTF-16 units after the markup was read."""
DATA_LIMIT = 64
"""Bytes of callback data."""
CAPTION_LIMIT = 1024
"""UTF-16 units after the markup was read."""
PHOTO_LIMIT, DOCUMENT_LIMIT = 10_000_000, 50_000_000
"""Bytes of a file."""
BUTTON_LIMIT = 100
ROW_LIMIT = 8


def message_text(call: Call) -> Json:
    """`text` and `entities` of a message, 1 to 4096 units after parsing."""
    text, entities = _formatted(call.text("text"), call.text("parse_mode"))
    if not text:
        raise bad_request("message text is empty")
    if utf16_length(text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return {"text": text, **({"entities": entities} if entities else {})}


def caption_of(call: Call) -> Json:
    """`caption` and its entities, where there is one: 1,024 units at most."""
    if not call.text("caption"):
        return {}
    text, entities = _formatted(call.text("caption"), call.text("parse_mode"))
    if utf16_length(text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return {"caption": text, **({"caption_entities": entities} if entities else {})}


def picture_size(content: bytes) -> tuple[int, int]:
    """Width and height of a picture; what is none is refused."""
    try:
        with Image.open(BytesIO(content)) as picture:
            picture.load()
            return picture.size
    except (OSError, ValueError) as error:
        raise bad_request("IMAGE_PROCESS_FAILED") from error


def keyboard_of(call: Call) -> Json:
    """`reply_markup` where the call carries an inline keyboard, checked; else nothing."""
    markup = call.nested("reply_markup")
    if not markup:
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


def _formatted(source: str, parse_mode: str) -> tuple[str, list[Json]]:
    if parse_mode == "HTML":
        return parse_html(source)
    if parse_mode:
        raise bad_request(f"unsupported parse_mode: only HTML is understood, got {parse_mode}")
    return source.strip(), []


def _check_button(button: Json) -> None:
    if not str(button.get("text", "")).strip():
        raise bad_request("text buttons are unallowed in the inline keyboard")
    if not 1 <= len(str(button.get("callback_data", "")).encode()) <= DATA_LIMIT:
        raise bad_request("BUTTON_DATA_INVALID")
