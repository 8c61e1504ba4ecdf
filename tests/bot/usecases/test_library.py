"""Cases and growth paths: sourced, found by likeness, seen by who may see the customer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.brief.growth import growth_paths
from bot.desk import Desk
from bot.record.vocabulary import Stage
from bot.results.declined import Declined
from bot.usecases.library import all_cases, cases_like, growth_of, scripts_in
from bot.usecases.work import working
from knowledge.handbook.format.model import GROUPS
from store.actor import Actor

Acting = Callable[[str], Actor]


def test_every_case_and_path_names_a_script_of_the_handbook(desk: Desk) -> None:
    known = desk.handbook.scripts
    assert [each.id for each in all_cases() if each.script not in known] == []
    assert [each.id for each in growth_paths() if each.script not in known] == []
    assert {each.group for each in all_cases()} <= set(GROUPS)
    assert {stage for each in all_cases() for stage in each.stages} <= {s.value for s in Stage}


def test_scripts_are_browsed_by_group_and_by_stage(desk: Desk) -> None:
    with working(desk) as work:
        every = scripts_in("", "", work=work)
        parts = [scripts_in(group, "", work=work) for group in GROUPS]
        at_risk = scripts_in("", Stage.AT_RISK.value, work=work)
    assert sum(map(len, parts)) == len(every) == len(desk.handbook.scripts)
    assert "churn-warning" in {each.script_id for each in at_risk}


@pytest.mark.parametrize(
    ("staff", "customer_id", "case_id"),
    [
        ("rm1", "C001", "inheritance"),
        ("rm1", "C003", "quiet"),
        ("rm1", "C002", "photo"),
    ],
)
def test_a_case_is_found_by_likeness(
    staff: str, customer_id: str, case_id: str, desk: Desk, actor: Acting
) -> None:
    with working(desk) as work:
        found = cases_like(customer_id, work=work, actor=actor(staff))
    assert not isinstance(found, Declined)
    assert case_id in [each.id for each in found[0]]


@pytest.mark.parametrize(
    ("customer_id", "label", "done"),
    [
        ("C004", "年轻白领", [False, None, False]),
        ("C001", "成长期个人客户", [False, True, False]),
        ("C014", "小微企业主", [True, None, None]),
    ],
)
def test_progress_is_what_the_record_shows(
    customer_id: str, label: str, done: list[bool | None], desk: Desk, actor: Acting
) -> None:
    with working(desk) as work:
        found = growth_of(customer_id, work=work, actor=actor("rm1"))
    assert not isinstance(found, Declined)
    assert (found[0].label, [step.done for step in found[0].steps]) == (label, done)


def test_who_has_no_path_is_told_so(desk: Desk, actor: Acting) -> None:
    with working(desk) as work:
        found = growth_of("C002", work=work, actor=actor("rm1"))
    assert isinstance(found, Declined)
    assert found.code == "no_path"


def test_another_managers_customer_has_neither(desk: Desk, actor: Acting) -> None:
    with working(desk) as work:
        assert isinstance(cases_like("C001", work=work, actor=actor("rm2")), Declined)
        assert isinstance(growth_of("C001", work=work, actor=actor("rm2")), Declined)
