"""Needs matched with products: whose words, what the gate leaves, the handbook's answer."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from openpyxl import load_workbook

from bot.brief.matching import MOST_CANDIDATES
from bot.desk import Desk
from bot.render.matching import COLUMNS
from bot.results.declined import Declined
from bot.results.plans import MatchList, MatchLists
from bot.usecases.matching import match_workbook, matched_needs, matched_needs_of
from bot.usecases.work import working
from store.actor import Actor

Acting = Callable[[str], Actor]


def of(desk: Desk, actor: Actor, customer_id: str) -> MatchList:
    with working(desk) as work:
        found = matched_needs(customer_id, work=work, actor=actor)
    assert isinstance(found, MatchList)
    return found


@pytest.mark.parametrize(
    ("staff", "customer_id", "need", "kind", "script_id"),
    [
        ("rm1", "C005", "子女教育金", "投资", "education-planning"),
        ("rm1", "C006", "活期资金闲置", "投资", "idle-funds"),
        ("rm1", "C013", "供应链融资", "融资、结算", "supply-chain-finance"),
        ("rm2", "C027", "汇率避险", "结算", "cross-border-hedging"),
        ("rm4", "C050", "重疾保障", "保障", "needs-diagnosis"),
    ],
)
def test_a_need_has_its_kind_and_its_script(
    staff: str, customer_id: str, need: str, kind: str, script_id: str, desk: Desk, actor: Acting
) -> None:
    found = {each.need: each for each in of(desk, actor(staff), customer_id).needs}
    assert (found[need].kind, found[need].script_id) == (kind, script_id)
    assert found[need].basis.source
    assert found[need].objection
    assert found[need].answer
    assert found[need].action
    assert len(found[need].candidates) <= MOST_CANDIDATES


def test_what_the_gate_bars_is_no_candidate(desk: Desk, actor: Acting) -> None:
    found = of(desk, actor("rm1"), "C007")
    assert found.bar is not None
    assert [each.candidates for each in found.needs] == [()] * len(found.needs)
    assert [each.answer for each in found.needs] == [""] * len(found.needs)


def test_what_customers_hear_passes_the_checker(desk: Desk, actor: Acting) -> None:
    with working(desk) as work:
        found = matched_needs_of([], work=work, actor=actor("sup1"))
    assert isinstance(found, MatchLists)
    answers = {need.answer for one in found.lists for need in one.needs if need.answer}
    assert len(answers) > 5
    assert [each for each in answers if desk.rules.check(each).verdict == "block"] == []


def test_the_workbook_holds_every_need(desk: Desk, actor: Acting) -> None:
    with working(desk) as work:
        found = matched_needs_of([], work=work, actor=actor("rm1"))
        assert isinstance(found, MatchLists)
        data = match_workbook(found, work=work, actor=actor("rm1"))
    sheet = load_workbook(io.BytesIO(data)).active
    head, *rows = [[cell for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert tuple(head) == COLUMNS
    assert len(rows) == sum(len(one.needs) for one in found.lists)
    assert {row[0] for row in rows} == {one.customer_id for one in found.lists}


@pytest.mark.parametrize(("staff", "customer_id"), [("rm2", "C001"), ("cco1", "C001")])
def test_another_managers_customer_is_not_matched(
    staff: str, customer_id: str, desk: Desk, actor: Acting
) -> None:
    with working(desk) as work:
        found = matched_needs(customer_id, work=work, actor=actor(staff))
    assert isinstance(found, Declined)
