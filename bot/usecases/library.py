"""The case library: browsed by group and stage, and found by likeness to a customer's situation."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

import bot.brief
from bot.brief.case import Case
from bot.brief.growth import growth_path, path_for
from bot.record.ruling import Ruling
from bot.record.standing import standing_of
from bot.results.declined import Declined
from bot.results.plans import GrowthPath, LearntCase
from bot.usecases.case import read_case, withdrawn_ids
from bot.usecases.refusals import ADVISED, NO_CUSTOMER, NO_LISTS
from bot.usecases.work import Work
from knowledge.handbook.format import ScenarioScript
from knowledge.yaml_files import read_yaml
from store.actor import Actor
from store.customers import CustomerRecord, list_records

_FILE = Path(bot.brief.__file__).with_name("cases.yaml")
_CASES: TypeAdapter[tuple[LearntCase, ...]] = TypeAdapter(tuple[LearntCase, ...])
_NO_PATH = Declined("no_path", "手册没有给这一类客户写成长路径（年龄、规模或客户类型不在里面）。")
MOST_ALIKE = 3
_SEARCHED = 6


@cache
def all_cases() -> tuple[LearntCase, ...]:
    """The shipped cases, read once."""
    return _CASES.validate_python(read_yaml(_FILE))


def scripts_in(group: str, stage: str, *, work: Work) -> tuple[ScenarioScript, ...]:
    """The approved scripts of a group and a stage of life, "" for any, by title."""
    handbook = work.desk.handbook
    withdrawn = withdrawn_ids(handbook, work=work)
    found = (
        script
        for script in handbook.scripts.values()
        if script.script_id not in withdrawn
        and (not group or script.group == group)
        and (not stage or _of_stage(script, stage))
    )
    return tuple(sorted(found, key=lambda script: script.title))


def cases_like(
    customer_id: str, *, work: Work, actor: Actor
) -> tuple[tuple[LearntCase, ...], tuple[ScenarioScript, ...]] | Declined:
    """Cases and scripts nearest to a customer's situation, the nearest first."""
    case = _case(customer_id, work=work, actor=actor)
    if isinstance(case, Declined):
        return case
    handbook = work.desk.handbook
    withdrawn = withdrawn_ids(handbook, work=work)
    ids: dict[str, None] = {}
    for words in _situation(case):
        found = handbook.search(words, top=_SEARCHED, exclude=withdrawn)
        ids |= dict.fromkeys(hit.script_id for hit in (*found.hits, *found.nearest)[:2])
    order = {script_id: at for at, script_id in enumerate(ids)}
    cases = sorted(
        (each for each in all_cases() if each.script in order), key=lambda each: order[each.script]
    )
    audience = {case.record.kind.value, "any"}
    scripts = [handbook.scripts[each] for each in ids if each in handbook.scripts]
    return (
        tuple(cases[:MOST_ALIKE]),
        tuple([each for each in scripts if each.audience in audience][:MOST_ALIKE]),
    )


def growth_of(
    customer_id: str, *, work: Work, actor: Actor
) -> tuple[GrowthPath, Ruling | None] | Declined:
    """A customer's growth path with his progress, and what bars every product, if anything."""
    case = _case(customer_id, work=work, actor=actor)
    if isinstance(case, Declined):
        return case
    own = path_for(case.record, age=case.standing.age)
    alike = [
        each
        for each in list_records(session=work.reading, actor=actor).rows
        if path_for(each, age=_age(each, work)) is own
    ]
    path = growth_path(case.record, age=case.standing.age, alike=alike)
    if path is None:
        return _NO_PATH
    return path, (case.shelf.bars[0] if case.shelf.bars else None)


def _case(customer_id: str, *, work: Work, actor: Actor) -> Case | Declined:
    if actor.role not in ADVISED:
        return NO_LISTS
    return read_case(customer_id, work=work, actor=actor) or NO_CUSTOMER


def _age(record: CustomerRecord, work: Work) -> int | None:
    desk = work.desk
    today = work.now.date()
    return standing_of(record, policy=desk.policy, today=today, zone=desk.zone).age


def _situation(case: Case) -> Iterator[str]:
    """What the record says of a customer's situation, in words to search by."""
    yield from case.record.need_tags
    yield from (need.words for need in case.standing.talk.needs)
    yield from (alert.text for alert in case.alerts)
    yield from (f"客户喜欢{each}" for each in case.record.interests[:1])
    yield from (f"客户想要{each}" for each in case.record.resource_needs[:1])
    if case.record.personality is not None:
        yield f"{case.record.personality.label}的客户怎么维护"
    if case.standing.talk.last is not None:
        yield case.standing.talk.last.words


def _of_stage(script: ScenarioScript, stage: str) -> bool:
    for condition in script.applies:
        wanted = condition.when.get("stage")
        stages = wanted if isinstance(wanted, list | tuple) else (wanted,)
        if stage in stages:
            return True
    return False
