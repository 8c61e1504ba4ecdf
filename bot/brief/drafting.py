"""The pre-call brief in the scripts' own words: from a case and a purpose to lines to say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import chain

from bot.brief.actions import next_actions
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
from bot.brief.offering import blocked, offers
from bot.brief.selection import Chosen, choose, scenario
from bot.record.policy import Policy
from bot.results.advice import Brief, NextAction, OfferedProduct, ScriptSource, Sourced
from bot.rules import CheckedText
from knowledge.handbook.format import Section
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
    """The brief in the scripts' own words, not yet logged; `withdrawn` script ids never speak."""
    chosen = choose(
        handbook=handbook,
        withdrawn=withdrawn,
        facts=case.facts,
        words=case.words,
        purpose=purpose,
        bars=case.shelf.bars,
    )
    products = offers(case, _types(chosen), policy=policy)
    scenes = _scenes(case, chosen, products)
    silent = not case.gate.contact().allowed
    return Brief(
        suggestion_id="",
        generated_at=now,
        handbook_version=handbook.version,
        writer="script",
        purpose=purpose,
        record=case.record,
        standing=case.standing,
        alerts=case.alerts,
        scenarios=tuple(scenario(each) for each in chosen),
        opening=None if silent else _opening(scenes, rules),
        talking_points=_if_called(chosen) if silent else section(scenes, Section.POINTS),
        questions=() if silent else section(scenes, Section.QUESTIONS),
        products=products,
        no_product_reason=_no_product_reason(case, products),
        blocked_products=blocked(case, _types(chosen)),
        objections=objections(scenes),
        next_actions=_actions(case, scenes, policy, now),
        avoid=(*bar_avoids(case.shelf.bars, case.shelf.blocked), *avoided(scenes)),
        disclosures=disclosures(scenes, [product.disclosure for product in products]),
        notes=section(scenes, Section.NOTES),
    )


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
    case: Case, scenes: Sequence[Told], policy: Policy, now: datetime
) -> tuple[NextAction, ...]:
    record, standing = case.record, case.standing
    demanded = tuple(demanded_actions(record, standing=standing, policy=policy, now=now))
    if not case.gate.contact().allowed:
        return demanded
    scripted = next_actions(scenes, record=record, standing=standing, policy=policy, now=now)
    return merged(demanded, scripted, now=now)


def _opening(scenes: Sequence[Told], rules: CheckedText) -> Sourced | None:
    return next((line for line in openings(scenes) if rules.passes(line.text)), None)


def _if_called(chosen: Sequence[Chosen]) -> tuple[Sourced, ...]:
    """What to do if a customer who must not be contacted calls: the scripts' inbound notes."""
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
    return "" if products else "这次不谈产品：选中的场景里没有适合这位客户的产品。"
