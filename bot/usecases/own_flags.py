"""What a note tells that breaks a rule: the manager's own words by the checker, clause by clause,
and what he tells was done by the gate."""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from bot.record.gate import Gate
from bot.record.ruling import Ruling
from bot.record.told import Reached, Sold, told_of
from bot.understanding.buying_off import BUYS_OFF, BUYS_OFF_RULE, bought
from bot.understanding.narrated import is_own
from bot.understanding.own_words import own_words, their_words, told_words
from bot.usecases.case import read_case
from bot.usecases.work import Work
from knowledge.compliance import Finding
from knowledge.compliance.ruleset import DUTY
from store.actor import Actor
from store.products import shelf

Span = tuple[int, int]
_NARRATED = re.compile(
    "最后(?=(?:又|就|还|我|他|她|我们)*(?:约|说|定|谈|聊|同意|答应|决定|没|签|选|还是))"
)
"""The end of a story, not of a time to buy in: 最后约了下周."""

LEARNED = "classifier"
_TO_THE_BOT = "violation-request"
"""What is asked of an assistant, not told a customer."""
AS_TOLD = re.compile("[他她](?!们)")
"""The customer of a story, who was spoken to as 您."""


def own_flags(
    text: str, customer_id: str, *, span: Span | None, work: Work, actor: Actor
) -> tuple[Finding, ...]:
    """The findings of a note, in its order, each stretch of it once.

    What the customer said is his own; `span` is where the note names him.
    """
    found: dict[Span, Finding] = {}
    for finding in _checked(text, span, work):
        overlaps = any(a < finding.end and finding.start < b for a, b in found)
        if not overlaps:
            found[finding.start, finding.end] = finding
    barred = _barred(text, customer_id, work=work, actor=actor)
    return (*sorted(found.values(), key=lambda each: each.start), *barred)


def _checked(text: str, span: Span | None, work: Work) -> Iterator[Finding]:
    """What the checker finds in the whole, in each stretch that is the manager's, and in what he
    told the customer as the customer heard it."""
    check = work.desk.rules.check
    told = list(told_words(text, span))
    for finding in _found(text, span, work):
        if _counts(finding, text, told):
            yield finding
    for start, end in told:
        words = text[start:end]
        for finding in check(AS_TOLD.sub("您", words)).findings:
            if finding.layer != LEARNED and finding.rule_id != _TO_THE_BOT:
                quote = words[finding.start : finding.end]
                yield _moved(dataclasses.replace(finding, quote=quote), start)
    place = bought(text)
    if place is not None:
        yield _bought_off(text, *place)


def _found(text: str, span: Span | None, work: Work) -> Iterator[Finding]:
    theirs = their_words(text, span)
    text = _NARRATED.sub("然后", text)
    for finding in work.desk.rules.check(text).findings:
        at = bisect_right(theirs, (finding.start, len(text))) - 1
        if at < 0 or finding.start >= theirs[at][1]:
            yield finding
    for start, end in own_words(text, span):
        for finding in work.desk.rules.check(text[start:end]).findings:
            yield _moved(finding, start)


def _counts(finding: Finding, text: str, told: Sequence[Span]) -> bool:
    """Whether a finding is of the manager's words or doing, as far as the learned layer goes."""
    if finding.layer != LEARNED:
        return True
    if any(a < finding.end and finding.start < b for a, b in told):
        return True
    return is_own(text, finding.start, finding.end, sure=finding.severity == "block")


def _bought_off(text: str, start: int, end: int) -> Finding:
    """The finding on a note of which something is to be given for a complaint's withdrawal."""
    return Finding(
        rule_id=BUYS_OFF_RULE,
        category=BUYS_OFF_RULE,
        severity="block",
        start=start,
        end=end,
        quote=text[start:end],
        because=f"{BUYS_OFF}。",
        instead="您的投诉我们照常核实处理，撤不撤由您自己定。",
        source="手册 complaint-recovery n2",
        layer="rule",
    )


def _moved(finding: Finding, by: int) -> Finding:
    """A finding in a stretch, by its place in the whole."""
    return dataclasses.replace(finding, start=finding.start + by, end=finding.end + by)


def _barred(text: str, customer_id: str, *, work: Work, actor: Actor) -> Iterator[Finding]:
    """What the note tells was done and the gate bars, one finding a rule."""
    case = read_case(customer_id, work=work, actor=actor)
    if case is None:
        return
    seen: set[str] = set()
    products = shelf(session=work.reading).rows
    for each in told_of(text, customer_name=case.record.name, products=products):
        for ruling in _rulings(each, case.gate):
            if ruling.rule_id not in seen:
                seen.add(ruling.rule_id)
                yield _finding(ruling, text, each.start, each.end)


def _rulings(told: Sold | Reached, gate: Gate) -> Iterator[Ruling]:
    """The refusals a sale or a contact meets; a sale of nothing named meets what bars them all."""
    if isinstance(told, Reached):
        asked: Iterable[Ruling] = (gate.contact(),)
    elif told.products:
        asked = map(gate.product, told.products)
    else:
        asked = map(gate.sell, sorted(told.types)) if told.types else gate.bars[:1]
    yield from (ruling for ruling in asked if not ruling.allowed)


def _finding(ruling: Ruling, text: str, start: int, end: int) -> Finding:
    return Finding(
        rule_id=ruling.rule_id,
        category=DUTY,
        severity="review",
        start=start,
        end=end,
        quote=text[start:end],
        because=f"{ruling.reason}，{ruling.instead}。",
        instead=ruling.instead,
        source=ruling.clause,
        layer="gate",
    )
