"""What a call is for, in one sentence: the fact that calls for it, and the lead script's goal."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.brief.case import Case
from bot.brief.lately import Stated
from bot.brief.selection import Chosen
from bot.brief.taken_up import Answered, arranged_then, reply_owed
from bot.record.slots import chinese_day, wan
from bot.record.talk import clauses_of, talk_words
from bot.record.vocabulary import AlertCode
from bot.results.advice import RuleSource, ScriptSource, Source, Sourced, TalkSource
from store.customers import COMPLAINT_UNTOLD, OpenFollowUp
from store.models import FollowUpKind

MOST = 40
_LEAST = 6
_CLAUSE = re.compile(r"[^，；：。]+[，；：。]?")
_EDGE = "，；：。"
_DESCRIBES = ("客户", "预警")
_SAME = 2
_SHORT_WISH = 14
_NOTHING = Sourced("先听客户近况，再看有什么要办", ())
_SAYS = ("说", "问", "想", "谈", "提", "要", "嫌", "怕", "觉得")


def goal_of(
    case: Case,
    chosen: Sequence[Chosen],
    *,
    purpose: str,
    stated: Sequence[Stated],
    answer: Answered | None,
) -> Sourced:
    """The goal in at most forty characters; `purpose` is what the manager says it is for."""
    contact = case.gate.contact()
    if not contact.allowed:
        return _escalated(case) or Sourced(
            contact.instead, (RuleSource(contact.rule_id, contact.clause),)
        )
    fact = (
        _escalated(case)
        or _complaint(case)
        or _meant(purpose)
        or _fact(case, chosen, stated, answer)
    )
    if fact is None or _says_the_same(fact.text, chosen):
        return _aim(chosen, MOST) or _NOTHING
    if "；" in fact.text:
        return fact
    aim = _aim(chosen, MOST - len(fact.text) - 1, after=fact.text)
    if aim is None:
        return fact
    return Sourced(f"{fact.text}；{aim.text}", (*fact.sources, *aim.sources))


def _says_the_same(fact: str, chosen: Sequence[Chosen]) -> bool:
    """Whether the fact is but the lead script's reason, in words that its goal has too."""
    if not chosen or not chosen[0].why.startswith(fact):
        return False
    return _alike(fact, chosen[0].script.goal) >= _SAME


def _alike(words: str, others: str) -> int:
    """Character pairs two texts share."""
    return len({words[i : i + 2] for i in range(len(words) - 1) if words[i : i + 2] in others})


def _fact(
    case: Case, chosen: Sequence[Chosen], stated: Sequence[Stated], answer: Answered | None
) -> Sourced | None:
    """What calls for the talk, the gravest first."""
    lead = chosen[0] if chosen else None
    return (
        _matured(case)
        or _objection(lead, stated)
        or _leaving(case)
        or _owed_today(case)
        or _owed_soon(case)
        or _promised_then(case, answer)
        or _asked(case, answer)
        or _safer(case)
        or _matures(case)
        or _wish(case, chosen)
        or _reason(lead)
    )


def _matured(case: Case) -> Sourced | None:
    alert = next((a for a in case.alerts if a.code is AlertCode.MATURED_UNPLACED), None)
    if alert is None:
        return None
    value = "signals.matured_days"
    return Sourced(_short(alert.text), (RuleSource(value, case.gate.policy.sources[value]),))


def _meant(purpose: str) -> Sourced | None:
    return Sourced(f"这次要谈“{purpose}”", ()) if 0 < len(purpose) <= MOST // 2 else None


def _objection(lead: Chosen | None, stated: Sequence[Stated]) -> Sourced | None:
    for each in stated:
        if lead is not None and lead.script.script_id == each.script_id:
            source = TalkSource(each.heard.interaction_id)
            return Sourced(_told(_short(each.heard.words)), (source,))
    return None


def _escalated(case: Case) -> Sourced | None:
    bar = next((each for each in case.shelf.bars if each.rule_id == "escalation-first"), None)
    if bar is None:
        return None
    return Sourced(f"{bar.reason}；先处置，不谈产品", (RuleSource(bar.rule_id, bar.clause),))


def _complaint(case: Case) -> Sourced | None:
    bar = next((each for each in case.shelf.bars if each.rule_id == "complaint-first"), None)
    if bar is None or not case.record.complaints:
        return None
    if case.record.complaints[-1].text == COMPLAINT_UNTOLD:
        rule = RuleSource(bar.rule_id, bar.clause)
        return Sourced("有未结投诉，内容没有记；先问清是什么事，不谈产品", (rule,))
    told = clauses_of(case.record.complaints[-1].text)
    plain = [each.removeprefix("说") for each in told if "投诉" not in each]
    text = _short("，".join(plain or told))
    rule = RuleSource(bar.rule_id, bar.clause)
    return Sourced(f"投诉“{text}”还没了结；只谈处理，不谈产品", (rule,))


def _leaving(case: Case) -> Sourced | None:
    alert = next((each for each in case.alerts if each.rule_id == "churn-response"), None)
    if alert is None:
        return None
    value = "churn.contact_hours"
    source = RuleSource(value, case.gate.policy.sources[value])
    return Sourced(_short(alert.text), (source,))


