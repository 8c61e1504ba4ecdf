"""The officers' queue in chat: its pages, and an item opened with what may be decided."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.conversation.buttons import Offer, Post, Verb, in_rows, say
from bot.conversation.memory import ItemInHand
from bot.conversation.routes import queue_month
from bot.conversation.subjects import QueueShown
from bot.conversation.turn import Turn
from bot.render.queue import item_line, opened_screen, queue_screen, record_screen
from bot.render.review import suggestion_line, suggestions_screen
from bot.results.declined import Declined
from bot.results.queue import ItemOpened, QueueItem
from bot.usecases.queue import ItemFilter, open_item, queue_page, read_item
from bot.usecases.queue_words import condition_of, logged_page, note_search
from store.models import ItemKind, ItemState, ReviewVerdict, Role

Posts = Sequence[Post]
MORE = "more:"
"""The deed of a button that leads on, before the id of the item shown last."""
_ALL = "给出的建议"
_LONGEST = 30
"""A question is short; what is longer is a text to judge."""
_A_TEXT = re.compile("这[段句]话|这样说|这么说|能不能|可以[发说]|[：:]")
_NEXT = re.compile("^(?:下一[条个件]|继续审?|接着审?|往下)[。吧]?$")
_NO_ITEM = re.compile(r"^(?:通过|驳回|不通过|上报|误报)[了吧]?[，,、\s]+\S{2,}")
_WHICH_ITEM = "还没有点开哪一条。发 /review 点开，再打“驳回：理由”。"
_NOT_READ = "没看懂“{words}”，没有按它找。"
_WHICH = "同名的客户不止一位：{ids}。请写客户编号。"
_DONE, _ASKED = "审过的", "等客户经理回答的"


def at_head(turn: Turn) -> Posts:
    """An officer's queue; nothing for other roles."""
    return page(turn, ItemFilter()) if turn.actor.role is Role.COMPLIANCE else []


def page(turn: Turn, chosen: ItemFilter, heading: str = "", *, after: str = "") -> Posts:
    """A page of the items meant, each a button; what is asked about no more is let go."""
    found = queue_page(chosen, work=turn.work, actor=turn.actor, after=after)
    if isinstance(found, Declined):
        return [say(found.reason)]
    rows = [
        [Offer(item_line(item, now=turn.work.now, zone=turn.zone), Verb.REVIEW, _open(item))]
        for item in found.items
    ]
    below = []
    if found.more:
        below.append(Offer("再看几条", Verb.REVIEW, MORE + found.items[-1].item_id))
    if not heading:
        below += [
            Offer(_ASKED, Verb.REVIEW, "asked:"),
            Offer(_DONE, Verb.REVIEW, "done:"),
            Offer("合规月报", Verb.REVIEW, "month:"),
            Offer(_ALL, Verb.OLDER, ""),
        ]
    shown = queue_screen(found, heading, now=turn.work.now, zone=turn.zone)
    return [Post(shown, [*rows, *in_rows(below)], QueueShown(chosen, heading))]


def go_on(turn: Turn, shown: QueueShown, after: str) -> Posts:
    """The page that follows."""
    if shown.logged:
        return logged(turn, shown.chosen, shown.heading, before=after)
    return page(turn, shown.chosen, shown.heading, after=after)


def whole_in_words(turn: Turn, text: str) -> Posts | None:
    """The same where every word of it was understood."""
    return in_words(turn, text, whole=True)


def in_words(turn: Turn, text: str, *, whole: bool = False) -> Posts | None:
    """What an officer asks of the queue or the log: read back above what is found."""
    if turn.actor.role is not Role.COMPLIANCE or len(text) > _LONGEST or _A_TEXT.search(text):
        return None
    report = queue_month.in_words(turn, text)
    if report is not None:
        return report
    if _NEXT.match(text.strip()):
        return following(turn)
    if _NO_ITEM.match(text.strip()):
        return [say(_WHICH_ITEM)]
    asked = condition_of(text, work=turn.work, actor=turn.actor)
    if asked is None or (whole and asked.left):
        return None
    note_search(asked, work=turn.work, actor=turn.actor)
    if asked.same_name:
        return [say(_WHICH.format(ids="、".join(asked.same_name)))]
    unread = [say(_NOT_READ.format(words="、".join(asked.left)))] if asked.left else []
    shown = logged if asked.logged else page
    return [*unread, *shown(turn, asked.chosen, asked.read_back)]


