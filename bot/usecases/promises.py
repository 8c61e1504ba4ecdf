"""The promise ledger: how many that came due were kept, for a manager and for each of a team."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, tzinfo

from bot.results.day import KeptRate, Ledger
from bot.usecases.staff import names_of
from bot.usecases.work import Work
from store.actor import Actor
from store.promises import PromiseDue, open_promises, promises_due

_QUARTER = timedelta(days=90)


def promise_ledger(*, work: Work, actor: Actor) -> Ledger:
    """The promises to the customers within the actor's sight."""
    rates = kept_rates(work=work, actor=actor)
    names = names_of(set(rates), work=work)
    today = work.now.date()
    return Ledger(
        open=tuple(open_promises(session=work.reading, actor=actor)),
        whole=sum(rates.values(), KeptRate()),
        by_manager={names.get(owner, owner): rate for owner, rate in sorted(rates.items())},
        since=today - _QUARTER,
        until=today,
    )


def kept_rates(*, work: Work, actor: Actor) -> Mapping[str, KeptRate]:
    """By the customer's owner, of the promises that came due in the last 90 days.

    One due today counts once it is done or its hour has passed; one agreed anew by its new day.
    """
    now = work.now
    found = promises_due(
        session=work.reading, actor=actor, since=now.date() - _QUARTER, until=now.date()
    )
    by_owner: dict[str, list[PromiseDue]] = defaultdict(list)
    for each in found:
        by_owner[each.owner_id].append(each)
    return {owner: _rate(theirs, now) for owner, theirs in by_owner.items()}


def _rate(promises: Sequence[PromiseDue], now: datetime) -> KeptRate:
    came = [each for each in promises if each.closed_at is not None or _over(each, now)]
    zone = now.tzinfo
    return KeptRate(
        due=len(came),
        kept=sum(_kept(each, zone) for each in came),
        open=sum(each.closed_at is None for each in came),
        agreed_anew=sum(each.first_due_on is not None for each in came),
    )


def _over(promise: PromiseDue, now: datetime) -> bool:
    return promise.due_on < now.date() or (promise.due_at is not None and promise.due_at < now)


def _kept(promise: PromiseDue, zone: tzinfo | None) -> bool:
    """Whether it was done in time: by its hour where it had one, else within its day."""
    closed_at = promise.closed_at
    if closed_at is None:
        return False
    if promise.due_at is not None:
        return closed_at <= promise.due_at
    return closed_at.astimezone(zone).date() <= promise.due_on
