"""A kept activity as screens: how far everybody is, one invitee with what to say to him."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks import Line, Screen, Words, bold, headed, line, paragraph, screen
from bot.book.wording import condition_words
from bot.render.activities import activity_title
from bot.results.activities import Invitation, KeptActivity
from store.activity_reading import Invitee, OfCustomer
from store.models import InviteeState

MARKS = {
    InviteeState.WAITING: "○",
    InviteeState.INVITED: "✉",
    InviteeState.ACCEPTED: "✔",
    InviteeState.DECLINED: "✖",
    InviteeState.CAME: "★",
    InviteeState.ABSENT: "☆",
    InviteeState.DROPPED: "－",
}
_NOBODY = "名单上还没有您能看到的客户。说“王建国答应来{name}”就会加上。"


def title_of(kept: KeptActivity) -> str:
    """The activity in a line."""
    row = kept.activity
    return activity_title(row.name, row.on_day, row.place)


def kept_screen(kept: KeptActivity, *, supervising: bool) -> Screen:
    """The activity, its condition, and who is how far."""
    off = "（已取消）" if kept.activity.cancelled_at is not None else ""
    people: list[Words] = []
    for state in InviteeState:
        there = kept.of(state)
        if there:
            names = "、".join(_named(each, supervising=supervising) for each in there)
            people.append(
                line(f"{MARKS[state]} ", bold(f"{state.label} {len(there)}"), f"：{names}")
            )
    nobody = "" if people else _NOBODY.format(name=kept.activity.name)
    condition = condition_words(kept.plan.query.condition)
    return screen(
        paragraph(bold(title_of(kept) + off), f"条件：{condition}"),
        paragraph(*people) if people else paragraph(nobody),
    )


def counts_words(kept: KeptActivity) -> str:
    """How many are how far: 待邀3 已邀2 答应1."""
    counted = [f"{state.label}{len(kept.of(state))}" for state in InviteeState if kept.of(state)]
    return " ".join(counted) or "还没有名单"


def list_screen(found: Sequence[KeptActivity]) -> Screen:
    """The kept activities with their counts."""
    lines: list[Words] = [f"• {title_of(each)}：{counts_words(each)}" for each in found]
    return screen(headed("办的活动", lines))


def invitee_screen(kept: KeptActivity, invitee: Invitee, said: Invitation, barred: str) -> Screen:
    """One invitee: how far he is, what to say to him, or why he is not called now."""
    return screen(
        paragraph(
            line(bold(invitee.name), f"　{title_of(kept)}"),
            f"{MARKS[invitee.state]} {invitee.state.label}（{invitee.at:%m-%d}记）",
        ),
        paragraph(f"🔕 {barred}" if barred else _quoted(said)),
    )


def noted_screen(kept: KeptActivity, invitee: Invitee, said: Invitation) -> Screen:
    """A state noted, how far all are, and what may be said now."""
    done = f"已记：{invitee.name}　{kept.activity.name}　{invitee.state.label}。"
    return screen(paragraph(done, counts_words(kept)), paragraph(_quoted(said)))


def of_customer_line(found: Sequence[OfCustomer]) -> str:
    """A customer's activities in a line of his page: 活动：摄影活动12-05已邀."""
    told = [
        f"{each.activity.name}{f'{each.activity.on_day:%m-%d}' if each.activity.on_day else ''}"
        f"{each.state.label}"
        for each in found[:3]
        if each.state is not InviteeState.DROPPED
    ]
    return f"活动：{'；'.join(told)}" if told else ""


def _named(each: Invitee, *, supervising: bool) -> str:
    return f"{each.name}（{each.owner}）" if supervising else each.name


def _quoted(said: Invitation) -> Line | str:
    return f"可以说：“{said.text}”" if said.lines else ""
