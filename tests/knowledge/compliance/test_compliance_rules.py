"""The rule files: all rules present, and a broken file is refused by file and rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.compliance import Checker, RuleFileError, load_rules
from knowledge.compliance.ruleset import CATEGORIES, DUTY

DUTIES = """suitability-level suitability-fund assessment-validity consent-scope do-not-contact
complaint-first escalation-first new-customer-week affordability term-mismatch senior-care
dual-recording
agency-disclosure past-performance benchmark-disclosure off-shelf contact-frequency cooling-off
no-tie-in qualified-investor churn-response record-keeping str-secrecy info-update
target-market minor-guardian record-conflict maturity-care service-clock""".split()

RULE = """
version: "1"
rules:
  - id: sample-rule
    category: inducement
    demand: 不得送礼品。
    because: 这句话送了礼品。
    instead: 没有任何礼品。
    source: 某办法
    clause: 某办法 第1条
    severity: block
    version: "1"
    patterns: ["送礼品"]
"""

BROKEN = [
    ("severity: block", "severity: maybe", "severity"),
    ("category: inducement", "category: unheard_of", "unheard_of"),
    ("    because: 这句话送了礼品。\n", "", "because"),
    ('    patterns: ["送礼品"]\n', "", "patterns or a condition"),
    ("    clause: 某办法 第1条\n", "", "clause"),
    ("source: 某办法", "source: 某办法\n    colour: red", "colour"),
]


def test_every_category_and_every_duty_has_a_rule() -> None:
    rules = load_rules()
    assert {rule.category for rule in rules} == {*CATEGORIES, DUTY}
    assert all(rules.of_category(category).patterns for category in CATEGORIES)
    assert all(rules.get(duty).condition for duty in DUTIES)


def test_an_unknown_rule_is_an_error() -> None:
    with pytest.raises(KeyError, match="no-such-rule"):
        load_rules().get("no-such-rule")


@pytest.mark.parametrize(("line", "broken", "names"), BROKEN)
def test_a_broken_rule_is_named(tmp_path: Path, line: str, broken: str, names: str) -> None:
    (tmp_path / "sample.yaml").write_text(RULE.replace(line, broken), encoding="utf-8")
    with pytest.raises(RuleFileError) as refused:
        load_rules(tmp_path)
    assert "sample.yaml: rule sample-rule" in str(refused.value)
    assert names in str(refused.value)


@pytest.mark.parametrize("pattern", ["{unknown}送", "送(礼品"])
def test_a_broken_pattern_is_named(tmp_path: Path, pattern: str) -> None:
    (tmp_path / "sample.yaml").write_text(RULE.replace("送礼品", pattern), encoding="utf-8")
    with pytest.raises(RuleFileError, match="sample-rule"):
        Checker.load(model_path=None, rules_folder=tmp_path)


def test_not_yaml_and_no_version_are_named(tmp_path: Path) -> None:
    (tmp_path / "sample.yaml").write_text("rules: [", encoding="utf-8")
    with pytest.raises(RuleFileError, match=r"sample\.yaml"):
        load_rules(tmp_path)
    (tmp_path / "sample.yaml").write_text("rules: []", encoding="utf-8")
    with pytest.raises(RuleFileError, match="version"):
        load_rules(tmp_path)


def test_the_same_id_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(RULE, encoding="utf-8")
    (tmp_path / "two.yaml").write_text(RULE, encoding="utf-8")
    with pytest.raises(RuleFileError, match="sample-rule: defined twice"):
        load_rules(tmp_path)


def test_the_version_follows_the_content(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(RULE, encoding="utf-8")
    before = load_rules(tmp_path).version
    (tmp_path / "one.yaml").write_text(RULE.replace("送礼品", "赠礼品"), encoding="utf-8")
    assert before.startswith("1+")
    assert load_rules(tmp_path).version != before
