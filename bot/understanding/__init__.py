"""What a relationship manager's message means: pure reading, no store and no chat channel."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.understanding.contents import channel_of, needs_of, objections_of
from bot.understanding.follow_up import Promise
from bot.understanding.intent import INTENTS, Guess, guess
from bot.understanding.moments import moments
from bot.understanding.purpose import purpose_of
from bot.understanding.reading import Reading, read
from bot.understanding.reports.reading import Report, read_parts
from bot.understanding.reports.weights import shipped
from bot.understanding.requests import second_request
from bot.understanding.summary import plain_summary, summary_of
from bot.understanding.wording import read_wording

__all__ = ["INTENTS", "Promise", "Understanding", "parse_when", "understand"]

_TOLD = frozenset({"capture", "complaint"})
_DOTTED = re.compile(r"\s*(\d{1,2})\.(\d{1,2})\s*")


@dataclass(frozen=True)
class Understanding:
    """A message read.

    `intent` is the likeliest; where not `sure`, `alternatives` are the two it may be. `second` is
    where in the text a second request begins; the rest is read of the whole all the same.
    `mention` are the words that name the customer; `follow_up` is a date, or an aware datetime
    where an hour is named; `took_place` likewise, None where no contact took place; `objections`
    are the customer's words and `kinds` what a note holds of them, by the names of
    `objections.yaml`; `needs` are tags; `complaint` is small, large or public; `purpose` is what a
    brief is asked for beyond the name. `torn` are the two days meant by a weekday and a date that
    do not agree: none of them is taken. `stated` names the fields the words say themselves.
    """

    intent: str
    mention: str | None
    channel: str
    took_place: date | datetime | None
    follow_up: date | datetime | None
    objections: tuple[str, ...]
    kinds: tuple[str, ...]
    needs: tuple[str, ...]
    summary: str
    promises: tuple[Promise, ...]
    complaint: str | None
    opt_out: bool
    purpose: str
    torn: tuple[date, date] | None = None
    stated: frozenset[str] = frozenset()
    sure: bool = True
    alternatives: tuple[str, ...] = ()
    second: int | None = None


def understand(
    text: str,
    *,
    now: datetime,
    customer_span: tuple[int, int] | None = None,
    in_hand: bool = False,
    meant: str | None = None,
) -> Understanding:
    """Read a message.

    `now` is aware and sets the zone; `customer_span` is where the caller found a customer named;
    `in_hand` says that the chat already has a customer; `meant` is the intent where it is known.
    """
    message = read(text, now=now, customer_span=customer_span, in_hand=in_hand)
    guessed = Guess(meant) if meant else guess(message.wording.tight, message.signals)
    told = guessed.intent in _TOLD
    understood = (_told if told else _asked)(message, guessed.intent)
    return replace(
        understood,
        sure=guessed.sure,
        alternatives=guessed.alternatives,
        second=None if meant else second_request(message.wording, message.signals),
    )


def _told(message: Reading, intent: str) -> Understanding:
    """What happened, by the readers of reports."""
    report = read_parts(message.parts, shipped())
    plans = [report.plan] if report.plan is not None else []
    objected = tuple(dict.fromkeys(each.words for each in report.objections))
    return Understanding(
        intent=intent,
        mention=_mention(message),
        channel=report.channel,
        took_place=report.took_place,
        follow_up=report.follow_up,
        objections=objected,
        kinds=tuple(each.kind for each in report.objections),
        needs=report.needs,
        summary=summary_of(message.wording, message.clauses, plans),
        promises=report.promises,
        complaint=_level(report, intent),
        opt_out=report.opt_out,
        purpose="",
        torn=next(((m.day, m.against) for m in message.parts.times if m.against), None),
        stated=report.stated,
    )


def _level(report: Report, intent: str) -> str | None:
    """How grave a complaint is; one made outright is small at the least."""
    return report.complaint or ("small" if intent == "complaint" else None)


def _asked(message: Reading, intent: str) -> Understanding:
    """What is wanted, of whom and about what."""
    wording = message.wording
    brief = intent == "brief"
    return Understanding(
        intent=intent,
        mention=_mention(message),
        channel=channel_of(message.clauses, []) if brief else "unknown",
        took_place=None,
        follow_up=None,
        objections=objections_of(wording.text, message.clauses) if intent == "ask" else (),
        kinds=(),
        needs=needs_of(wording.plain) if intent in {"ask", "brief"} else (),
        summary=plain_summary(wording),
        promises=(),
        complaint=None,
        opt_out=False,
        purpose=purpose_of(wording, list(message.parts.times)) if brief else "",
    )


def _mention(message: Reading) -> str | None:
    name = message.wording.name
    return message.wording.text[slice(*name)] if name else None


def parse_when(text: str, *, now: datetime) -> date | datetime | None:
    """The first time in the text that is still to come; None where there is none."""
    dotted = _DOTTED.fullmatch(text)
    plain = read_wording("-".join(dotted.groups()) if dotted else text, (0, 0)).plain
    clear = (m for m in moments(plain, now=now) if not m.is_past(now) and m.against is None)
    return next((m.when for m in clear), None)
