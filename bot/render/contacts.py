"""A month's communication as a screen, and as the rows of a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.blocks import Block, Screen, Words, bold, headed, line, paragraph, screen, small
from bot.results.contacts import ContactMonth, ContactRow, TierContact

COLUMNS = (
    "分组",
    "客户数",
    "免打扰",
    "该联系",
    "已联系",
    "其中只有档案日期",
    "联系次数",
    "接通次数",
    "评分",
    "之后有记录的新增持有",
    "要改",
)
_SOURCE = (
    "出处：手册3.2；频率按政策，其余按记录。"
    "“之后有记录的”只说先后，不说是因为联系；没记录的不推算。"
)
_AS_PLANNED = "要改：各层都达到计划，下月照旧。"
_MOST = 4


def contacts_screen(month: ContactMonth) -> Screen:
    """The whole with what followed, then each tier's plan, then the team by manager."""
    return screen(
        paragraph(bold(f"客户沟通计划与效果（{_period(month)}）"), *_figures(month.whole)),
        paragraph(*_to_change(month)),
        *_tiers(month),
        headed("按客户经理", [_group(each) for each in month.managers]) if month.managers else None,
        paragraph(small(_SOURCE)),
    )


def contacts_rows(month: ContactMonth) -> Iterator[list[object]]:
    """A row for the whole, each tier and each manager."""
    yield _cells("全部", month.whole)
    for tier in month.tiers:
        yield _cells(f"层级：{tier.row.label}", tier.row)
    for each in month.managers:
        yield _cells(f"客户经理：{each.label}", each)


def _period(month: ContactMonth) -> str:
    whole = f"{month.first.year}年{month.first.month}月"
    return whole if month.over else f"{whole}，截至{month.last.day}日"


def _figures(row: ContactRow) -> Iterator[Words]:
    yield _due(row)
    yield f"回应：{_response(row)}　满意度：{_satisfaction(row)}"
    yield f"之后有记录的新增持有：{_followed(row)}"


def _to_change(month: ContactMonth) -> Iterator[Words]:
    found = [
        line("• ", bold(tier.row.label), f"：{change}")
        for tier in month.tiers
        for change in tier.row.changes
    ]
    if found:
        yield bold("要改")
        yield from found
    elif month.whole.due:
        yield _AS_PLANNED


def _tiers(month: ContactMonth) -> Iterator[Block | None]:
    """Each tier with its plan; of a month gone by a line for each that had anything to do."""
    if month.over:
        rows = [tier.row for tier in month.tiers if tier.row.due or tier.row.tried]
        yield headed("按层级", [_group(each) for each in rows]) if rows else None
        return
    for tier in month.tiers:
        yield paragraph(*_tier(tier))


def _tier(tier: TierContact) -> Iterator[Words]:
    row = tier.row
    quiet = f"，其中免打扰{row.quiet}位" if row.quiet else ""
    yield line(bold(row.label), f"（{row.customers}位{quiet}）每{tier.every_days}天一次")
    yield f"渠道：{tier.channels}　内容：{tier.content}　目标：{tier.goal}"
    answered = f"，{_response(row)}" if row.tried else ""
    yield f"{_due(row)}{answered}"


def _due(row: ContactRow) -> str:
    if not row.due:
        return "没有该联系的"
    dated = f"（其中{row.dated}位只有档案里的上次联系日，没有沟通记录）" if row.dated else ""
    return f"该联系{row.due}位，已联系{row.met}位{dated}"


def _group(row: ContactRow) -> Words:
    untold = not row.tried and row.met and row.dated == row.met
    parts = [_due(row)] if untold else [_due(row), _response(row)]
    if row.scores:
        parts.append(_satisfaction(row))
    if row.followed:
        parts.append(f"之后有记录的新增持有{len(row.followed)}项")
    return line("• ", bold(row.label), f"：{'；'.join(parts)}")


def _response(row: ContactRow) -> str:
    return f"联系{row.tried}次通了{row.answered}次" if row.tried else "没有沟通记录"


def _satisfaction(row: ContactRow) -> str:
    told = [f"{each.count}次评分，平均{each.mean:.1f}（满分{each.full}）" for each in row.scores]
    return "；".join(told) or "没有评分记录"


def _followed(row: ContactRow) -> str:
    if not row.followed:
        return "没有"
    named = [f"{each.customer} {each.product}（{each.on:%m-%d}）" for each in row.followed]
    more = f"等{len(named)}项" if len(named) > _MOST else ""
    return "、".join(named[:_MOST]) + more


def _cells(label: str, row: ContactRow) -> list[object]:
    figures: Sequence[object] = (
        row.customers,
        row.quiet,
        row.due,
        row.met,
        row.dated,
        row.tried,
        row.answered,
    )
    followed = "；".join(f"{each.customer} {each.product} {each.on}" for each in row.followed)
    return [label, *figures, _satisfaction(row), followed, "；".join(row.changes)]
