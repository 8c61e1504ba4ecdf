"""The officers' queue: swept, listed by conditions, opened with its evidence.

    queue_page(ItemFilter(), work=work, actor=officer)

Officers alone; others are declined. Opening an item is itself left in the log.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.results.declined import Declined
from bot.results.log import Opened
from bot.results.queue import Decided, Exchanged, ItemOpened, NotedAfter, QueueItem, QueuePage
from bot.usecases.flagged import flagged_note, open_flagged
from bot.usecases.queue_sweep import sweep
from bot.usecases.review import as_shown, open_suggestion
from bot.usecases.work import Work
from store.actor import Actor
from store.models import ItemKind, ItemState, ReviewDecision, ReviewItem, Role
from store.reviews import items, shared
from store.reviews.items import ItemFilter as ItemFilter  # the condition a page is asked by
from store.staff import staff_names

PAGE = 6
NOT_AN_OFFICER = Declined("not_permitted", "审核队列只给合规人员。")
NO_ITEM = Declined("not_found", "队列里没有这一条。")


def queue_page(
    chosen: ItemFilter, *, work: Work, actor: Actor, after: str = "", limit: int = PAGE
) -> QueuePage | Declined:
    """So many items behind the one of this id, after the log was gone through."""
    if actor.role is not Role.COMPLIANCE:
        return NOT_AN_OFFICER
    behind = sweep(work=work)
    session = work.reading
    found = items.page_of_items(
        session=session, actor=actor, chosen=chosen, after=after, limit=limit + 1
    )
    counts = items.count_items(session=session, actor=actor, chosen=chosen)
    names = _names([each.item for each in found], work)
    shown = tuple(queue_item(each.item, names, actor, words=each.words) for each in found[:limit])
    return QueuePage(shown, counts, more=len(found) > limit, behind=behind)


def waiting_counts(*, work: Work, actor: Actor) -> Mapping[ItemKind, int]:
    """How many items of each kind the actor may decide now; nothing for other roles."""
    if actor.role is not Role.COMPLIANCE:
        return {}
    sweep(work=work)
    return items.count_items(session=work.reading, actor=actor, chosen=ItemFilter())


def open_item(item_id: str, *, work: Work, actor: Actor) -> ItemOpened | Declined:
    """An item with all that was kept of it; that it was looked at is logged."""
    row = _row(item_id, work, actor)
    if isinstance(row, Declined):
        return row
    items.note_opened(session=work.writing, actor=actor, item=row, at=work.now)
    if row.interaction_id is not None:
        open_flagged(row.interaction_id, work=work, actor=actor)
    return read_item(item_id, work=work, actor=actor)


def read_item(item_id: str, *, work: Work, actor: Actor) -> ItemOpened | Declined:
    """The same for what decides about it: nobody looks at it, nothing is logged."""
    row = _row(item_id, work, actor)
    if isinstance(row, Declined):
        return row
    suggestion, edit = _suggestion(row, work, actor), ""
    if suggestion is not None and row.feedback_id is not None:
        texts = {each.feedback_id: each.edited_text for each in suggestion.feedback}
        edit = texts.get(row.feedback_id) or ""
    key = row.interaction_id
    return ItemOpened(
        item=queue_item(row, _names([row], work), actor),
        suggestion=suggestion,
        shown=as_shown(row.suggestion_id or "", work=work, actor=actor) or (),
        flagged=flagged_note(key, work=work, actor=actor) if key is not None else None,
        edit=edit,
        judged=work.desk.rules.check(edit) if edit else None,
        after=_after(row, work, actor),
        thread=thread(item_id, work=work, actor=actor),
        decisions=_decisions(row, work, actor),
    )


def thread(item_id: str, *, work: Work, actor: Actor) -> tuple[Exchanged, ...]:
    """What officer and manager wrote to each other, to both of them."""
    rows = shared.thread_of(session=work.reading, actor=actor, item_id=item_id)
    return tuple(Exchanged(row.staff_name, row.at, row.kind, row.text) for row in rows)


def queue_item(
    row: ReviewItem, names: Mapping[str, str], actor: Actor, *, words: str = ""
) -> QueueItem:
    """An item as the actor may know of it."""
    mine = row.decided_by == actor.staff_id
    hidden = row.state is ItemState.SECOND and not mine
    open_to = row.state is ItemState.OPEN or hidden
    return QueueItem(
        item_id=row.item_id,
        kind=row.kind,
        risk=row.risk,
        state=row.state,
        at=row.at,
        due_at=row.due_at,
        staff_id=row.staff_id,
        staff_name=names.get(row.staff_id, row.staff_id),
        customer_id=row.customer_id,
        words=words,
        verdict=None if hidden else row.verdict,
        script_id=row.script_id,
        may_decide=open_to and row.staff_id != actor.staff_id,
    )


def _row(item_id: str, work: Work, actor: Actor) -> ReviewItem | Declined:
    if actor.role is not Role.COMPLIANCE:
        return NOT_AN_OFFICER
    row = items.get_item(session=work.reading, actor=actor, item_id=item_id)
    return row if row is not None else NO_ITEM


def _names(rows: list[ReviewItem], work: Work) -> Mapping[str, str]:
    return staff_names(session=work.reading, staff_ids={row.staff_id for row in rows})


def _suggestion(row: ReviewItem, work: Work, actor: Actor) -> Opened | None:
    if row.suggestion_id is None:
        return None
    return open_suggestion(row.suggestion_id, work=work, actor=actor)


def _after(row: ReviewItem, work: Work, actor: Actor) -> tuple[NotedAfter, ...]:
    """The contacts noted after the suggestion, but for the note that is itself the item."""
    if row.suggestion_id is None:
        return ()
    notes = items.notes_after(session=work.reading, actor=actor, suggestion_id=row.suggestion_id)
    return tuple(
        NotedAfter(each.logged_at, each.said, each.undone_at is not None)
        for each in notes
        if each.interaction_id != row.interaction_id
    )


def _decisions(row: ReviewItem, work: Work, actor: Actor) -> tuple[Decided, ...]:
    rows = items.decisions_on(session=work.reading, actor=actor, item=row)
    return tuple(_decided(each) for each in rows)


def _decided(row: ReviewDecision) -> Decided:
    return Decided(
        officer=row.officer_name,
        at=row.at,
        verdict=row.verdict,
        reason=row.reason,
        instead=row.instead,
        second=row.turn > 1,
    )
