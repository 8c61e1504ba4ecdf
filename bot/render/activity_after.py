"""What became of an activity as a screen: who came, and what was recorded within 60 days after."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.blocks import Screen, Words, bold, headed, line, paragraph, screen
from bot.render.activity_kept import counts_words, title_of
from bot.results.activities import Outcome
from store.models import InviteeState

_MOST = 8
_NOT_YET = "活动还没办，办完再看小结。"
_NO_DAY = "活动还没定日子，没有之后的记录可看。"
_NOBODY_CAME = "还没有记到场的客户，先记谁来了，再看之后的记录。"
_NOTHING = "到场的客户，之后60天内还没有有记录的沟通、需求、承诺和新增持有。"
_ORDER_ALONE = "只按日子先后列，不说明是活动带来的。"


def outcome_screen(outcome: Outcome, counted: Mapping[str, int], *, today: date) -> Screen:
    """The attendance, what was recorded afterwards by kind, and each customer's records."""
    kept = outcome.kept
    head = paragraph(bold(f"{title_of(kept)}　小结"), counts_words(kept), _rates(outcome))
    why_none = _why_none(outcome, today)
    if why_none:
        return screen(head, paragraph(why_none))
    kinds = "、".join(f"{label}{count}位" for label, count in counted.items())
    lines: list[Words] = []
    for each in kept.of(InviteeState.CAME):
        told = [
            f"{e.on:%m-%d} {e.text}" for e in outcome.followed if e.customer_id == each.customer_id
        ]
        if told:
            lines.append(line("• ", bold(each.name), f"：{'；'.join(told[:4])}"))
    return screen(
        head,
        paragraph(f"到场的客户，之后60天内有记录的：{kinds}。", _ORDER_ALONE),
        headed("逐个看", lines[:_MOST]),
    )


def _rates(outcome: Outcome) -> str:
    """How many of those asked came."""
    kept = outcome.kept
    asked = [
        e for e in kept.invitees if e.state not in {InviteeState.WAITING, InviteeState.DROPPED}
    ]
    came = len(kept.of(InviteeState.CAME))
    return f"问过{len(asked)}位，到场{came}位。" if asked else ""


def _why_none(outcome: Outcome, today: date) -> str:
    day = outcome.kept.activity.on_day
    if day is None:
        return _NO_DAY
    if day > today:
        return _NOT_YET
    if not outcome.kept.of(InviteeState.CAME):
        return _NOBODY_CAME
    return "" if outcome.followed else _NOTHING
