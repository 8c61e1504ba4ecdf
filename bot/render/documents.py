"""An import's report and a draft under review, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bot.render.text import bold, escape, paragraphs

_MOST_LOST = 20
_FAULTS = (
    (r"(\S+) has (\d+) base lines, (\d+) to (\d+) are wanted", r"\1 现有 \2 行，要 \3 到 \4 行"),
    (r"(\S+) needs (\d+) base lines .*", r"\1 至少要有 \2 行不靠客户资料也能说的话"),
    (r"(kind|channel|due)=\S* is none of .*", r"下一步缺少或写错 \1="),
    (r"rule \S+ is not in the rule set", "禁语没有写对应的规则编号 rule="),
    (r"(\d+) characters: a customer hears (\d+) at most", r"有 \1 字，最多 \2 字"),
    (r"variant (\S+) has no base line", r"变体 \1 没有对应的基本行"),
    (r"unknown slot (\S+)", r"不认识的填空 \1"),
)


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


def fault_words(fault: str) -> str:
    """What stands against a draft, in Chinese; a fault of another form is given as it is."""
    for pattern, words in _FAULTS:
        fault = re.sub(pattern, words, fault)
    return fault


def draft_screen(draft: Any) -> str:
    """A draft with what speaks against it. Telegram HTML."""
    body = draft.body.split("\n---", 1)[-1].strip()
    faults = [f"• {escape(fault_words(each))}" for each in draft.faults[:25]]
    return paragraphs(
        [
            f"{bold(draft.title)}\n{escape(draft.script_id)} v{escape(draft.version)} · 草稿",
            escape(body),
            "\n".join([bold(f"待改 {len(draft.faults)} 处"), *faults]),
            "要改一行，请发：改 行号 新的话。例如：改 p1 先看看这笔钱什么时候要用。"
            "要加行或补属性，请在命令行用 handbook draft 编号 --edit 文件。",
        ]
    )


def drafts_screen(drafts: Any) -> str:
    """Drafts waiting."""
    if not drafts:
        return "没有等着审核的草稿。"
    return bold(f"等着审核的草稿（{len(drafts)}个）")
