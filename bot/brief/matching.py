"""Needs matched with products: what the customer said and the record shows, and what serves it.

Candidates are what the gate leaves, the best fit first; objection, answer and closing action are
the script's on the need, as this customer hears them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from bot.brief.case import Case
from bot.brief.fitting import Wish, fit_of, offering, wish_of
from bot.record.policy import Policy
from bot.record.slots import chinese_day
from bot.record.suitability import ON_REQUEST
from bot.record.vocabulary import AlertCode
from bot.results.plans import Basis, MatchedNeed, MatchList
from knowledge.handbook.format import Listener, ScenarioScript, ScriptReading, Section
from knowledge.retrieval import Handbook
from knowledge.yaml_files import read_yaml
from store.models import ProductType
from store.products import ShelfProduct

MOST_CANDIDATES = 3
"""H3.3: 筛选1-3个最优方案."""
_FILE = Path(__file__).with_name("matching.yaml")
_DIAGNOSIS = "needs-diagnosis"
"""The script for a need that none is written on."""
_LISTENS = "先听客户怎么想，不带产品"
_NOTHING = "货架上没有能谈的，不硬配"
_UNKNOWN_KIND = "待问清"


class Signal(BaseModel):
    """A need an alert shows."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    need: str
    types: tuple[ProductType, ...]
    script: str


class KindByWord(BaseModel):
    """Words of a need, and the kind it is."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: tuple[str, ...]
    kind: str


class Matching(BaseModel):
    """The file beside this one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kinds: Mapping[ProductType, str]
    kinds_by_word: tuple[KindByWord, ...]
    signals: Mapping[AlertCode, Signal]


@dataclass(frozen=True, slots=True)
class _Stated:
    """A need, where it is known from, what serves it, and the script if one is known."""

    words: str
    basis: Basis
    types: tuple[ProductType, ...]
    listens: bool = False
    script_id: str = ""


def match_list(
    case: Case, *, handbook: Handbook, withdrawn: Collection[str], policy: Policy
) -> MatchList:
    """A customer's needs with what serves each; nothing is offered where the gate bars it all."""
    bar = case.shelf.bars[0] if case.shelf.bars and not case.shelf.suitable else None
    wish = wish_of(case, policy)
    scripts = [s for s in handbook.scripts.values() if s.script_id not in withdrawn]
    needs = tuple(_matched(each, case, wish, scripts, barred=bar is not None) for each in _of(case))
    return MatchList(case.record.customer_id, case.record.name, needs, bar)


def _of(case: Case) -> Iterator[_Stated]:
    """What he needs: by his words, by the record's tags, by what the record shows."""
    seen: set[str] = set()
    for each in (*_told(case), *_tagged(case), *_shown(case)):
        if each.words not in seen:
            seen.add(each.words)
            yield each


def _told(case: Case) -> Iterator[_Stated]:
    talk = case.standing.talk
    for need in talk.needs:
        basis = Basis("沟通中记下的需求", chinese_day(need.on))
        yield _by_words(need.words, basis)
    for wanted in talk.asked[:1]:
        if wanted.types:
            basis = Basis(f"客户原话“{wanted.heard.words}”", chinese_day(wanted.heard.on))
            kind = "、".join(each.label for each in sorted(wanted.types))
            yield _Stated(f"问过{kind}", basis, tuple(sorted(wanted.types)))


def _tagged(case: Case) -> Iterator[_Stated]:
    for tag in case.record.need_tags:
        yield _by_words(tag, Basis("客户记录的需求标签"))


def _by_words(words: str, basis: Basis) -> _Stated:
    known = next((n for n in offering().needs if any(word in words for word in n.words)), None)
    if known is None:
        return _Stated(words, basis, ())
    return _Stated(words, basis, known.types, known.listen)


def _shown(case: Case) -> Iterator[_Stated]:
    for alert in case.alerts:
        signal = matching().signals.get(alert.code)
        if signal is not None:
            today = chinese_day(case.standing.today)
            basis = Basis(f"记录：{alert.text}", today)
            yield _Stated(signal.need, basis, signal.types, script_id=signal.script)


