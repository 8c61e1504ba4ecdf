"""Consent as of a day: run out it is none, by the rule's clause; near its end it is said."""

from datetime import date

import pytest

from bot.record.consent import ending_words
from bot.record.gate import Gate
from bot.record.matters import matters_of
from bot.record.policy import default_policy
from store.customers import CustomerRecord
from store.customers.records import GivenConsent
from store.models import ConsentScope, Expertise, ProductType
from tests.support.records import NOW, person, standing

WEALTH = ConsentScope.WEALTH


def _until(last: date, *, since: date = date(2025, 1, 1)) -> CustomerRecord:
    given = GivenConsent(WEALTH, agreed_on=since, valid_until=last, recorded_at=NOW)
    return person(consent=frozenset({WEALTH}), consents=(given,))


def _gate(record: CustomerRecord) -> Gate:
    return Gate(record, standing(record), default_policy())


def test_a_consent_on_its_last_day_still_opens_the_gate() -> None:
    assert _gate(_until(date(2026, 11, 23))).sell(ProductType.WEALTH).allowed


def test_a_consent_run_out_is_none_for_every_act() -> None:
    gate = _gate(_until(date(2026, 11, 22)))
    rulings = (gate.sell(ProductType.WEALTH), gate.use(WEALTH), gate.refer(Expertise.TAX))
    for ruling in rulings:
        assert (ruling.allowed, ruling.rule_id) == (False, "consent-scope")
        assert "2026-11-22已到期" in ruling.reason
        assert "个人信息保护法" in ruling.clause


def test_a_consent_dated_ahead_is_none_yet() -> None:
    ruling = _gate(_until(date(2028, 1, 1), since=date(2026, 12, 1))).sell(ProductType.FUND)
    assert (ruling.rule_id, "在将来" in ruling.reason) == ("consent-scope", True)


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (date(2026, 12, 3), "理财授权12月3日到期"),
        (date(2026, 11, 23), "理财授权今天到期"),
        (date(2026, 12, 23), "理财授权12月23日到期"),
        (date(2026, 12, 24), ""),
        (date(2026, 11, 22), ""),
    ],
)
def test_the_end_is_said_as_it_nears(last: date, words: str) -> None:
    assert ending_words(_until(last), today=date(2026, 11, 23)) == words


def test_a_consent_near_its_end_belongs_to_the_day() -> None:
    record = _until(date(2026, 12, 3))
    told = matters_of(record, standing=standing(record), policy=default_policy(), now=NOW)
    assert "理财营销授权有效到2026-12-03" in [each.what for each in told]
