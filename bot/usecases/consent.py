"""Consent to marketing by scope: shown, asked of the supervisor, withdrawn at once, put back."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session

from bot.record.fields import value_words
from bot.results.approvals import ApprovalWanted
from bot.results.consents import ConsentHeld, ConsentWithdrawn
from bot.results.declined import Declined
from bot.usecases import approvals
from bot.usecases.evidence import attempted
from bot.usecases.notices import NoticeDraft, tell_supervisors
from bot.usecases.refusals import NO_CUSTOMER
from bot.usecases.work import Work
from store.actor import Actor
from store.customers import get_record
from store.customers.consents import restore_consent, terms_from, why_not, withdraw_consent
from store.history import Ground, changes_of
from store.models import ApprovalSubject, ConsentScope

WITHDRAWN = "consent_withdrawn"
"""The kind of notice that tells a supervisor of a withdrawal."""


def held_consent(customer_id: str, *, work: Work, actor: Actor) -> ConsentHeld | Declined:
    """Every scope the customer gave or withdrew, and what stands today."""
    record = get_record(session=work.reading, actor=actor, customer_id=customer_id)
    if record is None:
        return NO_CUSTOMER
    today = work.now.date()
    return ConsentHeld(record.consents, record.consent, record.agreed_on(today), today)


def refused_terms(wanted: Sequence[dict[str, object]], *, work: Work) -> str | None:
    """Why consent with these terms cannot be asked for; None where it can."""
    reasons = (why_not(terms_from(each), today=work.now.date()) for each in wanted)
    return next(filter(None, reasons), None)


def ask_consent(
    wanted: Sequence[dict[str, object]], customer_id: str, why: str, *, work: Work, actor: Actor
) -> Declined | None:
    """Ask the supervisor for each scope; the first refusal is the answer."""
    for each in wanted:
        what = ApprovalWanted(ApprovalSubject.CONSENT, each, "")
        done = approvals.ask(what, customer_id, why, work=work, actor=actor)
        if isinstance(done, Declined):
            return done
    return None


def withdraw(
    customer_id: str,
    scopes: Sequence[ConsentScope] | None,
    *,
    work: Work,
    actor: Actor,
    source: str = "chat",
) -> ConsentWithdrawn | Declined:
    """The customer took scopes back, or all; it holds at once and the supervisor is told."""

    def act(session: Session) -> ConsentWithdrawn:
        change = withdraw_consent(
            session=session,
            actor=actor,
            customer_id=customer_id,
            scopes=scopes,
            ground=Ground(source=source),
            at=work.now,
        )
        if change is None:
            return ConsentWithdrawn("", value_words("consent", []))
        record = get_record(session=session, actor=actor, customer_id=customer_id)
        subject = {"change_id": change.change_id, "customer_id": customer_id}
        key = f"{WITHDRAWN}:{change.change_id}"
        tell_supervisors(
            record.owner_id if record is not None else None,
            lambda lead: NoticeDraft(f"{key}:{lead}", lead, WITHDRAWN, work.now, subject),
            work=work,
        )
        return ConsentWithdrawn(change.change_id, value_words("consent", change.after))

    return attempted(work, act)


def restore(change_id: str, *, work: Work, actor: Actor) -> Declined | None:
    """Put back what was withdrawn by mistake."""
    done = attempted(
        work,
        lambda session: restore_consent(
            session=session, actor=actor, change_id=change_id, at=work.now
        ),
    )
    return done if isinstance(done, Declined) else None


def withdrawal_words(change_id: str, customer_id: str, *, work: Work, actor: Actor) -> str | None:
    """A withdrawal in a sentence for the supervisor; None where he need not be told any more."""
    past = changes_of(session=work.reading, actor=actor, customer_id=customer_id)
    change = next((each for each in past if each.change_id == change_id), None)
    if change is None or change.undone or change.staff_id == actor.staff_id:
        return None
    before, after = (value_words("consent", each) for each in (change.before, change.after))
    at = change.at.astimezone(work.desk.zone)
    noted = f"{change.staff_name} {at:%m-%d %H:%M}记"
    return f"{change.customer_name}撤回营销授权（{noted}）：{before} → {after}"
