"""Activities for customers: prepared in words or by /activity, whom to invite, whom rather not."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from bot.book.query import query_from, query_json
from bot.conversation.buttons import Offer, Post, Verb, in_rows, say
from bot.conversation.routes import activity_kept
from bot.conversation.routes.activity_kept import kept_offers, show_kept
from bot.conversation.subjects import ActivityShown
from bot.conversation.turn import Turn
from bot.conversation.words import DEAD_BUTTON
from bot.render.activities import (
    PAGE,
    occasions_screen,
    rather_not_screen,
    unread_screen,
)
from bot.render.activity_kept import list_screen
from bot.results.activities import ActivityPlan, Segment
from bot.results.declined import Declined
from bot.understanding.activity_words import activity_wanted, without_exclusions
from bot.usecases.activity import occasion_plan, occasions, plan_of, segment_of
from bot.usecases.activity_invitation import shown_segment
from bot.usecases.activity_kept import all_kept, keep
from bot.usecases.find import customers_named
from bot.usecases.refusals import ADVISED, NO_LISTS
from store.models import Role

Posts = Sequence[Post]


def activity_command(turn: Turn, words: str) -> Posts:
    """/activity [words]: an activity in words, else what the book gives reason for, as buttons."""
    if turn.actor.role not in ADVISED:
        return [say(NO_LISTS.reason)]
    if words:
        wish = activity_wanted(words, now=turn.work.now) or activity_wanted(
            f"办{words}请谁", now=turn.work.now
        )
        if wish is not None and (wish.topic or wish.group):
            return _first(turn, plan_of(wish, work=turn.work, actor=turn.actor))
    return _menu(turn)


def in_words(turn: Turn, text: str) -> Posts | None:
    """An activity to be prepared; None where the words are anything else, or of one customer."""
    wish = activity_wanted(text, now=turn.work.now)
    asked = without_exclusions(text)
    if wish is None or customers_named(asked, work=turn.work, actor=turn.actor):
        return None
    if turn.actor.role not in ADVISED:
        return [say(NO_LISTS.reason)]
    turn.digress()
    if not wish.topic and not wish.group:
        return _menu(turn)
    return _first(turn, plan_of(wish, work=turn.work, actor=turn.actor))


def planned(turn: Turn, shown: ActivityShown, argument: str) -> Posts:
    """A button below an activity that is not kept yet: `deed:start`."""
    deed, _, start = argument.partition(":")
    found = segment_of(_plan(shown), work=turn.work, actor=turn.actor)
    if isinstance(found, Declined):
        return [say(found.reason)]
    if deed == "not":
        return [_not(turn, found)]
    if deed == "plan":
        return [_page(turn, found, int(start or 0))]
    if deed == "keep":
        kept = keep(found, work=turn.work, actor=turn.actor)
        if isinstance(kept, Declined):
            return [say(kept.reason, rows=[[Offer("我的活动", Verb.ACTIVITY, "kept")]])]
        return show_kept(turn, kept)
    return [say(DEAD_BUTTON)]


def pressed(turn: Turn, argument: str) -> Posts:
    """A button of /activity: `deed:…`."""
    if turn.actor.role not in ADVISED:
        return [say(NO_LISTS.reason)]
    deed, _, rest = argument.partition(":")
    if deed != "topic":
        return activity_kept.pressed(turn, deed, rest)
    field, _, word = rest.partition(":")
    return _first(turn, segment_of(occasion_plan(field, word), work=turn.work, actor=turn.actor))


def _menu(turn: Turn) -> Posts:
    found = occasions(work=turn.work, actor=turn.actor)
    offers = [
        Offer(f"{each.label} {each.customers}", Verb.ACTIVITY, f"topic:{each.field}:{each.word}")
        for each in found
    ]
    kept = all_kept(work=turn.work, actor=turn.actor)
    shown = [Post(list_screen(kept[:10]), kept_offers(kept))] if kept else []
    return [*shown, Post(occasions_screen(found), in_rows(offers))]


def _first(turn: Turn, found: Segment | Declined) -> Posts:
    if isinstance(found, Declined):
        return [say(found.reason)]
    if not found.unread:
        return [_page(turn, found, 0)]
    anyway = [[Offer("不管这句，照样看", Verb.ACTIVITY, "plan:0")]]
    rows = anyway if found.plan.query.condition is not None else []
    return [Post(unread_screen(found), rows, _subject(found.plan))]


def _page(turn: Turn, found: Segment, start: int) -> Post:
    shown = shown_segment(found, start, work=turn.work, actor=turn.actor)
    left = len(found.invitable) - start - PAGE
    offers = []
    if left > 0:
        offers.append(Offer(f"更多（还有{left}位）", Verb.ACTIVITY, f"plan:{start + PAGE}"))
    if found.rather_not:
        offers.append(Offer(f"不请的（{len(found.rather_not)}）", Verb.ACTIVITY, "not:0"))
    if found.invitable:
        offers.append(Offer("✔ 建这个活动", Verb.ACTIVITY, "keep"))
    return Post(shown, in_rows(offers, width=2), _subject(found.plan))


def _not(turn: Turn, found: Segment) -> Post:
    supervising = turn.actor.role is Role.SUPERVISOR
    back = [[Offer("↩ 可以请的", Verb.ACTIVITY, "plan:0")]]
    return Post(rather_not_screen(found, supervising=supervising), back, _subject(found.plan))


def _plan(shown: ActivityShown) -> ActivityPlan:
    on = date.fromisoformat(shown.on) if shown.on else None
    query = query_from(json.loads(shown.query))
    return ActivityPlan(shown.name, shown.topic, query, on, shown.place)


def _subject(plan: ActivityPlan) -> ActivityShown:
    query = json.dumps(query_json(plan.query), ensure_ascii=False)
    return ActivityShown(
        plan.name, plan.topic, query, plan.on.isoformat() if plan.on else "", plan.place
    )
