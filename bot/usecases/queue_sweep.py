"""The log gone through for what officers are to look at: what was flagged, a sample of the rest.

    sweep(work=work)

Asked for when the queue is looked at and by every sender once a minute; it goes on where the last
one stopped, so an entry is looked at once, and what it draws does not change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from bot.record.policy import Policy
from bot.record.vocabulary import AlertCode
from bot.results.vocabulary import EvidenceKind, TextVerdict
from bot.usecases.work import Work
from store.models import ItemKind, Risk, Role, ScriptStatus
from store.reviews import sweeping
from store.reviews.items import PRODUCT, RULE, SCRIPT
from store.reviews.sweeping import Entry, NewItem, SuggestionFacts, share_of

_CHUNK = 500
_MOST_CHUNKS = 20
"""So many entries at a time; what is left is gone through by the next sweep."""
_LOOKED_AT = frozenset({Role.RM.value, Role.SUPERVISOR.value})
"""Whose work is looked at; what an officer tries out is not."""
_DELICATE = frozenset(
    {
        AlertCode.SENIOR,
        AlertCode.MINOR,
        AlertCode.OPEN_COMPLAINT,
        AlertCode.NO_MARKETING_CONSENT,
        AlertCode.DO_NOT_CONTACT,
        AlertCode.RISK_ASSESSMENT_MISSING,
        AlertCode.RISK_ASSESSMENT_EXPIRED,
        AlertCode.ABOVE_LEVEL,
    }
)
"""Alerts of a customer with whom a wrong word weighs most."""
_BY_RISK = {
    Risk.HIGH: "review.sample_high_share",
    Risk.MEDIUM: "review.sample_medium_share",
    Risk.LOW: "review.sample_low_share",
}
_FLAGGED, _EDITED, _SUGGESTION = "interaction.flagged", "feedback.edited", "suggestion."
_REGISTERED, _SCRIPT = "script.registered", "script."
Tags = frozenset[tuple[str, str]]


def sweep(*, work: Work) -> bool:
    """Go through what was logged since; whether anything is left for the next time."""
    if not sweeping.is_ahead(session=work.reading):
        return False
    session = work.writing
    since = work.now - timedelta(days=work.desk.policy.days("review.first_look_days"))
    point = sweeping.sweep_point(session=session, since=since)
    for _ in range(_MOST_CHUNKS):
        entries = sweeping.entries_after(session=session, seq=point.seq, limit=_CHUNK)
        if not entries:
            return False
        _look_at(entries, key=point.key, session=session, work=work)
        point.seq = entries[-1].seq
        session.add(point)
    return True


def risk_of(facts: SuggestionFacts) -> Risk:
    """The class a suggestion is drawn in: by who worded it and for whom."""
    codes = {each.get("code") for each in facts.rule_results}
    if facts.writer != "script" or codes & _DELICATE:
        return Risk.HIGH
    return Risk.MEDIUM if facts.customer_id is not None else Risk.LOW


def _look_at(entries: Sequence[Entry], *, key: str, session: Session, work: Work) -> None:
    found = [
        *_of_suggestions(entries, key=key, session=session, work=work),
        *_of_edits(entries, key=key, session=session, work=work),
        *_of_notes(entries, key=key, session=session, work=work),
    ]
    sweeping.keep_items(session=session, items=found)
    for entry in entries:
        if entry.kind.startswith(_SCRIPT):
            _of_script(entry, session=session)


def _of_suggestions(
    entries: Sequence[Entry], *, key: str, session: Session, work: Work
) -> Iterator[NewItem]:
    ids = [each.row_key for each in entries if each.kind.startswith(_SUGGESTION)]
    if not ids:
        return
    counted: Counter[tuple[date, Risk]] = Counter()
    drawn: Counter[tuple[date, Risk]] = Counter()
    for facts in sweeping.suggestion_facts(session=session, ids=ids):
        if facts.role not in _LOOKED_AT:
            continue
        item = _flagged(facts)
        if item is None:
            stratum = (facts.at.astimezone(work.desk.zone).date(), risk_of(facts))
            counted[stratum] += 1
            item = _sampled(facts, key=key, policy=work.desk.policy)
            drawn[stratum] += item is not None
        if item is not None:
            yield _twice(item, key=key, policy=work.desk.policy)
    both = {stratum: (seen, drawn[stratum]) for stratum, seen in counted.items()}
    sweeping.count_population(session=session, counted=both)


def _flagged(facts: SuggestionFacts) -> NewItem | None:
    """What is always looked at: a stop, or a text for a customer with something found in it."""
    if facts.stopped:
        return _item(facts, ItemKind.STOP, Risk.HIGH)
    verdict = facts.verdict if facts.kind == EvidenceKind.CHECK else None
    if facts.addressed == "assistant" or verdict in (None, TextVerdict.PASS):
        return None
    return _item(facts, ItemKind.TEXT, Risk.HIGH if verdict == TextVerdict.BLOCK else Risk.MEDIUM)


def _sampled(facts: SuggestionFacts, *, key: str, policy: Policy) -> NewItem | None:
    risk = risk_of(facts)
    rate = policy[_BY_RISK[risk]]
    if share_of(key, facts.suggestion_id) >= rate:
        return None
    return _item(facts, ItemKind.SAMPLE, risk, rate=rate)


def _item(facts: SuggestionFacts, kind: ItemKind, risk: Risk, *, rate: float = 1.0) -> NewItem:
    return NewItem(
        item_id=f"{kind}:{facts.suggestion_id}",
        kind=kind,
        risk=risk,
        at=facts.at,
        staff_id=facts.staff_id,
        customer_id=facts.customer_id,
        suggestion_id=facts.suggestion_id,
        rate=rate,
        tags=_tags(facts),
    )


def _tags(facts: SuggestionFacts) -> Tags:
    rules = {each.get("rule_id") for each in facts.rule_results}
    return frozenset(
        {
            *((SCRIPT, each) for each in facts.scripts),
            *((RULE, each) for each in rules if each),
            *((PRODUCT, each) for each in facts.products),
        }
    )


def _twice(item: NewItem, *, key: str, policy: Policy) -> NewItem:
    """Whether a second officer is to look at it too, drawn before anybody has."""
    twice = share_of(key, f"twice:{item.item_id}") < policy["review.second_share"]
    return NewItem(**(vars(item) | {"twice": twice}))


def _of_edits(
    entries: Sequence[Entry], *, key: str, session: Session, work: Work
) -> Iterator[NewItem]:
    ids = [each.row_key for each in entries if each.kind == _EDITED]
    edits = sweeping.edited_texts(session=session, ids=ids) if ids else []
    about = [row.suggestion_id for row, _ in edits]
    facts = sweeping.suggestion_facts(session=session, ids=about) if about else []
    tags = {each.suggestion_id: _tags(each) for each in facts}
    for row, customer_id in edits:
        verdict = work.desk.rules.check(row.edited_text or "")
        broken = frozenset((RULE, each.rule_id) for each in verdict.findings)
        item = NewItem(
            item_id=f"{ItemKind.EDIT}:{row.feedback_id}",
            kind=ItemKind.EDIT,
            risk=_RISKS[TextVerdict(verdict.verdict)],
            at=row.at,
            staff_id=row.staff_id,
            customer_id=customer_id or None,
            suggestion_id=row.suggestion_id,
            feedback_id=row.feedback_id,
            tags=broken | tags.get(row.suggestion_id, frozenset()),
        )
        yield _twice(item, key=key, policy=work.desk.policy)


def _of_notes(
    entries: Sequence[Entry], *, key: str, session: Session, work: Work
) -> Iterator[NewItem]:
    flagged: Mapping[str, Sequence[Mapping[str, Any]]] = {
        each.payload["interaction_id"]: each.payload["findings"]
        for each in entries
        if each.kind == _FLAGGED
    }
    notes = sweeping.notes_named(session=session, ids=list(flagged)) if flagged else []
    for note in notes:
        findings = flagged[note.interaction_id]
        grave = any(each["severity"] == TextVerdict.BLOCK for each in findings)
        item = NewItem(
            item_id=f"{ItemKind.NOTE}:{note.interaction_id}",
            kind=ItemKind.NOTE,
            risk=Risk.HIGH if grave else Risk.MEDIUM,
            at=note.logged_at,
            staff_id=note.staff_id,
            customer_id=note.customer_id,
            interaction_id=note.interaction_id,
            suggestion_id=note.suggestion_id,
            tags=frozenset((RULE, each["rule_id"]) for each in findings),
        )
        yield _twice(item, key=key, policy=work.desk.policy)


def _of_script(entry: Entry, *, session: Session) -> None:
    """A draft that waits, or one that does not any more."""
    script_id = entry.payload.get("script_id", "")
    sweeping.settle_drafts(session=session, script_id=script_id, at=entry.at)
    waits = entry.payload.get("status") == ScriptStatus.DRAFT
    if entry.kind != _REGISTERED or not waits:
        return
    item = NewItem(
        item_id=f"{ItemKind.DRAFT}:{script_id}:{entry.payload['version']}",
        kind=ItemKind.DRAFT,
        risk=Risk.MEDIUM,
        at=entry.at,
        staff_id=entry.actor_id,
        script_id=script_id,
        tags=frozenset({(SCRIPT, script_id)}),
    )
    sweeping.keep_items(session=session, items=[item])


_RISKS = {
    TextVerdict.BLOCK: Risk.HIGH,
    TextVerdict.REVIEW: Risk.MEDIUM,
    TextVerdict.PASS: Risk.LOW,
}
