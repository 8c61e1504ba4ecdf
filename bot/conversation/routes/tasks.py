"""Several tasks in one message: each served by itself, in the order told."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.conversation.buttons import Post
from bot.conversation.routes import calls, proposals
from bot.conversation.turn import Turn
from bot.understanding.fields import field_edits
from bot.understanding.follow_up import sounds_promised
from bot.understanding.tasks import Task, divided, task_of
from bot.usecases.find import customers_named
from bot.usecases.kept import tells_of_giving
from bot.usecases.refusals import ADVISED

Serve = Callable[[Turn, str], Sequence[Post]]
_LONGEST = 120
_PAUSES = ",，。；;！!"


def in_words(turn: Turn, text: str, *, serve: Serve) -> Sequence[Post] | None:
    """The answers to each task of a message; None where it has but one."""
    if turn.forwarded is not None or turn.actor.role not in ADVISED or len(text) > _LONGEST:
        return None
    for first, rest in divided(text, now=turn.work.now):
        if _apart(turn, first, rest):
            return [*_served(turn, first, serve), *_served(turn, rest, serve)]
    return _done_and_promised(turn, text)


def _served(turn: Turn, words: str, serve: Serve) -> Sequence[Post]:
    if task_of(words, now=turn.work.now) is Task.REMIND:
        return calls.capture(turn, calls.read(turn, words, meant="capture"))
    return serve(turn, words)


def _apart(turn: Turn, first: str, rest: str) -> bool:
    """Whether two stretches are two tasks: a call told and when to be reminded of him is one."""
    now = turn.work.now
    one, other = task_of(first, now=now), task_of(rest, now=now)
    if Task.MOVE in (one, other):
        return _names(turn, first) != set() and (
            other is not Task.OTHER or bool(_names(turn, rest))
        )
    if one is other is Task.REMIND:
        return bool(_names(turn, rest))
    if other is Task.REMIND and (tells_of_giving(first) or field_edits(first, now=now)):
        return True
    return bool(_names(turn, rest) - _names(turn, first)) and bool(_names(turn, first))


def _names(turn: Turn, words: str) -> set[str]:
    named = customers_named(words, work=turn.work, actor=turn.actor)
    return {each.customer_id for each in named}


def _done_and_promised(turn: Turn, text: str) -> Sequence[Post] | None:
    """A promise told as kept beside one given anew: the first is asked about, the rest is noted."""
    for at, sign in enumerate(text):
        first, rest = text[:at], text[at + 1 :]
        if sign not in _PAUSES or not tells_of_giving(first) or not sounds_promised(rest):
            continue
        kept = proposals.promise_kept(turn, first)
        if kept is not None:
            return [*kept, *calls.capture(turn, calls.account(turn, text))]
    return None
