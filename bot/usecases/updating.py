"""The handbook's table of updates (24 hours after an event) and the report on completeness."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from sqlmodel import Session

from bot.record.completeness import completeness_of
from bot.results.declined import Declined
from bot.results.updating import CompleteBook, Outdated
from bot.usecases.evidence import attempted
from bot.usecases.taken_out import Taken, taken_out
from bot.usecases.work import Work
from store.actor import Actor
from store.customers import CustomerRecord, list_records
from store.customers.whole import PastChange
from store.follow_ups import visible_customer
from store.history import (
    CHECKED,
    FieldChange,
    Ground,
    last_changed,
    record_change,
    review_changes,
    unreviewed,
)
from store.sheets import workbook_bytes

_HOURS = timedelta(days=1)
_LOOKED_BACK = timedelta(days=30)


def outdated(*, work: Work, actor: Actor) -> tuple[Outdated, ...]:
    """Whose record is overdue, the longest first; events of the last month count."""
    session, today = work.reading, work.now.date()
    changed = last_changed(session=session, actor=actor)
    zone = work.desk.zone
    found = []
    for record in list_records(session=session, actor=actor).rows:
        event = _last_event(record, today)
        if event is None or today - event[1] <= _HOURS or today - event[1] > _LOOKED_BACK:
            continue
        at = changed.get(record.customer_id)
        if at is None or at.astimezone(zone).date() < event[1]:
            owner = record.owner_name or record.owner_id or ""
            found.append(Outdated(record.customer_id, record.name, owner, *event))
    return tuple(sorted(found, key=lambda each: (each.on, each.customer_id)))


def check_record(customer_id: str, *, work: Work, actor: Actor) -> Declined | None:
    """The manager went through the record and it holds still."""

    def act(session: Session) -> None:
        visible_customer(session=session, actor=actor, customer_id=customer_id)
        change = FieldChange(customer_id, CHECKED, None, None)
        record_change(
            session=session, actor_id=actor.staff_id, change=change, ground=Ground(), at=work.now
        )

    done = attempted(work, act)
    return done if isinstance(done, Declined) else None


def books(*, work: Work, actor: Actor) -> tuple[CompleteBook, ...]:
    """How complete the records within the actor's sight are, the least complete book first."""
    by_owner: dict[str, list[CustomerRecord]] = defaultdict(list)
    for record in list_records(session=work.reading, actor=actor).rows:
        by_owner[record.owner_name or record.owner_id or ""].append(record)
    found = [_book(owner, records) for owner, records in by_owner.items()]
    return tuple(sorted(found, key=lambda each: (each.share, each.owner)))


def books_sheet(*, work: Work, actor: Actor) -> bytes:
    """The same, a row a customer with what is missing, as an XLSX file, with its entry in the
    log."""
    header = ("客户经理", "客户编号", "客户", "完整度", "缺")
    records = list_records(session=work.reading, actor=actor).rows
    data = workbook_bytes(header, _rows(records))
    taken = Taken("客户信息完整度", f"{work.now:%Y-%m}", len(records))
    return taken_out(data, taken, work=work, actor=actor)


def to_review(*, work: Work, actor: Actor) -> Sequence[PastChange]:
    """What the team changed in chat and this supervisor has not looked at."""
    return unreviewed(session=work.reading, actor=actor)


def reviewed(change_ids: Sequence[str], *, work: Work, actor: Actor) -> int | Declined:
    """The supervisor has looked at these; how many were new."""
    return attempted(
        work,
        lambda session: review_changes(
            session=session, actor=actor, change_ids=change_ids, at=work.now
        ),
    )


def _last_event(record: CustomerRecord, today: date) -> tuple[str, date] | None:
    """The last transaction or contact gone by."""
    days = (("交易", record.last_transaction_on), ("沟通", record.last_contact_on))
    known = [(what, on) for what, on in days if on is not None and on <= today]
    return max(known, key=lambda each: each[1], default=None)


def _book(owner: str, records: Sequence[CustomerRecord]) -> CompleteBook:
    found = [completeness_of(each) for each in records]
    missing = Counter(each.label for one in found for each in one.missing)
    return CompleteBook(
        owner=owner,
        customers=len(records),
        whole=sum(not each.missing for each in found),
        share=sum(each.share for each in found) / len(found),
        missing=tuple(missing.most_common(3)),
    )


def _rows(records: Iterable[CustomerRecord]) -> Iterator[list[object]]:
    for record in records:
        found = completeness_of(record)
        missing = "、".join(each.label for each in found.missing)
        owner = record.owner_name or record.owner_id or ""
        yield [owner, record.customer_id, record.name, round(found.share, 2), missing]
