"""An activity's segment as screens: whom to invite with his line, whom rather not and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.blocks import Line, Screen, Words, bold, headed, line, paragraph, screen, small
from bot.book.wording import condition_words
from bot.render.supervision import left_out
from bot.render.words import rule_mark
from bot.results.activities import ActivityPlan, Invitable, Invitation, Occasion, RatherNot, Segment
from bot.results.advice import ScriptSource

PAGE = 5
"""Customers of one screen, each with his line."""
_NOT_PAGE = 10
NOTHING_SOLD = "邀请里不提产品，来不来都随客户；只问一次。"
_NO_LINE = "（没有可用的邀请话术，请问合规）"
_NOBODY = "没有符合、又能请的客户。"
_NONE_MET = "没有符合的客户。可以换成人群来请，例如“给60岁以上的客户办个养生讲座”。"
_UNRECORDED = "另有{count}位没有登记兴趣爱好，问到了记一笔（“某某喜欢手机摄影”），下回就能请到。"


def activity_title(name: str, on: date | None, place: str | None) -> str:
    """An activity in a line: 手机摄影活动　12-05（周六）　城东网点."""
    day = f"{on:%m-%d}（周{'一二三四五六日'[on.weekday()]}）" if on is not None else "日子未定"
    return "　".join(each for each in (name, day, place) if each)


def segment_screen(
    segment: Segment, lines: Mapping[str, Invitation], *, start: int, supervising: bool
) -> Screen:
    """The activity as understood, a page of whom to invite, how many rather not."""
    shown = segment.invitable[start : start + PAGE]
    people: list[Words] = []
    for each in shown:
        people.append(_who(each, supervising=supervising))
        people.append(_line(lines.get(each.customer_id, Invitation())))
    rest = len(segment.invitable) - start - len(shown)
    if rest > 0 or start:
        people.append(
            f"第{start + 1}到{start + len(shown)}位" + (f"，还有{rest}位。" if rest else "。")
        )
    heading = f"可以请（{len(segment.invitable)}位）"
    nobody = _NOBODY if segment.rather_not else _NONE_MET
    return screen(
        paragraph(
            bold(activity_title(segment.plan.name, segment.plan.on, segment.plan.place)),
            _condition(segment.plan),
        ),
        headed(heading, people) if people else paragraph(nobody),
        paragraph(_not_in_short(segment.rather_not), _unrecorded(segment), NOTHING_SOLD),
        left_out(segment.unreadable),
    )


def rather_not_screen(segment: Segment, *, supervising: bool) -> Screen:
    """Whom rather not, each with the reason, its rule, and what to do instead."""
    shown = segment.rather_not[:_NOT_PAGE]
    lines: list[Words] = [_left_out_line(each, supervising=supervising) for each in shown]
    if len(segment.rather_not) > len(shown):
        lines.append(f"还有{len(segment.rather_not) - len(shown)}位。")
    heading = f"{segment.plan.name}：这次不请（{len(segment.rather_not)}位）"
    return screen(headed(heading, lines) if lines else paragraph("没有要避开的客户。"))


def unread_screen(segment: Segment) -> Screen:
    """Words of the group that no condition says, and what would be asked without them."""
    words = "、".join(f"“{each}”" for each in segment.unread)
    without = "换个说法，例如“爱热闹的客户”“资产100万以上的客户”。"
    if segment.plan.query.condition is not None:
        known = condition_words(segment.plan.query.condition)
        without = f"换个说法，或者不管这句，按“{known}”看{len(segment.invitable)}位？"
    return screen(paragraph(f"没看懂：{words}，没有按它筛。", without))


def occasions_screen(found: Sequence[Occasion]) -> Screen:
    """What the book holds that activities are made for."""
    if not found:
        return screen(
            paragraph(
                "名下客户还没有登记兴趣、性格和资源需求，先在沟通里问到、记下。",
                "也可以直接说条件，例如“给60岁以上的客户办个养生讲座”。",
            )
        )
    return screen(
        paragraph(
            "要办什么活动？点一个，或者直接说，例如“下周六办手机摄影活动，请谁”。",
            "按钮后面的数是登记了的客户数。",
        )
    )


def _condition(plan: ActivityPlan) -> str:
    if plan.query.condition is None:
        return "条件：还没有。请说办什么、给谁办。"
    also = f"；兴趣或资源对上“{plan.topic}”的排前" if plan.topic and not _of_topic(plan) else ""
    return f"条件：{condition_words(plan.query.condition)}{also}"


def _of_topic(plan: ActivityPlan) -> bool:
    """Whether the condition is the topic's own."""
    words = condition_words(plan.query.condition)
    return words.startswith(("兴趣有", "资源需求有"))


def _who(each: Invitable, *, supervising: bool) -> Line:
    owner = f"，{each.owner}" if supervising else ""
    return line("• ", bold(each.name), f"（{each.tier.label}{owner}）：{'；'.join(each.why)}")


def _line(invitation: Invitation) -> Line:
    if not invitation.lines:
        return line("　", small(_NO_LINE))
    marks = [
        f"{source.script_id} {source.line}"
        for source in invitation.lines[0].sources
        if isinstance(source, ScriptSource)
    ]
    return line("　“", invitation.text, "”", *(rule_mark(each) for each in marks))


def _not_in_short(found: Sequence[RatherNot]) -> Words:
    if not found:
        return ""
    names = "；".join(f"{each.name}（{each.reason}）" for each in found[:3])
    more = f"等{len(found)}位" if len(found) > 3 else ""
    return line("这次不请：", names, more)


def _left_out_line(each: RatherNot, *, supervising: bool) -> Line:
    owner = f"（{each.owner}）" if supervising else ""
    return line(
        "• ", bold(each.name), f"{owner}：{each.reason}。{each.instead}", rule_mark(each.mark)
    )


def _unrecorded(segment: Segment) -> str:
    return _UNRECORDED.format(count=segment.unrecorded) if segment.unrecorded else ""
