"""A customer whole: the record with the source of each fact, and everything that happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from bot.brief.case import Case
from bot.brief.composing import source, told_about
from bot.brief.selection import Chosen
from bot.record.completeness import Completeness, Wanted, completeness_of
from bot.record.fields import LABELS, OF_A_COMPANY, OF_A_PERSON, UNKNOWN, label_of, value_words
from bot.results.declined import Declined
from bot.results.whole import AskFor, Fact, WholeCustomer
from bot.usecases.case import read_case, withdrawn_ids
from bot.usecases.case_file import case_files, open_files_of
from bot.usecases.oversee import advised
from bot.usecases.refusals import NO_CUSTOMER
from bot.usecases.work import Work
from knowledge.handbook.format import Section
from store.activity_reading import of_customer
from store.actor import Actor
from store.customers import CustomerRecord, get_record
from store.customers.whole import Past, PastChange, past_of
from store.history import CHECKED, changes_of
from store.models import Basis, CustomerKind
from store.suggestions import list_suggestions

_MOST_ADVISED = 50
SOURCES = {"import": "导入", "note": "沟通记录", "chat": "对话中修改", "approval": "主管批准"}
"""Where a change came from, in words."""
_ENTERED, _UNTOLD = "建档资料", "建档资料，早于变更记录"
_NEVER_SHOWN = frozenset({"name", "kind", "checked"})


def whole_customer(customer_id: str, *, work: Work, actor: Actor) -> WholeCustomer | Declined:
    """Everything known of a customer the actor may see."""
    case = read_case(customer_id, work=work, actor=actor)
    if case is None:
        return NO_CUSTOMER
    session = work.reading
    rows = list_suggestions(
        session=session, actor=actor, customer_id=customer_id, limit=_MOST_ADVISED
    )
    changes = tuple(changes_of(session=session, actor=actor, customer_id=customer_id))
    past = past_of(session=session, actor=actor, customer_id=customer_id)
    completeness = completeness_of(case.record)
    contact = case.gate.contact()
    return WholeCustomer(
        record=case.record,
        standing=case.standing,
        alerts=case.alerts,
        refusal=None if contact.allowed else contact,
        facts=tuple(_facts(case.record, changes, past)),
        completeness=completeness,
        asks=tuple(_asks(completeness, case, work=work, actor=actor)),
        past=past,
        advised=tuple(advised(rows, work=work, actor=actor)),
        changes=changes,
        cases=case_files(customer_id, work=work, actor=actor),
        open_cases=open_files_of(customer_id, work=work, actor=actor),
        activities=tuple(of_customer(session=session, actor=actor, customer_id=customer_id)),
    )


def kind_of(customer_id: str, *, work: Work, actor: Actor) -> CustomerKind | None:
    """Whether a customer the actor may see is a person or a company; None for nobody."""
    record = get_record(session=work.reading, actor=actor, customer_id=customer_id)
    return record.kind if record is not None else None


def _facts(record: CustomerRecord, changes: Sequence[PastChange], past: Past) -> Iterator[Fact]:
    """Every field of this kind of customer, the unknown too, with its newest source."""
    newest: dict[str, PastChange] = {}
    for change in changes:
        newest.setdefault(change.field, change)
    others = OF_A_PERSON if record.is_company else OF_A_COMPANY
    for field in LABELS:
        if field in _NEVER_SHOWN or field in others:
            continue
        words = _words(record, field)
        if words == UNKNOWN and field not in newest:
            yield Fact(field, label_of(field, company=record.is_company), words, None, "")
            continue
        at, came = _source(newest, field, past)
        yield Fact(field, label_of(field, company=record.is_company), words, at, came)


def _words(record: CustomerRecord, field: str) -> str:
    if field == "owner_id":
        return record.owner_name or record.owner_id or UNKNOWN
    if field == "holdings":
        return f"{len(record.holdings)}笔" if record.holdings else UNKNOWN
    if field == "consent" and record.consent is None:
        return "未问过"
    return value_words(field, getattr(record, field))


def _source(
    newest: Mapping[str, PastChange], field: str, past: Past
) -> tuple[datetime | None, str]:
    change = newest.get(field)
    if change is not None:
        return change.at, source_words(change)
    if field == "last_contact_on" and past.contacts:
        return past.contacts[0].at, "沟通记录"
    return past.created_at, _ENTERED if past.created_at else _UNTOLD


def source_words(change: PastChange) -> str:
    """Where a change came from: 导入; 林芳在对话中修改; 沟通记录，推断."""
    came = SOURCES.get(change.source, change.source)
    who = "" if change.source == "import" else f"{change.staff_name} "
    guessed = "，推断" if change.basis is Basis.INFERRED else ""
    return f"{who}{'核对' if change.field == CHECKED else came}{guessed}"


def _asks(completeness: Completeness, case: Case, *, work: Work, actor: Actor) -> Iterator[AskFor]:
    """What is missing with how to ask; no question where the customer may not be contacted."""
    may_ask = case.gate.contact().allowed
    for each in completeness.missing:
        asked = _question(each, case, work=work, actor=actor) if may_ask else None
        yield asked or AskFor(each.label)


def _question(wanted: Wanted, case: Case, *, work: Work, actor: Actor) -> AskFor | None:
    """The approved question, in the words for this customer, if it passes the checker."""
    script_id, anchor = wanted.asked_by or ("", "")
    handbook = work.desk.handbook
    script = handbook.script(script_id) if script_id else None
    if script is None or script_id in withdrawn_ids(handbook, work=work):
        return None
    scene = told_about(Chosen(script, ""), case, rm_name=actor.name)
    for line in scene.each_line(Section.QUESTIONS):
        fits = line.reference == anchor or line.reference.startswith(f"{anchor}@")
        if fits and _asks_the_same(line.reference, wanted) and work.desk.rules.passes(line.text):
            return AskFor(wanted.label, line.text, source(line))
    return None


def _asks_the_same(reference: str, wanted: Wanted) -> bool:
    """Whether a variant asks for the field: elders are asked for a number instead of a trade."""
    return not (wanted.field == "occupation" and reference.endswith("@senior"))
