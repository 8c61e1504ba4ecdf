"""The table of updates, the completeness report, and the supervisor's look at what was changed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.attachments import Attachment
from bot.blocks import bold, headed, line, paragraph, screen
from bot.conversation.buttons import Offer, Post, Verb, in_rows, say
from bot.conversation.progress import begun
from bot.conversation.turn import Turn
from bot.render.changes import change_line
from bot.results.declined import Declined
from bot.usecases.refusals import ADVISED
from bot.usecases.updating import (
    books,
    books_sheet,
    check_record,
    outdated,
    reviewed,
    to_review,
)
from store.models import Role

_TABLE = re.compile(
    "(?:客户)?(?:信息)?(?:动态)?更新表|(?:哪些|谁的?)(?:客户)?(?:的)?资料(?:还)?没(?:有)?更新"
)
_REPORT = re.compile("(?:本月|月度)?(?:信息|资料|客户信息|客户资料)完整度(?:报告|报表)?|完整度报告")
_CHANGES = re.compile(
    "(?:待阅|要看|审阅)?(?:的)?资料(?:修改|变更)(?:记录|清单)?|(?:下属)?(?:改了哪些|改过的)资料"
)
_LEAD = r"^(?:请|给我|帮我|看看|看|出|发|打开|一下|我的|团队的?)*"
_MOST = 8
_DRAWING = "正在统计资料完整度、画图，几秒钟就好……"
_NONE_LATE = "近一个月有交易或沟通的客户，资料都在24小时内更新或核对过。"
_CHECKED = "已记下：资料核对过，无变化。"
_RULE = "手册：交易或沟通后24小时内更新客户信息；有变化直接说（职业改成……），没有变化点“无变化”。"
_NOTHING = "没有要看的资料修改。"
_SEEN = "已阅{count}条，留了记录。"


def told(turn: Turn, text: str) -> Sequence[Post] | None:
    """One of the three, asked for by its name; None where the words are anything else."""
    if turn.actor.role not in ADVISED:
        return None
    plain = re.sub(_LEAD, "", text.strip().rstrip("。.!！?？~"))
    if _TABLE.fullmatch(plain):
        return table(turn)
    if _REPORT.fullmatch(plain):
        return report(turn)
    if turn.actor.role is Role.SUPERVISOR and _CHANGES.fullmatch(plain):
        return changes(turn)
    return None


def pressed(turn: Turn, argument: str) -> Sequence[Post]:
    """`table`, `report`, `changes`, `checked:customer`, `seen:change ids`."""
    what, _, value = argument.partition(":")
    match what:
        case "checked":
            refused = check_record(value, work=turn.work, actor=turn.actor)
            return [say(refused.reason if refused is not None else _CHECKED)]
        case "seen":
            done = reviewed(value.split(","), work=turn.work, actor=turn.actor)
            return [say(done.reason if isinstance(done, Declined) else _SEEN.format(count=done))]
        case "report":
            return report(turn)
        case "changes":
            return changes(turn)
    return table(turn)


def table(turn: Turn) -> Sequence[Post]:
    """Whose record is overdue, each with a button that says it holds still."""
    rows = outdated(work=turn.work, actor=turn.actor)
    offers = [Offer("📊 完整度报告", Verb.UPDATES, "report")]
    if turn.actor.role is Role.SUPERVISOR:
        offers.append(Offer("📝 资料修改", Verb.UPDATES, "changes"))
    if not rows:
        return [say(_NONE_LATE, rows=[offers])]
    lines = [
        line(
            f"{at}. ",
            bold(each.name),
            f" {each.customer_id}（{each.owner}）：{each.on} {each.event}后未更新",
        )
        for at, each in enumerate(rows[:_MOST], 1)
    ]
    if len(rows) > _MOST:
        lines.append(line(f"……共{len(rows)}位，先列最久的{_MOST}位。"))
    same = [
        Offer(f"{at} 无变化", Verb.UPDATES, f"checked:{each.customer_id}")
        for at, each in enumerate(rows[:_MOST], 1)
        if turn.actor.role is Role.RM
    ]
    shown = screen(headed(f"客户信息动态更新表（{len(rows)}位待更新）", lines), paragraph(_RULE))
    return [Post(shown, [*in_rows(same, width=4), offers])]


def report(turn: Turn) -> Sequence[Post]:
    """How complete the records are by manager, with the picture and the workbook."""
    from bot.render.charts.completeness import completeness_chart

    begun(_DRAWING)
    found = books(work=turn.work, actor=turn.actor)
    if not found:
        return [say("名下没有客户。")]
    total = sum(each.customers for each in found)
    share = sum(each.share * each.customers for each in found) / total
    title = f"{turn.today:%Y年%m月}客户信息完整度 {share:.0%}"
    lines = [
        line(
            "• ",
            bold(each.owner),
            f"：{each.share:.0%}，{each.whole}/{each.customers}位齐全",
            f"；最缺{'、'.join(f'{label}{count}位' for label, count in each.missing)}"
            if each.missing
            else "",
        )
        for each in found
    ]
    picture = completeness_chart(found, title=title)
    name = f"客户信息完整度-{turn.today:%Y-%m}"
    sheet = books_sheet(work=turn.work, actor=turn.actor)
    attached = (
        Attachment(f"{name}.png", picture, picture=True),
        Attachment(f"{name}.xlsx", sheet),
    )
    return [Post(screen(headed(f"{title}（截至{turn.today}）", lines)), attached=attached)]


def changes(turn: Turn) -> Sequence[Post]:
    """What the team changed and the supervisor has not looked at, with a button that he has."""
    if turn.actor.role is not Role.SUPERVISOR:
        return [say(_NOTHING)]
    rows = to_review(work=turn.work, actor=turn.actor)
    if not rows:
        return [say(_NOTHING)]
    shown = rows[:_MOST]
    lines = [
        part
        for each in shown
        for part in (line(bold(each.customer_name)), change_line(each, zone=turn.zone))
    ]
    ids = ",".join(each.change_id for each in shown)
    offers = [[Offer(f"✔ 已阅这{len(shown)}条", Verb.UPDATES, f"seen:{ids}")]]
    return [Post(screen(headed(f"资料修改待阅（{len(rows)}条）", lines)), offers)]
