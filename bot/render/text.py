"""Telegram HTML: escaping once, splitting at paragraphs, words for times and channels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from html import escape as _escape

LIMIT = 4096
_TAG = re.compile(r"<[^>]+>")
_MARKUP = re.compile("[&<>]")
_WEEKDAYS = "一二三四五六日"
CHANNEL_NAMES = {
    "phone": "电话",
    "wechat": "微信",
    "visit": "拜访",
    "branch": "网点",
    "video": "视频",
    "email": "邮件",
    "sms": "短信",
    "internal": "行内",
    "unknown": "未知",
}
KIND_NAMES = {
    "call": "联系",
    "message": "发消息",
    "visit": "面谈",
    "material": "备资料",
    "task": "办事",
    "escalate": "上报",
    "record": "登记",
    "invite": "邀约",
}
CIRCLED = "①②③④⑤⑥⑦⑧⑨"


def escape(text: str) -> str:
    """Text made safe for Telegram HTML."""
    return _escape(text, quote=False) if _MARKUP.search(text) else text


def bold(text: str) -> str:
    """Escaped and bold."""
    return f"<b>{escape(text)}</b>"


def plain(html: str) -> str:
    """The text a reader sees, without markup."""
    text = _TAG.sub("", html)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def paragraphs(parts: Iterable[str]) -> str:
    """Non-empty parts with an empty line between."""
    return "\n\n".join(part for part in parts if part)


def block(heading: str, lines: Sequence[str]) -> str:
    """A heading with its lines, or nothing where there are none."""
    if not lines:
        return ""
    return "\n".join([bold(heading), *lines])


def split(text: str, *, limit: int = LIMIT) -> list[str]:
    """Messages of at most `limit` characters, split at paragraphs, else at lines.

    A single line longer than the limit is split at sentence ends; tags never cross a split
    because every line closes its own.
    """
    messages: list[str] = []
    current = ""
    for piece in _pieces(text, limit):
        joined = current + piece
        if current and len(joined.rstrip()) > limit:
            messages.append(current.rstrip())
            current = piece.lstrip("\n")
        else:
            current = joined
    if current.strip():
        messages.append(current.rstrip())
    return messages


def _pieces(text: str, limit: int) -> Iterable[str]:
    for paragraph in re.split(r"(?<=\n)\n", text):
        whole = paragraph if paragraph.endswith("\n") else paragraph + "\n"
        if len(whole) < limit:
            yield whole + "\n"
            continue
        for line in whole.splitlines(keepends=True):
            yield from [line] if len(line) < limit else _sentences(line, limit)


def _sentences(line: str, limit: int) -> Iterable[str]:
    plain_line = plain(line)
    for sentence in re.split(r"(?<=[。！？；])", plain_line):
        for start in range(0, len(sentence), limit - 1):
            yield escape(sentence[start : start + limit - 1])


def when(due: date | datetime, *, today: date) -> str:
    """A due time in words: 今天 15:30, 明天, 11月26日(周四)."""
    day = due.date() if isinstance(due, datetime) else due
    clock = f" {due:%H:%M}" if isinstance(due, datetime) else ""
    if day == today:
        return f"今天{clock}"
    if day == today + timedelta(days=1):
        return f"明天{clock}"
    year = f"{day.year}年" if day.year != today.year else ""
    return f"{year}{day.month}月{day.day}日(周{_WEEKDAYS[day.weekday()]}){clock}"


def channel(name: str) -> str:
    """A channel's Chinese name."""
    return CHANNEL_NAMES.get(name, name)
