"""An import's report and a draft under review, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.blocks import Screen, bold, paragraph, said, screen
from bot.render.faults import fault_words
from bot.results.scripts import Draft, Imported

_MOST_LOST = 20
_LONGEST_SHOWN = 60
_MOST_FAULTS = 25
_HOW_TO_EDIT = (
    "要改一行，请发：改 行号 新的话。例如：改 p1 先看看这笔钱什么时候要用。"
    "要加行或补属性，请在命令行用 handbook draft 编号 --edit 文件。"
)


def report_lines(imported: Imported) -> Iterator[str]:
    """What an import found, removed and could not restore."""
    report = imported.report
    yield (
        f"{report.document}：章 {report.chapters}，场景 {report.scenarios}，表格 {report.tables}，"
        f"生命周期阶段 {report.stages}，案例 {report.cases}，段落 {report.passages}"
    )
    if report.removed:
        removed = "，".join(f"{name} {count}" for name, count in report.removed.items())
        yield f"清理：{removed}"
    if report.masked:
        hidden = "，".join(f"{name} {count}" for name, count in report.masked.items())
        yield f"个人信息已遮住（草稿和段落里是×）：{hidden}"
    yield f"无法复原（已标记，没有猜）：{len(report.unrestored)} 处"
    for lost in report.unrestored[:_MOST_LOST]:
        yield f"  第{lost.offset}字 {lost.why}：{lost.context}"
    if len(report.unrestored) > _MOST_LOST:
        yield f"  ……另有 {len(report.unrestored) - _MOST_LOST} 处"
    yield f"草稿 {len(imported.draft_ids)} 个（审核批准前不会对客户说）："
    for draft_id in imported.draft_ids:
        yield f"  {draft_id}"
    yield f"参考段落 {imported.passages} 段（批准后才会被引用）"
    yield from _left_out(imported)


def _left_out(imported: Imported) -> Iterator[str]:
    left = imported.report.left_out
    if not left:
        yield "没有遗漏：每一句都在草稿或参考段落里"
        return
    yield f"没有收进草稿和段落：{len(left)} 句"
    for each in left[:_MOST_LOST]:
        yield f"  第{each.start}字：{each.text[:_LONGEST_SHOWN]}"
    if len(left) > _MOST_LOST:
        yield f"  ……另有 {len(left) - _MOST_LOST} 句"


def draft_screen(draft: Draft) -> Screen:
    """A draft with what speaks against it; a row that is in doubt stands behind ⚠."""
    body = _marked(draft).split("\n---", 1)[-1].strip()
    faults = [f"• {fault_words(each)}" for each in draft.faults[:_MOST_FAULTS]]
    return screen(
        paragraph(bold(draft.title), f"{draft.script_id} v{draft.version} · 草稿"),
        *said(body),
        paragraph(bold(f"待改 {len(draft.faults)} 处"), *faults),
        paragraph(_HOW_TO_EDIT),
    )


def _marked(draft: Draft) -> str:
    doubtful = {fault.line for fault in draft.faults if fault.reference}
    rows = draft.body.split("\n")
    return "\n".join(f"⚠ {row}" if at in doubtful else row for at, row in enumerate(rows, 1))


def drafts_screen(drafts: Sequence[Draft]) -> Screen:
    """Drafts waiting."""
    if not drafts:
        return said("没有等着审核的草稿。")
    return screen(paragraph(bold(f"等着审核的草稿（{len(drafts)}个）")))
