"""The product's answers to labelled questions on the synthetic book, judged by the oracle."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.book.wording import query_words
from bot.record.alerts import alerts_of
from bot.record.book.entry import Entry
from bot.record.policy import default_policy
from bot.record.standing import standing_of
from bot.results.book import BookAnswer
from bot.understanding.book import read_question
from bot.usecases.book import Book, answer, known_words
from store.customers import RECENT, Readable, list_records, list_talks
from store.products import shelf
from tests.support.book_files import TODAY, read_book
from tests.support.book_oracle import Oracle
from tests.support.book_store import NOW, StoredBook, book_alerts, store_book

_ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Judged:
    """One question's verdict, and what was read."""

    VERDICTS: ClassVar = ("exactly right", "asked", "silently wrong")

    question: str
    verdict: str
    read: str


def product_book(stored: StoredBook) -> Book:
    """The synthetic book as the product's questions read it."""
    policy, now = default_policy(), NOW.astimezone(_ZONE)
    with Session(stored.engine) as session:
        records = list_records(session=session, actor=stored.supervisor).rows
        ids = [record.customer_id for record in records]
        talks = list_talks(session=session, actor=stored.supervisor, customer_ids=ids)
        names = [product.name for product in shelf(session=session).rows]
    entries = []
    for bare in records:
        said = talks.get(bare.customer_id, ())
        recent = tuple(talk.contact for talk in said[:RECENT])
        record = replace(bare, interactions=recent)
        standing = standing_of(record, policy=policy, today=TODAY, zone=_ZONE)
        alerts = alerts_of(record, standing=standing, policy=policy, now=now)
        entries.append(Entry(record, standing, alerts, said, policy))
    return Book(Readable(tuple(entries)), known_words(entries, products=names))


def judge(question: dict[str, Any], *, book: Book, oracle: Oracle) -> Judged:
    """Whether a question is answered exactly right, asked about, or silently wrong."""
    asked = read_question(question["text"], today=TODAY, known=book.known)
    found = answer(asked.query, book=book, not_understood=asked.not_understood)
    words = f"{query_words(found.query)} 没看懂：{'、'.join(found.not_understood)}"
    return Judged(question["text"], _verdict(question, found, oracle), words)


def _verdict(question: dict[str, Any], found: BookAnswer, oracle: Oracle) -> str:
    ids = [row.customer_id for row in found.rows]
    named = bool(found.not_understood)
    right = oracle.agrees(question, read_book(), ids)
    right = right and found.query.count_only == question["count_only"]
    if right and (named or not question["unknown"]):
        return "exactly right"
    return "asked" if named else "silently wrong"


def judged_file(paths: Iterable[Path], *, url: str) -> Iterator[tuple[Path, Sequence[Judged]]]:
    """The verdicts of each file's questions, over a store made at *url*."""
    stored = store_book(url)
    book, alerts = product_book(stored), book_alerts(stored)
    oracle = Oracle(TODAY, alerts.__getitem__)
    for path in paths:
        lines = path.read_text(encoding="utf-8").splitlines()
        questions = [json.loads(line) for line in lines if line.strip()]
        yield path, [judge(each, book=book, oracle=oracle) for each in questions]
