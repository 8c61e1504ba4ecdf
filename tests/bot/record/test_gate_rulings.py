"""The gate: each rule on each act, its clause, and what nothing gets past."""

from __future__ import annotations

from datetime import date

import pytest

from bot.record.alerts import alerts_of
from bot.record.audience import audience_of
from bot.record.gate import Gate
from bot.record.policy import default_policy
from bot.record.ruling import Act, refused
from bot.record.vocabulary import AlertCode
from knowledge.compliance import load_rules
from store.customers import CustomerRecord
from store.customers.records import OpenEscalation
from store.models import ComplaintSize, ConsentScope, CustomerKind, ProductType
from tests.support.records import NOW, TODAY, company, held, person, product, standing

POLICY = default_policy()
ALL = {"aum_wan": 500.0, "consent": frozenset(ConsentScope)}
FUND, DEPOSIT, LOAN = ProductType.FUND, ProductType.DEPOSIT, ProductType.LOAN
EVERY_TYPE = frozenset(ProductType)
FOR_COMPANIES = {ProductType.SETTLEMENT, ProductType.FX}


def gate(record: CustomerRecord, today: date = TODAY) -> Gate:
    return Gate(record, standing(record, today=today), POLICY)


def codes(record: CustomerRecord, today: date = TODAY) -> dict[AlertCode, str]:
    told = standing(record, today=today)
    alerts = alerts_of(record, standing=told, policy=POLICY, now=NOW.replace(day=today.day))
    return {alert.code: alert.text for alert in alerts}


def opened(event: str) -> OpenEscalation:
    return OpenEscalation("ES1", event, NOW)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({}, ""),
        ({"do_not_contact": True}, "do-not-contact"),
        ({"open_complaint": ComplaintSize.LARGE}, ""),
        ({"consent": None}, ""),
        ({"birthday": date(2008, 11, 24)}, "minor-guardian"),
        ({"birthday": date(2008, 11, 23)}, ""),
        ({"birthday": date(2008, 11, 24), "do_not_contact": True}, "do-not-contact"),
        ({"escalations": (opened("customer_death"),)}, "escalation-first"),
        ({"escalations": (opened("gift"), opened("scam_transfer"))}, "escalation-first"),
        ({"escalations": (opened("regulator_threat"),)}, ""),
        ({"escalations": (opened("gift"),)}, ""),
    ],
)
def test_who_may_be_contacted(changes: dict[str, object], rule: str) -> None:
    ruling = gate(person(**changes)).contact()
    assert (ruling.act, ruling.rule_id, ruling.allowed) == (Act.CONTACT, rule, not rule)
    assert bool(ruling.clause and ruling.reason and ruling.instead) is bool(rule)


@pytest.mark.parametrize(
    ("changes", "scope", "rule"),
    [
        ({}, ConsentScope.WEALTH, ""),
        ({}, ConsentScope.INSURANCE, "consent-scope"),
        ({"consent": None}, ConsentScope.WEALTH, "consent-scope"),
        ({"birthday": date(2012, 11, 24)}, ConsentScope.WEALTH, "minor-guardian"),
        ({"birthday": date(2012, 11, 23)}, ConsentScope.WEALTH, ""),
    ],
)
def test_whose_data_may_be_used(changes: dict[str, object], scope: ConsentScope, rule: str) -> None:
    ruling = gate(person(**changes)).use(scope)
    assert (ruling.rule_id, ruling.allowed) == (rule, not rule)


@pytest.mark.parametrize(
    ("changes", "open_types"),
    [
        ({}, EVERY_TYPE - FOR_COMPANIES),
        ({"do_not_contact": True}, set()),
        ({"open_complaint": ComplaintSize.SMALL}, set()),
        ({"consent": frozenset({ConsentScope.LOAN})}, {LOAN}),
        ({"consent": frozenset({ConsentScope.SURVEY})}, set()),
        ({"birthday": date(2012, 1, 1)}, set()),
        ({"birthday": date(2027, 1, 1)}, {DEPOSIT}),
        ({"birthday": date(1900, 1, 1)}, {DEPOSIT}),
        ({"risk_assessed_on": date(2026, 11, 24)}, set()),
        ({"risk_assessed_on": date(2026, 11, 23)}, EVERY_TYPE - FOR_COMPANIES),
        ({"risk_assessed_on": None}, set()),
        ({"risk_level": None}, set()),
        ({"opened_on": date(2026, 11, 24)}, set()),
        ({"opened_on": date(2026, 11, 20)}, set()),
    ],
)
def test_which_types_may_be_spoken_of(
    changes: dict[str, object], open_types: set[ProductType]
) -> None:
    asked = gate(person(**(ALL | changes)))
    assert {kind for kind in ProductType if asked.sell(kind).allowed} == open_types


