"""Questions on the book: read, judged over what the asker may see, answered with reasons."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from bot.book.fields import Field
from bot.book.query import Leaf, Op, Query, all_of, leaves
from bot.book.wording import condition_words
from bot.record.book.entry import Entry
from bot.record.book.matching import meets
from bot.record.book.reasons import facts, sorted_by, value_fact
from bot.results.book import BookAnswer, Matched, Strictest
from bot.results.declined import Declined
from bot.understanding.book import Asked, Known, read_question
from bot.usecases.oversee import case_in_list, refusal_of
from bot.usecases.refusals import ADVISED, NO_LISTS
from bot.usecases.work import Work
from store.actor import Actor
from store.customers import (
    RECENT,
    CustomerRecord,
    Readable,
    Talked,
    list_records,
    list_talks,
)
from store.products import shelf

_ASKS_FOR_SOME = re.compile(
    "谁|哪些|哪几|哪位|哪家|哪个|几[个位户家名]|多少[个位户家人]|名单|客户$|的$|列|筛|拉"
)
"""Words without which a message asks for no list."""
_BOOKS = "books"
"""Where a session that only reads keeps the books read of its snapshot, by who asked."""


@dataclasses.dataclass(frozen=True)
class Book:
    """The customers an asker may see, as questions read them."""

    entries: Readable[Entry]
    known: Known


def book_of(*, work: Work, actor: Actor) -> Book:
    """The asker's book, read once for a message however often it is asked for."""
    if not work.only_read:
        return _read_book(work=work, actor=actor)
    kept = work.reading.info.setdefault(_BOOKS, {})
    if actor not in kept:
        kept[actor] = _read_book(work=work, actor=actor)
    book: Book = kept[actor]
    return book


def _read_book(*, work: Work, actor: Actor) -> Book:
    found = list_records(session=work.reading, actor=actor)
    ids = [record.customer_id for record in found.rows]
    talks = list_talks(session=work.reading, actor=actor, customer_ids=ids)
    entries = tuple(
        _entry(record, talks.get(record.customer_id, ()), work=work, actor=actor)
        for record in found.rows
    )
    names = [product.name for product in shelf(session=work.reading).rows]
    return Book(Readable(entries, found.unreadable), known_words(entries, products=names))


def _entry(record: CustomerRecord, talks: Sequence[Talked], *, work: Work, actor: Actor) -> Entry:
    """A customer as a brief would judge him: the latest conversations count."""
    recent = tuple(talk.contact for talk in talks[:RECENT])
    told = dataclasses.replace(record, interactions=recent)
    case = case_in_list(told, work=work, actor=actor)
    return Entry(
        record=told,
        standing=case.standing,
        alerts=case.alerts,
        talks=tuple(talks),
        policy=work.desk.policy,
        refusal=refusal_of(case),
    )


def read_asked(text: str, *, book: Book, work: Work) -> Asked:
    """What a question on this book asks."""
    return read_question(text, today=work.now.date(), known=book.known)


def ask_book(text: str, *, work: Work, actor: Actor) -> BookAnswer | Declined:
    """The answer to a question; where nothing of it was understood, nobody is listed."""
    if actor.role not in ADVISED:
        return NO_LISTS
    book = book_of(work=work, actor=actor)
    asked = read_asked(text, book=book, work=work)
    stranger = _stranger(asked.query, book.known)
    if stranger is not None:
        return Declined(
            "no_such_colleague", f"您能看到的客户里没有“{stranger}”管的，请核对客户经理的姓名。"
        )
    unheard = _unheard_of(asked.query, book.known)
    if unheard is not None:
        return Declined(
            "no_such_product",
            f"货架上和客户持有里都没有名称带“{unheard}”的产品，请核对产品名称。",
        )
    return answer(asked.query, book=book, not_understood=asked.not_understood)


def _unheard_of(query: Query, known: Known) -> str | None:
    """A product's name that neither the shelf nor any holding has."""
    for part in leaves(query.condition):
        named = part.value if part.field is Field.PRODUCT else None
        if isinstance(named, str) and not any(named in each.lower() for each in known.products):
            return named
    return None


def _stranger(query: Query, known: Known) -> str | None:
    """A manager whose customers are asked for and who has none in sight."""
    for part in query.parts:
        owned = isinstance(part, Leaf) and part.field is Field.OWNER and part.op is Op.EQ
        if owned and isinstance(part, Leaf) and part.value not in known.owners:
            return str(part.value)
    return None


