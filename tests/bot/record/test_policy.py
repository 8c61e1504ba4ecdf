"""The policy file: every value a number with its source, or a refusal that names it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.record.policy import POLICY_FILE, PolicyFault, default_policy, load_policy


def test_the_shipped_policy_holds_the_handbooks_figures() -> None:
    policy = default_policy()
    figures = {
        "stages.new_days": 90,
        "stages.growth_days": 365,
        "tiers.potential_wan": 100,
        "tiers.high_net_worth_wan": 500,
        "tiers.team_wan": 1000,
        "tiers.key_revenue_wan": 10000,
        "tiers.key_assets_wan": 2000,
        "contact.regular_days": 30,
        "contact.potential_days": 14,
        "contact.high_net_worth_days": 7,
        "contact.company_days": 90,
        "churn.no_transaction_days": 60,
        "churn.outflow_share": 0.5,
        "signals.idle_months": 3,
        "signals.maturity_days": 30,
        "signals.birthday_days": 7,
        "signals.senior_age": 65,
        "signals.receivable_days": 90,
        "validity.assessment_years": 1,
        "validity.handbook_assessment_years": 2,
        "stages.first_week_days": 7,
        "service.second_contact_days": 3,
        "service.before_maturity_days": 3,
        "means.receivable_wait_days": 60,
        "signals.matured_days": 30,
        "signals.adult_age": 18,
        "signals.own_data_age": 14,
        "service.welcome_hours": 24,
        "service.benefits_hours": 48,
        "plausible.most_age": 110,
    }
    assert {name: policy[name] for name in figures} == figures
    assert all(policy.sources.values())


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        ("value: 90,  unit: 天", "value: 很久, unit: 天", "stages.new_days"),
        ('source: "H5.1 新客户激活期 0–3 个月"', 'source: ""', "stages.new_days"),
        ("  new_days: ", "  other_days: ", "stages.new_days"),
    ],
)
def test_a_faulty_policy_is_refused_by_name(
    tmp_path: Path, before: str, after: str, named: str
) -> None:
    text = POLICY_FILE.read_text(encoding="utf-8")
    assert before in text
    broken = tmp_path / "policy.yaml"
    broken.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(PolicyFault, match=named):
        load_policy(broken)
