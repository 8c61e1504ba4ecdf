"""What needs the supervisor's leave, asked for in one sentence with its reason."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.buttons import Post
from bot.conversation.memory import LeaveWhy
from bot.conversation.routes import approving, editing, owners
from bot.conversation.turn import Turn
from bot.results.customers import Found
from bot.understanding.fields import field_edits
from bot.understanding.leave_words import LeaveSaid, leave_said, split
from bot.understanding.reasons import says_something
from bot.usecases.find import mentioned_customer

_ROUTES = (approving.lifted, owners.given, editing.told)


def in_words(turn: Turn, text: str) -> Sequence[Post] | None:
    """李秀云升成高净值，刚转进来600万: asked at once; None where the words ask for no leave."""
    if turn.forwarded is not None:
        return None
    tier = leave_said(text)
    if tier is not None:
        return _asked(turn, _named(turn, tier, text))
    for request, reason in split(text):
        if reason and says_something(reason):
            posts = _asked(turn, LeaveSaid(request, reason))
            if posts is not None:
                return posts
    return None


def is_request(text: str) -> bool:
    """Whether words ask for another tier, which money that came in is the reason for."""
    return leave_said(text) is not None


def _named(turn: Turn, said: LeaveSaid, text: str) -> LeaveSaid:
    """The request with whom its reason names, where it names nobody itself."""
    if not said.request.startswith("的"):
        return said
    about = mentioned_customer(text, work=turn.work, actor=turn.actor)
    who = about.name if isinstance(about, Found) else ""
    return LeaveSaid(f"{who}{said.request}", said.reason)


def _asked(turn: Turn, said: LeaveSaid) -> Sequence[Post] | None:
    """The request, and its reason where one is waited for and given."""
    for route in _ROUTES:
        if route is editing.told and not _needs_leave(turn, said.request):
            continue
        posts = route(turn, said.request)
        if posts is None:
            continue
        awaited = turn.memory.awaited
        if not isinstance(awaited, LeaveWhy) or not said.reason:
            return posts
        turn.settle()
        return approving.why_told(turn, awaited, said.reason)
    return None


def _needs_leave(turn: Turn, request: str) -> bool:
    found = field_edits(request, now=turn.work.now)
    return found is not None and any(e.field in approving.NEEDS_LEAVE for e in found.edits)
