"""What words say of a kept activity, in chat: who is how far, another day, a wish to see it.

Where several activities fit, it is asked which; a button does what the words said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.conversation.buttons import Offer, Post, Verb, in_rows, say
from bot.conversation.routes.activity_kept import act, day_and_place, kept_list
from bot.conversation.turn import Turn
from bot.render.activity_kept import title_of
from bot.results.activities import KeptActivity
from bot.results.customers import Found
from bot.understanding.activity_answers import ActivityTold, activity_told
from bot.usecases.activity_kept import named_activities
from bot.usecases.find import customers_named
from bot.usecases.refusals import ADVISED

Posts = Sequence[Post]
_WHERE = "记在哪一场？"
_WHICH = "说的是哪一场？"
_AND = re.compile(r"[、，,和跟与及\s]+|都|也")
_SEEN = {"show": "open", "sum": "sum", "day": "move"}
"""The button that does what words ask of an activity."""


def in_words(turn: Turn, text: str) -> Posts | None:
    """What words say of a kept activity; None where there is none such, or they say more."""
    told = activity_told(text)
    if told is None or turn.actor.role not in ADVISED or turn.forwarded is not None:
        return None
    if told.deed == "list":
        return kept_list(turn)
    found = named_activities(told.act, work=turn.work, actor=turn.actor)
    if told.deed not in _SEEN:
        return _states(turn, told, found)
    if not found:
        return None
    when = day_and_place(turn, told.when) if told.deed == "day" else ""
    unread = told.deed == "day" and not when  # whichever it is, the day is asked for first
    return _one_of(turn, found[:1] if unread else found, _WHICH, _SEEN[told.deed], when)


def _states(turn: Turn, told: ActivityTold, found: Sequence[KeptActivity]) -> Posts | None:
    people = _only_named(turn, told.who)
    if not people:
        return None
    ids = {each.customer_id for each in people}
    of_whom = [(each, ids & {i.customer_id for i in each.invitees}) for each in found]
    on_it = [each for each, theirs in of_whom if theirs == ids]
    on_it = on_it or [each for each, theirs in of_whom if theirs]
    if not told.act:
        days = [(each, each.activity.on_day) for each in on_it]
        found = [each for each, day in days if day is not None and day <= turn.today]
    among = on_it if told.act and on_it else found
    who = ",".join(each.customer_id for each in people)
    return _one_of(turn, among, _WHERE, "set", f"{who}:{told.deed}") if among else None


def _one_of(
    turn: Turn, found: Sequence[KeptActivity], question: str, deed: str, more: str
) -> Posts:
    """The deed done to the one that fits; which, where several do."""
    if len(found) == 1:
        return act(turn, found[0], deed, more)
    offers = [
        Offer(title_of(e), Verb.ACTIVITY, f"{deed}:{e.activity.activity_id}:{more}") for e in found
    ]
    return [say(question, rows=in_rows(offers, width=1))]


def _only_named(turn: Turn, who: str) -> tuple[Found, ...]:
    """The customers of words that hold nothing but names; none where they hold more."""
    named = customers_named(who, work=turn.work, actor=turn.actor)
    rest = who
    for each in named:
        rest = rest.replace(each.name, "")
    return named if named and not _AND.sub("", rest) else ()