def test_a_company_is_asked_for_an_assessment_only_where_it_invests() -> None:
    asked = gate(company(**ALL))
    closed = {kind: asked.sell(kind).rule_id for kind in ProductType}
    assert {kind for kind, rule in closed.items() if not rule} == {DEPOSIT, LOAN, *FOR_COMPANIES}
    assert closed[FUND] == "assessment-validity"
    assert closed[ProductType.INSURANCE] == "target-market"


def test_a_deposit_for_a_minor_goes_through_the_guardian() -> None:
    asked = gate(person(**ALL, birthday=date(2012, 1, 1)))
    assert "监护人到场" in asked.sell(DEPOSIT).reason
    assert "联系监护人" in asked.sell(FUND).instead
    assert {asked.sell(kind).rule_id for kind in (DEPOSIT, FUND)} == {"minor-guardian"}


@pytest.mark.parametrize(
    ("holdings", "least", "rule"),
    [
        (30.0, 1.0, "record-conflict"),
        (30.0, 0.001, ""),
        (20.0, 1.0, ""),
    ],
)
def test_more_held_than_owned_leaves_the_means_unknown(
    holdings: float, least: float, rule: str
) -> None:
    fund = held("某基金", FUND, level="R2", amount=holdings, until=TODAY)
    record = person(**(ALL | {"aum_wan": 25.0, "holdings": (fund,)}))
    assert gate(record).product(product(min_amount_wan=least)).rule_id == rule


@pytest.mark.parametrize(
    ("name", "facts", "audience"),
    [
        ("个人消费贷", "随借随还;不得用于投资", CustomerKind.PERSON),
        ("安家贷", "住房按揭", CustomerKind.PERSON),
        ("小微企业主经营贷", "", CustomerKind.PERSON),
        ("科技企业信用贷", "", CustomerKind.COMPANY),
        ("应收账款保理", "无需抵押", CustomerKind.COMPANY),
        ("顺心贷", "对公客户循环额度", CustomerKind.COMPANY),
        ("顺心贷", "", CustomerKind.COMPANY),
    ],
)
def test_a_loan_has_its_audience(name: str, facts: str, audience: CustomerKind) -> None:
    loan = product(name=name, fact_sheet=facts, type=LOAN, risk_level=None)
    assert audience_of(loan) is audience
    other = company(**ALL) if audience is CustomerKind.PERSON else person(**ALL)
    ruling = gate(other).product(loan)
    assert (ruling.rule_id, gate(other).shelf([loan]).blocked) == ("target-market", ())


def test_a_deposit_for_organisations_is_not_a_persons() -> None:
    unit = product(name="单位定期存款", type=DEPOSIT, risk_level=None)
    assert gate(person(**ALL)).product(unit).rule_id == "target-market"
    assert audience_of(product(name="定期存款", type=DEPOSIT)) is None


@pytest.mark.parametrize("industry", ["科技", "软件与信息技术", "半导体"])
def test_a_product_of_a_trade_is_for_that_trade(industry: str) -> None:
    loan = product(name="科技企业信用贷", fact_sheet="科技企业;信用", type=LOAN, risk_level=None)
    assert gate(company(**ALL, industry=industry)).product(loan).allowed
    assert not gate(company(**ALL, industry="餐饮")).product(loan).allowed


def test_a_holding_above_the_level_is_raised_and_bars_what_needs_a_level() -> None:
    fund = held("成长基金", FUND, level="R4", amount=30.0)
    record = person(**(ALL | {"holdings": (fund,), "risk_level": "C2"}))
    raised = codes(record)
    assert raised[AlertCode.ABOVE_LEVEL] == "持有成长基金（R4）30万元，高于客户C2"
    assert "成长基金（R4）高于客户C2" in raised[AlertCode.RECORD_CONFLICT]
    asked = gate(record)
    assert asked.product(product(type=FUND, risk_level="R4")).rule_id == "record-conflict"
    barred = asked.product(product(type=FUND, risk_level="R2"))
    assert (barred.rule_id, barred.reason) == ("record-conflict", "成长基金（R4）高于客户C2")
    assert "重新测评" in barred.instead
    assert asked.product(product(type=ProductType.DEPOSIT, risk_level=None)).allowed