def _owed_today(case: Case) -> Sourced | None:
    today = case.standing.today
    due = next((each for each in case.record.follow_ups if each.due_on <= today), None)
    if due is None:
        return None
    return _owed(due, "今天" if due.due_on == today else chinese_day(due.due_on))


def _owed(due: OpenFollowUp, day: str) -> Sourced:
    words = "答应" if due.kind is FollowUpKind.PROMISE else "约好"
    sources = (TalkSource(due.interaction_id),) if due.interaction_id else ()
    return Sourced(f"{words}{day}{_short(due.text)}", sources)


def _promised_then(case: Case, answer: Answered | None) -> Sourced | None:
    """What was promised when something was asked for that the shelf has not."""
    then = arranged_then(answer, case) if answer is not None and not case.shelf.bars else None
    if then is None or then.kind is not FollowUpKind.PROMISE:
        return None
    return _owed(then, chinese_day(then.due_on))


def _owed_soon(case: Case) -> Sourced | None:
    """An answer he waits for within the week."""
    owed = reply_owed(case)
    if owed is None:
        return None
    sources = (TalkSource(owed.interaction_id),) if owed.interaction_id else ()
    text = f"{chinese_day(owed.due_on)}前要{_short(owed.text)}；先交代到了哪一步"
    return Sourced(text, sources)


def _safer(case: Case) -> Sourced | None:
    """That he wants it steadier, with the money it is said of."""
    safer, matures = case.standing.talk.safer, _matures(case)
    if safer is None or case.shelf.bars or len(safer.words) > _SHORT_WISH:
        return None
    wish, source = _told(safer.words), (TalkSource(safer.interaction_id),)
    if matures is None:
        return Sourced(f"{wish}；先看更稳的，再听他的打算", source)
    text = f"{wish}，{matures.text}；先问用不用，再看更稳的"
    return Sourced(text if len(text) <= MOST else f"{wish}；再看更稳的", source)


def _asked(case: Case, answer: Answered | None) -> Sourced | None:
    """What was asked for, with the money it may be for; the answer is the aim."""
    if answer is None or case.shelf.bars:
        return None
    matures = _matures(case)
    asked = f"上次问过{answer.words}；先答复清楚，再听"
    text = f"{matures.text}，{asked}这笔钱的打算" if matures else f"{asked}还有什么打算"
    return Sourced(text if len(text) <= MOST else f"{asked}打算", (answer.source,))


def _matures(case: Case) -> Sourced | None:
    if not case.standing.maturing:
        return None
    held = case.standing.maturing[0]
    what = wan(held.amount_wan) or held.shown_name
    return Sourced(f"{what}{chinese_day(held.maturity_date)}到期", ())


def _wish(case: Case, chosen: Sequence[Chosen]) -> Sourced | None:
    """A clause of the last conversation that says what the customer has in mind."""
    last = case.standing.talk.last
    clauses = clauses_of(last.words) if last else []
    question = talk_words().question
    wish = next((w for w in clauses if w.startswith(_SAYS) or question.match(w)), None)
    if last is None or wish is None or len(wish) > MOST // 2:
        return None
    heard = any(_alike(wish, each.script.title + each.script.goal) for each in chosen[:1])
    text = f"上次{wish}" if heard else f"上次{wish}；先把这件事听清楚"
    return Sourced(text, (TalkSource(last.interaction_id),))


def _reason(lead: Chosen | None) -> Sourced | None:
    if lead is None or len(lead.why) > MOST // 2:
        return None
    return Sourced(lead.why.replace("需求标签写着", "客户关心").rstrip(_EDGE), (_goal_of(lead),))


def _aim(chosen: Sequence[Chosen], room: int, *, after: str = "") -> Sourced | None:
    """As many clauses of the lead script's goal as there is room for.

    What only describes the case is left out where a fact goes before.
    """
    if not chosen:
        return None
    clauses = _CLAUSE.findall(chosen[0].script.goal.rpartition("：")[2])
    if after and clauses[0].startswith(_DESCRIBES):
        clauses = clauses[1:]
    taken = ""
    for clause in clauses:
        if len((taken + clause).rstrip(_EDGE)) > room:
            break
        taken += clause
    taken = taken.rstrip(_EDGE)
    if after.endswith("到期"):
        taken = taken.removeprefix("到期前")
    return Sourced(taken, (_goal_of(chosen[0]),)) if len(taken) >= _LEAST else None


def _told(summary: str) -> str:
    return f"上次{summary}" if summary.startswith(_SAYS) else f"上次说{summary}"


def _short(text: str) -> str:
    """The clauses of a text that leave room for what is to be done about it."""
    taken = ""
    for clause in _CLAUSE.findall(text):
        if taken and len(taken + clause) > MOST // 2:
            break
        taken += clause
    return taken.rstrip(_EDGE)


def _goal_of(chosen: Chosen) -> Source:
    return ScriptSource(chosen.script.script_id, chosen.script.version, "goal")
