"""Status and team: how customers and teams stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.conversation.asked import StatusAsked
from bot.conversation.buttons import Offer, Post, Verb, say
from bot.conversation.routes.choosing import (
    NOBODY,
    ask_whom,
    choice,
    for_the_others,
    others_named,
)
from bot.conversation.routes.customer import whole_button
from bot.conversation.routes.escalations import at_head
from bot.conversation.subjects import AboutCustomer
from bot.conversation.turn import Turn
from bot.render.supervision import status_screen, team_screen
from bot.results.customers import Found, Several, Status, Unknown
from bot.results.declined import Declined
from bot.results.notes import Message
from bot.usecases.find import find_customer, name_customer
from bot.usecases.oversee import customer_status, team_overview
from store.actor import may_solve
from store.models import Role
from store.names.words import looks_like_name

_SOMEBODYS = re.compile(
    r"(?:帮我|麻烦|请)?(?:查|看|问|说)?(?:一?下|看|查)?(?P<who>[一-鿿]{2,4}?)"
    r"(?:的(?!话)|现在|最近|目前|近来|怎么样|什么情况)"
)
"""A question that begins with whom it is about."""
_WHOSE_STATUS = "要看哪位客户？请说姓名或编号。"


def status_wanted(turn: Turn, message: Message) -> Sequence[Post]:
    """How the customer stands whom words name or mean."""
    if message.customer is None and turn.in_hand and turn.means_in_hand(message.text):
        return show_status(turn, turn.in_hand.customer_id)
    if message.customer is None or isinstance(message.customer, Unknown):
        nobodys = _nobodys(turn, message.text)
        if nobodys or message.customer is None:
            return nobodys or ask_whom(turn, StatusAsked(), _WHOSE_STATUS)
    about, shown = message.customer, status_for(turn, message.customer)
    if not isinstance(about, Found):
        return shown
    others = others_named(turn, message.text, besides=about.customer_id)
    return [*shown, *for_the_others(others, StatusAsked())]


def _nobodys(turn: Turn, text: str) -> Sequence[Post]:
    """That whom a question names is nobody's here: 钟婉如的情况; nothing where it names nobody."""
    named = _SOMEBODYS.match(text)
    if named is None or not looks_like_name(named["who"]):
        return []
    found = name_customer(named["who"], work=turn.work, actor=turn.actor)
    return status_for(turn, found or Unknown(named["who"]))


def status_command(turn: Turn, words: str) -> Sequence[Post]:
    """/status customer."""
    if not words and turn.in_hand is not None:
        return show_status(turn, turn.in_hand.customer_id)
    found = find_customer(words, work=turn.work, actor=turn.actor) if words else None
    return status_for(turn, found)


def status_for(turn: Turn, found: Found | Several | Unknown | None) -> Sequence[Post]:
    """The status of whom was found, a choice, or a clear no."""
    if found is None:
        return [say(NOBODY)]
    if not isinstance(found, Found):
        return [choice(turn, found, StatusAsked())]
    return show_status(turn, found.customer_id)


def show_status(turn: Turn, customer_id: str) -> Sequence[Post]:
    """How one customer stands."""
    return status_shown(turn, customer_status(customer_id, work=turn.work, actor=turn.actor))


def status_shown(turn: Turn, status: Status | Declined) -> Sequence[Post]:
    """A customer's status as read, or why it is not shown."""
    if isinstance(status, Declined):
        return [say(status.reason)]
    record = status.record
    customer = turn.hold(record.customer_id, record.name)
    turn.asked(StatusAsked())
    rows = [[Offer("通话前简报", Verb.BRIEF, record.customer_id), whole_button()]]
    complaints = status.record.complaints
    closable = [
        each for each in complaints if may_solve(turn.actor, each.size, about=each.about_staff_id)
    ]
    rows += [[Offer("✅ 投诉已解决", Verb.SOLVED, each.complaint_id)] for each in closable]
    leads = turn.actor.role is Role.SUPERVISOR
    screen = status_screen(status, zone=turn.zone, today=turn.today, with_owner=leads)
    return [Post(screen, rows, AboutCustomer(customer))]


def team_command(turn: Turn) -> Sequence[Post]:
    """/team: the team at a glance."""
    team = team_overview(work=turn.work, actor=turn.actor)
    return [*at_head(turn), Post(team_screen(team.rows, unreadable=team.unreadable))]