def _matched(
    stated: _Stated,
    case: Case,
    wish: Wish,
    scripts: Sequence[ScenarioScript],
    *,
    barred: bool,
) -> MatchedNeed:
    found = [] if barred or stated.listens else _candidates(stated, case, wish)
    script = _script_on(stated, case, scripts)
    reading = None if script is None or barred else _reading(script, case, found)
    objection, answer = _objection(reading)
    return MatchedNeed(
        need=stated.words,
        kind=_kind(stated),
        basis=stated.basis,
        candidates=tuple(each.name for each in found),
        reasons=tuple("；".join(r for r in fit_of(each, wish).reasons if r) for each in found),
        why_none="" if found or barred else _LISTENS if stated.listens else _NOTHING,
        objection=objection,
        answer=answer,
        action=_action(reading),
        script_id=script.script_id if script is not None and not barred else "",
        script_version=script.version if script is not None and not barred else 0,
    )


def _candidates(stated: _Stated, case: Case, wish: Wish) -> list[ShelfProduct]:
    held = {each.product_id for each in case.record.holdings} - {
        each.product_id for each in (*case.standing.maturing, *case.standing.matured)
    }
    fitting = [
        each
        for each in case.shelf.suitable
        if each.type in stated.types
        and each.product_id not in held
        and not case.standing.talk.refuses(each.type)
        and (wish.closeness(each) > 0 if each.type in ON_REQUEST else not wish.too_long(each))
    ]
    order = {kind: at for at, kind in enumerate(stated.types)}
    ranked = sorted(
        fitting, key=lambda p: (-fit_of(p, wish).score + 5 * order[p.type], p.product_id)
    )
    return ranked[:MOST_CANDIDATES]


def _kind(stated: _Stated) -> str:
    known = matching()
    for each in known.kinds_by_word:
        if any(word in stated.words for word in each.words):
            return each.kind
    kinds = dict.fromkeys(known.kinds[each] for each in stated.types[:2])
    return "、".join(kinds) or _UNKNOWN_KIND


def _script_on(
    stated: _Stated, case: Case, scripts: Sequence[ScenarioScript]
) -> ScenarioScript | None:
    """The script written on the need, for this kind of customer; else the one on asking for it."""
    audience = {case.record.kind.value, "any"}
    meant = {s.script_id: s for s in scripts if s.audience in audience}
    if stated.script_id in meant:
        return meant[stated.script_id]
    rated = [
        (condition.priority, script)
        for script in meant.values()
        for condition in script.applies
        if _names(condition.when.get("needs"), stated.words)
    ]
    if rated:
        return max(rated, key=lambda pair: (pair[0], pair[1].script_id))[1]
    return meant.get(_DIAGNOSIS)


def _names(wanted: object, words: str) -> bool:
    needs = wanted if isinstance(wanted, list | tuple) else (wanted,)
    return any(isinstance(need, str) and need in words for need in needs)


def _reading(script: ScenarioScript, case: Case, found: Sequence[ShelfProduct]) -> ScriptReading:
    slots = dict(case.slots)
    if found:
        term = f"{found[0].term_days}天" if found[0].term_days else ""
        slots |= {"product": found[0].name, "product_term": term}
    return ScriptReading(script, Listener(case.tags, slots, case.facts))


def _objection(reading: ScriptReading | None) -> tuple[str, str]:
    """The objection a script expects first, and what to answer."""
    ranked = reading.objections() if reading is not None else []
    if not ranked:
        return "", ""
    objection, answers = ranked[0]
    return objection.text, answers[0].text


def _action(reading: ScriptReading | None) -> str:
    lines = reading.section(Section.ACTIONS) if reading is not None else []
    return lines[0].text if lines else ""


@cache
def matching() -> Matching:
    """The shipped file, read once."""
    return Matching.model_validate(read_yaml(_FILE))
