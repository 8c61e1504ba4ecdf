"""Why a customer stands in a list: the facts of his record that met the condition."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.book.fields import Assessment, Field, Kind
from bot.book.query import (
    All,
    Any_,
    Condition,
    Contacted,
    Leaf,
    Not,
    Op,
    Said,
    Some,
    Sort,
)
from bot.book.wording import condition_words, value_words
from bot.record.book.entry import Entry
from bot.record.book.matching import (
    dated_within,
    holdings_meeting,
    meets,
    talks_saying,
    talks_within,
)
from store.customers import HeldProduct

_LONGEST_TALK = 24


def facts(condition: Condition | None, entry: Entry) -> tuple[str, ...]:
    """The facts that met it, in the condition's order, each once."""
    return tuple(dict.fromkeys(_facts(condition, entry)))


def _facts(condition: Condition | None, entry: Entry) -> Iterator[str]:
    match condition:
        case All(parts) | Any_(parts):
            for part in parts:
                if meets(part, entry):
                    yield from _facts(part, entry)
        case Some(inner):
            yield from (held_words(held) for held in holdings_meeting(inner, entry))
        case Said() if talks := talks_saying(condition, entry):
            words = condition.words.lower()
            told = next(text for text in talks[0].texts if words in text.lower())
            yield f"{talks[0].took_place_on:%m-%d}说到：{_around(told, condition.words)}"
        case Contacted() if met := talks_within(condition, entry):
            yield f"{met[0].took_place_on:%m-%d}{met[0].channel.label}沟通过"
        case Contacted() if on := dated_within(condition, entry):
            yield f"档案里上次联系{on:%m-%d}"
        case Leaf():
            yield _fact(condition, entry)
        case Not():
            yield condition_words(condition)


def held_words(held: HeldProduct) -> str:
    """A holding in a line: R2 稳健添利 300万 12-12到期."""
    amount = f"{held.amount_wan:g}万" if held.amount_wan is not None else ""
    ends = f"{held.maturity_date:%m-%d}到期" if held.maturity_date else ""
    return " ".join(each for each in (held.risk_level, held.shown_name, amount, ends) if each)


def _around(text: str, words: str) -> str:
    """A few words of a conversation around those asked for."""
    at = max(0, text.lower().index(words.lower()) - _LONGEST_TALK // 2)
    cut = text[at : at + _LONGEST_TALK].replace("\n", " ")
    return f"{'…' if at else ''}{cut}{'…' if at + _LONGEST_TALK < len(text) else ''}"


def _fact(leaf: Leaf, entry: Entry) -> str:
    if leaf.field is Field.ALERT:
        return "；".join(alert.text for alert in entry.alerted(str(leaf.value)))
    if leaf.field is Field.ASSESSMENT:
        on = entry.record.risk_assessed_on
        return f"测评于{on.isoformat()}" if on else f"风险测评{Assessment.MISSING.label}"
    if leaf.field is Field.BIRTHDAY and entry.record.birthday:
        return f"生日{entry.record.birthday:%m-%d}"
    if leaf.field.kind_ in {Kind.STATE, Kind.FLAG} or leaf.op in {Op.UNKNOWN, Op.LACKS, Op.NE}:
        return condition_words(leaf)
    return value_fact(leaf.field, entry)


def value_fact(field: Field, entry: Entry) -> str:
    """A field's value in a list: 资产320万元."""
    value = entry.value(field)
    if value is None or value == ():
        return f"{field.label}没有记录"
    if isinstance(value, (tuple, frozenset)):
        words = "、".join(value_words(field, str(each)) for each in sorted(map(str, value)))
        return f"{field.label}：{words}"
    if isinstance(value, (date, float, int)):
        return f"{field.label}{value_words(field, value)}"
    return f"{field.label if field is Field.RISK else ''}{value_words(field, str(value))}"


def sorted_by(sort: Sort, entries: list[Entry]) -> list[Entry]:
    """In the order wanted, ties by id; who has no value comes last."""
    known = [(key, each) for each in entries if (key := _key(sort.by, each)) is not None]
    unknown = [each for each in entries if _key(sort.by, each) is None]
    known.sort(key=lambda pair: pair[1].record.customer_id)
    known.sort(key=lambda pair: pair[0], reverse=sort.order == "desc")
    return [each for _, each in known] + unknown


def _key(field: Field, entry: Entry) -> tuple[float, str] | None:
    """What entries are sorted by: all numbers of a field, or all words."""
    value = _sorted_value(field, entry)
    if value is None:
        return None
    return (value, "") if isinstance(value, float) else (0.0, value)


def _sorted_value(field: Field, entry: Entry) -> float | str | None:
    if field is Field.MATURITY:
        coming = [
            held.maturity_date
            for held in entry.record.holdings
            if held.maturity_date and held.maturity_date >= entry.today
        ]
        return min(coming).isoformat() if coming else None
    if field is Field.BIRTHDAY:
        days = entry.standing.birthday_days
        return None if days is None else float(days)
    if field is Field.AMOUNT:
        held = [float(h.amount_wan) for h in entry.record.holdings if h.amount_wan]
        return max(held, default=None)
    value = entry.value(field)
    if field is Field.CREDIT and value:
        return float(-ord(str(value)))
    if value is None or isinstance(value, (tuple, frozenset, bool)):
        return None
    return float(value) if isinstance(value, (int, float)) else str(value)
