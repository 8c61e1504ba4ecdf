"""The public contract's JSON of each result: what commands print and what the evidence keeps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING

from bot.blocks import plain_text
from bot.record.alerts import Alert
from bot.record.ruling import Ruling
from bot.render.customer import customer_json
from bot.render.values import Json, JsonObject, iso
from bot.render.words import own_zone
from bot.results.advice import (
    Answer,
    Avoid,
    BlockedProduct,
    Brief,
    NextAction,
    ObjectionAnswer,
    OfferedProduct,
    Reference,
    RuleSource,
    Scenario,
    ScriptSource,
    Source,
    Sourced,
    TalkSource,
)
from bot.results.customers import Found, Several, Unknown
from bot.results.halts import Halt, Tell
from bot.results.notes import Message
from bot.results.shown import Shown
from bot.understanding import Promise
from store.customers import CustomerHit, NotedComplaint, OpenFollowUp, PastContact

if TYPE_CHECKING:
    from knowledge.compliance import Finding
    from knowledge.retrieval import Hit, SearchResult


def brief_output(shown: Shown[Brief]) -> JsonObject:
    """`brief --json`: the brief with the plain text of its first screen."""
    return brief_json(shown.result) | {"first_screen": plain_text(shown.screens["first"])}


def brief_json(brief: Brief) -> JsonObject:
    """A brief as the contract has it, with more keys than it lists."""
    record, zone = brief.record, own_zone(brief.generated_at)
    return {
        "customer_id": record.customer_id,
        "suggestion_id": brief.suggestion_id,
        "generated_at": brief.generated_at.isoformat(),
        "handbook_version": brief.handbook_version,
        "writer": brief.writer,
        "purpose": brief.purpose,
        "customer": customer_json(record, brief.standing),
        "goal": _sourced(brief.goal),
        "last_contact": _last_contact(record.interactions, zone),
        "open_items": [
            *(_open_item(each, zone) for each in record.follow_ups),
            *(_open_case(each) for each in record.complaints),
        ],
        "alerts": alerts_json(brief.alerts),
        "scenarios": _scenarios(brief.scenarios),
        "opening": _sourced(brief.opening) if brief.opening else None,
        "talking_points": [_sourced(each) for each in brief.talking_points],
        "questions": [_sourced(each) for each in brief.questions],
        "products": [_offered(each) for each in brief.products],
        "no_product_reason": brief.no_product_reason,
        "blocked_products": blocked_json(brief.blocked_products),
        "objections": [_objection(each) for each in brief.objections],
        "next_actions": [_action(each) for each in brief.next_actions],
        "avoid": _avoid(brief.avoid),
        "disclosures": list(brief.disclosures),
        "notes": [_sourced(each) for each in brief.notes],
    }


def answer_json(answer: Answer) -> JsonObject:
    """`ask --json`."""
    record, standing = answer.record, answer.standing
    return {
        "suggestion_id": answer.suggestion_id,
        "generated_at": answer.generated_at.isoformat(),
        "handbook_version": answer.handbook_version,
        "writer": answer.writer,
        "query": answer.query,
        "customer_id": record.customer_id if record else None,
        "customer": customer_json(record, standing) if record and standing else None,
        "abstained": answer.abstained,
        "reason": answer.reason,
        "stopped": False,
        "stop": None,
        "answers": [*_barred(answer), *(_sourced(each) for each in answer.answers)],
        "barred": ruling_json(answer.barred) if answer.barred else None,
        "parts": [{"query": part.query, "script_id": part.script_id} for part in answer.parts],
        "scenarios": _scenarios(answer.scenarios),
        "avoid": _avoid(answer.avoid),
        "disclosures": list(answer.disclosures),
        "references": [_reference(each) for each in answer.references],
        "nearest": _scenarios(answer.nearest),
    }


def halt_json(halt: Halt) -> JsonObject:
    """`ask --json` where a stop script answers; `within` is an ISO 8601 duration, null: today."""
    record, standing, script = halt.record, halt.standing, halt.script
    return {
        "suggestion_id": halt.suggestion_id,
        "generated_at": halt.generated_at.isoformat(),
        "handbook_version": halt.handbook_version,
        "writer": "script",
        "query": halt.query,
        "customer_id": record.customer_id if record else None,
        "customer": customer_json(record, standing) if record and standing else None,
        "abstained": False,
        "reason": None,
        "stopped": True,
        "stop": {
            "event": halt.event.value,
            "also": [event.value for event in halt.events[1:]],
            "tell": [_tell(each) for each in halt.tell],
            "now": [_sourced(each) for each in halt.now],
            "script_id": script.script_id if script else None,
            "due": iso(halt.due),
        },
        "answers": [_sourced(each) for each in halt.may_say],
        "scenarios": _scenarios([script] if script else []),
        "avoid": [_sourced(each) | {"rule_id": None} for each in halt.never],
        "disclosures": [],
        "references": [],
        "nearest": [],
    }


def ruling_json(ruling: Ruling) -> JsonObject:
    """Whether an act is allowed, and by which rule not."""
    return {
        "allowed": ruling.allowed,
        "reason": ruling.reason,
        "rule_id": ruling.rule_id or None,
        "clause": ruling.clause or None,
    }


def _barred(answer: Answer) -> list[JsonObject]:
    """The gate's ruling as the first answer, by its rule and clause."""
    ruling = answer.barred
    if ruling is None:
        return []
    text = f"{ruling.act.label}不可以：{ruling.reason}。{ruling.instead}"
    return [_sourced(Sourced(text, (RuleSource(ruling.rule_id, ruling.clause),)))]


