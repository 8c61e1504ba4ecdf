"""The pre-call brief: from a customer and a purpose to lines an RM can say."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import chain

from bot.brief.case import Case, blocked, offers, read_case, withdrawn_ids
from bot.brief.composing import (
    Told,
    avoided,
    disclosures,
    next_actions,
    objections,
    openings,
    section,
    told,
)
from bot.brief.duties import bar_avoids, demanded_actions, merged
from bot.brief.outgoing import only_compliant
from bot.brief.selection import Chosen, choose
from bot.desk import Desk
from bot.results.advice import Brief, NextAction, OfferedProduct, Scenario, Source, Sourced
from bot.results.declined import Declined
from bot.usecases.evidence import Evidence, values_of, write_evidence
from knowledge.handbook.format import Section
from store.actor import Actor
from store.engine import reading
from store.models import Role
from store.suggestions import ScriptUse

NOT_FOUND = Declined("not_found", "没有找到这位客户，或不在您的名下。请核对姓名或客户编号。")
_NO_CUSTOMERS = Declined("role", "您的角色不看客户简报。")


def prepare_brief(
    *,
    desk: Desk,
    actor: Actor,
    customer_id: str,
    purpose: str = "",
    now: datetime,
    show: Callable[[Brief], Mapping[str, str]],
    query: str = "",
) -> Brief | Declined:
    """The brief, logged before it is returned.

    `show` renders it to the screens that may be shown, by name: they go into the evidence.

    Raises:
        EvidenceFailed: where it could not be logged.
    """
    if actor.role not in {Role.RM, Role.SUPERVISOR}:
        return _NO_CUSTOMERS
    with reading(desk.engine) as session:
        case = read_case(session=session, desk=desk, actor=actor, customer_id=customer_id, now=now)
        withdrawn = withdrawn_ids(session=session, handbook=desk.handbook)
    if case is None:
        return NOT_FOUND
    draft = draft_brief(case, desk=desk, withdrawn=withdrawn, purpose=purpose, now=now)
    brief = only_compliant(desk.writer.brief(draft), rules=desk.rules)
    return _logged(brief, case=case, desk=desk, actor=actor, now=now, show=show, query=query)


def draft_brief(
    case: Case, *, desk: Desk, withdrawn: frozenset[str], purpose: str, now: datetime
) -> Brief:
    """The brief in the scripts' own words, not yet logged."""
    handbook = desk.handbook
    chosen = choose(
        handbook=handbook,
        withdrawn=withdrawn,
        facts=case.facts,
        words=case.words,
        purpose=purpose,
        bars=case.shelf.bars,
    )
    scenes, products = _scenes(case, chosen)
    silent = case.client.do_not_contact
    return Brief(
        suggestion_id="",
        generated_at=now,
        handbook_version=handbook.version,
        writer="script",
        purpose=purpose,
        customer=case.card,
        alerts=case.alerts,
        scenarios=tuple(_scenario(each) for each in chosen),
        opening=None if silent else _opening(scenes, desk),
        talking_points=_if_called(chosen) if silent else section(scenes, Section.POINTS),
        questions=() if silent else section(scenes, Section.QUESTIONS),
        products=products,
        no_product_reason=_no_product_reason(case, products),
        blocked_products=blocked(case),
        objections=objections(scenes),
        next_actions=_actions(case, scenes, desk, now),
        avoid=(*bar_avoids(case.shelf.bars, case.shelf.blocked), *avoided(scenes)),
        disclosures=disclosures(scenes, [product.disclosure for product in products]),
        notes=section(scenes, Section.NOTES),
    )


def _scenes(case: Case, chosen: Sequence[Chosen]) -> tuple[list[Told], tuple[OfferedProduct, ...]]:
    types = list(dict.fromkeys(chain.from_iterable(each.script.products for each in chosen)))
    products = offers(case, types)
    by_id = {product.product_id: product for product in case.shelf.suitable}
    scenes = []
    for each in chosen:
        fitting = [by_id[p.product_id] for p in products if p.type in each.script.products]
        scenes.append(
            told(
                each,
                tags=case.tags,
                slots=case.slots,
                products=fitting,
                open_types=case.open_types,
            )
        )
    return scenes, products


def _actions(
    case: Case, scenes: Sequence[Told], desk: Desk, now: datetime
) -> tuple[NextAction, ...]:
    client, standing = case.client, case.standing
    demanded = list(demanded_actions(client, standing=standing, policy=desk.policy, now=now))
    if client.do_not_contact:
        return tuple(demanded)
    scripted = next_actions(scenes, client=client, standing=standing, now=now)
    return merged(demanded, scripted, now=now)


def _opening(scenes: Sequence[Told], desk: Desk) -> Sourced | None:
    return next((line for line in openings(scenes) if desk.rules.passes(line.text)), None)


def _if_called(chosen: Sequence[Chosen]) -> tuple[Sourced, ...]:
    """What to do if a customer who must not be contacted calls: the scripts' inbound notes."""
    return tuple(
        Sourced(line.text, (Source(each.script.script_id, each.script.version, line.reference),))
        for each in chosen
        for line in each.script.section(Section.NOTES)
        if line.attributes.get("inbound") == "yes"
    )


def _no_product_reason(case: Case, products: Sequence[OfferedProduct]) -> str:
    if case.shelf.bars:
        bar = case.shelf.bars[0]
        return f"不推荐产品：{bar.reason}。{bar.instead}。"
    return "" if products else "这次不谈产品：选中的场景里没有适合这位客户的产品。"


def _scenario(chosen: Chosen) -> Scenario:
    script = chosen.script
    return Scenario(script.script_id, script.version, script.title, chosen.why)


def _logged(
    brief: Brief,
    *,
    case: Case,
    desk: Desk,
    actor: Actor,
    now: datetime,
    show: Callable[[Brief], Mapping[str, str]],
    query: str,
) -> Brief:
    screens, payload = dict(show(brief)), values_of(brief)
    evidence = Evidence(
        kind="brief",
        query=query or brief.purpose,
        purpose=brief.purpose or None,
        shown_text="\n\n".join(screens.values()),
        handbook_version=brief.handbook_version,
        writer=brief.writer,
        customer_id=brief.customer.customer_id,
        scripts=tuple(ScriptUse(s.script_id, str(s.version), s.why) for s in brief.scenarios),
        record_read=case.record.as_json(),
        rule_results=[
            *payload["alerts"],
            *payload["blocked_products"],
        ],
        payload=payload | {"screens": screens},
    )
    suggestion_id = write_evidence(evidence, desk=desk, actor=actor, at=now)
    return dataclasses.replace(brief, suggestion_id=suggestion_id)
