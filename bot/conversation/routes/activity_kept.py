"""Kept activities in chat, by buttons: who is how far, another day, called off."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime

from bot.conversation.buttons import Offer, Post, Verb, in_rows, say
from bot.conversation.memory import ActivityDay
from bot.conversation.routes import calls
from bot.conversation.routes.activity_after import outcome_file, show_outcome
from bot.conversation.turn import Turn
from bot.conversation.words import DEAD_BUTTON
from bot.render.activity_kept import (
    MARKS,
    invitee_screen,
    kept_screen,
    list_screen,
    noted_screen,
    title_of,
)
from bot.results.activities import Invitation, KeptActivity
from bot.results.declined import Declined
from bot.results.notices import DueNotice, Outdated
from bot.understanding import parse_when
from bot.usecases.activity import may_invite
from bot.usecases.activity_invitation import reply_to, shown_invitation
from bot.usecases.activity_kept import (
    all_kept,
    call_off,
    fix_day,
    kept_activity,
    note_state,
    undo,
)
from store.models import InviteeState, Role

Posts = Sequence[Post]
_PAGE = 12
_NONE = "还没有办活动。说“办个手机摄影活动请谁”，看过名单后点“建这个活动”。"
_WHEN = "“{name}”改到哪天、在哪里？例如：12月5日，城东网点。"
_NO_DAY = "没看懂是哪天，请写日期，例如“12月5日，城东网点”。"
_GONE_BY = "{day:%Y-%m-%d}已经过去了，请写今天或以后的日子。"
_FIXED, _OFF, _BACK = (
    "已改：{title}。",
    "已取消：{title}。答应了的客户请逐个告诉。",
    "已恢复：{title}。",
)
_NOT_LISTED = "他不在这场活动的名单上。"
_PLACE = re.compile(r"^[，,、\s在]+|[。.\s]+$")
_NEXT = (
    InviteeState.INVITED,
    InviteeState.ACCEPTED,
    InviteeState.DECLINED,
    InviteeState.CAME,
    InviteeState.ABSENT,
    InviteeState.DROPPED,
)
_ASKED = frozenset({InviteeState.INVITED, InviteeState.ACCEPTED, InviteeState.DECLINED})


def kept_list(turn: Turn) -> Posts:
    """The kept activities, each a button."""
    found = all_kept(work=turn.work, actor=turn.actor)
    if not found:
        return [say(_NONE)]
    return [Post(list_screen(found[:10]), kept_offers(found))]


def kept_offers(found: Sequence[KeptActivity]) -> list[list[Offer]]:
    """Buttons that open kept activities."""
    return in_rows([_open(title_of(each), each) for each in found[:6]], width=1)


def show_kept(turn: Turn, kept: KeptActivity) -> Posts:
    """A kept activity with a button for each customer."""
    supervising = turn.actor.role is Role.SUPERVISOR
    key = kept.activity.activity_id
    people = [
        Offer(f"{MARKS[e.state]} {e.name}", Verb.ACTIVITY, f"who:{key}:{e.customer_id}")
        for e in kept.invitees[:_PAGE]
    ]
    off = kept.activity.cancelled_at is not None
    last = [
        Offer("📅 改日子地点", Verb.ACTIVITY, f"day:{key}"),
        Offer("恢复活动" if off else "取消活动", Verb.ACTIVITY, f"{'on' if off else 'off'}:{key}"),
    ]
    if kept.activity.on_day is not None and kept.activity.on_day <= turn.today:
        last.insert(0, Offer("📊 活动小结", Verb.ACTIVITY, f"sum:{key}"))
    shown = kept_screen(kept, supervising=supervising)
    return [Post(shown, [*([] if off else in_rows(people)), last])]


def pressed(turn: Turn, deed: str, rest: str) -> Posts:
    """A button of a kept activity."""
    if deed == "kept":
        return kept_list(turn)
    if deed == "undo":
        done = undo(rest, work=turn.work, actor=turn.actor)
        return [say(done.reason)] if isinstance(done, Declined) else show_kept(turn, done)
    if deed == "note":
        turn.hold_known(rest)
        return calls.ask_for_note(turn, None)
    key, _, more = rest.partition(":")
    kept = kept_activity(key, work=turn.work, actor=turn.actor)
    if isinstance(kept, Declined):
        return [say(kept.reason)]
    return act(turn, kept, deed, more)


def act(turn: Turn, kept: KeptActivity, deed: str, more: str = "") -> Posts:
    """What a button of this activity does."""
    does = _DEEDS.get(deed)
    return does(turn, kept, more) if does is not None else [say(DEAD_BUTTON)]


def day_told(turn: Turn, activity_id: str, text: str) -> Posts | None:
    """The day that was asked for; None where the words name none."""
    if parse_when(text, now=turn.work.now) is None:
        return None
    kept = kept_activity(activity_id, work=turn.work, actor=turn.actor)
    if isinstance(kept, Declined):
        return [say(kept.reason)]
    return _move(turn, kept, day_and_place(turn, text))


def tomorrow(turn: Turn, notice: DueNotice) -> Posts | Outdated:
    """The day before: who said yes and who was not asked yet."""
    kept = kept_activity(notice.named("activity_id"), work=turn.work, actor=turn.actor)
    if isinstance(kept, Declined) or kept.activity.cancelled_at is not None:
        return Outdated("活动已取消或看不到")
    return [say("快到日子的活动："), *show_kept(turn, kept)]


def _set(turn: Turn, kept: KeptActivity, rest: str) -> Posts:
    customer_ids, _, state = rest.partition(":")
    posts: list[Post] = []
    for each in customer_ids.split(","):
        posts += _set_one(turn, kept, each, InviteeState(state))
    return posts


def _set_one(turn: Turn, kept: KeptActivity, customer_id: str, state: InviteeState) -> list[Post]:
    key = kept.activity.activity_id
    done = note_state(key, customer_id, state, work=turn.work, actor=turn.actor)
    if isinstance(done, Declined):
        return [say(done.reason)]
    turn.hold(customer_id, done.invitee.name)
    reply = reply_to(
        done.kept.plan, customer_id, done.invitee.state, work=turn.work, actor=turn.actor
    )
    offers = [Offer("↩ 撤销", Verb.ACTIVITY, f"undo:{done.step_id}")]
    if done.invitee.state in _ASKED:
        offers.append(Offer("📝 记录这次沟通", Verb.ACTIVITY, f"note:{customer_id}"))
    offers.append(_open("名单", done.kept))
    return [Post(noted_screen(done.kept, done.invitee, reply), [offers])]


def _who(turn: Turn, kept: KeptActivity, customer_id: str) -> Posts:
    invitee = next((e for e in kept.invitees if e.customer_id == customer_id), None)
    if invitee is None:
        return [say(_NOT_LISTED)]
    turn.hold(customer_id, invitee.name)
    barred = may_invite(customer_id, work=turn.work, actor=turn.actor)
    why = ""
    words = Invitation()
    if isinstance(barred, Declined):
        why = barred.reason
    elif barred is not None:
        why = f"{barred.reason}：{barred.instead}〔{barred.rule_id}〕"
    elif invitee.state is InviteeState.WAITING:
        words = shown_invitation(kept.plan, customer_id, work=turn.work, actor=turn.actor)
    key = kept.activity.activity_id
    offers = [
        Offer(f"{MARKS[s]} {s.label}", Verb.ACTIVITY, f"set:{key}:{customer_id}:{s.value}")
        for s in _NEXT
        if s is not invitee.state
    ]
    rows = [*in_rows(offers), [_open("↩ 名单", kept)]]
    return [Post(invitee_screen(kept, invitee, words, why), rows)]


def day_and_place(turn: Turn, words: str) -> str:
    """The day and place words name, as a button holds them: `day|place`; "" without a day."""
    when = parse_when(words, now=turn.work.now)
    day = when.date() if isinstance(when, datetime) else when
    _, _, behind = words.replace(",", "，").partition("，")
    return f"{day}|{_PLACE.sub('', behind)}" if day is not None else ""


def _move(turn: Turn, kept: KeptActivity, rest: str) -> Posts:
    words, _, place = rest.partition("|")
    if not words:
        return [say(_NO_DAY)]
    day = date.fromisoformat(words)
    if day < turn.today:
        return [say(_GONE_BY.format(day=day))]
    key, place = kept.activity.activity_id, place or kept.activity.place or ""
    done = fix_day(key, day, place or None, work=turn.work, actor=turn.actor)
    if isinstance(done, Declined):
        return [say(done.reason)]
    return [_changed(kept, done), *show_kept(turn, done)]


def _changed(before: KeptActivity, now: KeptActivity) -> Post:
    """That the day is another, with the button that puts the former back."""
    row = before.activity
    former = f"{row.on_day or ''}|{row.place or ''}"
    back = Offer("↩ 改回去", Verb.ACTIVITY, f"back:{row.activity_id}:{former}")
    return say(_FIXED.format(title=title_of(now)), rows=[[back]])


def _put_back(turn: Turn, kept: KeptActivity, former: str) -> Posts:
    day, _, place = former.partition("|")
    on = date.fromisoformat(day) if day else None
    key = kept.activity.activity_id
    done = fix_day(key, on, place or None, work=turn.work, actor=turn.actor)
    return [say(done.reason)] if isinstance(done, Declined) else show_kept(turn, done)


def _ask_day(turn: Turn, kept: KeptActivity, _: str) -> Posts:
    turn.wait(ActivityDay(kept.activity.activity_id))
    return [say(_WHEN.format(name=kept.activity.name))]


def _off(turn: Turn, kept: KeptActivity, off: bool) -> Posts:
    key = kept.activity.activity_id
    done = call_off(key, off=off, work=turn.work, actor=turn.actor)
    if isinstance(done, Declined):
        return [say(done.reason)]
    words = (_OFF if off else _BACK).format(title=title_of(done))
    return [say(words), *show_kept(turn, done)]


def _open(label: str, kept: KeptActivity) -> Offer:
    return Offer(label, Verb.ACTIVITY, f"open:{kept.activity.activity_id}")


_DEEDS: dict[str, Callable[[Turn, KeptActivity, str], Posts]] = {
    "open": lambda turn, kept, _: show_kept(turn, kept),
    "who": _who,
    "set": _set,
    "sum": lambda turn, kept, _: show_outcome(turn, kept),
    "file": outcome_file,
    "day": _ask_day,
    "move": _move,
    "back": _put_back,
    "off": lambda turn, kept, _: _off(turn, kept, True),
    "on": lambda turn, kept, _: _off(turn, kept, False),
}
"""What the buttons of a kept activity do, by their deed."""
