"""What a customer lately said in conversations logged here: asked for, refused, wished, needs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from bot.record.words import types_asked_for
from knowledge.yaml_files import read_yaml
from store.customers import OpenFollowUp, PastContact
from store.models import Channel, ProductType

TALK_FILE = Path(__file__).with_name("talk.yaml")
_BREAK = re.compile(r"[，,。；;！!？?、\s]+")
_SPAN = re.compile(
    r"(?<![0-9])(?P<number>半|[一二两三四五六七八九十]{1,3}|[0-9]{1,3})"
    r"(?P<unit>年(?![级前来初底末中])|个月|个?星期|周(?![一二三四五六日年])|天)(?:期|以内)?"
)
_UNITS = {"年": 365, "个月": 30, "星期": 7, "个星期": 7, "周": 7, "天": 1}
_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


class TalkWords(BaseModel):
    """The word lists beside this file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    ask: re.Pattern[str]
    question: re.Pattern[str]
    answered: re.Pattern[str]
    refuse: re.Pattern[str]
    busy: re.Pattern[str]
    long_talk: re.Pattern[str]
    not_by: Mapping[Channel, re.Pattern[str]]
    by: Mapping[Channel, re.Pattern[str]]
    near_term: Mapping[str, re.Pattern[str]]
    safer: re.Pattern[str]
    owes_reply: re.Pattern[str]
    use: re.Pattern[str]
    times: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Heard:
    """Words of a conversation, the conversation, and its day in the office's zone."""

    words: str
    interaction_id: str
    on: date


@dataclass(frozen=True, slots=True)
class Wanted:
    """A product type or a term in `days` that was asked for, or refused."""

    heard: Heard
    types: frozenset[ProductType]
    days: int | None


@dataclass(frozen=True, slots=True)
class Talk:
    """What the customer lately said, the newest first; empty where nothing was logged."""

    asked: tuple[Wanted, ...] = ()
    refused: tuple[Wanted, ...] = ()
    questions: tuple[Heard, ...] = ()
    busy: Heard | None = None
    near_term: Heard | None = None
    safer: Heard | None = None
    use_by: tuple[Heard, date] | None = None
    needs: tuple[Heard, ...] = ()
    last: Heard | None = None
    by: Channel | None = None
    not_by: frozenset[Channel] = frozenset()

    def refuses(self, kind: ProductType) -> bool:
        """Whether the type was refused, and not asked for in a later conversation."""
        told = [each for each in (*self.asked, *self.refused) if kind in each.types]
        newest = max(told, key=lambda each: (each.heard.on, each in self.refused), default=None)
        return newest in self.refused


@dataclass(frozen=True, slots=True)
class _Clause:
    words: str
    contact: PastContact
    on: date

    @property
    def heard(self) -> Heard:
        return self.said(self.words)

    def said(self, words: str) -> Heard:
        return Heard(words, self.contact.interaction_id, self.on)


def talk_of(contacts: tuple[PastContact, ...], *, zone: ZoneInfo, today: date, days: int) -> Talk:
    """What was said in the contacts of the last *days*; `contacts` are newest first."""
    dated = [(each, each.at.astimezone(zone).date()) for each in contacts]
    lately = [(each, on) for each, on in dated if (today - on).days <= days]
    if not lately:
        return Talk()
    clauses = [_Clause(w, each, on) for each, on in lately for w in clauses_of(each.told)]
    known = talk_words()
    refused = tuple(_wanted(each) for each in clauses if known.refuse.search(each.words))
    first, first_on = lately[0]
    return Talk(
        asked=tuple(_asked(clauses)),
        refused=tuple(each for each in refused if each.types or each.days),
        questions=tuple(_questions(clauses)),
        busy=next(_busy(clauses, first), None),
        near_term=next(_near_term(clauses), None),
        safer=next((c.heard for c in clauses if known.safer.search(c.words)), None),
        use_by=next(_uses(clauses, today), None),
        needs=tuple(Heard(n, each.interaction_id, on) for each, on in lately for n in each.needs),
        last=Heard(first.summary, first.interaction_id, first_on),
        by=next(_channels(clauses, known.by), None),
        not_by=frozenset(_channels(clauses, known.not_by)),
    )


def clauses_of(text: str) -> list[str]:
    """A text cut where a speaker would pause."""
    return [clause for clause in _BREAK.split(text) if clause]


def days_named(text: str) -> int | None:
    """The first stretch of time a text names, in days: 三年期 is 1095, 半年 is 182."""
    found = _SPAN.search(text)
    return None if found is None else int(_number(found["number"]) * _UNITS[found["unit"]])


def owes_reply(item: OpenFollowUp) -> bool:
    """Whether a thing still to be done is an answer the customer waits for."""
    return bool(talk_words().owes_reply.search(item.text))


@cache
def talk_words() -> TalkWords:
    """The shipped lists, read once."""
    return TalkWords.model_validate(read_yaml(TALK_FILE))


def _asked(clauses: list[_Clause]) -> Iterator[Wanted]:
    known = talk_words()
    for clause in clauses:
        if not known.ask.search(clause.words) or known.refuse.search(clause.words):
            continue
        wanted = _wanted(clause)
        if wanted.types or (wanted.days and not known.use.search(clause.words)):
            yield wanted


def _wanted(clause: _Clause) -> Wanted:
    span = _SPAN.search(clause.words)
    words = span.group() if span else clause.words
    types = types_asked_for(clause.words.replace("货币基金", "货币"))
    return Wanted(clause.said(words), types, days_named(clause.words))


def _questions(clauses: list[_Clause]) -> Iterator[Heard]:
    known = talk_words()
    for clause in clauses:
        asked = known.question.match(clause.words)
        if asked and not known.answered.search(clause.contact.told):
            yield clause.said(clause.words[asked.end() :].lstrip("的：:"))


def _busy(clauses: list[_Clause], last: PastContact) -> Iterator[Heard]:
    for clause in clauses:
        if clause.contact is last and talk_words().busy.search(clause.words):
            yield clause.heard


def _near_term(clauses: list[_Clause]) -> Iterator[Heard]:
    for clause in clauses:
        for label, pattern in talk_words().near_term.items():
            if pattern.search(clause.words):
                yield clause.said(label)


def _uses(clauses: list[_Clause], today: date) -> Iterator[tuple[Heard, date]]:
    """When money is used, where that day is still to come."""
    known = talk_words()
    for clause in clauses:
        if not known.use.search(clause.words):
            continue
        named = [days for words, days in known.times.items() if words in clause.words]
        days = days_named(clause.words) or min(named, default=None)
        if days is not None:
            by = date.fromordinal(clause.on.toordinal() + days)
            if by >= today:
                yield clause.heard, by


def _channels(
    clauses: list[_Clause], patterns: Mapping[Channel, re.Pattern[str]]
) -> Iterator[Channel]:
    for clause in clauses:
        yield from (channel for channel, each in patterns.items() if each.search(clause.words))


def _number(words: str) -> float:
    """A number; of two neighbours (两三) the smaller."""
    if words == "半":
        return 0.5
    if words.isdigit():
        return int(words)
    if "十" not in words:
        return _DIGITS[words[0]]
    tens, _, ones = words.partition("十")
    return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)