@pytest.mark.parametrize(
    ("until", "changes", "said"),
    [
        (date(2026, 11, 22), {}, "稳健30万元已于11-22到期，还没有接续"),
        (date(2026, 11, 22), {"last_transaction_on": date(2026, 11, 22)}, "稳健30万元已于11-22"),
        (date(2026, 11, 22), {"last_transaction_on": date(2026, 11, 23)}, ""),
        (date(2026, 11, 23), {}, ""),
        (date(2026, 10, 24), {"last_transaction_on": date(2026, 10, 1)}, "稳健30万元已于10-24"),
        (date(2026, 10, 23), {"last_transaction_on": date(2026, 10, 1)}, ""),
    ],
)
def test_matured_money_is_an_alert_until_it_is_placed(
    until: date, changes: dict[str, object], said: str
) -> None:
    holdings = (held("稳健", ProductType.WEALTH, level="R2", amount=30.0, until=until),)
    raised = codes(person(**({"holdings": holdings} | changes)))
    assert raised.get(AlertCode.MATURED_UNPLACED, "").startswith(said)
    assert (AlertCode.MATURED_UNPLACED in raised) is bool(said)


@pytest.mark.parametrize(
    ("birthday", "today", "minor"),
    [
        (date(2008, 11, 23), date(2026, 11, 22), True),
        (date(2008, 11, 23), date(2026, 11, 23), False),
        (date(2008, 2, 29), date(2026, 2, 28), True),
        (date(2008, 2, 29), date(2026, 3, 1), False),
    ],
)
def test_a_minor_comes_of_age_on_the_birthday(birthday: date, today: date, minor: bool) -> None:
    assert standing(person(birthday=birthday), today=today).minor is minor


def test_a_minors_alerts_name_the_guardian_and_ask_for_no_assessment() -> None:
    raised = codes(
        person(birthday=date(2012, 1, 1), risk_level=None, risk_assessed_on=None, occupation="学生")
    )
    assert "联系监护人" in raised[AlertCode.MINOR]
    assert not {AlertCode.RISK_ASSESSMENT_MISSING, AlertCode.RECORD_CONFLICT} & raised.keys()


@pytest.mark.parametrize(
    ("changes", "code", "said"),
    [
        ({"risk_assessed_on": date(2026, 12, 3)}, AlertCode.RISK_ASSESSMENT_MISSING, "在将来"),
        ({"risk_assessed_on": date(2026, 12, 3)}, AlertCode.RECORD_CONFLICT, "测评日期在将来"),
        ({"risk_assessed_on": None}, AlertCode.RISK_ASSESSMENT_MISSING, "日期不明"),
        ({"risk_assessed_on": None}, AlertCode.RECORD_CONFLICT, "没有测评日期"),
        ({"opened_on": date(2026, 12, 1)}, AlertCode.RECORD_CONFLICT, "开户日期在将来"),
        ({"last_contact_on": date(2026, 12, 1)}, AlertCode.RECORD_CONFLICT, "沟通时间在将来"),
    ],
)
def test_what_cannot_be_is_said_once_and_counts_as_unknown(
    changes: dict[str, object], code: AlertCode, said: str
) -> None:
    raised = codes(person(**changes))
    assert said in raised[code]
    assert not any("-" in text and "天" in text for text in raised.values())


def test_the_gravest_comes_first() -> None:
    record = person(
        do_not_contact=True,
        open_complaint=ComplaintSize.SMALL,
        risk_level="C1",
        consent=None,
        phone=None,
        holdings=(
            held("稳健", ProductType.WEALTH, level="R2", amount=30.0, until=date(2026, 11, 20)),
        ),
    )
    told = standing(record)
    order = [a.code.value for a in alerts_of(record, standing=told, policy=POLICY, now=NOW)]
    assert order == [
        "DO_NOT_CONTACT",
        "OPEN_COMPLAINT",
        "MATURED_UNPLACED",
        "ABOVE_LEVEL",
        "NO_MARKETING_CONSENT",
        "RECORD_CONFLICT",
        "INFO_INCOMPLETE",
    ]


def test_a_refusal_carries_its_rules_clause_and_remedy() -> None:
    rule = load_rules().get("off-shelf")
    ruling = refused(Act.SELL, "off-shelf", "产品已停售")
    assert (ruling.clause, ruling.instead + "。") == (rule.clause, rule.instead)
    with pytest.raises(KeyError, match="no-such-rule"):
        refused(Act.SELL, "no-such-rule", "没有")


def test_blocked_products_come_nearest_first() -> None:
    shelf = gate(person(**(ALL | {"risk_level": "C1"}))).shelf(
        [
            product(product_id="OLD", on_sale=False),
            product(product_id="FUND", type=FUND, risk_level="R3"),
            product(product_id="WEALTH", risk_level="R3"),
        ]
    )
    order = [each.product.product_id for each in shelf.blocked_near(["wealth"])]
    assert order == ["WEALTH", "FUND", "OLD"]


def test_nobody_is_reminded_of_the_birthday_of_a_customer_said_to_have_died() -> None:
    soon = {"birthday": date(1950, 11, 25)}
    assert AlertCode.BIRTHDAY_SOON in codes(person(**soon))
    told = person(**soon, escalations=(opened("customer_death"),))
    assert AlertCode.BIRTHDAY_SOON not in codes(told)
