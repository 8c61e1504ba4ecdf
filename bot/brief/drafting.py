"""The pre-call brief in the scripts' own words: from a case and a purpose to lines to say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain

from bot.brief.actions import by_time, next_actions
from bot.brief.case import Case
from bot.brief.composing import (
    Told,
    avoided,
    disclosures,
    objections,
    openings,
    section,
    told,
)
from bot.brief.duties import bar_avoids, demanded_actions, merged
from bot.brief.fitting import wish_of
from bot.brief.goal import goal_of
from bot.brief.lately import stated_objections
from bot.brief.offering import blocked, offers
from bot.brief.selection import Chosen, choose, scenario
from bot.brief.steps import may_say, open_steps, step_actions, step_avoids
from bot.brief.taken_up import SCRIPT as TAKEN_UP
from bot.brief.taken_up import (
    Answered,
    answered,
    as_wished,
    lead_with,
    leading_points,
    open_actions,
    refusals,
)
from bot.record.policy import Policy
from bot.record.ruling import Ruling
from bot.record.talk import talk_words
from bot.results.advice import (
    Brief,
    NextAction,
    OfferedProduct,
    RuleSource,
    ScriptSource,
    Sourced,
)
from bot.rules import CheckedText
from knowledge.handbook.format import ScenarioScript, Section
from knowledge.retrieval import Handbook


def draft_brief(
    case: Case,
    *,
    handbook: Handbook,
    rules: CheckedText,
    policy: Policy,
    withdrawn: frozenset[str],
    purpose: str,
    now: datetime,
) -> Brief:
    """The brief in the scripts' own words, not yet logged; `withdrawn` script ids never speak.

    While an event of the customer's is open, its stop script alone speaks.
    """
    if case.gate.halted:
        return _halted(case, handbook, withdrawn, purpose=purpose, now=now)
    stated, answer = stated_objections(case.record, case.standing), answered(case)
    chosen = choose(
        handbook=handbook,
        withdrawn=withdrawn,
        facts=case.facts,
        words=case.words,
        purpose=purpose,
        bars=case.shelf.bars,
        stated=stated,
        needs_told=case.standing.talk.needs,
        asked=answer.wanted if answer else None,
    )
    taken_up = None if TAKEN_UP in withdrawn else handbook.scripts.get(TAKEN_UP)
    if taken_up is not None and not purpose and not stated:
        chosen = lead_with(chosen, case, answer, taken_up)
    types = _types(chosen)
    products = offers(case, types, policy=policy)
    scenes = _scenes(case, chosen, products)
    contact = case.gate.contact()
    silent = not contact.allowed
    return Brief(
        suggestion_id="",
        generated_at=now,
        handbook_version=handbook.version,
        writer="script",
        purpose=purpose,
        record=case.record,
        standing=case.standing,
        goal=goal_of(case, chosen, purpose=purpose, stated=stated, answer=answer),
        alerts=case.alerts,
        scenarios=tuple(scenario(each) for each in chosen),
        opening=None if silent else _opening(case, scenes, rules),
        talking_points=_if_called(contact, chosen)
        if silent
        else _points(case, scenes, answer, taken_up),
        questions=() if silent else _brief_enough(case, section(scenes, Section.QUESTIONS)),
        products=products,
        no_product_reason=_no_product_reason(case, products),
        blocked_products=blocked(case, types),
        objections=objections(scenes),
        next_actions=_actions(case, scenes, answer, policy, now),
        avoid=(
            *bar_avoids(case.shelf.bars, case.shelf.blocked),
            *refusals(case),
            *avoided(scenes),
        ),
        disclosures=disclosures(scenes, [product.disclosure for product in products]),
        notes=section(scenes, Section.NOTES),
    )


def _halted(
    case: Case, handbook: Handbook, withdrawn: frozenset[str], *, purpose: str, now: datetime
) -> Brief:
    steps = open_steps(case, handbook=handbook, withdrawn=withdrawn)
    return Brief(
        suggestion_id="",
        generated_at=now,
        handbook_version=handbook.version,
        writer="script",
        purpose=purpose,
        record=case.record,
        standing=case.standing,
        goal=goal_of(case, (), purpose=purpose, stated=(), answer=None),
        alerts=case.alerts,
        scenarios=tuple(each.script for each in steps),
        opening=None,
        talking_points=may_say(case, steps),
        questions=(),
        products=(),
        no_product_reason=_no_product_reason(case, ()),
        blocked_products=blocked(case, []),
        objections=(),
        next_actions=by_time(_owed(case, now, step_actions(case, steps, now=now)), now=now),
        avoid=(*bar_avoids(case.shelf.bars, case.shelf.blocked), *step_avoids(steps)),
        disclosures=(),
        notes=(),
        steps=steps,
    )


def _owed(case: Case, now: datetime, steps: Iterable[NextAction]) -> Iterator[NextAction]:
    """The steps, and what a complaint demands where the customer may be called."""
    yield from steps
    if case.gate.contact().allowed:
        policy, standing = case.gate.policy, case.standing
        demanded = demanded_actions(case.record, standing=standing, policy=policy, now=now)
        yield from (each for each in demanded if each.rule_id == "complaint-first")


def _points(
    case: Case, scenes: Sequence[Told], answer: Answered | None, script: ScenarioScript | None
) -> tuple[Sourced, ...]:
    scripted = _brief_enough(case, section(scenes, Section.POINTS))
    leading = tuple(leading_points(case, answer, script=script))
    said = {line.text for line in leading}
    return (*leading, *(line for line in scripted if line.text not in said))


def _brief_enough(case: Case, lines: Iterable[Sourced]) -> tuple[Sourced, ...]:
    """Without the lines that ask for a long talk, where the customer has no time for one."""
    if case.standing.talk.busy is None:
        return tuple(lines)
    return tuple(line for line in lines if not talk_words().long_talk.search(line.text))


def _types(chosen: Sequence[Chosen]) -> list[str]:
    return list(dict.fromkeys(chain.from_iterable(each.script.products for each in chosen)))


def _scenes(case: Case, chosen: Sequence[Chosen], products: Sequence[OfferedProduct]) -> list[Told]:
    by_id = {product.product_id: product for product in case.shelf.suitable}
    return [
        told(
            each,
            tags=case.tags,
            slots=case.slots,
            facts=case.facts,
            products=[by_id[p.product_id] for p in products if p.type in each.script.products],
            open_types=case.open_types,
        )
        for each in chosen
    ]


def _actions(
    case: Case, scenes: Sequence[Told], answer: Answered | None, policy: Policy, now: datetime
) -> tuple[NextAction, ...]:
    record, standing = case.record, case.standing
    demanded = tuple(demanded_actions(record, standing=standing, policy=policy, now=now))
    contact = case.gate.contact()
    if not contact.allowed:
        return demanded
    owed = open_actions(case, answer, now=now)
    scripted = next_actions(scenes, record=record, standing=standing, policy=policy, now=now)
    actions = [*owed, *merged(demanded, scripted, now=now)]
    return by_time((as_wished(each, standing.talk) for each in actions), now=now)


def _opening(case: Case, scenes: Sequence[Told], rules: CheckedText) -> Sourced | None:
    lines = _brief_enough(case, openings(scenes)) if case.standing.talk.busy else openings(scenes)
    return next((line for line in lines if rules.passes(line.text)), None)


def _if_called(contact: Ruling, chosen: Sequence[Chosen]) -> tuple[Sourced, ...]:
    """What to do if a customer who must not be contacted calls: the scripts' inbound notes.

    They speak of who asked not to be called; for anybody else the gate's own remedy stands.
    """
    if contact.rule_id != "do-not-contact":
        return (Sourced(contact.instead, (RuleSource(contact.rule_id, contact.clause),)),)
    return tuple(
        Sourced(
            line.text, (ScriptSource(each.script.script_id, each.script.version, line.reference),)
        )
        for each in chosen
        for line in each.script.section(Section.NOTES)
        if line.attributes.get("inbound") == "yes"
    )


def _no_product_reason(case: Case, products: Sequence[OfferedProduct]) -> str:
    if case.shelf.bars:
        bar = case.shelf.bars[0]
        return f"不推荐产品：{bar.reason}。{bar.instead}。"
    if products:
        return ""
    if wish_of(case, case.gate.policy).listens:
        return "这次不谈产品：先听客户的打算，问清了再看合适的。"
    return "这次不谈产品：先把眼前的事谈好，没有既用得上又合适的。"
