"""What somebody must hear of a case, told unasked."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks import said
from bot.conversation.buttons import Offer, Post, Verb
from bot.conversation.turn import Turn
from bot.render.cases import news_screen
from bot.render.words import when
from bot.results.declined import Declined
from bot.results.notices import DueNotice, Outdated
from bot.usecases.case_file import complaint_file, news_of
from bot.usecases.referral import asked_in
from bot.usecases.service_case import service_case
from store.models import CaseKind, StepKind

_GONE = Outdated("已撤销，或客户已转出")
_SETTLED = Outdated("已办，或已了结")
_TELL = "⏰ {name}的{size}投诉：{by}前要告诉客户核实进度{late}。没结果也先说查到哪一步。"
_WAITS = "⏰ {name}的{kind}到时限了（{by}），还没有{what}。"


def told(turn: Turn, notice: DueNotice) -> Sequence[Post] | Outdated:
    """A step in a case, with the way to the case; none where it no longer stands."""
    news = news_of(notice.named("step_id"), work=turn.work, actor=turn.actor)
    if news is None:
        return _GONE
    whole = Offer("看案件", Verb.CASE, f"show:{news.customer_id}")
    return [Post(news_screen(news, zone=turn.zone), [[whole]])]


def due(turn: Turn, notice: DueNotice) -> Sequence[Post] | Outdated:
    """A clock of a case that has come, while what it is for is not done."""
    complaint_id = notice.named("complaint_id")
    if complaint_id:
        return _untold(turn, complaint_id)
    file = service_case(notice.named("case_id"), work=turn.work, actor=turn.actor)
    if isinstance(file, Declined):
        file = asked_in(notice.named("case_id"), work=turn.work, actor=turn.actor)
    if isinstance(file, Declined) or not file.open or file.due_at is None:
        return _SETTLED
    kind, what = _WAITED_FOR[file.kind]
    if file.newest(kind) is not None:
        return _SETTLED
    by = when(file.due_at.astimezone(turn.zone), zone=turn.zone, today=turn.today)
    words = _WAITS.format(name=file.customer_name, kind=file.kind.label, by=by, what=what)
    return [Post(said(words), [[Offer("看案件", Verb.CASE, f"show:{file.customer_id}")]])]


def _untold(turn: Turn, complaint_id: str) -> Sequence[Post] | Outdated:
    file = complaint_file(complaint_id, work=turn.work, actor=turn.actor)
    if isinstance(file, Declined) or not file.open or file.told_at is not None:
        return _SETTLED
    late = "，已超时" if turn.work.now >= file.tell_by else ""
    by = when(file.tell_by, zone=turn.zone, today=turn.today)
    words = _TELL.format(name=file.customer_name, size=file.size.label, by=by, late=late)
    return [Post(said(words), [[Offer("看投诉", Verb.CASE, f"show_one:{complaint_id}")]])]


_WAITED_FOR = {
    CaseKind.CHURN: (StepKind.TAKEN, "主管接手"),
    CaseKind.SURVEY: (StepKind.TOLD, "给客户回话"),
    CaseKind.REFERRAL: (StepKind.ANSWERED, "专家答复"),
}
"""What stops a case's clock, and its words."""
