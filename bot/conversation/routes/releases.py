"""Asset health reports in chat: the draft, the request, the supervisor's decision, each undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.attachments import Attachment
from bot.blocks import said
from bot.conversation.buttons import Offer, Post, Verb, say
from bot.conversation.progress import begun
from bot.conversation.turn import Turn
from bot.render.health import DRAFT, TITLE, chart_heading, health_screen
from bot.render.words import moment
from bot.results.declined import Declined
from bot.results.notices import DueNotice, Outdated
from bot.usecases.health import (
    KeptReport,
    decide,
    health_report,
    kept_report,
    latest_release,
    reconsider,
    released,
    report_pdf,
    report_picture,
    request_release,
    waiting_releases,
    withdraw,
)
from store.models import Role

Posts = Sequence[Post]
_NONE = "没有等您放行的报告。"
_APPROVED = "已批准，可以给客户"
_ASKED = "已申请放行，等主管批准；批准前是内部草稿"
_BARRED = "批准过，但{reason}仍是内部草稿"
_RETURNED = "主管已退回，仍是内部草稿"
_DECIDED = "📣 {name}的资产健康报告：{state}。"
_NO_ACT = "没有这个操作。"


def show_health(turn: Turn, customer_id: str) -> Posts:
    """A fresh report: what matters on the screen, the whole as a PDF marked a draft."""
    before = latest_release(customer_id, work=turn.work, actor=turn.actor)
    kept = health_report(customer_id, work=turn.work, actor=turn.actor)
    if isinstance(kept, Declined):
        return [say(kept.reason)]
    post = _post(turn, kept, attached=True)
    if before is None:
        return [post]
    offer = Offer(
        f"看{moment(before.asked_at, zone=turn.zone)}申请的那份",
        Verb.RELEASE,
        f"open:{before.release_id}",
    )
    return [Post(post.screen, [*post.rows, [offer]], attached=post.attached)]


def act(turn: Turn, argument: str) -> Posts:
    """A button on a report: `act:id`."""
    name, _, key = argument.partition(":")
    if name == "waiting":
        return waiting(turn)
    done = _ACTS.get(name)
    if done is None:
        return [say(_NO_ACT)]
    kept = done(turn, key)
    if isinstance(kept, Declined):
        return [say(kept.reason)]
    if name == "chart":
        return [_chart(kept)]
    if name == "open":
        return [_post(turn, kept, attached=True)]
    files = (_pdf(turn, kept),) if kept.approved else ()
    told = said(f"{TITLE}（{kept.report.customer_name}）：{_state(kept)}。")
    return [Post(told, _rows(turn, kept), attached=files)]


_MAKING = "正在生成PDF，几秒钟就好……"


def waiting(turn: Turn) -> Posts:
    """What waits for the supervisor."""
    rows = waiting_releases(work=turn.work, actor=turn.actor)
    if not rows:
        return [say(_NONE)]
    offers = [
        [
            Offer(
                f"{name} {moment(row.asked_at, zone=turn.zone)}",
                Verb.RELEASE,
                f"open:{row.release_id}",
            )
        ]
        for row, name in rows
    ]
    return [Post(said(f"等您放行的{TITLE}（{len(rows)}份）"), offers)]


def decided_news(turn: Turn, notice: DueNotice) -> Posts | Outdated:
    """What the supervisor decided of a report, told to who asked; none once it is undone."""
    kept = released(notice.named("release_id"), work=turn.work, actor=turn.actor)
    if isinstance(kept, Declined) or kept.release is None or kept.release.decided_at is None:
        return Outdated("已撤销")
    words = _DECIDED.format(name=kept.report.customer_name, state=_state(kept))
    offer = Offer("看报告", Verb.RELEASE, f"open:{kept.release.release_id}")
    return [Post(said(words), [[offer]])]


def _post(turn: Turn, kept: KeptReport, *, attached: bool) -> Post:
    screen = health_screen(kept.report, state=_state(kept))
    files = (_pdf(turn, kept),) if attached else ()
    return Post(screen, _rows(turn, kept), attached=files)


def _state(kept: KeptReport) -> str:
    release = kept.release
    if release is None or release.withdrawn_at is not None:
        return DRAFT
    if kept.waits:
        return _ASKED
    if kept.barred is not None:
        return _BARRED.format(reason=kept.barred.reason)
    return _APPROVED if release.approved else _RETURNED


def _rows(turn: Turn, kept: KeptReport) -> list[list[Offer]]:
    release, sid = kept.release, kept.suggestion_id
    rows = [[Offer("🖼 看图", Verb.RELEASE, f"chart:{sid}")]]
    if release is None or release.withdrawn_at is not None:
        return [*rows, [Offer("申请放行", Verb.RELEASE, f"ask:{sid}")]]
    rid, leads = release.release_id, turn.actor.role is Role.SUPERVISOR
    if kept.waits and leads:
        yes, no = (
            Offer("✔ 批准", Verb.RELEASE, f"yes:{rid}"),
            Offer("✖ 退回", Verb.RELEASE, f"no:{rid}"),
        )
        return [*rows, [yes, no]]
    if kept.waits:
        return [*rows, [Offer("↩ 撤回申请", Verb.RELEASE, f"withdraw:{rid}")]]
    return [*rows, [Offer("↩ 撤回决定", Verb.RELEASE, f"again:{rid}")]] if leads else rows


def _pdf(turn: Turn, kept: KeptReport) -> Attachment:
    begun(_MAKING)
    return Attachment(f"{_titled(kept)}.pdf", report_pdf(kept, work=turn.work))


def _chart(kept: KeptReport) -> Post:
    """The charts as a picture; one that may not go to the customer says so in itself."""
    picture = Attachment(f"{_titled(kept)}.png", report_picture(kept), picture=True)
    told = chart_heading(kept.report, approved=kept.approved).replace("\n", "")
    return Post(said(told), attached=(picture,))


def _titled(kept: KeptReport) -> str:
    return f"{TITLE}{'' if kept.approved else '（内部草稿）'}-{kept.report.customer_name}"


_Act = Callable[[Turn, str], KeptReport | Declined]
_ACTS: Mapping[str, _Act] = {
    "open": lambda turn, key: released(key, work=turn.work, actor=turn.actor),
    "chart": lambda turn, key: kept_report(key, work=turn.work, actor=turn.actor),
    "ask": lambda turn, key: request_release(key, work=turn.work, actor=turn.actor),
    "withdraw": lambda turn, key: withdraw(key, work=turn.work, actor=turn.actor),
    "yes": lambda turn, key: decide(key, approved=True, work=turn.work, actor=turn.actor),
    "no": lambda turn, key: decide(key, approved=False, work=turn.work, actor=turn.actor),
    "again": lambda turn, key: reconsider(key, work=turn.work, actor=turn.actor),
}
