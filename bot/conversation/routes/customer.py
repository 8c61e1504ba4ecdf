"""A customer whole: /customer, one phone's screen first, the parts behind buttons, the chart."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.attachments import Attachment
from bot.blocks import said
from bot.conversation.asked import WholeAsked
from bot.conversation.buttons import Offer, Post, Verb, in_rows, say
from bot.conversation.memory import InHand
from bot.conversation.routes.choosing import NOBODY, ask_whom, choice
from bot.conversation.subjects import AboutCustomer
from bot.conversation.turn import Turn
from bot.render.whole import PAGE, PARTS, pages_of, part_screen, whole_screen
from bot.results.customers import Found, Several, Unknown
from bot.results.declined import Declined
from bot.results.whole import WholeCustomer
from bot.usecases.customer import whole_customer
from bot.usecases.find import find_customer, name_customer
from store.names.strangers import person_named

_WHOSE = "要看哪位客户的全部资料？请说姓名或编号。"
_NO_PART = "没有这一部分。发 /customer 重新看。"
_ALL = re.compile(
    r"(?:全部|所有|完整|整个|全套|一整套)的?(?:客户)?(?:资料|信息|档案|情况|记录)|客户档案|360|客户全貌|客户画像"
)
_LEAD = re.compile(r"^(?:请|帮我|给我|我要|我想|麻烦|调出|调|看看|看|查|翻|打开|一下|下)*")
_PRONOUN = re.compile("[他她它]|这位客户|这个客户|该客户")
_BEHIND = re.compile(r"^(?:的|给我|看看|看一下|看|调出来|发我|拿来|一下|吧|呢)*[。.!！~]*$")
_LONGEST = 24
_ASKED_PARTS = {
    "changes": "(?:资料|信息|档案|负责人|分层)?的?(?:变更|修改|改动|变动)的?(?:记录|历史|明细|情况)"
    "|修改过什么|改过什么|改了什么",
    "talks": "(?:沟通|联系|联络|拜访|通话)的?(?:记录|历史|明细)|聊过什么|聊过些什么",
    "held": "(?:持有|持仓|产品持有|账户持有)(?:的产品|情况|明细|清单)?|持有什么|买了什么",
    "advice": "(?:给过的?|历史)建议(?:记录)?|建议记录",
    "todo": "(?:待办|跟进)(?:事项|记录|清单)?",
}
"""Parts of a customer asked for by their own words."""
_PART = re.compile(
    "^(?:请|帮我|给我|我要|我想|麻烦|调出|调|看看|看|查一?下?|翻|打开|一下|下)*(?P<who>[^,，。的]{0,12}?)的?(?:"
    + "|".join(f"(?P<{part}>{words})" for part, words in _ASKED_PARTS.items())
    + ")(?:给我|看看|看一下|看|调出来|发我|拿来|一下|吧|呢|[?？])*[。.!！~]*$"
)


def customer_command(turn: Turn, words: str) -> Sequence[Post]:
    """/customer [name]: the one named, else the one in hand."""
    if not words:
        if turn.in_hand is None:
            return ask_whom(turn, WholeAsked(), _WHOSE)
        return show_whole(turn, turn.in_hand.customer_id)
    return whole_for(turn, find_customer(words, work=turn.work, actor=turn.actor))


def whole_wanted(turn: Turn, text: str) -> Sequence[Post] | None:
    """王建国的全部资料: the customer whole; None where the words ask no such thing.

    Everything of the message is the name and the wish, so that no question and no note is taken.
    """
    wish = _ALL.search(text) if len(text) <= _LONGEST else None
    if wish is None or not _BEHIND.match(text[wish.end() :]):
        return None
    whose = _LEAD.sub("", text[: wish.start()]).removesuffix("的")
    if _PRONOUN.fullmatch(whose):
        return show_whole(turn, turn.in_hand.customer_id) if turn.in_hand else None
    named = name_customer(whose, work=turn.work, actor=turn.actor) if whose else None
    if isinstance(named, Unknown) and not named.near and person_named(whose) is None:
        return None
    return whole_for(turn, named) if named is not None else None


def part_wanted(turn: Turn, text: str) -> Sequence[Post] | None:
    """许国强的变更记录: that part of what is known; None where the words ask for none."""
    wish = _PART.match(text.strip()) if len(text) <= _LONGEST else None
    if wish is None:
        return None
    whose = wish["who"].removesuffix("的")
    about: object = turn.in_hand
    if whose and not _PRONOUN.fullmatch(whose):
        about = name_customer(whose, work=turn.work, actor=turn.actor)
    if not isinstance(about, Found | InHand):
        return None
    part = next(part for part in _ASKED_PARTS if wish[part])
    return show_part(turn, turn.hold(about.customer_id, about.name), part)


def whole_for(turn: Turn, found: Found | Several | Unknown | None) -> Sequence[Post]:
    """The whole of whom was found, a choice, or a clear no."""
    if isinstance(found, Found):
        return show_whole(turn, found.customer_id)
    if isinstance(found, Several | Unknown):
        return [choice(turn, found, WholeAsked())]
    return [say(NOBODY)]


def show_whole(turn: Turn, customer_id: str) -> Sequence[Post]:
    """The first screen with its buttons."""
    whole = whole_customer(customer_id, work=turn.work, actor=turn.actor)
    if isinstance(whole, Declined):
        return [say(whole.reason)]
    record = whole.record
    customer = turn.hold(record.customer_id, record.name)
    turn.asked(WholeAsked())
    return [
        Post(
            whole_screen(whole, zone=turn.zone, today=turn.today),
            _rows(whole),
            AboutCustomer(customer),
        )
    ]


def show_part(turn: Turn, customer: InHand, argument: str) -> Sequence[Post]:
    """A part of what is known of a customer, `part:start`."""
    part, _, start = argument.partition(":")
    whole = whole_customer(customer.customer_id, work=turn.work, actor=turn.actor)
    if isinstance(whole, Declined):
        return [say(whole.reason)]
    turn.hold(customer.customer_id, customer.name)
    if not part:
        return show_whole(turn, customer.customer_id)
    if part == "chart":
        return [_chart(turn, whole)]
    at = int(start or 0)
    shown = part_screen(part, whole, start=at, zone=turn.zone, today=turn.today)
    if shown is None:
        return [say(_NO_PART)]
    rows = _rows(whole, besides=part)
    left = pages_of(part, whole) - at - PAGE
    if left > 0:
        more = Offer(f"更多（还有{left}条）", Verb.CUSTOMER_PART, f"{part}:{at + PAGE}")
        rows.insert(0, [more])
    return [Post(shown, rows, AboutCustomer(customer))]


def whole_button() -> Offer:
    """The button that opens the whole of the customer an answer is about."""
    return Offer("👤 全部资料", Verb.CUSTOMER_PART)


def _rows(whole: WholeCustomer, *, besides: str = "") -> list[list[Offer]]:
    """The parts as buttons, and the way back where one of them is shown."""
    offers = [
        Offer(label, Verb.CUSTOMER_PART, part)
        for part, label in PARTS.items()
        if part != besides and (part != "asks" or whole.asks)
    ]
    brief = Offer("通话前简报", Verb.BRIEF, whole.record.customer_id)
    edit = Offer("✏ 改资料", Verb.FIELDS)
    if whole.open_cases or whole.cases or whole.past.complaints:
        offers.append(Offer("案件", Verb.CASE, f"show:{whole.record.customer_id}"))
    last = [Offer("↩ 客户总览", Verb.CUSTOMER_PART), edit] if besides else [edit, brief]
    return [*in_rows(offers, width=4), last]


def _chart(turn: Turn, whole: WholeCustomer) -> Post:
    from bot.render.charts.customer import whole_chart

    record = whole.record
    drawn = whole_chart(whole, today=turn.today)
    picture = Attachment(f"{record.customer_id}.png", drawn, picture=True)
    words = said(f"{record.name}：持有、到期和沟通（数据截至{turn.today:%Y-%m-%d}）")
    customer = InHand(record.customer_id, record.name)
    rows = _rows(whole, besides="chart")
    return Post(words, rows, AboutCustomer(customer), attached=(picture,))
