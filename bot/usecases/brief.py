"""The pre-call brief: a customer's case read, drafted, worded, judged, written down, shown."""

from __future__ import annotations

import dataclasses

from bot.brief.case import Case
from bot.brief.drafting import draft_brief
from bot.brief.outgoing import only_compliant
from bot.render.brief import brief_screens
from bot.render.contract import alerts_json, blocked_json, brief_json
from bot.results.advice import Brief
from bot.results.declined import Declined
from bot.results.shown import Shown
from bot.results.vocabulary import EvidenceKind
from bot.usecases.case import read_case, withdrawn_ids
from bot.usecases.evidence import recorded, script_uses, with_screens, words_of
from bot.usecases.refusals import ADVISED, NO_BRIEFS, NO_CUSTOMER
from bot.usecases.work import Work
from store.actor import Actor
from store.suggestions import SuggestionDraft


def prepare_brief(
    customer_id: str, *, work: Work, actor: Actor, purpose: str = "", query: str = ""
) -> Shown[Brief] | Declined:
    """The brief on a customer, and what of it may be shown once the work is committed.

    `query` are the words it was asked with, where they say more than the purpose.
    """
    if actor.role not in ADVISED:
        return NO_BRIEFS
    case = read_case(customer_id, work=work, actor=actor)
    if case is None:
        return NO_CUSTOMER
    brief = _worded(case, work=work, purpose=purpose)
    return _shown(brief, case=case, query=query or purpose, work=work, actor=actor)


def _worded(case: Case, *, work: Work, purpose: str) -> Brief:
    desk, handbook = work.desk, work.desk.handbook
    draft = draft_brief(
        case,
        handbook=handbook,
        rules=desk.rules,
        policy=desk.policy,
        withdrawn=withdrawn_ids(handbook, work=work),
        purpose=purpose,
        now=work.now,
    )
    work.rest()
    return only_compliant(desk.writer.brief(draft), rules=desk.rules)


def _shown(brief: Brief, *, case: Case, query: str, work: Work, actor: Actor) -> Shown[Brief]:
    screens = brief_screens(brief)
    evidence = SuggestionDraft(
        kind=EvidenceKind.BRIEF.value,
        actor=actor,
        query=query,
        purpose=brief.purpose or None,
        shown_text=words_of(screens),
        rules_version=work.desk.rules.version,
        handbook_version=brief.handbook_version,
        writer=brief.writer,
        customer_id=case.record.customer_id,
        scripts=script_uses(brief.scenarios),
        record_read=case.record.as_json(),
        rule_results=[*alerts_json(brief.alerts), *blocked_json(brief.blocked_products)],
        payload=with_screens(brief_json(brief), screens),
    )
    suggestion_id = recorded(evidence, work=work)
    return Shown(dataclasses.replace(brief, suggestion_id=suggestion_id), suggestion_id, screens)
