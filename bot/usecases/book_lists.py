"""Lists kept under a name, and a list as a table; each its keeper's alone."""

from __future__ import annotations

from bot.book.query import Query, query_from, query_json
from bot.book.wording import condition_words
from bot.render.book import TABLE_HEADER, book_rows
from bot.results.book import BookAnswer, NamedList
from bot.results.declined import Declined
from bot.usecases.refusals import ADVISED, NO_LISTS
from bot.usecases.taken_out import Taken, taken_out
from bot.usecases.work import Work
from store.actor import Actor
from store.saved_lists import LONGEST_NAME, drop_list, keep_list, kept_lists
from store.sheets import workbook_bytes


def keep(name: str, query: Query, *, work: Work, actor: Actor) -> NamedList | Declined:
    """Keep a query under a name, in the place of one's former list of that name."""
    if actor.role not in ADVISED:
        return NO_LISTS
    name = name[:LONGEST_NAME]
    list_id = keep_list(
        session=work.writing, actor=actor, name=name, content=query_json(query), at=work.now
    )
    return NamedList(list_id, name, query)


def own_lists(*, work: Work, actor: Actor) -> tuple[NamedList, ...]:
    """One's own lists by name; one of a form no longer known is left out."""
    found = []
    for each in kept_lists(session=work.reading, actor=actor):
        try:
            found.append(NamedList(each.list_id, each.name, query_from(each.content)))
        except ValueError:
            continue
    return tuple(found)


def drop(list_id: str, *, work: Work, actor: Actor) -> bool:
    """Keep a list no longer; False where it is none of one's own."""
    return drop_list(session=work.writing, actor=actor, list_id=list_id)


def as_table(found: BookAnswer, *, work: Work, actor: Actor) -> bytes:
    """The list as an XLSX file in which no cell is a formula, with its entry in the log."""
    data = workbook_bytes(TABLE_HEADER, book_rows(found))
    of = found.heading or condition_words(found.query.condition)
    return taken_out(data, Taken("客户名单", of, len(found.rows)), work=work, actor=actor)
