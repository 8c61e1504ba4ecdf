"""Cases told of in words: taken where the customer has such a case, else left to others."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks import said
from bot.conversation.buttons import Post
from bot.conversation.memory import InHand
from bot.conversation.routes import case_file, referrals, service_cases
from bot.conversation.routes.scores import scored
from bot.conversation.turn import Turn
from bot.results.cases import ComplaintFile
from bot.results.customers import Found
from bot.results.declined import Declined
from bot.understanding.case_words import (
    CaseSaid,
    Deed,
    approves_offer,
    case_said,
    surveyed,
    tells_of_a_call,
)
from bot.understanding.referral_words import asks_for_team, referral
from bot.usecases.case_file import case_files, complaint_files
from bot.usecases.find import mentioned_customer
from store.models import CaseKind

_NO_OPEN = "{name}没有未结的投诉。办结过的："


def in_words(turn: Turn, text: str) -> Sequence[Post] | None:
    """What words do about a customer's complaint; None where they are no such words."""
    outside = _referred(turn, text)
    if outside is not None:
        return outside
    if approves_offer(text):
        return _approved(turn, text)
    gave = surveyed(text)
    if gave is not None and not tells_of_a_call(text):
        who = whom(turn, text)
        return scored(turn, turn.hold(who.customer_id, who.name), gave) if who else None
    told = case_said(text)
    about = whom(turn, text) if told is not None else None
    if told is None or about is None:
        return None
    files = complaint_files(about.customer_id, work=turn.work, actor=turn.actor)
    if isinstance(files, Declined) or not files:
        return None
    turn.hold(about.customer_id, about.name)
    return _done(turn, told, files, about.name)


def _approved(turn: Turn, text: str) -> Sequence[Post] | None:
    who = whom(turn, text)
    if who is None:
        return None
    for each in case_files(who.customer_id, work=turn.work, actor=turn.actor):
        if each.open and each.kind is CaseKind.CHURN:
            return service_cases.DEEDS["approve"](turn, each.case_id, "")
    return None


def _referred(turn: Turn, text: str) -> Sequence[Post] | None:
    """A customer referred to a colleague, or his team asked for; None where it is neither."""
    sent = referral(text)
    who = whom(turn, text) if sent is not None or asks_for_team(text) else None
    if who is None:
        return None
    customer = turn.hold(who.customer_id, who.name)
    return referrals.wanted(turn, customer, sent) if sent else referrals.show_team(turn, customer)


def whom(turn: Turn, text: str) -> Found | InHand | None:
    """The customer words name beyond doubt, else the one in hand where they mean him."""
    if turn.forwarded is not None:
        return None
    named = mentioned_customer(text, work=turn.work, actor=turn.actor)
    if named is not None:
        return named if isinstance(named, Found) else None
    return turn.in_hand if turn.in_hand is not None and turn.means_in_hand(text) else None


def _done(
    turn: Turn, told: CaseSaid, files: Sequence[ComplaintFile], name: str
) -> Sequence[Post] | None:
    standing = [each for each in files if each.open]
    latest = standing[0] if standing else files[0]
    key = latest.complaint_id
    if told.deed is Deed.ASKED:
        head = [] if standing else [Post(said(_NO_OPEN.format(name=name)))]
        return [*head, *(case_file.complaint_post(turn, each) for each in standing or files)]
    if told.deed is Deed.RATED:
        return case_file.rate(turn, key, told.text)
    if told.deed is Deed.REOPENED:
        return case_file.reopen(turn, key)
    if not standing:
        return None
    if told.deed is Deed.CLOSED and latest.may_close:
        return case_file.close(turn, key)
    if told.deed in {Deed.PROPOSED, Deed.CLOSED}:
        return case_file.propose(turn, key)
    return case_file.write(turn, key, told.deed.value, told.text)
