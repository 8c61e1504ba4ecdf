"""Consent to marketing, scope by scope: what stands, given with its terms, withdrawn, put back."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session, select

from store.actor import Actor
from store.customers.records import ConsentTerms
from store.errors import AlreadyWritten, NotFound, StoreError, TooLate
from store.follow_ups import asks_for_quiet, reopen_follow_up, settle_quiet, visible_customer
from store.history import FieldChange, Ground, as_kept, record_change
from store.models import (
    Consent,
    ConsentForm,
    ConsentScope,
    Customer,
    CustomerChange,
    FollowUp,
    FollowUpStatus,
)

UNDO_WITHIN = timedelta(minutes=10)
"""After that a withdrawal stands: whoever agrees again agrees anew."""
LONGEST_EVIDENCE = 64
_NOTE = Ground(source="note")
_SHOWN = ("form", "agreed_on", "valid_until", "evidence")


def every_term(
    scopes: Collection[ConsentScope], terms: Iterable[ConsentTerms]
) -> list[ConsentTerms]:
    """One entry a scope, in order: with its terms where they are known, bare otherwise."""
    told = {each.scope: each for each in terms}
    return [told.get(scope, ConsentTerms(scope)) for scope in sorted({*scopes, *told})]


def consent_state(
    scopes: Collection[ConsentScope] | None, terms: Iterable[ConsentTerms]
) -> list[Any] | None:
    """What stands, as the history keeps it: a bare scope, or one with its terms; None unknown."""
    if scopes is None:
        return None
    return [_kept(each) for each in every_term(scopes, terms) if each.scope in scopes]


def terms_from(kept: dict[str, Any]) -> ConsentTerms:
    """A scope with its terms, from how the history or a request keeps it.

    Raises:
        ValueError: where it is none.
    """
    until, on = kept.get("valid_until"), kept.get("agreed_on")
    return ConsentTerms(
        ConsentScope(kept["scope"]),
        ConsentForm(kept["form"]) if kept.get("form") else None,
        date.fromisoformat(on) if on else None,
        date.fromisoformat(until) if until else None,
        kept.get("evidence"),
    )


def why_not(terms: ConsentTerms, *, today: date) -> str | None:
    """Why a consent cannot be written: of the future, or run out; None where it can."""
    if terms.agreed_on is not None and terms.agreed_on > today:
        return f"授权日期{terms.agreed_on}在今天之后，还没签的授权不能登记。"
    if terms.run_out(today):
        return f"授权到{terms.valid_until}已经到期，不能再登记；请客户重新授权。"
    return None


def replace_consents(
    *,
    session: Session,
    customer_id: str,
    scopes: Collection[ConsentScope],
    at: datetime,
    source: str,
    terms: Sequence[ConsentTerms] = (),
) -> frozenset[ConsentScope]:
    """Make *scopes* the only ones agreed to; what was withdrawn is kept, marked, not erased.

    *source* is where those agreed to are from; where a withdrawal is from, the history says.
    *terms* replace what is known of theirs. Returns those agreed to before.
    """
    rows = _rows(session, customer_id)
    active = {row.scope: row for row in rows if row.withdrawn_at is None}
    for scope, row in active.items():
        if scope not in scopes:
            row.withdrawn_at = at
            session.add(row)
    for scope in sorted(set(scopes) - set(active)):
        session.merge(Consent(customer_id=customer_id, scope=scope, recorded_at=at, source=source))
    for told in terms:
        row = Consent(customer_id=customer_id, recorded_at=at, source=source, **asdict(told))
        session.merge(row)
    session.flush()
    return frozenset(active)


def give_consent(
    *,
    session: Session,
    actor: Actor,
    customer: Customer,
    terms: ConsentTerms,
    ground: Ground,
    at: datetime,
) -> CustomerChange:
    """Write one scope with its form, day and validity; what it replaces is in the history.

    Raises:
        StoreError: where it is of the future or has run out.
    """
    reason = why_not(terms, today=at.date())
    if reason is not None:
        raise StoreError(reason)
    before = _state(session, customer)
    row = Consent(
        customer_id=customer.customer_id, recorded_at=at, source=ground.source, **asdict(terms)
    )
    session.merge(row)
    return _changed(session, actor, customer, before, ground, at)


def withdraw_consent(
    *,
    session: Session,
    actor: Actor,
    customer_id: str,
    at: datetime,
    ground: Ground = _NOTE,
    scopes: Collection[ConsentScope] | None = None,
) -> CustomerChange | None:
    """The customer takes *scopes* back, or all; nobody's leave is needed for that.

    None where everything was taken back before.

    Raises:
        NotFound: where *actor* may not see the customer.
        AlreadyWritten: where he never agreed to any of *scopes*.
    """
    customer = visible_customer(session=session, actor=actor, customer_id=customer_id)
    before = _state(session, customer)
    held = {row.scope for row in _rows(session, customer_id) if row.withdrawn_at is None}
    if scopes is not None and not held & set(scopes):
        raise AlreadyWritten("档案里没有这项授权，不用撤回。")
    if scopes is None:
        settle_quiet(session=session, actor_id=actor.staff_id, customer_ids=[customer_id], at=at)
    keep = held - set(scopes) if scopes is not None else frozenset()
    replace_consents(
        session=session, customer_id=customer_id, scopes=keep, at=at, source=ground.source
    )
    if before == []:
        return None
    return _changed(session, actor, customer, before, ground, at)


def restore_consent(
    *, session: Session, actor: Actor, change_id: str, at: datetime
) -> CustomerChange:
    """Take a withdrawal back that was told by mistake; a wish to be left alone is open again.

    Raises:
        NotFound: where there is none that *actor* may see.
        TooLate: after `UNDO_WITHIN`, where consent was changed again, or it was taken back before.
    """
    change = session.get(CustomerChange, change_id)
    if change is None or change.field != "consent":
        raise NotFound("没有找到这次撤回。")
    customer = visible_customer(session=session, actor=actor, customer_id=change.customer_id)
    if change.staff_id != actor.staff_id or at - change.at >= UNDO_WITHIN:
        raise TooLate("撤回已超过10分钟，或不是您记的，不能直接恢复；客户要恢复，请重新取得授权。")
    if _state(session, customer) != change.after:
        raise TooLate("营销授权后来又变过，不能直接恢复；请重新取得授权。")
    for row in _rows(session, customer.customer_id):
        if row.withdrawn_at == change.at:
            row.withdrawn_at = None
            session.add(row)
    for line in _settled_with(session, change):
        reopen_follow_up(session=session, actor=actor, follow_up_id=line, at=at)
    before, ground = list(change.after), Ground(undoes=change_id)
    customer.consent_known = change.before is not None
    return _changed(session, actor, customer, before, ground, at)


def _settled_with(session: Session, change: CustomerChange) -> list[str]:
    """The wishes to be left alone that the withdrawal met."""
    statement = select(FollowUp.follow_up_id, FollowUp.text).where(
        FollowUp.customer_id == change.customer_id,
        FollowUp.status == FollowUpStatus.DONE,
        FollowUp.closed_at == change.at,
    )
    return [key for key, text in session.exec(statement) if asks_for_quiet(text)]


def _changed(
    session: Session,
    actor: Actor,
    customer: Customer,
    before: list[Any] | None,
    ground: Ground,
    at: datetime,
) -> CustomerChange:
    """Keep what consent was and has become."""
    if ground.undoes is None:
        customer.consent_known = True
    customer.updated_at = at
    session.add(customer)
    session.flush()
    change = FieldChange(customer.customer_id, "consent", before, _state(session, customer))
    return record_change(
        session=session, actor_id=actor.staff_id, change=change, ground=ground, at=at
    )


def _state(session: Session, customer: Customer) -> list[Any] | None:
    if not customer.consent_known:
        return None
    rows = _rows(session, customer.customer_id)
    return [_kept(_terms(row)) for row in rows if row.withdrawn_at is None]


def _terms(row: Consent) -> ConsentTerms:
    return ConsentTerms(row.scope, row.form, row.agreed_on, row.valid_until, row.evidence)


def _kept(terms: ConsentTerms) -> Any:
    told = {name: as_kept(getattr(terms, name)) for name in _SHOWN}
    known = {name: value for name, value in told.items() if value is not None}
    return {"scope": terms.scope.value, **known} if known else terms.scope.value


def _rows(session: Session, customer_id: str) -> list[Consent]:
    rows = session.exec(select(Consent).where(Consent.customer_id == customer_id)).all()
    return sorted(rows, key=lambda row: row.scope)


def bare(terms: ConsentTerms) -> bool:
    """Whether nothing but the scope is known, so that a file needs no entry for it."""
    return terms == ConsentTerms(terms.scope)
