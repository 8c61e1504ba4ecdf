"""Alerts and standing: what the policy makes of a record, value by value."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.record.alerts import alerts_of
from bot.record.client import Client, Due, Position
from bot.record.facts import salutation, short_company, slots_of
from bot.record.policy import default_policy
from bot.record.standing import Stage, Tier, standing_of

TODAY = date(2026, 11, 23)
POLICY = default_policy()
PERSON = Client(
    customer_id="X1",
    name="某某某",
    kind="person",
    owner_id="rm1",
    phone="13900000000",
    aum_wan=50.0,
    opened_on=date(2022, 3, 1),
    last_contact_on=date(2026, 11, 5),
    last_transaction_on=date(2026, 11, 15),
    outflow_ratio=0.05,
    monthly_inflow_wan=2.0,
    idle_months=0,
    needs=(),
    next_plan="",
    next_follow_up_on=None,
    birthday=date(1985, 6, 18),
    occupation="职员",
    industry="",
    risk_level="C3",
    assessed_on=date(2026, 5, 1),
    consent=frozenset({"wealth"}),
    do_not_contact=False,
    personality="",
    interests=(),
    resources=(),
    preferred_channel="wechat",
    complaint="",
    complaint_opened_on=None,
    complaint_solved_on=None,
    revenue_wan=None,
    receivable_days=None,
    receivable_share=None,
    credit_grade="",
    positions=(),
    promises=(),
    follow_ups=(),
)
COMPANY = replace(
    PERSON,
    kind="company",
    occupation="",
    industry="制造业",
    risk_level=None,
    assessed_on=None,
    birthday=date(2008, 5, 20),
    last_contact_on=date(2026, 10, 20),
    consent=frozenset({"loan"}),
)


def codes(client: Client) -> set[str]:
    standing = standing_of(client, policy=POLICY, today=TODAY)
    return {a.code for a in alerts_of(client, standing=standing, policy=POLICY, today=TODAY)}


def test_a_record_in_order_raises_nothing() -> None:
    assert codes(PERSON) == set()
    assert codes(COMPANY) == set()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"risk_level": None, "assessed_on": None}, "RISK_ASSESSMENT_MISSING"),
        ({"assessed_on": date(2025, 11, 22)}, "RISK_ASSESSMENT_EXPIRED"),
        ({"consent": frozenset()}, "NO_MARKETING_CONSENT"),
        ({"consent": frozenset({"survey"})}, "NO_MARKETING_CONSENT"),
        ({"do_not_contact": True}, "DO_NOT_CONTACT"),
        ({"complaint": "small"}, "OPEN_COMPLAINT"),
        ({"last_transaction_on": date(2026, 9, 24)}, "CHURN_NO_TRANSACTIONS"),
        ({"outflow_ratio": 0.51}, "CHURN_OUTFLOW"),
        ({"idle_months": 3}, "IDLE_FUNDS"),
        ({"birthday": date(1985, 11, 30)}, "BIRTHDAY_SOON"),
        ({"birthday": date(1961, 11, 23)}, "SENIOR"),
        ({"next_follow_up_on": date(2026, 11, 22)}, "FOLLOW_UP_OVERDUE"),
        ({"follow_ups": (Due("回电", date(2026, 11, 20)),)}, "FOLLOW_UP_OVERDUE"),
        ({"promises": (Due("寄资料", date(2026, 11, 24)),)}, "PROMISE_DUE"),
        ({"phone": ""}, "INFO_INCOMPLETE"),
        ({"last_contact_on": date(2026, 11, 17)}, "CONTACT_TOO_FREQUENT"),
        ({"last_contact_on": date(2026, 10, 8)}, "CONTACT_OVERDUE"),
        ({"opened_on": date(2026, 9, 1)}, "NEW_CUSTOMER"),
        (
            {"last_transaction_on": date(2021, 1, 1), "opened_on": date(2022, 3, 1)},
            "RECORD_CONFLICT",
        ),
        (
            {"positions": (Position("W1", "稳健", "wealth", "R2", 5.0, date(2026, 12, 23)),)},
            "MATURITY_SOON",
        ),
        (
            {"positions": (Position("F1", "成长", "fund", "R3", 25.0, None),)},
            "CONCENTRATION",
        ),
    ],
)
def test_each_sign_raises_its_alert(changes: dict[str, object], code: str) -> None:
    assert code in codes(replace(PERSON, **changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"assessed_on": date(2025, 11, 23)},
        {"last_transaction_on": date(2026, 9, 25)},
        {"outflow_ratio": 0.5},
        {"idle_months": 2},
        {"birthday": date(1985, 12, 1)},
        {"birthday": date(1961, 12, 24)},
        {"next_follow_up_on": date(2026, 11, 23)},
        {"next_follow_up_on": date(2026, 11, 4)},
        {"last_contact_on": date(2026, 11, 15)},
        {"last_contact_on": date(2026, 10, 9)},
        {"opened_on": date(2026, 8, 24)},
        {"positions": (Position("W1", "稳健", "wealth", "R2", 5.0, date(2026, 12, 24)),)},
        {"positions": (Position("D1", "定期", "deposit", None, 45.0, None),)},
    ],
)
def test_just_short_of_a_threshold_raises_nothing(changes: dict[str, object]) -> None:
    assert codes(replace(PERSON, **changes)) == set()


def test_receivables_of_ninety_days_are_long() -> None:
    assert codes(replace(COMPANY, receivable_days=90)) == {"RECEIVABLES_LONG"}
    assert codes(replace(COMPANY, receivable_days=89)) == set()


@pytest.mark.parametrize(
    ("client", "tier"),
    [
        (replace(PERSON, aum_wan=99.9), Tier.REGULAR),
        (replace(PERSON, aum_wan=100.0), Tier.POTENTIAL),
        (replace(PERSON, aum_wan=500.0), Tier.HIGH),
        (replace(COMPANY, aum_wan=1999.0), Tier.COMPANY),
        (replace(COMPANY, aum_wan=2000.0), Tier.KEY_COMPANY),
        (replace(COMPANY, revenue_wan=10000.0), Tier.KEY_COMPANY),
    ],
)
def test_tiers(client: Client, tier: Tier) -> None:
    assert standing_of(client, policy=POLICY, today=TODAY).tier is tier


@pytest.mark.parametrize(
    ("changes", "stage"),
    [
        ({"opened_on": date(2026, 8, 25)}, Stage.NEW),
        ({"opened_on": date(2026, 8, 24)}, Stage.GROWTH),
        ({"opened_on": date(2025, 11, 23)}, Stage.GROWTH),
        ({"opened_on": date(2025, 11, 22)}, Stage.MATURE),
        ({"opened_on": date(2026, 11, 20), "outflow_ratio": 0.9}, Stage.AT_RISK),
        ({"complaint": "large"}, Stage.AT_RISK),
        ({"complaint": "small"}, Stage.MATURE),
    ],
)
def test_stages(changes: dict[str, object], stage: Stage) -> None:
    assert standing_of(replace(PERSON, **changes), policy=POLICY, today=TODAY).stage is stage


@pytest.mark.parametrize(
    ("name", "kind", "occupation", "said"),
    [
        ("王建国", "person", "企业高管", "王总"),
        ("欧阳兰", "person", "退休教师", "欧阳老师"),
        ("陈思远", "person", "程序员", "陈思远"),
        ("华信制造有限公司", "company", "", ""),
    ],
)
def test_salutation_guesses_no_sex(name: str, kind: str, occupation: str, said: str) -> None:
    assert salutation(replace(PERSON, name=name, kind=kind, occupation=occupation)) == said


def test_unknown_values_leave_their_slots_empty() -> None:
    standing = standing_of(PERSON, policy=POLICY, today=TODAY)
    slots = slots_of(PERSON, standing=standing, rm_name="林晓", today=TODAY)
    assert slots["rm"] == "林晓" and slots["years"] == "4"
    assert not {"maturity_product", "interest", "need", "company"} & slots.keys()


def test_a_company_is_called_without_its_legal_form() -> None:
    assert short_company("华信制造有限公司") == "华信制造"
    assert short_company("远航外贸股份有限公司") == "远航外贸"
