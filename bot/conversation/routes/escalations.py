"""Open cases before the supervisor: whole the first time, then counted until he knows of them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks import said
from bot.conversation.buttons import Offer, Post, Verb, say
from bot.conversation.memory import InHand
from bot.conversation.routes import calls
from bot.conversation.turn import Turn
from bot.render.escalation import case_label, cases_screen, count_words, settling_words
from bot.results.customers import Found
from bot.results.halts import OpenCase
from bot.understanding.escalation_words import names_report, never_was, says_over, takes_on
from bot.usecases.escalation import close, may_close, open_cases_of, see, standing
from store.models import Role

_MOST = 5
_TAKEN = "好的，这件由您处理。了结后请点“已了结”；在那之前不向这位客户谈产品。"
_SEEN = "好的，已记下您知悉。发 /today 还能看到，了结后请点“已了结”。"
_CLOSED = "已了结，可以恢复正常服务。"
_MISTAKEN = "已撤销这件上报，记作误报。"
_NONE = "现在没有待处理的上报。"
_NONE_OF = "{name}没有未了结的上报。投诉和案件发 /case {name} 看。"


def at_head(turn: Turn) -> Sequence[Post]:
    """What the team has open, to stand before a supervisor's day or team."""
    return _shown(turn, standing(work=turn.work, actor=turn.actor), 0)


def alone(turn: Turn, cases: Sequence[OpenCase]) -> Sequence[Post]:
    """Some of what is open, told unasked: what was told before is not told with it again."""
    return _shown(turn, cases, 0)


def announced(turn: Turn) -> Sequence[Post]:
    """Beside whatever else was answered, while there are some nobody has said to know of.

    Where all of them have been shown before, a line counts them.
    """
    if turn.escalations_told:
        return []
    cases = standing(work=turn.work, actor=turn.actor)
    unseen = {each.escalation_id for each in cases if not each.seen}
    if not unseen:
        return []
    if unseen <= set(turn.memory.cases):
        return [say(count_words(cases))]
    return _shown(turn, cases, 0)


def more(turn: Turn, before: str) -> Sequence[Post]:
    """The next page of what is open; the first where there are no longer so many."""
    cases = standing(work=turn.work, actor=turn.actor)
    start = int(before)
    return _shown(turn, cases, start if start < len(cases) else 0) or [say(_NONE)]


def of_customer(turn: Turn, customer_id: str) -> list[Post]:
    """What is open of one customer, who took it, and what the reader may do about it."""
    cases = open_cases_of(customer_id, work=turn.work, actor=turn.actor)
    if not cases:
        return []
    leads = turn.actor.role is Role.SUPERVISOR
    rows = [_row(at, each) if leads else _closing(turn, each) for at, each in enumerate(cases, 1)]
    page = slice(0, len(cases))
    shown = cases_screen(cases, page, now=turn.work.now, zone=turn.zone)
    return [Post(shown, [row for row in rows if row])]


def in_words(turn: Turn, text: str) -> Sequence[Post] | None:
    """Buttons for the open cases of the customer whose case is said to be over, or taken on.

    None where the words say nothing of the kind, or tell of an event and he has no case open.
    """
    over = says_over(text)
    if turn.forwarded is not None or not (over or takes_on(text)):
        return None
    about = turn.whom(calls.read(turn, text))
    if not isinstance(about, Found | InHand):
        return None
    cases = open_cases_of(about.customer_id, work=turn.work, actor=turn.actor)
    if not cases and not names_report(text) and not (over and never_was(text)):
        return None
    turn.hold(about.customer_id, about.name)
    if not cases:
        return [Post(said(_NONE_OF.format(name=about.name)))]
    return _over(turn, about.name, cases) if over else _shown(turn, cases, 0)


def _over(turn: Turn, name: str, cases: Sequence[OpenCase]) -> Sequence[Post]:
    rows = [row for each in cases if (row := _closing(turn, each))]
    return [Post(say(settling_words(name, cases, closable=bool(rows))).screen, rows)]


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


def _shown(turn: Turn, cases: Sequence[OpenCase], start: int) -> Sequence[Post]:
    turn.show_cases(tuple(each.escalation_id for each in cases))
    if not cases:
        return []
    page = slice(start, start + _MOST)
    rows = [_row(at, each) for at, each in enumerate(cases[page], start + 1)]
    left = len(cases) - page.stop
    if left > 0:
        rows.append([Offer(f"更多（还有{left}件）", Verb.CASES, str(page.stop))])
    return [Post(cases_screen(cases, page, now=turn.work.now, zone=turn.zone), rows)]


def _closing(turn: Turn, case: OpenCase) -> list[Offer]:
    """The buttons by which the speaker may close a case."""
    label = case_label(case)
    kinds = ((False, f"✅ 已了结：{label}", Verb.CLOSED), (True, f"✖ 误报：{label}", Verb.MISTAKEN))
    return [
        Offer(words, verb, case.escalation_id)
        for mistaken, words, verb in kinds
        if may_close(case, mistaken=mistaken, actor=turn.actor)
    ]


def _row(at: int, case: OpenCase) -> list[Offer]:
    if case.seen:
        return [Offer(f"✅ 第{at}件已了结", Verb.CLOSED, case.escalation_id)]
    return [
        Offer(f"第{at}件我来处理", Verb.TAKEN, case.escalation_id),
        Offer("知道了", Verb.SEEN, case.escalation_id),
    ]
