"""A call note read back, and the word that it was written."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.render.text import block, bold, channel, escape, paragraphs, when


def note_screen(note: Any, *, today: date) -> str:
    """The note as it would be written."""
    promises = [f"• {escape(text)}（{when(due, today=today)}前）" for text, due in note.promises]
    flags = [
        f"⚠ “{escape(f.quote)}”：{escape(f.because)} 记录会照原话保存并标给合规。"
        for f in note.flags
    ]
    return paragraphs(
        [
            block("请核对这次沟通", _lines(note, today)),
            block("对客户的承诺", promises),
            block("请留意", flags),
            "确认后才会写入。",
        ]
    )


def saved_screen(note: Any, *, today: date) -> str:
    """That the note was written, with what comes next."""
    follow_up = when(note.follow_up, today=today) if note.follow_up else ""
    then = f"下次联系：{bold(follow_up)}，已放进日程。" if follow_up else "没有约下次联系。"
    return f"✅ 已记录与{bold(note.customer_name)}的沟通。{then}"


def _lines(note: Any, today: date) -> list[str]:
    follow_up = when(note.follow_up, today=today) if note.follow_up else "没有约"
    lines = [
        f"客户：{bold(note.customer_name)}（{escape(note.customer_id)}）",
        f"渠道：{channel(note.channel)}",
        f"内容：{escape(note.summary)}",
        f"下次联系：{bold(follow_up)}",
    ]
    if note.needs:
        lines.append(f"需求：{escape('、'.join(note.needs))}")
    return lines
