"""Status, lists, team, diary: how customers and teams stand."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.asked import StatusAsked
from bot.conversation.buttons import AboutCustomer, Offer, Post, Verb, in_rows, say
from bot.conversation.routes.choosing import (
    NOBODY,
    ask_whom,
    choice,
    for_the_others,
    others_named,
)
from bot.conversation.routes.customer import whole_button
from bot.conversation.routes.escalations import at_head
from bot.conversation.turn import Turn
from bot.record.vocabulary import AlertCode
from bot.render.supervision import diary_screen, list_screen, status_screen, team_screen
from bot.results.customers import DiaryEntry, Found, Several, Status, Unknown
from bot.results.declined import Declined
from bot.results.notes import Message
from bot.usecases.find import find_customer
from bot.usecases.follow_up import close_follow_up, reopen_follow_up
from bot.usecases.oversee import customer_status, customers_with, diary, team_overview
from bot.usecases.refusals import ADVISED, NO_LISTS
from store.actor import may_solve

LISTS: dict[str, tuple[str, tuple[AlertCode, ...], tuple[str, ...]]] = {
    "churn": (
        "流失预警",
        (AlertCode.CHURN_NO_TRANSACTIONS, AlertCode.CHURN_OUTFLOW),
        ("流失", "转走", "转出", "要走", "预警"),
    ),
    "maturity": (
        "到期",
        (AlertCode.MATURED_UNPLACED, AlertCode.MATURITY_SOON),
        ("到期",),
    ),
    "late": ("服务时限已过", (AlertCode.CLOCK_MISSED,), ("超时", "时限")),
    "birthday": ("近期生日", (AlertCode.BIRTHDAY_SOON,), ("生日",)),
    "overdue": (
        "该联系了",
        (AlertCode.CONTACT_OVERDUE, AlertCode.FOLLOW_UP_OVERDUE, AlertCode.PROMISE_DUE),
        ("没联系", "久未", "该联系", "过期", "逾期", "跟进"),
    ),
    "idle": ("资金闲置", (AlertCode.IDLE_FUNDS,), ("闲置", "活期", "趴")),
    "complaint": ("未结投诉", (AlertCode.OPEN_COMPLAINT,), ("投诉",)),
    "risk": (
        "测评过期或缺失",
        (AlertCode.RISK_ASSESSMENT_EXPIRED, AlertCode.RISK_ASSESSMENT_MISSING),
        ("测评", "风评"),
    ),
    "consent": (
        "没有授权或免打扰",
        (AlertCode.NO_MARKETING_CONSENT, AlertCode.DO_NOT_CONTACT),
        ("授权", "免打扰"),
    ),
    "new": ("新客户", (AlertCode.NEW_CUSTOMER,), ("新客户", "新开户", "刚开户")),
    "info": (
        "信息要补",
        (AlertCode.INFO_INCOMPLETE, AlertCode.RECORD_CONFLICT),
        ("信息", "资料不全"),
    ),
}
"""Lists by name: heading, the alerts that put a customer there, words that mean it."""
_MOST_BUTTONS, _MOST_DUE = 6, 9
_WHOSE_STATUS = "要看哪位客户？请说姓名或编号。"
_NO_LIST = "没有这个名单。发 /list 看有哪些。"


def status_wanted(turn: Turn, message: Message) -> Sequence[Post]:
    """How the customer stands whom words name or mean."""
    if message.customer is None and turn.in_hand and turn.means_in_hand(message.text):
        return show_status(turn, turn.in_hand.customer_id)
    if message.customer is None:
        return ask_whom(turn, StatusAsked(), _WHOSE_STATUS)
    about, shown = message.customer, status_for(turn, message.customer)
    if not isinstance(about, Found):
        return shown
    others = others_named(turn, message.text, besides=about.customer_id)
    return [*shown, *for_the_others(others, StatusAsked())]


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
    screen = status_screen(status, zone=turn.zone, today=turn.today)
    return [Post(screen, rows, AboutCustomer(customer))]


def list_command(turn: Turn, words: str) -> Sequence[Post]:
    """/list [what]: the list meant, or the lists as buttons."""
    if turn.actor.role not in ADVISED:
        return [say(NO_LISTS.reason)]
    meant = (name for name, (_, _, signs) in LISTS.items() if any(s in words for s in signs))
    name = next(meant, None)
    if name is not None:
        return show_list(turn, name)
    offers = [Offer(heading, Verb.LIST, name) for name, (heading, _, _) in LISTS.items()]
    return [say("要看哪一类客户？", rows=in_rows(offers, width=2))]


def show_list(turn: Turn, name: str) -> Sequence[Post]:
    """Customers on whom a list's alerts stand."""
    if name not in LISTS:
        return [say(_NO_LIST)]
    if turn.actor.role not in ADVISED:
        return [say(NO_LISTS.reason)]
    heading, codes, _ = LISTS[name]
    listed = customers_with(codes, work=turn.work, actor=turn.actor)
    first = listed.rows[:_MOST_BUTTONS]
    offers = [Offer(each.name, Verb.BRIEF, each.customer_id) for each in first]
    screen = list_screen(listed.rows, heading=heading, unreadable=listed.unreadable)
    return [Post(screen, in_rows(offers))]


def team_command(turn: Turn) -> Sequence[Post]:
    """/team: the team at a glance."""
    team = team_overview(work=turn.work, actor=turn.actor)
    return [*at_head(turn), Post(team_screen(team.rows, unreadable=team.unreadable))]


def today_command(turn: Turn) -> Sequence[Post]:
    """/today: what is due, each with a button to tick it off."""
    found = diary(work=turn.work, actor=turn.actor)
    due = found.rows
    names = {each.follow_up.customer_id: each.customer_name for each in due}
    briefs = [Offer(name, Verb.BRIEF, key) for key, name in list(names.items())[:_MOST_DUE]]
    done = [
        Offer(f"✔ 办完第{at}件", Verb.DONE, each.follow_up.follow_up_id)
        for at, each in enumerate(due[:_MOST_DUE], 1)
    ]
    screen = diary_screen(due, zone=turn.zone, today=turn.today, unreadable=found.unreadable)
    return [*at_head(turn), Post(screen, [*in_rows(briefs), *in_rows(done)])]


def done(turn: Turn, follow_up_id: str) -> Sequence[Post]:
    """A follow-up or promise is kept; it can be taken back."""
    closed = close_follow_up(follow_up_id, work=turn.work, actor=turn.actor)
    if isinstance(closed, Declined):
        return [say(closed.reason)]
    undo = Offer("↩ 还没办完", Verb.NOT_DONE, follow_up_id)
    return [say(f"✅ 已办完：{_named(closed)}", rows=[[undo]])]


def not_done(turn: Turn, follow_up_id: str) -> Sequence[Post]:
    """It is open again."""
    opened = reopen_follow_up(follow_up_id, work=turn.work, actor=turn.actor)
    if isinstance(opened, Declined):
        return [say(opened.reason)]
    return [say(f"已放回日程：{_named(opened)}")]


def _named(entry: DiaryEntry) -> str:
    return f"{entry.customer_name}——{entry.follow_up.text}"
