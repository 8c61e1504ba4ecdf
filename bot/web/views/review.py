"""The officers' queue: gone through by keys, an item with its evidence beside, decided for good."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.responses import Response

from bot.render.queue import item_line, opened_screen, record_screen
from bot.results.declined import Declined
from bot.results.queue import ItemOpened, QueuePage
from bot.usecases.queue import ItemFilter, open_item, queue_page, read_item
from bot.usecases.queue_ask import reply
from bot.usecases.queue_deciding import ask_manager, decide
from bot.usecases.queue_words import QueueCondition, condition_of, note_search
from bot.web.entry import seen_other
from bot.web.pages import bare, page
from store.models import ItemKind, ReviewVerdict, Risk

if TYPE_CHECKING:
    from bot.web.house import Visit

PAGE = 25
_FIELDS = ("staff", "customer", "rule", "script", "product", "officer")
_DECIDED = frozenset({"passed", "rejected", "escalated", "dismissed"})
_ASK, _REPLY = "ask", "reply"
_NEXT = "已记下：{verdict}。{told}{second}"
_TOLD, _SECOND = "客户经理会收到。", "这一条抽中复核，还要由另一位合规人员看一遍。"
_PUT = "已问{name}，他答了会回到队列里。"
_REPLIED = "已答复，客户经理会收到。"
_DRAFT = "导入的草稿在对话里审：发 /drafts。"


def queue(visit: Visit) -> Response:
    """What waits for this officer, or what a search is for."""
    said = _said(visit)
    chosen = _chosen(visit) if said is None else said.chosen
    found = queue_page(
        chosen, work=visit.work, actor=visit.actor, after=visit.asked("after"), limit=PAGE
    )
    if isinstance(found, Declined):
        return bare("wrong.html", title="看不了", words=found.reason, status=403)
    kept = {name: words for name, words in visit.request.query_params.items() if words}
    return page(
        visit,
        "review.html",
        title="审核队列",
        found=found,
        lines=_lines(visit, found),
        sought=kept,
        searching=bool(kept.keys() - {"after", "done"}),
        more=_more(kept, found),
        kinds=tuple(ItemKind),
        risks=tuple(Risk),
        verdicts=tuple(ReviewVerdict),
        done=visit.asked("done"),
        words=visit.asked("q"),
        said=said,
    )


def _said(visit: Visit) -> QueueCondition | None:
    """The condition that words mean; what is looked for in words is left in the log, once."""
    words = visit.asked("q")
    condition = condition_of(words, work=visit.work, actor=visit.actor) if words else None
    if condition is not None and not visit.asked("after"):
        note_search(condition, work=visit.work, actor=visit.actor)
    return condition


def item(visit: Visit) -> Response:
    """One item; opening it is left in the log."""
    opened = open_item(visit.named("item_id"), work=visit.work, actor=visit.actor)
    return _shown(visit, opened)


def decided(visit: Visit) -> Response:
    """An item decided, or its manager asked; on to the next that waits."""
    key, deed = visit.named("item_id"), visit.form.get("deed", "")
    reason = visit.form.get("reason", "")
    if deed == _ASK:
        name = ask_manager(key, reason, work=visit.work, actor=visit.actor)
        words = name if isinstance(name, Declined) else _PUT.format(name=name)
    elif deed == _REPLY:
        answered = reply(key, reason, work=visit.work, actor=visit.actor)
        words = answered if isinstance(answered, Declined) else _REPLIED
    elif deed in _DECIDED:
        words = _decided(visit, key, ReviewVerdict(deed), reason)
    else:
        return bare("wrong.html", title="没有办成", words="没有这个操作。", status=400)
    if isinstance(words, Declined):
        again = read_item(key, work=visit.work, actor=visit.actor)
        return _shown(visit, again, wrong=words.reason, reason=reason)
    following = _first(visit)
    to = f"/review/{following}" if following else "/review"
    return seen_other(f"{to}?{urlencode({'done': words})}")


def _first(visit: Visit, *, after: str = "") -> str:
    """The id of what waits next; empty where nothing does."""
    found = queue_page(ItemFilter(), work=visit.work, actor=visit.actor, after=after, limit=1)
    return found.items[0].item_id if isinstance(found, QueuePage) and found.items else ""


def _decided(visit: Visit, key: str, verdict: ReviewVerdict, reason: str) -> str | Declined:
    done = decide(key, verdict, reason=reason, work=visit.work, actor=visit.actor)
    if isinstance(done, Declined):
        return done
    return _NEXT.format(
        verdict=verdict.label,
        told=_TOLD if done.told else "",
        second=_SECOND if done.second_waits else "",
    )


def _shown(
    visit: Visit, opened: ItemOpened | Declined, *, wrong: str = "", reason: str = ""
) -> Response:
    if isinstance(opened, Declined):
        return bare("wrong.html", title="没有这一条", words=opened.reason, status=404)
    zone, now = visit.house.desk.zone, visit.work.now
    after = _first(visit, after=opened.item.item_id)
    return page(
        visit,
        "item.html",
        following=after,
        title=item_line(opened.item, now=now, zone=zone),
        opened=opened,
        evidence=opened_screen(opened, now=now, zone=zone, beside=True),
        record=record_screen(opened),
        wrong=wrong,
        reason=reason,
        done=visit.asked("done"),
        draft=_DRAFT if opened.item.kind is ItemKind.DRAFT else "",
        question=opened.item.kind is ItemKind.QUESTION,
        may_dismiss=opened.item.kind in _FALSE_ALARMS,
        status=422 if wrong else 200,
    )


_FALSE_ALARMS = frozenset({ItemKind.NOTE, ItemKind.TEXT, ItemKind.EDIT, ItemKind.STOP})
"""What a rule or a detector may have caught wrongly."""


def _lines(visit: Visit, found: QueuePage) -> list[str]:
    zone, now = visit.house.desk.zone, visit.work.now
    return [item_line(each, now=now, zone=zone) for each in found.items]


def _more(kept: dict[str, str], found: QueuePage) -> str:
    """The address of the page behind; empty where nothing follows."""
    if not found.more:
        return ""
    return "/review?" + urlencode({**kept, "after": found.items[-1].item_id})


def _chosen(visit: Visit) -> ItemFilter:
    """The condition of a search's fields; all that waits where none is filled in."""
    staff, customer, rule, script, product, officer = map(visit.asked, _FIELDS)
    kind, risk, verdict = (visit.asked(name) for name in ("kind", "risk", "verdict"))
    since, until = _day(visit, "since"), _day(visit, "until")
    return ItemFilter(
        waiting=visit.asked("all") != "yes" and not verdict and not officer,
        kinds=(ItemKind(kind),) if kind in set(ItemKind) else (),
        risk=Risk(risk) if risk in set(Risk) else None,
        verdict=ReviewVerdict(verdict) if verdict in set(ReviewVerdict) else None,
        staff_id=staff,
        customer_id=customer,
        rule_id=rule,
        script_id=script,
        product_id=product,
        officer_id=officer,
        since=since,
        until=until + timedelta(days=1) if until is not None else None,
    )


def _day(visit: Visit, name: str) -> datetime | None:
    try:
        day = date.fromisoformat(visit.asked(name))
    except ValueError:
        return None
    return datetime.combine(day, time(), tzinfo=visit.house.desk.zone)
