"""Whom sentences are about, on those of two writers who never saw the code."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.desk import Desk
from bot.results.customers import Found, Several, Unknown
from bot.usecases.find import find_customer, mentioned_customer, name_customer
from bot.usecases.work import working
from store.actor import Actor

As = Callable[[str], Actor]
SENTENCES = Path(__file__).parents[2] / "evaluation" / "subject_dev.jsonl"
FOUND, WRONGLY_TAKEN = 0.97, 0.01


def test_who_is_meant_is_found_and_nobody_else(desk: Desk, actor: As) -> None:
    cases = [json.loads(line) for line in SENTENCES.read_text(encoding="utf-8").splitlines()]
    right, wrong, offered = [], [], []
    with working(desk) as work:
        for case in cases:
            found = mentioned_customer(case["text"], work=work, actor=actor(case["as"]))
            taken = found.customer_id if isinstance(found, Found) else None
            right.append(taken == case["want"])
            wrong.append(taken is not None and taken != case["want"])
            if case["offer"]:
                offered.append(set(case["offer"]) <= set(candidates(found)))
    assert len(cases) >= 200
    assert sum(right) / len(cases) >= FOUND
    assert sum(wrong) / len(cases) <= WRONGLY_TAKEN
    assert sum(offered) / len(offered) >= 0.9


def candidates(found: Found | Several | Unknown | None) -> list[str]:
    if isinstance(found, Several):
        return [hit.customer_id for hit in found.hits]
    return [hit.customer_id for hit in found.near] if isinstance(found, Unknown) else []


@pytest.mark.parametrize(
    ("staff", "name"),
    [
        ("rm1", "王建国庆"),
        ("rm1", "王建"),
        ("rm1", "李秀"),
        ("rm1", "赵敏惠"),
        ("rm1", "启明星辰公司"),
        ("rm2", "张伟明"),
        ("rm2", "恒丰银行"),
        ("rm1", "令狐志远"),
        ("rm1", "东方雨洁"),
        ("rm1", "志远"),
        ("rm1", "王建军"),
        ("rm3", "张伟"),
        ("rm1", "欧阳"),
    ],
)
def test_a_name_alone_and_in_a_sentence_are_one(
    desk: Desk, actor: As, staff: str, name: str
) -> None:
    with working(desk) as work:
        alone = find_customer(name, work=work, actor=actor(staff))
        within = mentioned_customer(f"等下给{name}打电话", work=work, actor=actor(staff))
    assert type(alone) is type(within)
    assert set(candidates(alone)) == set(candidates(within))
    assert getattr(alone, "customer_id", None) == getattr(within, "customer_id", None)


def test_somebody_elses_customer_is_like_nobody(desk: Desk, actor: As) -> None:
    with working(desk) as work:
        theirs, nobodys = (
            name_customer(name, work=work, actor=actor("rm1")) for name in ("郭春梅", "郭春燕")
        )
        told, made_up = (
            mentioned_customer(f"刚跟{name}通完电话", work=work, actor=actor("rm1"))
            for name in ("郭春梅", "郭春燕")
        )
    assert theirs == Unknown("郭春梅", (), 0, 3)
    assert nobodys == Unknown("郭春燕", (), 0, 3)
    assert told == Unknown("郭春梅", (), 2, 5)
    assert made_up == Unknown("郭春燕", (), 2, 5)


def test_whom_one_calls_goes_before_whom_one_speaks_of(desk: Desk, actor: As) -> None:
    with working(desk) as work:
        called = mentioned_customer(
            "给顾长河打电话，他是王建国介绍来的", work=work, actor=actor("rm1")
        )
        brought = mentioned_customer("顾长河陪着王建国来的", work=work, actor=actor("rm1"))
    assert called == Unknown("顾长河", (), 1, 4)
    assert isinstance(brought, Found)
    assert brought.name == "王建国"
