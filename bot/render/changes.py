"""A change of a customer's record in one line: when, who, which field, from what to what, why."""

from __future__ import annotations

from datetime import datetime, tzinfo

from bot.blocks import Line, bold, line, small
from bot.record.fields import label_of, value_words
from store.customers.whole import PastChange


def change_line(change: PastChange, *, zone: tzinfo, company: bool = False) -> Line:
    """One change: when, who, which field, from what to what, on what ground."""
    at = moment_of(change.at, zone)
    who, basis = change.staff_name, f"，{change.basis.label}"
    label = label_of(change.field, company=company)
    if change.field == "checked":
        return line(f"• {at} {who} ", bold("核对资料"), "：无变化")
    before, after = (value_words(change.field, each) for each in (change.before, change.after))
    undone = "（已撤销）" if change.undone else ""
    back = "撤销：" if change.undoes else ""
    came = _CAME.get(change.source, change.source)
    source = f"，{change.interaction_id}" if change.interaction_id else ""
    return line(
        f"• {at} {who} ",
        back,
        bold(label),
        f" {before} → {after}{undone}",
        small(f"（{came}{basis}{source}）"),
    )


def moment_of(at: datetime, zone: tzinfo) -> str:
    """A moment of the past with its year: 2026-11-23 09:00."""
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"


_CAME = {"import": "导入", "note": "沟通记录", "chat": "对话", "approval": "主管批准"}
