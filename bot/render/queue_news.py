"""What managers hear of the officers' queue: a decision on their work, a question put to them."""

from __future__ import annotations

from datetime import tzinfo

from bot.blocks import Screen, bold, headed, paragraph, screen
from bot.render.words import moment
from bot.results.queue import DecisionTold, QuestionTold
from store.models import ReviewVerdict

_HEADS = {
    ReviewVerdict.PASSED: "✅ 合规看过：可以用",
    ReviewVerdict.REJECTED: "⛔ 合规驳回：不要再这样说",
    ReviewVerdict.ESCALATED: "⛔ 合规已上报：先不要再用",
    ReviewVerdict.DISMISSED: "✅ 合规看过：是误报，不算违规",
    ReviewVerdict.ANSWERED: "💬 合规答复",
}
_NO_LINE = "没有现成的说法：要用之前先问 /ask，拿不准就发“问合规：……”。"
_BAD = (ReviewVerdict.REJECTED, ReviewVerdict.ESCALATED)


def decided_screen(told: DecisionTold, *, zone: tzinfo) -> Screen:
    """A decision with its reason and what to say instead."""
    bad = told.verdict in _BAD
    instead = told.instead or (_NO_LINE if bad and told.own else "")
    whose = "" if told.own else f" {told.staff_name}"
    about = f" {told.customer_id}" if told.customer_id else ""
    what = f"{moment(told.at, zone=zone)}{whose} {told.kind.label}{about}"
    return screen(
        paragraph(bold(_HEADS[told.verdict]), what),
        headed("原话", [told.words] if told.words else []),
        headed(f"{told.officer}的话", [told.reason] if told.reason else []),
        headed("应当说", [instead] if instead else []),
    )


def asked_screen(told: QuestionTold, *, zone: tzinfo) -> Screen:
    """An officer's question with what it is about."""
    about = f" {told.customer_id}" if told.customer_id else ""
    return screen(
        paragraph(
            bold(f"❓ 合规{told.who}问您"), f"关于 {moment(told.at, zone=zone)} 的记录{about}"
        ),
        headed("原话", [told.words] if told.words else []),
        headed("问题", [told.text]),
    )
