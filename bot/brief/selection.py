"""Which scenarios a brief is made of: the record's conditions and the purpose's words, merged."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from bot.brief.lately import Stated
from bot.record.ruling import Ruling
from bot.record.talk import Heard, Wanted
from bot.record.vocabulary import AlertCode
from bot.results.advice import Scenario
from knowledge.handbook.format import Application, Facts, ScenarioScript, applicable
from knowledge.retrieval import Handbook

MOST = 3
_PURPOSE_PRIORITY = (84, 66)
"""What the stated purpose weighs against the record's conditions: under what must come first
(complaints, churn, consent, assessment), over the rest; the runner-up counts less."""
_SAID_PRIORITY = 84
_LEAVING_PRIORITY = 98
"""What an objection of the last conversation weighs: over what the calendar brings, and over the
churn itself where the customer is leaving for it."""
_ASKED_MORE = 6
_LEAVING = frozenset({AlertCode.CHURN_OUTFLOW, AlertCode.CHURN_NO_TRANSACTIONS})
_WORTH_A_THIRD = 45
_CLOSE = 0.6
_TOPIC_ENOUGH = 0.3
"""What a script must score for a purpose that is no question: a topic is said in two words."""
_GROUPS_UNDER = {
    "do-not-contact": frozenset({"conduct", "complaint"}),
    "complaint-first": frozenset({"complaint", "retention", "conduct"}),
}
_MATCHED_SLOTS = {
    "needs": "need",
    "interests": "interest",
    "resources": "resource",
    "occupation": "occupation",
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A script for this customer, why, and slots that depend on what was matched."""

    script: ScenarioScript
    why: str
    slots: Mapping[str, str] = field(default_factory=dict)


def scenario(chosen: Chosen) -> Scenario:
    """The chosen script as a result names it."""
    script = chosen.script
    return Scenario(script.script_id, script.version, script.title, chosen.why)


def choose(
    *,
    handbook: Handbook,
    withdrawn: Collection[str],
    facts: Facts,
    words: Mapping[str, str],
    purpose: str,
    bars: Collection[Ruling],
    stated: Sequence[Stated] = (),
    needs_told: Sequence[Heard] = (),
    asked: Wanted | None = None,
) -> tuple[Chosen, ...]:
    """At most three scenarios, the weightiest first.

    `words` are the facts in words, for the reasons; `withdrawn` scripts are never chosen; `stated`
    are objections of the last conversation, `needs_told` needs that were noted in conversations,
    `asked` what was asked for last: the scripts on it go before what else the record brings.
    """
    ranked: dict[str, tuple[int, Chosen]] = {}
    open_scripts = [s for s in handbook.scripts.values() if s.script_id not in withdrawn]
    for script in open_scripts:
        met = applicable(script, facts)
        if met is not None and _allowed(script, bars):
            chosen = _chosen(script, met, facts, words, needs_told)
            ranked[script.script_id] = (met.priority + _asked_more(script, asked), chosen)
    called_for = chain(
        _by_purpose(handbook, purpose, withdrawn, facts),
        _by_objection(stated, open_scripts, facts),
    )
    for priority, chosen in called_for:
        if not _allowed(chosen.script, bars):
            continue
        before = ranked.get(chosen.script.script_id)
        if before is None or before[0] < priority:
            ranked[chosen.script.script_id] = (priority, chosen)
    return tuple(_weightiest(ranked.values()))


def _weightiest(ranked: Iterable[tuple[int, Chosen]]) -> Iterator[Chosen]:
    ordered = sorted(ranked, key=lambda pair: (-pair[0], pair[1].script.script_id))
    for position, (priority, chosen) in enumerate(ordered[:MOST]):
        if position < MOST - 1 or priority >= _WORTH_A_THIRD:
            yield chosen


def _by_purpose(
    handbook: Handbook, purpose: str, withdrawn: Collection[str], facts: Facts
) -> Iterator[tuple[int, Chosen]]:
    if not purpose.strip():
        return
    found = handbook.search(purpose, top=4, exclude=withdrawn)
    if found.abstained and not (found.nearest and found.nearest[0].score >= _TOPIC_ENOUGH):
        return
    kind = facts.get("kind")
    fitting = [
        hit
        for hit in found.hits or found.nearest
        if handbook.scripts[hit.script_id].audience in {"any", kind}
    ]
    for priority, hit in zip(_PURPOSE_PRIORITY, fitting, strict=False):
        if hit.score < fitting[0].score * _CLOSE:
            return
        why = f"这次要谈“{purpose}”，与“{hit.matched}”相近"
        yield priority, Chosen(handbook.scripts[hit.script_id], why)


def _by_objection(
    stated: Sequence[Stated], scripts: Iterable[ScenarioScript], facts: Facts
) -> Iterator[tuple[int, Chosen]]:
    by_id = {script.script_id: script for script in scripts}
    alerts = facts.get("alerts")
    leaving = isinstance(alerts, frozenset) and bool(alerts & _LEAVING)
    for each in stated:
        script = by_id.get(each.script_id)
        if script is not None and script.audience in {"any", facts.get("kind")}:
            on = each.heard.on
            why = f"{on.month}月{on.day}日客户说过：{each.heard.words}"
            yield _LEAVING_PRIORITY if leaving else _SAID_PRIORITY, Chosen(script, why)


def _asked_more(script: ScenarioScript, asked: Wanted | None) -> int:
    if asked is None or not script.products:
        return 0
    return _ASKED_MORE if not asked.types or asked.types.intersection(script.products) else 0


def _allowed(script: ScenarioScript, bars: Collection[Ruling]) -> bool:
    for bar in bars:
        groups = _GROUPS_UNDER.get(bar.rule_id)
        if groups is not None and script.group not in groups:
            return False
    return not bars or not script.products or script.is_service


def _chosen(
    script: ScenarioScript,
    met: Application,
    facts: Facts,
    words: Mapping[str, str],
    needs_told: Sequence[Heard],
) -> Chosen:
    matched = {
        slot: value
        for key, slot in _MATCHED_SLOTS.items()
        if (value := _matched(met.when.get(key), facts.get(key)))
    }
    told = next((need for need in needs_told if need.words == matched.get("need")), None)
    if told is not None:
        why = f"{told.on.month}月{told.on.day}日沟通时提到{told.words}"
        return Chosen(script, why, matched)
    return Chosen(script, _reason(met.why, {**words, **matched}), matched)


def _matched(wanted: object, have: object) -> str:
    if not isinstance(wanted, list) or not have:
        return ""
    present = [have] if isinstance(have, str) else list(have) if isinstance(have, tuple) else []
    return next((p for p in present for w in wanted if w in p or p in w), "")


def _reason(why: str, words: Mapping[str, str]) -> str:
    for name, value in words.items():
        why = why.replace("{" + name + "}", value)
    return why
