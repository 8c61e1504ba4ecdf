"""Alerts and standing: what the policy makes of a record, value by value."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.record.alerts import alerts_of
from bot.record.policy import default_policy
from bot.record.vocabulary import AlertCode, Stage, Tier
from store.customers import CustomerRecord
from store.models import ComplaintSize, ConsentScope, FollowUpKind, ProductType
from tests.support.records import NOW, call, company, complaint, due, held, person, standing

POLICY = default_policy()
WEALTH = ProductType.WEALTH


def codes(record: CustomerRecord) -> set[str]:
    alerts = alerts_of(record, standing=standing(record), policy=POLICY, now=NOW)
    return {alert.code.value for alert in alerts}


def test_a_record_in_order_raises_nothing() -> None:
    assert codes(person()) == set()
    assert codes(company()) == set()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"risk_level": None, "risk_assessed_on": None}, "RISK_ASSESSMENT_MISSING"),
        ({"risk_assessed_on": date(2025, 11, 22)}, "RISK_ASSESSMENT_EXPIRED"),
        ({"consent": frozenset()}, "NO_MARKETING_CONSENT"),
        ({"consent": frozenset({ConsentScope.SURVEY})}, "NO_MARKETING_CONSENT"),
        ({"do_not_contact": True}, "DO_NOT_CONTACT"),
        ({"open_complaint": ComplaintSize.SMALL}, "OPEN_COMPLAINT"),
        ({"last_transaction_on": date(2026, 9, 24)}, "CHURN_NO_TRANSACTIONS"),
        ({"outflow_ratio_60d": 0.51}, "CHURN_OUTFLOW"),
        ({"idle_months": 3}, "IDLE_FUNDS"),
        ({"birthday": date(1985, 11, 30)}, "BIRTHDAY_SOON"),
        ({"birthday": date(1961, 11, 23)}, "SENIOR"),
        ({"next_follow_up_on": date(2026, 11, 22)}, "FOLLOW_UP_OVERDUE"),
        (
            {"follow_ups": (due(FollowUpKind.FOLLOW_UP, "回电", date(2026, 11, 20)),)},
            "FOLLOW_UP_OVERDUE",
        ),
        ({"follow_ups": (due(FollowUpKind.PROMISE, "寄资料", date(2026, 11, 24)),)}, "PROMISE_DUE"),
        ({"phone": None}, "INFO_INCOMPLETE"),
        ({"last_contact_on": date(2026, 11, 17)}, "CONTACT_TOO_FREQUENT"),
        ({"last_contact_on": date(2026, 10, 8)}, "CONTACT_OVERDUE"),
        ({"opened_on": date(2026, 9, 1)}, "NEW_CUSTOMER"),
        (
            {"last_transaction_on": date(2021, 1, 1), "opened_on": date(2022, 3, 1)},
            "RECORD_CONFLICT",
        ),
        (
            {"holdings": (held("稳健", WEALTH, level="R2", amount=5, until=date(2026, 12, 23)),)},
            "MATURITY_SOON",
        ),
        (
            {"holdings": (held("成长", ProductType.FUND, level="R3", amount=25),)},
            "CONCENTRATION",
        ),
    ],
)
def test_each_sign_raises_its_alert(changes: dict[str, object], code: str) -> None:
    assert code in codes(person(**changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"risk_assessed_on": date(2025, 11, 23)},
        {"last_transaction_on": date(2026, 9, 25)},
        {"outflow_ratio_60d": 0.5},
        {"idle_months": 2},
        {"birthday": date(1985, 12, 1)},
        {"birthday": date(1961, 12, 24)},
        {"next_follow_up_on": date(2026, 11, 23)},
        {"next_follow_up_on": date(2026, 11, 4)},
        {"last_contact_on": date(2026, 11, 15)},
        {"last_contact_on": date(2026, 10, 9)},
        {"opened_on": date(2026, 8, 24)},
        {"holdings": (held("稳健", WEALTH, level="R2", amount=5, until=date(2026, 12, 24)),)},
        {"holdings": (held("定期", ProductType.DEPOSIT, amount=45),)},
    ],
)
def test_just_short_of_a_threshold_raises_nothing(changes: dict[str, object]) -> None:
    assert codes(person(**changes)) == set()


def test_receivables_of_ninety_days_are_long() -> None:
    assert codes(company(receivable_days=90)) == {"RECEIVABLES_LONG"}
    assert codes(company(receivable_days=89)) == set()


@pytest.mark.parametrize(
    ("record", "tier"),
    [
        (person(aum_wan=99.9), Tier.REGULAR),
        (person(aum_wan=100.0), Tier.POTENTIAL),
        (person(aum_wan=500.0), Tier.HIGH),
        (company(aum_wan=1999.0), Tier.COMPANY),
        (company(aum_wan=2000.0), Tier.KEY_COMPANY),
        (company(annual_revenue_wan=10000.0), Tier.KEY_COMPANY),
    ],
)
def test_tiers(record: CustomerRecord, tier: Tier) -> None:
    assert standing(record).tier is tier


@pytest.mark.parametrize(
    ("changes", "stage"),
    [
        ({"opened_on": date(2026, 8, 25)}, Stage.NEW),
        ({"opened_on": date(2026, 8, 24)}, Stage.GROWTH),
        ({"opened_on": date(2025, 11, 23)}, Stage.GROWTH),
        ({"opened_on": date(2025, 11, 22)}, Stage.MATURE),
        ({"opened_on": date(2026, 11, 20), "outflow_ratio_60d": 0.9}, Stage.AT_RISK),
        ({"open_complaint": ComplaintSize.LARGE}, Stage.AT_RISK),
        ({"open_complaint": ComplaintSize.SMALL}, Stage.MATURE),
    ],
)
def test_stages(changes: dict[str, object], stage: Stage) -> None:
    assert standing(person(**changes)).stage is stage


def test_every_alert_of_the_contract_has_its_label() -> None:
    labels = [code.label for code in AlertCode]
    assert len(labels) == len(set(labels)) == 24
    assert all(labels)
    assert all(code.value == code.name for code in AlertCode)


def test_the_last_contact_counts_calls_logged_here_on_the_offices_day() -> None:
    late = call(datetime(2026, 11, 19, 16, 30, tzinfo=UTC))  # 00:30 on the 20th in Shanghai
    logged = standing(person(interactions=(late,)))
    assert (logged.last_contact_on, logged.contact_days) == (date(2026, 11, 20), 3)
    imported = standing(person(interactions=(late,), last_contact_on=date(2026, 11, 22)))
    assert imported.contact_days == 1
    assert standing(person(last_contact_on=None)).first_contact


def test_a_complaint_is_dated_in_the_offices_zone() -> None:
    opened = datetime(2026, 11, 19, 16, 30, tzinfo=UTC)
    record = person(
        complaints=(complaint(ComplaintSize.SMALL, opened),),
        open_complaint=ComplaintSize.SMALL,
        complaint_solved_at=datetime(2026, 11, 10, 15, 59, tzinfo=UTC),
    )
    told = standing(record)
    assert told.complaint_opened_on == date(2026, 11, 20)
    assert told.complaint_solved_on == date(2026, 11, 10)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"birthday": date(1915, 11, 24)}, None),
        ({"birthday": date(2026, 11, 24)}, "生日在将来"),
        ({"birthday": date(2022, 3, 2)}, "开户早于出生"),
        ({"birthday": date(1915, 11, 23)}, "年龄111岁"),
        ({"birthday": date(1986, 11, 23), "occupation": "学生"}, None),
        ({"birthday": date(1985, 11, 23), "occupation": "学生"}, "职业与年龄不符"),
        ({"holdings": (held("定期", ProductType.DEPOSIT, amount=52.5),)}, None),
        ({"holdings": (held("定期", ProductType.DEPOSIT, amount=52.6),)}, "持有合计52.6万元"),
    ],
)
def test_what_cannot_be_is_reported_with_its_bound_from_the_policy(
    changes: dict[str, object], said: str | None
) -> None:
    record = person(**changes)
    alerts = alerts_of(record, standing=standing(record), policy=POLICY, now=NOW)
    reported = [a.text for a in alerts if a.code is AlertCode.RECORD_CONFLICT]
    assert bool(reported) is bool(said)
    assert said is None or said in reported[0]


def test_a_grave_complaint_is_a_churn_sign_without_an_alert_of_its_own() -> None:
    record = person(open_complaint=ComplaintSize.PUBLIC, outflow_ratio_60d=0.8)
    assert [sign.alert for sign in standing(record).churn_signs] == [AlertCode.CHURN_OUTFLOW, None]
    assert "CHURN_NO_TRANSACTIONS" not in codes(record)
