"""The communication plan and what it came to: this month, a month gone by, its end by itself.

沟通计划、上个月沟通效果怎么样、10月的沟通总结 ── in_words ─▶ screen, buttons, XLSX
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.attachments import Attachment
from bot.blocks import said
from bot.conversation.buttons import Offer, Post, Verb, say
from bot.conversation.turn import Turn
from bot.render.contacts import contacts_screen
from bot.results.contacts import ContactMonth
from bot.results.declined import Declined
from bot.results.notices import DueNotice, Outdated
from bot.usecases.contact_plan import contact_plan, contact_workbook
from bot.usecases.refusals import ADVISED

Posts = Sequence[Post]
KEY = "contact"
"""The plan's key among the plans; a month (2026-10) stands behind it."""
FILE = "contact_file"
_NO_CUSTOMERS = "名下还没有客户，没有要计划的。"
_MONTHS = "一二三四五六七八九十"
_CONTACTED = r"(?:跟|和|与)?客户(?:联系|沟通)(?:得|的)?(?:情况)?(?=怎么样|怎样|如何|好不好)"
_WHAT = (
    r"(?:客户)?沟通(?:计划)?(?:的)?(?:和|与|跟|及)?"
    r"(?:计划|效果|总结|评估|情况总结|小结|执行情况|完成情况|成效)(?:评估)?(?:表)?"
)
_ASKED = re.compile(
    r"(?:请|把|帮我|给我|替我|我要|我想|想|麻烦|打开|调出|看一?下|看看|查一?下|看|查|出|发|导出|做)*"
    r"(?:我们?的?(?:团队|名下)?|团队|全队|本队|大家)?(?:的)?"
    r"(?:(?P<year>20\d\d)年|(?P<last_year>去年))?"
    r"(?:(?P<word>上个?月|本月|这个?月|当月)|(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?)?"
    r"(?:我们?的?(?:团队|名下)?|团队|全队|本队|大家|所有客户|全部客户)?(?:的)?"
    + rf"(?:{_WHAT}|{_CONTACTED}|联系客户联系得(?=怎么样|怎样|如何|好不好))"
    + r"(?:的)?(?:效果|总结|情况|表|报告)?"
    r"(?:怎么样|怎样|如何|好不好|行不行|出来|看看|看一下|一份|呢|吗|了|吧|导出来?|发我|给我)*"
)


@dataclass(frozen=True)
class AskedMonth:
    """A month by its first day, None for this one; whether a file of it is wanted."""

    month: date | None
    as_file: bool


def in_words(turn: Turn, text: str) -> Posts | None:
    """The plan or a month's summary asked for; None where the words are anything else."""
    if turn.actor.role not in ADVISED:
        return None
    asked = asked_month(text, turn.today)
    if asked is None:
        return None
    if asked.as_file:
        return pressed(turn, FILE, f"{asked.month or turn.today:%Y-%m}")
    return shown(turn, asked.month)


def asked_month(text: str, today: date) -> AskedMonth | None:
    """What of the communication is asked for; None where the words are anything else."""
    asked = _ASKED.fullmatch(text.strip().rstrip("。.!！?？~"))
    return AskedMonth(_month(asked, today), "导出" in text) if asked is not None else None


def shown(turn: Turn, month: date | None = None) -> Posts:
    """A month's communication with its buttons, this month's where none is named."""
    found = contact_plan(work=turn.work, actor=turn.actor, month=month)
    if isinstance(found, Declined):
        return [say(found.reason)]
    if not found.whole.customers:
        return [say(_NO_CUSTOMERS)]
    return [Post(contacts_screen(found), [_buttons(found, turn.today)])]


def pressed(turn: Turn, key: str, month: str) -> Posts:
    """`contact:2026-10` shows a month, `contact_file:2026-10` gives it as a workbook."""
    first = date.fromisoformat(f"{month}-01") if month else None
    if key != FILE:
        return shown(turn, first)
    found = contact_plan(work=turn.work, actor=turn.actor, month=first)
    if isinstance(found, Declined):
        return [say(found.reason)]
    data = contact_workbook(found, work=turn.work, actor=turn.actor)
    name = f"客户沟通计划与效果-{found.first:%Y-%m}.xlsx"
    words = said("沟通计划与效果，含客户信息，请按规定保管。")
    return [Post(words, attached=(Attachment(name, data),))]


def month_news(turn: Turn, notice: DueNotice) -> Posts | Outdated:
    """The month's summary, unasked on its last working day."""
    first = date.fromisoformat(notice.named("month"))
    found = contact_plan(work=turn.work, actor=turn.actor, month=first)
    if isinstance(found, Declined) or not found.whole.customers:
        return Outdated("没有客户可总结")
    head = said(f"📊 {first.month}月沟通总结到了：做了什么、之后有什么记录、下月改什么。")
    return [Post(head), Post(contacts_screen(found), [_buttons(found, turn.today)])]


def _buttons(month: ContactMonth, today: date) -> list[Offer]:
    before = month.first - timedelta(days=1)
    offers = [Offer(f"{before.month}月", Verb.PLAN, f"{KEY}:{before:%Y-%m}")]
    if month.first < today.replace(day=1):
        offers.append(Offer("本月", Verb.PLAN, f"{KEY}:{today:%Y-%m}"))
    return [*offers, Offer("⬇ 导出表格", Verb.PLAN, f"{FILE}:{month.first:%Y-%m}")]


def _month(asked: re.Match[str], today: date) -> date | None:
    """The month named: without a year the last one of that name; None for this month."""
    this = today.replace(day=1)
    word = asked["word"] or ""
    if word.startswith("上"):
        return (this - timedelta(days=1)).replace(day=1)
    if asked["month"] is None:
        return None
    named = asked["month"]
    number = int(named) if named.isdecimal() else _number(named)
    if asked["year"] or asked["last_year"]:
        return date(int(asked["year"] or today.year - 1), number, 1)
    found = date(today.year, number, 1)
    return found if found <= this else found.replace(year=today.year - 1)


def _number(named: str) -> int:
    """一 to 十二 as a number."""
    return _MONTHS.index(named[-1]) + 1 + (10 if named[0] == "十" and len(named) > 1 else 0)
