"""Plans in chat: needs matched with products, asset health, growth, communication, cases.

    王建国的需求匹配清单 ── wanted ─▶ PLANS["match"] ◀─ /plan, buttons, a choice among several

A message is a wish for a plan only where it holds nothing but whose and which.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.attachments import Attachment
from bot.blocks import said
from bot.conversation.asked import PlanAsked
from bot.conversation.buttons import Offer, Post, Verb, in_rows, say
from bot.conversation.progress import MANY, begun
from bot.conversation.routes import contacts
from bot.conversation.routes.choosing import NOBODY, ask_whom, choice
from bot.conversation.routes.library import front, show_growth, show_like
from bot.conversation.routes.releases import show_health
from bot.conversation.subjects import AboutCustomer
from bot.conversation.turn import Turn
from bot.render.matching import TITLE, match_screen, matches_screen
from bot.results.customers import Found, Several, Unknown
from bot.results.declined import Declined
from bot.results.plans import MatchLists
from bot.usecases.find import customers_named, find_customer, name_customer
from bot.usecases.known import name_of
from bot.usecases.matching import (
    MOST_READ,
    how_many,
    match_workbook,
    matched_needs,
    matched_needs_of,
)
from bot.usecases.refusals import ADVISED, NO_CUSTOMER, NO_LISTS
from store.models import Role
from store.names.words import looks_like_name

Posts = Sequence[Post]
_LONGEST = 40
_LEAD = re.compile(
    r"^(?:请|帮我|给我|替我|有没有|像|和|跟|给|帮|为|我要|我想|想|麻烦|调出|调|看看|看|查|做|出|来|生成|整理|打开|一下|下|一份|一张|个|份)*"
)
_BEHIND = re.compile(
    r"^(?:的|给我|做|出|看看|看一下|看|发我|拿来|生成|导出|一下|一份|怎么样|呢|吧|了)*[。.!！~？?]*$"
)
_ASIDE = re.compile(r"(?:的|做|出|来|生成|整理)*(?:一?[份张个])?(?:的)?$")
_ALL = re.compile(
    r"^(?:我|我的|我名下|名下|所有|全部|整个|全体|本人)(?:名下|的|所有|全部|客户|人)*$"
)
_PRONOUN = re.compile(r"^(?:他|她|它|这位客户|这个客户|该客户|这位|这家|客户)$")
_AND = re.compile(r"[、，,和跟与及\s]+")
_WHOSE = "要看哪位客户的{what}？请说姓名或编号。"
_WHAT = "{name}：要看哪一样？"
_MATCHING = "正在逐位看{count}位客户的记录和沟通，要一会儿，好了就发给您……"
_NO_PLAN = "没有这一样。发 /plan 客户 重新选。"
_FILE = f"{TITLE}.xlsx"


@dataclass(frozen=True)
class Plan:
    """One thing to plan: its label, words that wish for it, and how it is shown for a customer."""

    label: str
    wish: re.Pattern[str]
    show: Callable[[Turn, str], Posts]
    for_all: Callable[[Turn, Sequence[str]], Posts] | None = None


def wanted(turn: Turn, text: str) -> Posts | None:
    """王建国的需求匹配清单; None where the words are anything more or else."""
    if len(text) > _LONGEST:
        return None
    for key, plan in PLANS.items():
        wish = plan.wish.search(text)
        if wish is None or not _BEHIND.match(text[wish.end() :]):
            continue
        whose = _ASIDE.sub("", _LEAD.sub("", text[: wish.start()])).strip("，, ")
        posts = _for(turn, key, whose)
        if posts is not None:
            return posts
    return None


def plan_command(turn: Turn, words: str) -> Posts:
    """/plan [customer [plan]]: the plans for a customer as buttons, or one of them."""
    if turn.actor.role not in ADVISED:
        return [say(NO_LISTS.reason)]
    if not words:
        return (
            [_menu_for_all(turn)] if turn.in_hand is None else _menu(turn, turn.in_hand.customer_id)
        )
    found = wanted(turn, words)
    if found is not None:
        return found
    about = find_customer(words, work=turn.work, actor=turn.actor)
    if isinstance(about, Found):
        return _menu(turn, about.customer_id)
    if isinstance(about, Several | Unknown):
        return [choice(turn, about, PlanAsked(""))]
    return [say(NOBODY)]


def show_plan(turn: Turn, argument: str) -> Posts:
    """A plan by its button: `plan:customer id`, empty for all; of communication `plan:month`."""
    key, _, customer_id = argument.partition(":")
    if key == contacts.FILE or (key == contacts.KEY and customer_id[:2].isdecimal()):
        return contacts.pressed(turn, key, customer_id)
    if key == "match_file":
        return _match_file(turn, [customer_id] if customer_id else [])
    return plan_for(turn, key, customer_id)


def plan_for(turn: Turn, key: str, customer_id: str) -> Posts:
    """A plan for a customer; "" is the choice of plans."""
    if turn.actor.role not in ADVISED:
        return [say(NO_LISTS.reason)]
    if not key:
        return _menu(turn, customer_id)
    plan = PLANS.get(key)
    if plan is None:
        return [say(_NO_PLAN)]
    if not customer_id:
        if plan.for_all is not None:
            return plan.for_all(turn, [])
        return ask_whom(turn, PlanAsked(key), _WHOSE.format(what=plan.label))
    name = name_of(customer_id, work=turn.work, actor=turn.actor)
    if name is None:
        return [say(NO_CUSTOMER.reason)]
    turn.hold(customer_id, name)
    turn.asked(PlanAsked(key))
    return plan.show(turn, customer_id)


def plan_buttons(customer_id: str, *, besides: str = "") -> list[list[Offer]]:
    """Buttons for the other plans of a customer."""
    offers = [
        Offer(plan.label, Verb.PLAN, f"{key}:{customer_id}")
        for key, plan in PLANS.items()
        if key != besides
    ]
    return in_rows(offers, width=2)


def _for(turn: Turn, key: str, whose: str) -> Posts | None:
    """A plan for whom words name; None where they name nobody and mean something else."""
    plan = PLANS[key]
    if not whose or _PRONOUN.match(whose):
        held = turn.in_hand
        if held is not None:
            return plan_for(turn, key, held.customer_id)
        return plan_for(turn, key, "") if not whose else None
    if _ALL.match(whose) and plan.for_all is not None:
        return plan_for(turn, key, "")
    named = customers_named(whose, work=turn.work, actor=turn.actor)
    if len(named) > 1 and plan.for_all is not None and _only_names(whose, [n.name for n in named]):
        return plan.for_all(turn, [each.customer_id for each in named])
    return _of_one(turn, key, whose)


def _of_one(turn: Turn, key: str, whose: str) -> Posts | None:
    """A plan for the one customer that the whole of *whose* is the name of."""
    about = name_customer(whose, work=turn.work, actor=turn.actor)
    if isinstance(about, Found):
        return plan_for(turn, key, about.customer_id)
    if isinstance(about, Several) or (isinstance(about, Unknown) and about.near):
        return [choice(turn, about, PlanAsked(key))]
    return [say(NOBODY)] if looks_like_name(whose) else None


def _only_names(whose: str, names: Sequence[str]) -> bool:
    rest = whose
    for name in names:
        rest = rest.replace(name, "")
    return not _AND.sub("", rest)


def _menu(turn: Turn, customer_id: str) -> Posts:
    name = name_of(customer_id, work=turn.work, actor=turn.actor)
    if name is None:
        return [say(NO_CUSTOMER.reason)]
    customer = turn.hold(customer_id, name)
    turn.asked(PlanAsked(""))
    words = said(_WHAT.format(name=name))
    return [Post(words, plan_buttons(customer_id), AboutCustomer(customer))]


def _menu_for_all(turn: Turn) -> Post:
    offers = [Offer(plan.label, Verb.PLAN, f"{key}:") for key, plan in PLANS.items()]
    if turn.actor.role is Role.SUPERVISOR:
        offers.append(Offer("等我放行的报告", Verb.RELEASE, "waiting:"))
    return say("要看哪一样？也可以写上客户，例如：/plan 王建国", rows=in_rows(offers, width=1))


def _match(turn: Turn, customer_id: str) -> Posts:
    found = matched_needs(customer_id, work=turn.work, actor=turn.actor)
    if isinstance(found, Declined):
        return [say(found.reason)]
    scripts = dict.fromkeys(need.script_id for need in found.needs if need.script_id)
    offers = [Offer(f"原文 {script_id}", Verb.SCRIPT, script_id) for script_id in scripts]
    export = [Offer("⬇ 导出表格", Verb.PLAN, f"match_file:{customer_id}")] if found.needs else []
    return [Post(match_screen(found), [export, *in_rows(offers, width=2)])]


def _match_all(turn: Turn, customer_ids: Sequence[str]) -> Posts:
    _begin(turn, customer_ids)
    found = matched_needs_of(customer_ids, work=turn.work, actor=turn.actor)
    if isinstance(found, Declined):
        return [say(found.reason)]
    attached = (_workbook(turn, found),) if found.lists else ()
    first = found.lists[:6]
    offers = [Offer(one.customer_name, Verb.PLAN, f"match:{one.customer_id}") for one in first]
    return [Post(matches_screen(found), in_rows(offers), attached=attached)]


def _begin(turn: Turn, customer_ids: Sequence[str]) -> None:
    """Say so where many customers are to be read."""
    count = len(customer_ids) or how_many(work=turn.work, actor=turn.actor)
    if count >= MANY:
        begun(_MATCHING.format(count=min(count, MOST_READ)))


def _match_file(turn: Turn, customer_ids: Sequence[str]) -> Posts:
    _begin(turn, customer_ids)
    found = matched_needs_of(customer_ids, work=turn.work, actor=turn.actor)
    if isinstance(found, Declined):
        return [say(found.reason)]
    if not found.lists:
        return [say(NO_CUSTOMER.reason)]
    return [
        Post(said(f"{TITLE}，共{len(found.lists)}位客户。"), attached=(_workbook(turn, found),))
    ]


def _workbook(turn: Turn, lists: MatchLists) -> Attachment:
    return Attachment(_FILE, match_workbook(lists, work=turn.work, actor=turn.actor))


PLANS: Mapping[str, Plan] = {
    "match": Plan(
        "需求匹配清单",
        re.compile(
            "(?:客户)?需求(?:挖掘)?(?:与|和|跟)?(?:产品)?匹配(?:清单|表|单)|产品匹配(?:清单|表)|匹配清单|需求清单"
        ),
        _match,
        _match_all,
    ),
    "health": Plan(
        "资产健康报告",
        re.compile(
            "(?:资产|财务)(?:健康|体检)(?:度)?(?:报告|检查|检查报告)?|健康(?:度)?报告|体检报告"
        ),
        show_health,
    ),
    "growth": Plan("成长路径", re.compile("成长路径(?:规划)?(?:表|图)?"), show_growth),
    "cases": Plan(
        "相似案例",
        re.compile("(?:情况)?(?:这样|类似|相似|相近|差不多)的?(?:客户的?)?案例"),
        show_like,
    ),
    contacts.KEY: Plan(
        "沟通计划",
        re.compile("(?:客户)?沟通计划(?:表|总结|与效果评估表)?"),
        lambda turn, _: contacts.shown(turn),
        lambda turn, _: contacts.shown(turn),
    ),
    "library": Plan(
        "案例库", re.compile("(?:案例|话术|脚本)库"), lambda turn, _: front(turn), front
    ),
}
"""What can be planned, by its key."""
