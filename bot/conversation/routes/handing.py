"""A line of the diary handed to a colleague of the team, who accepts it or does not."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks import said
from bot.conversation.buttons import Offer, Post, Verb, in_rows, say
from bot.conversation.turn import Turn
from bot.render.day import named_line
from bot.render.words import when
from bot.results.day import Handed
from bot.results.declined import Declined
from bot.results.notices import DueNotice, Outdated
from bot.usecases.handover import answer, colleagues, hand_over, handed, take_back
from bot.usecases.oversee import open_entry

_GONE = "这件已经了结，或客户已不在您名下。"
_NOBODY = "团队里没有别的客户经理，没法转交。"
_TO_WHOM = "转交给谁？客户仍归您，同事只看得到这一件事和客户姓名。\n{line}"
_ASKED = "已请{name}接手：{line}。对方接受之前还是您的。"
_WANTED = "{giver}请您接手一件事：\n{due} {line}\n客户仍归{giver}，您只看得到这一件。"
_ACCEPTED = "好的，已接手：{line}。到点提醒您，/today 里也有。"
_DECLINED = "好的，没有接手，已告诉{name}。"
_TAKEN_BACK = "已收回：{line}，还是您来办。"
_NEWS = {
    "accepted": "{taker}接手了：{line}。",
    "declined": "{taker}没有接手：{line}。这件还是您的。",
    "done": "{taker}办完了：{line}。",
    "taken back": "{giver}收回了这件事，不用您办了：{line}。",
}
_SETTLED = Outdated("转交已了结")


def choose(turn: Turn, follow_up_id: str) -> Sequence[Post]:
    """The colleagues to whom a line may be handed."""
    entry = open_entry(follow_up_id, work=turn.work, actor=turn.actor)
    if entry is None:
        return [say(_GONE)]
    team = colleagues(work=turn.work, actor=turn.actor)
    if not team:
        return [say(_NOBODY)]
    offers = [Offer(each.name, Verb.HAND_TO, f"{follow_up_id}:{each.staff_id}") for each in team]
    return [Post(said(_TO_WHOM.format(line=named_line(entry))), in_rows(offers))]


def ask(turn: Turn, argument: str) -> Sequence[Post]:
    """The colleague chosen is asked."""
    follow_up_id, _, staff_id = argument.partition(":")
    line = hand_over(follow_up_id, staff_id, work=turn.work, actor=turn.actor)
    if isinstance(line, Declined):
        return [say(line.reason)]
    words = _ASKED.format(name=line.taker_name, line=named_line(line.entry))
    return [Post(said(words), [[Offer("↩ 收回", Verb.HANDED, f"{line.handover_id}:back")]])]


def answered(turn: Turn, argument: str) -> Sequence[Post]:
    """The colleague accepts or declines, or who gave it takes it back."""
    handover_id, _, what = argument.partition(":")
    if what == "back":
        line = take_back(handover_id, work=turn.work, actor=turn.actor)
        words = _TAKEN_BACK
    else:
        accept = what == "yes"
        line = answer(handover_id, accept=accept, work=turn.work, actor=turn.actor)
        words = _ACCEPTED if accept else _DECLINED
    if isinstance(line, Declined):
        return [say(line.reason)]
    return [Post(said(words.format(line=named_line(line.entry), name=line.giver_name)))]


def news(turn: Turn, notice: DueNotice) -> Sequence[Post] | Outdated:
    """What is told of a handover: that it is asked for, answered, done, taken back."""
    line = handed(notice.named("handover_id"), work=turn.work, actor=turn.actor)
    what = notice.named("what")
    if line is None:
        return _SETTLED
    if what == "asked":
        return _asked(turn, line) if line.standing and line.accepted is None else _SETTLED
    if what == "answered":
        what = "accepted" if line.accepted else "declined"
    words = _NEWS.get(what, "").format(
        taker=line.taker_name, giver=line.giver_name, line=named_line(line.entry)
    )
    return [Post(said(words))] if words else _SETTLED


def _asked(turn: Turn, line: Handed) -> Sequence[Post]:
    due = when(line.line.due_at or line.line.due_on, zone=turn.zone, today=turn.today)
    words = _WANTED.format(giver=line.giver_name, due=due, line=named_line(line.entry))
    offers = [
        Offer("✅ 接手", Verb.HANDED, f"{line.handover_id}:yes"),
        Offer("不接", Verb.HANDED, f"{line.handover_id}:no"),
    ]
    return [Post(said(words), [offers])]