def list_query(
    query: Query, *, work: Work, actor: Actor, heading: str = ""
) -> BookAnswer | Declined:
    """Who meets a query that was understood before."""
    if actor.role not in ADVISED:
        return NO_LISTS
    return answer(query, book=book_of(work=work, actor=actor), heading=heading)


def answer(
    query: Query, *, book: Book, not_understood: Sequence[str] = (), heading: str = ""
) -> BookAnswer:
    """Who meets a query, in its order; an empty list says which condition keeps out most."""
    nothing = query.condition is None and query.sort is None
    everybody = () if nothing and not_understood else book.entries.rows
    met = [each for each in everybody if meets(query.condition, each)]
    if query.sort is not None:
        met = sorted_by(query.sort, met)
    return BookAnswer(
        query=query,
        total=len(met),
        rows=tuple(_matched(each, query) for each in met[: query.limit]),
        not_understood=tuple(not_understood),
        strictest=None if met else _strictest(query, everybody),
        unreadable=book.entries.unreadable,
        heading=heading,
    )


def known_words(entries: Sequence[Entry], *, products: Sequence[str]) -> Known:
    """The words of this book: its products, its owners, its tags and trades."""
    tags: dict[str, set[str]] = {}
    for entry in entries:
        record = entry.record
        tags.setdefault("need_tags", set()).update(record.need_tags)
        tags.setdefault("interests", set()).update(record.interests)
        tags.setdefault("resource_needs", set()).update(record.resource_needs)
        tags.setdefault("occupation", set()).update({record.occupation or ""})
        tags.setdefault("industry", set()).update({record.industry or ""})
    named = set(products) | {held.shown_name for each in entries for held in each.record.holdings}
    owners = {each.record.owner_name for each in entries if each.record.owner_name}
    return Known(
        products=sorted(named),
        owners=sorted(owners),
        tags={name: sorted(words - {""}) for name, words in tags.items()},
    )


def _matched(entry: Entry, query: Query) -> Matched:
    record = entry.record
    why = list(facts(query.condition, entry))
    if query.sort is not None:
        shown = value_fact(query.sort.by, entry) if _is_of_customer(query) else ""
        why += [shown] if shown and shown not in why else []
    return Matched(
        customer_id=record.customer_id,
        name=record.name,
        tier=entry.standing.tier,
        owner=record.owner_name or record.owner_id or "",
        why=tuple(why),
        refusal=entry.refusal,
    )


def _is_of_customer(query: Query) -> bool:
    return query.sort is not None and query.sort.by not in {"maturity_date", "amount_wan"}


def _strictest(query: Query, everybody: Sequence[Entry]) -> Strictest | None:
    """The one condition without which most would be left."""
    found: Strictest | None = None
    for at, part in enumerate(query.parts):
        rest = all_of([each for place, each in enumerate(query.parts) if place != at])
        others = sum(meets(rest, each) for each in everybody) if rest is not None else 0
        if others and (found is None or others > found.others):
            found = Strictest(condition_words(part), others)
    return found


def refine(query: Query, words: str, *, work: Work, actor: Actor) -> BookAnswer | Declined | None:
    """A former query with what further words say; None where they say nothing of a list."""
    if actor.role not in ADVISED:
        return NO_LISTS
    book = book_of(work=work, actor=actor)
    asked = read_asked(words, book=book, work=work)
    more = asked.query
    if more.condition is None and more.sort is None and more.limit is None:
        return None
    further = dataclasses.replace(
        query.narrowed(more.condition),
        sort=more.sort or query.sort,
        limit=more.limit or query.limit,
        count_only=more.count_only,
    )
    return answer(further, book=book, not_understood=asked.not_understood)


def is_list_question(text: str, *, work: Work, actor: Actor) -> bool:
    """Whether words that may be something else ask for a list, every one of them understood."""
    if actor.role not in ADVISED or not _ASKS_FOR_SOME.search(text):
        return False
    plain = read_question(text, today=work.now.date())
    if plain.query.condition is None and plain.not_understood:
        return False
    asked = read_asked(text, book=book_of(work=work, actor=actor), work=work)
    return asked.query.condition is not None and not asked.not_understood


def is_ordered_question(text: str, *, work: Work, actor: Actor) -> bool:
    """Whether words ask whom an order puts first, every one of them understood: 资产前十的客户."""
    if actor.role not in ADVISED or not _ASKS_FOR_SOME.search(text):
        return False
    asked = read_asked(text, book=book_of(work=work, actor=actor), work=work)
    return asked.query.sort is not None and not asked.not_understood
