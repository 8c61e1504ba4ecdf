"""An officer's words made a condition on his queue, or on the log, and read back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.understanding.queue_words import Names, QueueAsked, is_another_message, read_queue
from bot.usecases.queue import ItemFilter
from bot.usecases.work import Work
from store.actor import Actor
from store.models import ItemKind, ItemState, ReviewVerdict, Risk, Role, Staff, Suggestion
from store.products import shelf
from store.reviews import items
from store.staff import list_staff
from store.suggestions import list_suggestions

_FLAGGED = "flagged"
_LOGGED = 8
"""Suggestions of the log on a page."""


@dataclass(frozen=True)
class QueueCondition:
    """What an officer asked for, as understood: `read_back` in words, `left` what was not.

    `logged`: suggestions of the log are meant, whether or not they stand in the queue.
    `same_name`: the customers of the name, where it is not one's alone; none is chosen then.
    """

    chosen: ItemFilter
    read_back: str
    left: tuple[str, ...]
    logged: bool
    same_name: tuple[str, ...] = ()


def condition_of(text: str, *, work: Work, actor: Actor) -> QueueCondition | None:
    """What an officer asks for; None where the words ask for nothing of the queue."""
    if actor.role is not Role.COMPLIANCE:
        return None
    staff = list_staff(session=work.reading, actor=actor)
    asked = read_queue(text, _names(staff, work), today=work.now.date(), me=actor.staff_id)
    asked, called = _with_customer(asked, work, actor)
    if is_another_message(asked, text):
        return None
    read_back = " · ".join(_read_back(asked, {each.staff_id: each.name for each in staff}, work))
    logged = asked.logged and not (asked.verdict or asked.kind or asked.state or asked.rule_id)
    same = called if len(called) > 1 else ()
    return QueueCondition(_filter(asked, work), read_back, asked.left, logged, same)


def note_search(condition: QueueCondition, *, work: Work, actor: Actor) -> None:
    """Leave in the log what an officer looks for."""
    told = condition.read_back
    items.note_searched(session=work.writing, actor=actor, condition=told, at=work.now)


def logged_page(
    chosen: ItemFilter, *, work: Work, actor: Actor, before_id: str | None = None
) -> tuple[list[Suggestion], bool]:
    """A page of the log under a condition, newest first, and whether more follow."""
    rows = list_suggestions(
        session=work.reading,
        actor=actor,
        customer_id=chosen.customer_id or None,
        staff_id=chosen.staff_id or None,
        script_id=chosen.script_id or None,
        since=chosen.since,
        until=chosen.until,
        limit=_LOGGED + 1,
        before_id=before_id,
    )
    return rows[:_LOGGED], len(rows) > _LOGGED


def _names(staff: list[Staff], work: Work) -> Names:
    handbook = work.desk.handbook
    scripts = {**handbook.scripts, **handbook.stops}
    titled = {each.title: key for key, each in scripts.items() if len(each.title) > 1}
    products = {
        name: each.product_id
        for each in shelf(session=work.reading).rows
        for name in (each.product_id, each.name)
    }
    return Names(
        staff=_called(staff, officers=False),
        officers=_called(staff, officers=True),
        scripts={key: key for key in scripts} | titled,
        products=products,
    )


def _called(staff: list[Staff], *, officers: bool) -> Mapping[str, str]:
    return {
        name: each.staff_id
        for each in staff
        if (each.role is Role.COMPLIANCE) is officers
        for name in (each.staff_id, each.name)
    }


def _with_customer(
    asked: QueueAsked, work: Work, actor: Actor
) -> tuple[QueueAsked, tuple[str, ...]]:
    """The customer whose name stands among the words left, and all who bear it."""
    for words in asked.left:
        called = items.customers_called(session=work.reading, actor=actor, name=words)
        if called:
            left = tuple(each for each in asked.left if each != words)
            return replace(asked, customer_id=called[0], left=left), called
    return asked, ()


def _filter(asked: QueueAsked, work: Work) -> ItemFilter:
    decided = bool(asked.verdict or asked.officer_id or asked.state == ItemState.DONE)
    named = asked.state in (ItemState.ASKED, ItemState.SECOND)
    return ItemFilter(
        waiting=asked.state == ItemState.OPEN,
        decided=decided,
        kinds=_kinds(asked),
        risk=Risk(asked.risk) if asked.risk else None,
        state=ItemState(asked.state) if named else None,
        verdict=ReviewVerdict(asked.verdict) if asked.verdict else None,
        staff_id=asked.staff_id,
        customer_id=asked.customer_id,
        officer_id=asked.officer_id,
        script_id=asked.script_id,
        rule_id=asked.rule_id,
        product_id=asked.product_id,
        since=_midnight(asked.since, work),
        until=_midnight(asked.until, work),
    )


def _kinds(asked: QueueAsked) -> tuple[ItemKind, ...]:
    if asked.kind == _FLAGGED:
        return (ItemKind.NOTE, ItemKind.TEXT)
    return (ItemKind(asked.kind),) if asked.kind else ()


def _read_back(asked: QueueAsked, staff: Mapping[str, str], work: Work) -> Iterator[str]:
    if asked.since is not None and asked.until is not None:
        last = asked.until - timedelta(days=1)
        same = last == asked.since
        yield f"{asked.since:%m-%d}" if same else f"{asked.since:%m-%d}到{last:%m-%d}"
    script = work.desk.handbook.script(asked.script_id) if asked.script_id else None
    said = {
        f"{staff.get(asked.staff_id)}（{asked.staff_id}）的": asked.staff_id,
        f"客户 {asked.customer_id}": asked.customer_id,
        f"用了脚本 {script.title if script else asked.script_id}": asked.script_id,
        f"被 {asked.rule_id} 标出的": asked.rule_id,
        f"涉及产品 {asked.product_id}": asked.product_id,
    }
    yield from (words for words, wanted in said.items() if wanted)
    yield from _read_back_state(asked, staff)


def _read_back_state(asked: QueueAsked, staff: Mapping[str, str]) -> Iterator[str]:
    if asked.risk:
        yield f"{Risk(asked.risk).label}风险"
    if asked.kind:
        yield "被标出的" if asked.kind == _FLAGGED else ItemKind(asked.kind).label
    if asked.state:
        yield ItemState(asked.state).label
    if asked.officer_id:
        yield f"{staff[asked.officer_id]}审的"
    if asked.verdict:
        yield ReviewVerdict(asked.verdict).label


def _midnight(day: date | None, work: Work) -> datetime | None:
    return datetime.combine(day, time(), work.desk.zone) if day is not None else None
