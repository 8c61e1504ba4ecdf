"""What customers think of us: a score with its words, what was changed for it, what they are told.

收集-分析-行动-反馈: the score, the reason, the change, the word back. Only a change that was
written down is told of, in lines of the approved script.
"""

from __future__ import annotations

import dataclasses
import hashlib
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session

from bot.brief.case import Case
from bot.brief.composing import Told, avoided, disclosures, sourced, told_about
from bot.brief.outgoing import only_compliant_answer
from bot.brief.selection import Chosen, scenario
from bot.results.advice import Answer, Sourced
from bot.results.cases import CaseFile
from bot.results.declined import Declined
from bot.results.shown import Shown
from bot.understanding.case_words import Surveyed
from bot.usecases.answer import shown_answer
from bot.usecases.case import read_case, withdrawn_ids
from bot.usecases.case_clocks import watch_case
from bot.usecases.case_telling import StepTold, tell_leads
from bot.usecases.evidence import attempted
from bot.usecases.refusals import NO_CUSTOMER
from bot.usecases.work import Work
from knowledge.handbook.format import Section
from knowledge.privacy import mask_note
from store.actor import Actor
from store.case_steps import StepDraft, add_step
from store.cases import CaseDraft, close_case, open_case
from store.follow_ups import visible_customer
from store.models import CaseKind, StepKind

SCRIPT = "improvement-notice"
_CHANGED, _NOT_YET = ("p2", "p3"), ("p1", "p4")
"""The script's points where something was changed, and where nothing was written down yet."""


@dataclass(frozen=True)
class Recorded:
    """A score in the store; `low` where it opened a case."""

    case_id: str
    score: int
    full: int
    low: bool


def record_score(
    customer_id: str, told: Surveyed, *, work: Work, actor: Actor
) -> Recorded | Declined:
    """Write a customer's score with its words; a low one is a case until he hears of it."""
    policy = work.desk.policy
    full = told.full or policy.days("feedback.full_score")
    if told.score > full:
        return Declined(
            "no_score", f"满分{full}分，没有{told.score}分。请核对分数，或写明满分几分。"
        )
    low = told.score <= full * policy["feedback.low_share"]
    hours = timedelta(hours=policy.days("feedback.call_back_hours"))
    words = mask_note(told.words)

    def write(session: Session) -> Recorded:
        draft = CaseDraft(
            customer_id,
            CaseKind.SURVEY,
            str(full),
            words,
            score=told.score,
            due_at=work.now + hours if low else None,
            open_key=_told_once(customer_id, told.score, words, work),
        )
        row, new = open_case(session=session, actor=actor, draft=draft, at=work.now)
        if new:
            said = f"满意度{told.score}分（满分{full}分）：{words}"
            opened = StepDraft(row.case_id, customer_id, StepKind.OPENED, said)
            step = add_step(session=session, actor=actor, draft=opened, at=work.now)
            if low:
                told_of = StepTold(step.step_id, row.case_id, customer_id)
                tell_leads(told_of, work=work, actor=actor)
                whose = visible_customer(session=session, actor=actor, customer_id=customer_id)
                watch_case(row, owner_id=whose.owner_id, work=work)
            else:
                close_case(
                    session=session, actor=actor, case_id=row.case_id, outcome="已记录", at=work.now
                )
        return Recorded(row.case_id, told.score, full, low)

    return attempted(work, write)


def _told_once(customer_id: str, score: int, words: str, work: Work) -> str:
    """The same for what is told again in the same words on the same day."""
    said = hashlib.sha256(words.encode()).hexdigest()[:8]
    return f"survey:{customer_id}:{work.now:%y%m%d}:{score}:{said}"


def improvement_lines(file: CaseFile, *, work: Work, actor: Actor) -> Shown[Answer] | Declined:
    """What to tell the customer of his opinion: the approved lines that fit what was written down.

    Declined where he may not be contacted, or the script was withdrawn.
    """
    case = read_case(file.customer_id, work=work, actor=actor)
    if case is None:
        return NO_CUSTOMER
    ruling = case.gate.contact()
    if not ruling.allowed:
        return Declined("not_permitted", f"{ruling.reason}：{ruling.instead}。〔{ruling.rule_id}〕")
    handbook = work.desk.handbook
    script = handbook.scripts.get(SCRIPT)
    if script is None or SCRIPT in withdrawn_ids(handbook, work=work):
        return Declined("no_script", "改进结果告知的脚本已停用，请问合规。")
    changed = file.newest(StepKind.CHANGED) is not None
    why = "已登记改进" if changed else "还没有登记改进，只说进度"
    told = told_about(Chosen(script, why), case, rm_name=actor.name)
    answer = only_compliant_answer(_answer(told, case, file, changed, work), rules=work.desk.rules)
    return shown_answer(answer, case=case, work=work, actor=actor, more={"case_id": file.case_id})


def _answer(told: Told, case: Case, file: CaseFile, changed: bool, work: Work) -> Answer:
    wanted = _CHANGED if changed else _NOT_YET
    points = [
        line
        for line in told.lines(Section.POINTS)
        if any(_is(sourced(line), reference) for reference in wanted)
    ]
    opening = told.lines(Section.OPENING)[:1]
    return Answer(
        suggestion_id="",
        generated_at=work.now,
        handbook_version=work.desk.handbook.version,
        writer="script",
        query=f"改进告知：{file.text}",
        record=case.record,
        standing=case.standing,
        abstained=False,
        reason=None,
        answers=tuple(map(sourced, [*opening, *points])),
        scenarios=(dataclasses.replace(scenario(told.chosen)),),
        avoid=avoided([told]),
        disclosures=disclosures([told], ()),
    )


def _is(line: Sourced, reference: str) -> bool:
    """Whether a line is the point of this number, in whichever variant."""
    return any(
        getattr(source, "line", "").partition("@")[0] == reference for source in line.sources
    )
