"""Fields of a customer changed by staff, held to the rules of the import, and taken back."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from store.actor import Actor
from store.customers.changing import put_field
from store.customers.reading import get_record
from store.errors import NotFound, StoreError, TooLate
from store.follow_ups import visible_customer
from store.history import FieldChange, Ground, as_kept
from store.importing.columns import CUSTOMER_COLUMNS
from store.importing.conflicts import find_conflicts
from store.importing.customers import row_of
from store.importing.values import CellRefused, CellUnknown, phone, plain_text_of, quoted
from store.models import CustomerChange

LISTS = frozenset({"need_tags", "interests", "resource_needs"})
FREE = LISTS | {
    "phone",
    "aum_wan",
    "birthday",
    "occupation",
    "industry",
    "risk_level",
    "risk_assessed_on",
    "personality",
    "preferred_channel",
    "annual_revenue_wan",
    "receivable_days",
    "receivable_share",
    "credit_grade",
    "salutation",
    "next_plan",
}
"""What a manager may change by himself; his supervisor looks at it afterwards."""
_DIALLED = re.compile(
    r"1[3-9]\d{9}|(?:0\d{2,3})?[2-9]\d{6,7}(?:转\d{1,6})?|[48]00\d{7}|(?:\+|00)\d{8,15}"
)
"""A mobile, a landline, a 400 number or one abroad, whole."""
_COLUMNS = {column.name: column for column in CUSTOMER_COLUMNS}


class FieldRefused(StoreError):
    """The value is none of the field's, contradicts the record, or changed in between."""


def read_value(field: str, said: str) -> Any:
    """What a cell of a file saying the same would hold; empty words are what is unknown.

    Raises:
        FieldRefused: for what an import refuses, too, and for a number that nobody can call.
    """
    if not said.strip():
        return [] if field in LISTS else None
    try:
        return _dialled(said) if field == "phone" else _COLUMNS[field].parse(said)
    except (CellRefused, CellUnknown) as error:
        raise FieldRefused(f"{_COLUMNS[field].chinese}：{error}。") from error


def _dialled(said: str) -> str:
    """A number as the import reads it, and whole: no core system vouches for what is said."""
    text = phone(said)
    bare = re.sub(r"[\s()-]+", "", plain_text_of(text))
    if _DIALLED.fullmatch(re.sub(r"^(?:\+|00)86(?=1\d|0)", "", bare)) is None:
        digits = sum(map(str.isdigit, bare))
        raise CellRefused(
            f"“{quoted(text)}”是{digits}位数，不是完整的号码；手机11位，座机7或8位（可带区号）"
        )
    return text


def check_fields(
    *, session: Session, actor: Actor, customer_id: str, values: Mapping[str, Any], today: date
) -> tuple[FieldChange, ...]:
    """What *values* would change of the customer; those that change nothing are left out.

    Raises:
        NotFound: where *actor* may not see the customer.
        FieldRefused: where the record would contradict itself.
    """
    record = get_record(session=session, actor=actor, customer_id=customer_id)
    if record is None:
        raise NotFound("没有找到这位客户。")
    row = row_of(record)
    after = replace(row, facts={**row.facts, **values})
    held = set(find_conflicts(row, today=today))
    for _, reason in find_conflicts(after, today=today):
        if reason not in {said for _, said in held}:
            raise FieldRefused(f"{reason}，请核对后再说一遍。")
    return tuple(
        FieldChange(customer_id, field, as_kept(row.facts.get(field)), as_kept(value))
        for field, value in values.items()
        if as_kept(row.facts.get(field)) != as_kept(value)
    )


def write_fields(
    *,
    session: Session,
    actor: Actor,
    changes: Sequence[FieldChange],
    ground: Ground,
    today: date,
    at: datetime,
) -> tuple[CustomerChange, ...]:
    """Write changes of one customer as they were read back.

    Raises:
        FieldRefused: where a field is no longer what it was read back as, or the record would
            contradict itself.
    """
    written = []
    values = {each.field: kept_value(each.field, each.after) for each in changes}
    for each in changes:
        if each.field not in FREE:
            raise FieldRefused("这一项不能在对话里直接改。")
        row = visible_customer(session=session, actor=actor, customer_id=each.customer_id)
        if as_kept(getattr(row, each.field)) != each.before:
            raise FieldRefused("读给您看之后，这一项又被改过，没有写入。请重新说一遍。")
    if changes:
        customer_id = changes[0].customer_id
        check_fields(
            session=session, actor=actor, customer_id=customer_id, values=values, today=today
        )
    for each in changes:
        row = visible_customer(session=session, actor=actor, customer_id=each.customer_id)
        done = put_field(
            session=session,
            actor=actor,
            row=row,
            field=each.field,
            value=values[each.field],
            ground=ground,
            at=at,
        )
        written += [done] if done is not None else []
    return tuple(written)


def undo_changes(
    *, session: Session, actor: Actor, change_ids: Sequence[str], at: datetime
) -> tuple[CustomerChange, ...]:
    """Put fields back to what they were before; the change stays in the history, taken back.

    Raises:
        NotFound: where *actor* may not see one of them.
        TooLate: where a field was changed again since, or the change was taken back already.
    """
    undone = []
    for change_id in reversed(change_ids):
        change = _change(session, change_id)
        row = visible_customer(session=session, actor=actor, customer_id=change.customer_id)
        if change.field not in FREE or as_kept(getattr(row, change.field)) != change.after:
            raise TooLate("这一项后来又改过，不能直接撤销；请说要改成什么。")
        back = put_field(
            session=session,
            actor=actor,
            row=row,
            field=change.field,
            value=kept_value(change.field, change.before),
            ground=Ground(undoes=change_id),
            at=at,
        )
        undone += [back] if back is not None else []
    return tuple(undone)


def kept_value(field: str, kept: Any) -> Any:
    """A field's value as the record holds it, from how the history keeps it."""
    if kept is None or kept == []:
        return [] if field in LISTS else None
    if field in LISTS:
        return list(kept)
    return _COLUMNS[field].parse(str(kept))


def _change(session: Session, change_id: str) -> CustomerChange:
    row = session.get(CustomerChange, change_id)
    if row is None:
        raise NotFound("没有找到这次修改。")
    again = select(CustomerChange).where(col(CustomerChange.undoes) == change_id)
    if session.exec(again).first() is not None:
        raise TooLate("这次修改已经撤销过。")
    return row