def logged(turn: Turn, chosen: ItemFilter, heading: str, *, before: str = "") -> Posts:
    """Suggestions of the log under a condition, each a button to its evidence."""
    rows, more = logged_page(chosen, work=turn.work, actor=turn.actor, before_id=before or None)
    offers = [
        [Offer(suggestion_line(row, turn.zone), Verb.EVIDENCE, row.suggestion_id)] for row in rows
    ]
    if more:
        offers.append([Offer("更早的", Verb.REVIEW, MORE + rows[-1].suggestion_id)])
    shown = suggestions_screen(rows, turn.zone, heading=f"{_ALL}：{heading}" if heading else _ALL)
    return [Post(shown, offers, QueueShown(chosen, heading, logged=True))]


def opened(turn: Turn, item_id: str) -> Posts:
    """An item with its evidence; the next words may decide it."""
    found = open_item(item_id, work=turn.work, actor=turn.actor)
    if isinstance(found, Declined):
        return [say(found.reason)]
    if found.item.may_decide and found.item.kind is not ItemKind.DRAFT:
        turn.wait(ItemInHand(item_id))
    return [Post(opened_screen(found, now=turn.work.now, zone=turn.zone), _rows(found))]


def record(turn: Turn, item_id: str) -> Posts:
    """The customer's record as it was."""
    found = read_item(item_id, work=turn.work, actor=turn.actor)
    if isinstance(found, Declined):
        return [say(found.reason)]
    return [Post(record_screen(found))]


def following(turn: Turn, _: str = "") -> Posts:
    """The item that is first in the queue now."""
    found = queue_page(ItemFilter(), work=turn.work, actor=turn.actor, limit=1)
    if isinstance(found, Declined) or not found.items:
        return page(turn, ItemFilter())
    return opened(turn, found.items[0].item_id)


def _rows(found: ItemOpened) -> list[list[Offer]]:
    item = found.item
    if item.kind is ItemKind.DRAFT:
        return [[Offer("打开草稿", Verb.DRAFT, item.script_id or "")]]
    rows = _deciding(found) if item.may_decide else []
    evidence = []
    if found.suggestion is not None:
        row = found.suggestion.suggestion
        evidence += [
            Offer("当时所示", Verb.AS_SHOWN, row.suggestion_id),
            Offer("依据", Verb.EVIDENCE, row.suggestion_id),
        ]
        if row.record_read:
            evidence.append(Offer("当时的档案", Verb.REVIEW, f"record:{item.item_id}"))
    if item.verdict is ReviewVerdict.ANSWERED:
        rows.append([Offer("存成草稿话术", Verb.REVIEW, f"script:{item.item_id}")])
    return [*rows, *in_rows([*evidence, Offer("下一条", Verb.REVIEW, "next:")], width=4)]


def _deciding(found: ItemOpened) -> list[list[Offer]]:
    key, kind = found.item.item_id, found.item.kind
    if kind is ItemKind.QUESTION:
        return [[Offer("💬 答复", Verb.REVIEW, f"reply:{key}")]]
    offers = [
        Offer("✅ 通过", Verb.REVIEW, f"passed:{key}"),
        Offer("✖ 驳回", Verb.REVIEW, f"rejected:{key}"),
        Offer("⬆ 上报", Verb.REVIEW, f"escalated:{key}"),
    ]
    if kind in (ItemKind.NOTE, ItemKind.TEXT, ItemKind.EDIT, ItemKind.STOP):
        offers.append(Offer("🔕 误报", Verb.REVIEW, f"dismissed:{key}"))
    if found.item.state is ItemState.OPEN:
        offers.append(Offer("❓ 问客户经理", Verb.REVIEW, f"ask:{key}"))
    return in_rows(offers)


def _open(item: QueueItem) -> str:
    return f"open:{item.item_id}"


PAGES: dict[str, Callable[[Turn, str], Posts]] = {
    "open": opened,
    "record": record,
    "next": following,
    "month": queue_month.month,
    "file": queue_month.export,
    "candidates": queue_month.candidates,
    "asked": lambda turn, _: page(turn, ItemFilter(waiting=False, state=ItemState.ASKED), _ASKED),
    "done": lambda turn, _: page(turn, ItemFilter(waiting=False, decided=True), _DONE),
}
"""What a button of the queue shows, by its deed."""
