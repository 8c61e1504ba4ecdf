"""The parts that the contract's JSON shares: sources, lines, scenarios, actions, products."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.render.values import Json, JsonObject, iso
from bot.results.advice import (
    Avoid,
    NextAction,
    ObjectionAnswer,
    OfferedProduct,
    Reference,
    RuleSource,
    Scenario,
    ScriptSource,
    Source,
    Sourced,
    StopSteps,
    TalkSource,
    Tell,
)
from bot.understanding import Promise

if TYPE_CHECKING:
    from knowledge.retrieval import Hit


def sources_json(sources: Sequence[Source]) -> list[Json]:
    """Where a line stands, every place."""
    return [source_json(each) for each in sources]


def source_json(source: Source) -> JsonObject:
    """One place: a script's line, a rule with its clause, or a conversation."""
    match source:
        case ScriptSource(script_id, version, line):
            return {"script_id": script_id, "version": version, "line": line}
        case RuleSource(rule_id, clause):
            return {"rule_id": rule_id, "clause": clause}
        case TalkSource(interaction_id):
            return {"interaction_id": interaction_id}


def sourced_json(each: Sourced) -> JsonObject:
    """A line with its places."""
    return {"text": each.text, "sources": sources_json(each.sources)}


def scenarios_json(scenarios: Sequence[Scenario]) -> list[Json]:
    """The scripts chosen, and why."""
    return [
        {"script_id": s.script_id, "version": s.version, "title": s.title, "why": s.why}
        for s in scenarios
    ]


def objection_json(each: ObjectionAnswer) -> JsonObject:
    """What the customer may say, and the answer."""
    return {
        "objection": each.objection,
        "response": each.response,
        "sources": sources_json(each.sources),
    }


def action_json(action: NextAction) -> JsonObject:
    """What to do, by when and by which channel."""
    return {
        "kind": str(action.kind),
        "text": action.text,
        "due": action.due.isoformat(),
        "channel": str(action.channel),
        "sources": sources_json(action.sources),
        "rule_id": action.rule_id,
    }


def avoid_json(avoided: Sequence[Avoid]) -> list[Json]:
    """What not to say, with its rule."""
    return [
        {"text": a.text, "rule_id": a.rule_id, "sources": sources_json(a.sources)} for a in avoided
    ]


def offered_json(product: OfferedProduct) -> JsonObject:
    """A product that may be offered, with reason and disclosure."""
    return {
        "product_id": product.product_id,
        "name": product.name,
        "type": product.type.value,
        "risk_level": product.risk_level,
        "why": product.why,
        "disclosure": product.disclosure,
    }


def reference_json(each: Reference) -> JsonObject:
    """A passage of a bank's own document."""
    return {"text": each.text, "document": each.document, "heading": each.heading}


def tell_json(tell: Tell) -> JsonObject:
    """Whom to tell, within how long."""
    within = None if tell.within is None else f"PT{int(tell.within.total_seconds() // 60)}M"
    return sourced_json(tell.what) | {"role": tell.role, "within": within}


def steps_json(steps: StopSteps) -> JsonObject:
    """What is to be done about an open event; what may be said and what not stands elsewhere."""
    return {
        "event": steps.event.value,
        "script_id": steps.script.script_id,
        "now": [sourced_json(each) for each in steps.now],
        "tell": [tell_json(each) for each in steps.tell],
    }


def promise_json(promise: Promise) -> JsonObject:
    """What was promised, by when and by whom."""
    return {"text": promise.text, "due": iso(promise.due), "who": promise.who}


def hit_json(hit: Hit) -> JsonObject:
    """A script found, and how likely."""
    return {
        "script_id": hit.script_id,
        "title": hit.title,
        "score": round(hit.score, 4),
        "matched": hit.matched,
    }
