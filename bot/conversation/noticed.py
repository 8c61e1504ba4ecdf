"""What each kind of notice says: its words and buttons, made when it is sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.conversation.buttons import Post
from bot.conversation.routes import (
    activity_kept,
    approving,
    case_news,
    consenting,
    contacts,
    flagged,
    handing,
    ordering,
    queue_asking,
    queue_deciding,
    referrals,
    releases,
    told,
)
from bot.conversation.turn import Turn
from bot.results.notices import DueNotice, Outdated

Words = Callable[[Turn, DueNotice], Sequence[Post] | Outdated]
"""Given a turn of whom it is for: the posts, or why there is no more to tell."""
KINDS: Mapping[str, Words] = {
    "morning": told.morning,
    "activity": activity_kept.tomorrow,
    "reminder": told.reminder,
    "handover": handing.news,
    "late": told.late,
    "stop": told.stop,
    "evening": told.evening,
    "case": case_news.told,
    "case_due": case_news.due,
    "referral": referrals.told,
    "contact_month": contacts.month_news,
    "flagged": flagged.news,
    "consent_withdrawn": consenting.withdrawn_news,
    "customer_given": approving.given_news,
    "order": ordering.news,
    "approval": approving.asked_news,
    "approval_decided": approving.decided_news,
    "release_decided": releases.decided_news,
    "review_decided": queue_deciding.decided_news,
    "review_asked": queue_deciding.asked_news,
    "review_put": queue_asking.put_news,
    "review_due": queue_asking.due_news,
    "review_answered": queue_deciding.answered_news,
}
"""By the notice's kind; a push changes nothing of what the chat speaks of."""


def posts_of(turn: Turn, notice: DueNotice) -> Sequence[Post] | Outdated:
    """The posts of a notice; one of a kind no longer known is told no more."""
    words = KINDS.get(notice.kind)
    return words(turn, notice) if words is not None else Outdated("不认识的通知")
