"""Status, lists, team, diary: how customers and teams stand."""

from __future__ import annotations

import asyncio

from telegram import Update

from bot.handlers.briefs import find, offer_choice
from bot.handlers.replies import in_rows, send, typing
from bot.handlers.state import Context
from bot.render.supervision import diary_screen, list_screen, status_screen, team_screen
from bot.render.text import escape
from bot.results.customers import Found, Several
from bot.results.declined import Declined
from bot.usecases.brief import NOT_FOUND
from bot.usecases.oversee import customer_status, customers_with, diary, team_overview
from store.actor import Actor
from store.models import Role

LISTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "churn": ("流失预警", ("CHURN_NO_TRANSACTIONS", "CHURN_OUTFLOW")),
    "maturity": ("快到期", ("MATURITY_SOON",)),
    "birthday": ("近期生日", ("BIRTHDAY_SOON",)),
    "overdue": ("该联系了", ("CONTACT_OVERDUE", "FOLLOW_UP_OVERDUE", "PROMISE_DUE")),
    "idle": ("资金闲置", ("IDLE_FUNDS",)),
    "complaint": ("未结投诉", ("OPEN_COMPLAINT",)),
    "risk": ("测评过期或缺失", ("RISK_ASSESSMENT_EXPIRED", "RISK_ASSESSMENT_MISSING")),
    "consent": ("没有授权或免打扰", ("NO_MARKETING_CONSENT", "DO_NOT_CONTACT")),
    "new": ("新客户", ("NEW_CUSTOMER",)),
    "info": ("信息要补", ("INFO_INCOMPLETE", "RECORD_CONFLICT")),
}
_WORDS = {
    "churn": ("流失", "转走", "转出", "要走", "预警"),
    "maturity": ("到期",),
    "birthday": ("生日",),
    "overdue": ("没联系", "久未", "该联系", "过期", "逾期", "跟进"),
    "idle": ("闲置", "活期", "趴"),
    "complaint": ("投诉",),
    "risk": ("测评", "风评"),
    "consent": ("授权", "免打扰"),
    "new": ("新客户", "新开户", "刚开户"),
    "info": ("信息", "资料不全"),
}


async def status_command(update: Update, context: Context, actor: Actor) -> None:
    """/status customer."""
    words = " ".join(context.args or [])
    if not words and context.state.customer_id:
        await show_status(update, context, actor, context.state.customer_id)
        return
    found = await find(context, actor, words) if words else None
    await status_for(update, context, actor, found)


async def status_for(
    update: Update, context: Context, actor: Actor, found: Found | Several | None
) -> None:
    """The status of whom was found, a choice, or a clear no."""
    if found is None:
        await send(update, context, NOT_FOUND.reason, protected=False)
    elif isinstance(found, Several):
        await offer_choice(update, context, found, verb="s")
    else:
        await show_status(update, context, actor, found.customer_id)


async def show_status(update: Update, context: Context, actor: Actor, customer_id: str) -> None:
    """How one customer stands."""
    await typing(update, context)
    desk = context.desk
    now = desk.now()
    result = await asyncio.to_thread(
        lambda: customer_status(desk=desk, actor=actor, customer_id=customer_id, now=now)
    )
    if isinstance(result, Declined):
        await send(update, context, escape(result.reason), protected=False)
        return
    context.state.hold(result.card.customer_id, result.card.name)
    buttons = [[("通话前简报", f"b:{result.card.customer_id}"[:64])]]
    for complaint_id in result.open_complaints:
        buttons.append([("✅ 投诉已解决", f"solved:{complaint_id}")])
    screen = status_screen(result, zone=desk.zone, today=now.date())
    await send(update, context, screen, buttons=buttons)


async def list_command(update: Update, context: Context, actor: Actor) -> None:
    """/list [what]: the list meant, or the lists as buttons."""
    await list_for(update, context, actor, " ".join(context.args or []))


async def list_for(update: Update, context: Context, actor: Actor, text: str) -> None:
    """The list a sentence means, or the lists to choose from."""
    name = next((n for n, words in _WORDS.items() if any(w in text for w in words)), None)
    if name is not None:
        await show_list(update, context, actor, name)
        return
    rows = in_rows([(heading, f"list:{n}") for n, (heading, _) in LISTS.items()], width=2)
    await send(update, context, "要看哪一类客户？", buttons=rows, protected=False)


async def show_list(update: Update, context: Context, actor: Actor, name: str) -> None:
    """Customers on whom a list's alerts stand."""
    heading, codes = LISTS[name]
    await typing(update, context)
    desk = context.desk
    listed = await asyncio.to_thread(
        lambda: customers_with(codes, desk=desk, actor=actor, now=desk.now())
    )
    buttons = in_rows([(each.name, f"b:{each.customer_id}"[:64]) for each in listed[:6]])
    await send(update, context, list_screen(listed, heading=heading), buttons=buttons)


async def team_command(update: Update, context: Context, actor: Actor) -> None:
    """/team: the team at a glance."""
    if actor.role is not Role.SUPERVISOR:
        await send(update, context, team_screen(()), protected=False)
        return
    await typing(update, context)
    desk = context.desk
    members = await asyncio.to_thread(lambda: team_overview(desk=desk, actor=actor, now=desk.now()))
    await send(update, context, team_screen(members))


async def today_command(update: Update, context: Context, actor: Actor) -> None:
    """/today: what is due."""
    desk = context.desk
    now = desk.now()
    due = await asyncio.to_thread(lambda: diary(desk=desk, actor=actor, now=now))
    customers = dict.fromkeys(each.customer_id for each in due)
    buttons = in_rows([(key, f"b:{key}"[:64]) for key in list(customers)[:9]])
    await send(update, context, diary_screen(due, today=now.date()), buttons=buttons)
