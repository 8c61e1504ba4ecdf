"""Open cases before the supervisor: beside every reply until he says that he knows of them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.buttons import Offer, Post, Verb, say
from bot.conversation.turn import Turn
from bot.render.escalation import cases_screen
from bot.results.halts import OpenCase
from bot.usecases.escalation import close, see, standing

_MOST = 5
_TAKEN = "好的，这件由您处理。了结后请点“已了结”；在那之前不向这位客户谈产品。"
_SEEN = "好的，已记下您知悉。发 /today 还能看到，了结后请点“已了结”。"
_CLOSED = "已了结，可以恢复正常服务。"
_MISTAKEN = "已撤销这件上报，记作误报。"


def at_head(turn: Turn) -> Sequence[Post]:
    """What the team has open, to stand before a supervisor's day or team."""
    cases = standing(work=turn.work, actor=turn.actor)
    turn.escalations_told = True
    return _shown(turn, cases)


def announced(turn: Turn) -> Sequence[Post]:
    """Those nobody has said to know of, beside whatever else was answered."""
    if turn.escalations_told:
        return []
    cases = standing(work=turn.work, actor=turn.actor)
    return _shown(turn, [each for each in cases if not each.seen])


def seen(turn: Turn, escalation_id: str) -> Sequence[Post]:
    """The supervisor knows of it."""
    done = see(escalation_id, take=False, work=turn.work, actor=turn.actor)
    return [say(done.reason if done is not None else _SEEN)]


def taken(turn: Turn, escalation_id: str) -> Sequence[Post]:
    """The supervisor deals with it himself."""
    done = see(escalation_id, take=True, work=turn.work, actor=turn.actor)
    if done is not None:
        return [say(done.reason)]
    return [say(_TAKEN, rows=[[Offer("✅ 已了结", Verb.CLOSED, escalation_id)]])]


def closed(turn: Turn, escalation_id: str) -> Sequence[Post]:
    """It is over."""
    done = close(escalation_id, mistaken=False, work=turn.work, actor=turn.actor)
    return [say(done.reason if done is not None else _CLOSED)]


def mistaken(turn: Turn, escalation_id: str) -> Sequence[Post]:
    """It never was what it seemed."""
    done = close(escalation_id, mistaken=True, work=turn.work, actor=turn.actor)
    return [say(done.reason if done is not None else _MISTAKEN)]


def _shown(turn: Turn, cases: Sequence[OpenCase]) -> Sequence[Post]:
    if not cases:
        return []
    screen = cases_screen(cases[:_MOST], now=turn.work.now, zone=turn.zone)
    return [Post(screen, [_row(at, each) for at, each in enumerate(cases[:_MOST], 1)])]


def _row(at: int, case: OpenCase) -> list[Offer]:
    if case.seen:
        return [Offer(f"✅ 第{at}件已了结", Verb.CLOSED, case.escalation_id)]
    return [
        Offer(f"第{at}件我来处理", Verb.TAKEN, case.escalation_id),
        Offer("知道了", Verb.SEEN, case.escalation_id),
    ]
