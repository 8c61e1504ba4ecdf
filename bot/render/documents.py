"""An import's report and a draft under review, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.render.text import bold, escape, paragraphs

_MOST_LOST = 20


def report_lines(imported: Any) -> Iterator[str]:
    """What an import found, removed and could not restore."""
    report = imported.report
    yield (
        f"{report.document}：章 {report.chapters}，场景 {report.scenarios}，表格 {report.tables}，"
        f"生命周期阶段 {report.stages}，案例 {report.cases}，段落 {report.passages}"
    )
    if report.removed:
        removed = "，".join(f"{name} {count}" for name, count in report.removed.items())
        yield f"清理：{removed}"
    yield f"无法复原（已标记，没有猜）：{len(report.unrestored)} 处"
    for lost in report.unrestored[:_MOST_LOST]:
        yield f"  第{lost.offset}字 {lost.why}：{lost.context}"
    if len(report.unrestored) > _MOST_LOST:
        yield f"  ……另有 {len(report.unrestored) - _MOST_LOST} 处"
    yield f"草稿 {len(imported.draft_ids)} 个（审核批准前不会对客户说）："
    for draft_id in imported.draft_ids:
        yield f"  {draft_id}"
    yield f"参考段落 {imported.passages} 段（批准后才会被引用）"


def draft_screen(draft: Any) -> str:
    """A draft with what speaks against it. Telegram HTML."""
    body = draft.body.split("\n---", 1)[-1].strip()
    faults = [f"• {escape(each)}" for each in draft.faults[:25]]
    return paragraphs(
        [
            f"{bold(draft.title)}\n{escape(draft.script_id)} v{escape(draft.version)} · 草稿",
            escape(body),
            "\n".join([bold(f"待改 {len(draft.faults)} 处"), *faults]),
            "要改一行，请发：改 行号 新的话。例如：改 p1 先看看这笔钱什么时候要用。",
        ]
    )


def drafts_screen(drafts: Any) -> str:
    """Drafts waiting."""
    if not drafts:
        return "没有等着审核的草稿。"
    return bold(f"等着审核的草稿（{len(drafts)}个）")