def understood_json(message: Message) -> JsonObject:
    """`understand --json`; `candidates` are those to choose from where it is not sure of one."""
    customer = message.customer
    return {
        "intent": message.intent,
        "customer_id": customer.customer_id if isinstance(customer, Found) else None,
        "candidates": [hit.customer_id for hit in _candidates(customer)],
        "channel": message.channel.value,
        "follow_up": iso(message.follow_up),
        "objections": list(message.objections),
        "needs": list(message.needs),
        "summary": message.summary,
        "purpose": message.purpose,
        "promises": [_promise(each) for each in message.promises],
    }


def _candidates(customer: Found | Several | Unknown | None) -> tuple[CustomerHit, ...]:
    if isinstance(customer, Several):
        return customer.hits
    return customer.near if isinstance(customer, Unknown) else ()


def search_json(result: SearchResult) -> JsonObject:
    """`search --json`."""
    hits = () if result.abstained else result.hits
    return {"abstained": result.abstained, "hits": [_hit(each) for each in hits]}


def finding_json(finding: Finding) -> JsonObject:
    """A finding; `start` and `end` are offsets in the text as given."""
    return {
        "rule_id": finding.rule_id,
        "category": finding.category,
        "start": finding.start,
        "end": finding.end,
        "quote": finding.quote,
        "because": finding.because,
        "instead": finding.instead,
        "source": finding.source,
        "layer": finding.layer,
    }


def alerts_json(alerts: Sequence[Alert]) -> list[JsonObject]:
    """Alerts by the contract's codes."""
    return [{"code": a.code.value, "text": a.text, "rule_id": a.rule_id} for a in alerts]


def blocked_json(products: Sequence[BlockedProduct]) -> list[JsonObject]:
    """Products that may not be offered, each with its reason, rule and clause."""
    return [
        {
            "product_id": p.product_id,
            "name": p.name,
            "type": p.type.value,
            "reason": p.reason,
            "rule_id": p.rule_id,
            "clause": p.ruling.clause,
            "instead": p.ruling.instead,
        }
        for p in products
    ]


def _last_contact(contacts: Sequence[PastContact], zone: tzinfo) -> JsonObject | None:
    """The newest contact logged here, its day the zone's; None where there is none."""
    if not contacts:
        return None
    last = contacts[0]
    return {
        "interaction_id": last.interaction_id,
        "on": last.at.astimezone(zone).date().isoformat(),
        "channel": last.channel.value,
        "said": last.told,
    }


def _open_item(item: OpenFollowUp, zone: tzinfo) -> JsonObject:
    due = item.due_at.astimezone(zone) if item.due_at is not None else item.due_on
    return {
        "kind": item.kind.value,
        "text": item.text,
        "due": due.isoformat(),
        "source": {"interaction_id": item.interaction_id} if item.interaction_id else None,
    }


def _open_case(complaint: NotedComplaint) -> JsonObject:
    return {"kind": "case", "text": complaint.text, "due": None, "source": None}


def _sources(sources: Sequence[Source]) -> list[Json]:
    return [_source(each) for each in sources]


def _source(source: Source) -> JsonObject:
    match source:
        case ScriptSource(script_id, version, line):
            return {"script_id": script_id, "version": version, "line": line}
        case RuleSource(rule_id, clause):
            return {"rule_id": rule_id, "clause": clause}
        case TalkSource(interaction_id):
            return {"interaction_id": interaction_id}


def _sourced(each: Sourced) -> JsonObject:
    return {"text": each.text, "sources": _sources(each.sources)}


def _scenarios(scenarios: Sequence[Scenario]) -> list[Json]:
    return [
        {"script_id": s.script_id, "version": s.version, "title": s.title, "why": s.why}
        for s in scenarios
    ]


def _objection(each: ObjectionAnswer) -> JsonObject:
    return {
        "objection": each.objection,
        "response": each.response,
        "sources": _sources(each.sources),
    }


def _action(action: NextAction) -> JsonObject:
    return {
        "kind": str(action.kind),
        "text": action.text,
        "due": action.due.isoformat(),
        "channel": str(action.channel),
        "sources": _sources(action.sources),
        "rule_id": action.rule_id,
    }


def _avoid(avoided: Sequence[Avoid]) -> list[Json]:
    return [{"text": a.text, "rule_id": a.rule_id, "sources": _sources(a.sources)} for a in avoided]


def _offered(product: OfferedProduct) -> JsonObject:
    return {
        "product_id": product.product_id,
        "name": product.name,
        "type": product.type.value,
        "risk_level": product.risk_level,
        "why": product.why,
        "disclosure": product.disclosure,
    }


def _reference(each: Reference) -> JsonObject:
    return {"text": each.text, "document": each.document, "heading": each.heading}


def _tell(tell: Tell) -> JsonObject:
    within = None if tell.within is None else f"PT{int(tell.within.total_seconds() // 60)}M"
    return _sourced(tell.what) | {"role": tell.role, "within": within}


def _promise(promise: Promise) -> JsonObject:
    return {"text": promise.text, "due": iso(promise.due)}


def _hit(hit: Hit) -> JsonObject:
    return {
        "script_id": hit.script_id,
        "title": hit.title,
        "score": round(hit.score, 4),
        "matched": hit.matched,
    }
