"""An activity prepared: whom of one's book to invite, whom rather not and why, what he hears.

The segment is a typed query of `bot/book`. What bars an invitation is the gate's to say, and the
handbook's: quiet customers are sent a parcel instead of being asked into a crowd.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from bot.book.fields import Field
from bot.book.query import Condition, Leaf, Op, Query, any_of
from bot.record.book.entry import Entry
from bot.record.book.matching import meets
from bot.record.book.reasons import facts
from bot.record.consent import none_words
from bot.record.gate import Gate
from bot.record.ruling import Act, Ruling, refused
from bot.record.vocabulary import AlertCode
from bot.results.activities import (
    ActivityPlan,
    Invitable,
    Occasion,
    RatherNot,
    Segment,
)
from bot.results.declined import Declined
from bot.understanding.activity_words import ActivityWish, tags_meant
from bot.usecases.book import Book, book_of, read_asked
from bot.usecases.case import read_case
from bot.usecases.customer import source_words
from bot.usecases.refusals import ADVISED, NO_LISTS
from bot.usecases.work import Work
from store.actor import Actor
from store.customers import CustomerRecord
from store.history import newest_changes
from store.models import ConsentScope, Personality

_SELF_EVIDENT = "建档资料"
_TOLD_OF = (Field.INTERESTS, Field.RESOURCES, Field.PERSONALITY, Field.NEEDS)
"""Fields whose source is shown: what somebody told of the customer."""
_QUIET = ("性格安静", "不请到人多的场合，寄一份小快递或讲义，写几句话", "care-quiet m1")
_OFTEN = ("近期联系已经偏密", "先歇几天再请")
_MOST_OCCASIONS = 12
_AT_ONCE = 100


def plan_of(wish: ActivityWish, *, work: Work, actor: Actor) -> Segment | Declined:
    """The segment of an activity asked for in words: its group, else those its topic concerns."""
    if actor.role not in ADVISED:
        return NO_LISTS
    book = book_of(work=work, actor=actor)
    asked = read_asked(wish.group, book=book, work=work) if wish.group else None
    condition = asked.query.condition if asked is not None else None
    if condition is None and wish.topic:
        condition = topic_condition(wish.topic, book)
    plan = ActivityPlan(wish.name, wish.topic, Query(condition), wish.on, wish.place)
    unread = asked.not_understood if asked is not None else ()
    return _segment(plan, book, work=work, actor=actor, unread=unread)


def segment_of(plan: ActivityPlan, *, work: Work, actor: Actor) -> Segment | Declined:
    """The segment of an activity as it was understood before, with the book of now."""
    if actor.role not in ADVISED:
        return NO_LISTS
    return _segment(plan, book_of(work=work, actor=actor), work=work, actor=actor)


def topic_condition(topic: str, book: Book) -> Condition:
    """Whom a topic concerns, by the tags that are in the book; its own words where none is."""
    tags = tags_meant(topic)
    held = [
        Leaf(field, Op.HAS, word)
        for field, words in ((Field.INTERESTS, tags.interests), (Field.RESOURCES, tags.resources))
        for word in words
        if any(word in tag for tag in book.known.tags.get(field.value, ()))
    ]
    return any_of(
        held or [Leaf(Field.INTERESTS, Op.HAS, topic), Leaf(Field.RESOURCES, Op.HAS, topic)]
    )


def occasions(*, work: Work, actor: Actor) -> list[Occasion]:
    """What the book holds that activities are made for, what concerns most first."""
    counted: Counter[tuple[str, str, str]] = Counter()
    for entry in book_of(work=work, actor=actor).entries.rows:
        record = entry.record
        counted.update((Field.INTERESTS.value, word, word) for word in record.interests)
        counted.update(
            (Field.RESOURCES.value, word, f"需要{word}") for word in record.resource_needs
        )
        if record.personality is Personality.OUTGOING:
            label = record.personality.label
            counted[(Field.PERSONALITY.value, record.personality.value, label)] += 1
    return [
        Occasion(field, word, label, count)
        for (field, word, label), count in counted.most_common(_MOST_OCCASIONS)
    ]


def occasion_plan(field: str, word: str) -> ActivityPlan:
    """The activity a button of `occasions` stands for."""
    found = Field(field)
    if found is Field.PERSONALITY:
        return ActivityPlan("活动", "", Query(Leaf(found, Op.EQ, word)))
    return ActivityPlan(f"{word}活动", word, Query(Leaf(found, Op.HAS, word)))


def may_invite(customer_id: str, *, work: Work, actor: Actor) -> Ruling | Declined | None:
    """Why a customer may not be invited now; None where he may. The quiet may be, one by one."""
    case = read_case(customer_id, work=work, actor=actor)
    if case is None:
        return Declined("not_found", "没有找到这位客户，或不在您的名下。")
    return next(_bars(case.gate), None)


def _segment(
    plan: ActivityPlan, book: Book, *, work: Work, actor: Actor, unread: tuple[str, ...] = ()
) -> Segment:
    everybody = book.entries.rows if plan.query.condition is not None else ()
    met = [each for each in everybody if meets(plan.query.condition, each)]
    about = topic_condition(plan.topic, book) if plan.topic else None
    barred = [(each, not_invited) for each in met if (not_invited := _rather_not(each))]
    kept = {each.record.customer_id for each, _ in barred}
    free = [each for each in met if each.record.customer_id not in kept]
    sources = _sources(free, work=work, actor=actor)
    found = [_invitable(each, plan, about, sources) for each in free]
    found.sort(key=lambda each: not each.by_topic)
    return Segment(
        plan=plan,
        invitable=found,
        rather_not=[why for _, why in barred],
        unrecorded=sum(not each.record.interests for each in book.entries.rows),
        unread=unread,
        unreadable=book.entries.unreadable,
    )


def _invitable(
    entry: Entry, plan: ActivityPlan, about: Condition | None, sources: dict[tuple[str, Field], str]
) -> Invitable:
    record = entry.record
    by_topic = about is not None and meets(about, entry)
    conditions = [plan.query.condition, about if by_topic else None]
    why = dict.fromkeys(
        f"{fact}{_sourced(record.customer_id, fact, sources)}"
        for condition in conditions
        if condition is not None
        for fact in facts(condition, entry)
    )
    return Invitable(
        record.customer_id,
        record.name,
        entry.standing.tier,
        record.owner_name or record.owner_id or "",
        tuple(why),
        by_topic,
    )


def _sourced(customer_id: str, fact: str, sources: dict[tuple[str, Field], str]) -> str:
    """Where a fact is from, behind it: （林芳 对话中修改 11-20）."""
    for field in _TOLD_OF:
        labels = (field.label, Personality.QUIET.label, Personality.OUTGOING.label)
        said = labels if field is Field.PERSONALITY else labels[:1]
        if fact.startswith(said):
            return f"（{sources.get((customer_id, field), _SELF_EVIDENT)}）"
    return ""


def _sources(entries: Sequence[Entry], *, work: Work, actor: Actor) -> dict[tuple[str, Field], str]:
    """Who told what of whom, and when, by customer and field; what is not there is of the file."""
    fields = {each.value: each for each in _TOLD_OF}
    ids = [each.record.customer_id for each in entries]
    session, zone = work.reading, work.desk.zone
    found = [
        change
        for at in range(0, len(ids), _AT_ONCE)
        for change in newest_changes(
            session=session, actor=actor, customer_ids=ids[at : at + _AT_ONCE], fields=list(fields)
        )
    ]
    return {
        (each.customer_id, fields[each.field]): (
            f"{source_words(each)} {each.at.astimezone(zone):%m-%d}"
        )
        for each in found
    }


def _rather_not(entry: Entry) -> RatherNot | None:
    """Why a customer is not invited, if so; the gravest reason alone."""
    record = entry.record
    ruling = next(_bars(Gate(record, entry.standing, entry.policy)), None)
    if ruling is None and record.personality is Personality.QUIET:
        return _left_out(record, *_QUIET)
    if ruling is None and any(a.code is AlertCode.CONTACT_TOO_FREQUENT for a in entry.alerts):
        ruling = refused(Act.CONTACT, "contact-frequency", *_OFTEN)
    return _left_out(record, ruling.reason, ruling.instead, ruling.rule_id) if ruling else None


def _left_out(record: CustomerRecord, reason: str, instead: str, mark: str) -> RatherNot:
    owner = record.owner_name or record.owner_id or ""
    return RatherNot(record.customer_id, record.name, owner, reason, instead, mark)


def _bars(gate: Gate) -> Iterator[Ruling]:
    """What bars an invitation, the gravest first."""
    contact = gate.contact()
    if not contact.allowed:
        yield contact
    if gate.halted:
        reason = f"有未了结的上报：{gate.halted[0].label}"
        yield refused(Act.CONTACT, "escalation-first", reason, "按处置脚本办，了结以前不请")
    if gate.record.open_complaint:
        yield refused(Act.CONTACT, "complaint-first", "有未结投诉", "先把投诉处理好，结案后再请")
    if not gate.agreed - {ConsentScope.SURVEY}:
        instead = "先说明用途，取得授权再请"
        reason = none_words(gate.record, today=gate.standing.today)
        yield refused(Act.USE_DATA, "consent-scope", reason, instead)
