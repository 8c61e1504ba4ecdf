"""The public contract's JSON of each result: what commands print and what the evidence keeps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING

from bot.blocks import plain_text
from bot.record.alerts import Alert
from bot.record.ruling import Ruling
from bot.render.customer import customer_json
from bot.render.values import JsonObject, iso
from bot.render.words import own_zone
from bot.results.advice import (
    Answer,
    BlockedProduct,
    Brief,
    RuleSource,
    Sourced,
)
from bot.results.customers import Found, Several, Unknown
from bot.results.halts import Halt
from bot.results.log import Checked
from bot.results.notes import Message
from bot.results.shown import Shown
from store.customers import CustomerHit, NotedComplaint, OpenFollowUp, PastContact

if TYPE_CHECKING:
    from knowledge.compliance import Finding
    from knowledge.retrieval import SearchResult
from bot.render.contract_parts import (
    action_json,
    avoid_json,
    hit_json,
    objection_json,
    offered_json,
    promise_json,
    reference_json,
    scenarios_json,
    sourced_json,
    steps_json,
    tell_json,
)


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
        "goal": sourced_json(brief.goal),
        "last_contact": _last_contact(record.interactions, zone),
        "open_items": [
            *(_open_item(each, zone) for each in record.follow_ups),
            *(_open_case(each) for each in record.complaints),
        ],
        "alerts": alerts_json(brief.alerts),
        "scenarios": scenarios_json(brief.scenarios),
        "opening": sourced_json(brief.opening) if brief.opening else None,
        "talking_points": [sourced_json(each) for each in brief.talking_points],
        "questions": [sourced_json(each) for each in brief.questions],
        "products": [offered_json(each) for each in brief.products],
        "no_product_reason": brief.no_product_reason,
        "blocked_products": blocked_json(brief.blocked_products),
        "objections": [objection_json(each) for each in brief.objections],
        "next_actions": [action_json(each) for each in brief.next_actions],
        "avoid": avoid_json(brief.avoid),
        "disclosures": list(brief.disclosures),
        "notes": [sourced_json(each) for each in brief.notes],
        "steps": [steps_json(each) for each in brief.steps],
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
        "answers": [*_barred(answer), *(sourced_json(each) for each in answer.answers)],
        "barred": ruling_json(answer.barred) if answer.barred else None,
        "parts": [{"query": part.query, "script_id": part.script_id} for part in answer.parts],
        "scenarios": scenarios_json(answer.scenarios),
        "avoid": avoid_json(answer.avoid),
        "disclosures": list(answer.disclosures),
        "references": [reference_json(each) for each in answer.references],
        "nearest": scenarios_json(answer.nearest),
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
            "tell": [tell_json(each) for each in halt.tell],
            "now": [sourced_json(each) for each in halt.now],
            "script_id": script.script_id if script else None,
            "due": iso(halt.due),
        },
        "answers": [sourced_json(each) for each in halt.may_say],
        "scenarios": scenarios_json([script] if script else []),
        "avoid": [sourced_json(each) | {"rule_id": None} for each in halt.never],
        "disclosures": [],
        "references": [],
        "nearest": [],
    }


def forbidden_json(checked: Checked, *, customer_id: str | None) -> JsonObject:
    """`ask --json` where it is asked whether something a rule forbids may be done."""
    found = checked.verdict.findings[0]
    told = Sourced(f"{found.because}{found.instead}", (RuleSource(found.rule_id, found.source),))
    return {
        "suggestion_id": checked.suggestion_id,
        "writer": "script",
        "query": checked.text,
        "customer_id": customer_id,
        "abstained": False,
        "reason": None,
        "stopped": False,
        "stop": None,
        "answers": [sourced_json(told)],
        "barred": {
            "allowed": False,
            "reason": found.because,
            "rule_id": found.rule_id,
            "clause": found.source,
        },
        "scenarios": [],
        "avoid": [],
        "disclosures": [],
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
    return [sourced_json(Sourced(text, (RuleSource(ruling.rule_id, ruling.clause),)))]


def understood_json(message: Message, *, parts: Sequence[Message] = ()) -> JsonObject:
    """`understand --json`; `candidates` are those to choose from where it is not sure of one.

    `parts` are what a note says of each of several customers.
    """
    customer = message.customer
    several: JsonObject = {"parts": [understood_json(each) for each in parts]} if parts else {}
    return several | {
        "intent": message.intent,
        "sure": message.sure,
        "alternatives": list(message.alternatives),
        "second_request": message.text[message.second :] if message.second else None,
        "customer_id": customer.customer_id if isinstance(customer, Found) else None,
        "candidates": [hit.customer_id for hit in _candidates(customer)],
        "channel": message.channel.value,
        "took_place": iso(message.took_place),
        "follow_up": iso(message.follow_up),
        "objections": list(message.objections),
        "needs": list(message.needs),
        "summary": message.summary,
        "purpose": message.purpose,
        "promises": [promise_json(each) for each in message.promises],
        "complaint": message.complaint.value if message.complaint else None,
        "opt_out": message.opt_out,
    }


def _candidates(customer: Found | Several | Unknown | None) -> tuple[CustomerHit, ...]:
    if isinstance(customer, Several):
        return customer.hits
    return customer.near if isinstance(customer, Unknown) else ()


def search_json(result: SearchResult) -> JsonObject:
    """`search --json`."""
    hits = () if result.abstained else result.hits
    return {"abstained": result.abstained, "hits": [hit_json(each) for each in hits]}


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
