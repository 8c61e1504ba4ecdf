"""Answering a question or an objection in the RM's own words, with or without a customer."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from bot.brief.answering import Question, draft_answer, retrieve
from bot.brief.case import Case
from bot.brief.outgoing import only_compliant_answer
from bot.desk import Desk
from bot.render.answer import answer_screens
from bot.render.contract import alerts_json, answer_json
from bot.results.advice import Answer
from bot.results.declined import Declined
from bot.results.shown import Shown
from bot.results.vocabulary import EvidenceKind
from bot.usecases.case import read_case, withdrawn_ids
from bot.usecases.evidence import recorded, script_uses, with_screens, words_of
from bot.usecases.refusals import ADVISED, NO_ADVICE, NO_CUSTOMER
from bot.usecases.work import Work
from store.actor import Actor
from store.suggestions import SuggestionDraft


def answer_question(
    text: str, *, work: Work, actor: Actor, customer_id: str | None = None
) -> Shown[Answer] | Declined:
    """Lines to say with their sources, and what of them may be shown once the work is committed."""
    if actor.role not in ADVISED:
        return NO_ADVICE
    case = None
    if customer_id is not None:
        case = read_case(customer_id, work=work, actor=actor)
        if case is None:
            return NO_CUSTOMER
    question = Question(
        text=text,
        case=case,
        rm_name=actor.name,
        team=actor.team_id,
        withdrawn=withdrawn_ids(work.desk.handbook, work=work),
        now=work.now,
    )
    work.rest()
    return shown_answer(_answered(question, desk=work.desk), case=case, work=work, actor=actor)


def _answered(question: Question, *, desk: Desk) -> Answer:
    """Retrieved, drafted in the scripts' words, worded by the writer, held against the rules."""
    answer = desk.writer.chain(
        lambda asked: retrieve(asked, handbook=desk.handbook, rules=desk.rules),
        draft_answer,
        lambda worded: only_compliant_answer(worded, rules=desk.rules),
    )
    return answer(question)


def shown_answer(
    answer: Answer,
    *,
    case: Case | None,
    work: Work,
    actor: Actor,
    more: Mapping[str, object] | None = None,
) -> Shown[Answer]:
    """An answer rendered and written down; `more` is kept with it in the evidence."""
    screens = answer_screens(answer)
    evidence = SuggestionDraft(
        kind=EvidenceKind.ASK.value,
        actor=actor,
        query=answer.query,
        shown_text=words_of(screens),
        rules_version=work.desk.rules.version,
        handbook_version=answer.handbook_version,
        writer=answer.writer,
        customer_id=case.record.customer_id if case else None,
        scripts=script_uses(answer.scenarios),
        record_read=case.record.as_json() if case else {},
        rule_results=alerts_json(case.alerts) if case else [],
        payload=with_screens({**answer_json(answer), **(more or {})}, screens),
    )
    suggestion_id = recorded(evidence, work=work)
    return Shown(dataclasses.replace(answer, suggestion_id=suggestion_id), suggestion_id, screens)
