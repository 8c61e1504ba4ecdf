"""The shipped handbook: whole, well-formed, and carrying every fact it must."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import knowledge
from knowledge.compliance import Checker
from knowledge.handbook.format import ScenarioScript, Section, handbook_faults, load_folder
from knowledge.yaml_files import read_yaml

HANDBOOK = Path(knowledge.__file__).parent / "handbook"
FACTS = Path(__file__).with_name("handbook_facts.yaml")


@cache
def whole() -> list[ScenarioScript]:
    return load_folder(HANDBOOK)


def scripts() -> dict[str, ScenarioScript]:
    """The scripts of talk; the stop scripts have a form and tests of their own."""
    return {script.script_id: script for script in whole() if not script.stops}


def wanted() -> list[dict[str, Any]]:
    return list(read_yaml(FACTS)["scripts"])


def squeezed(text: str) -> str:
    return re.sub(r"[\s,，。、;；:：()（）“”]", "", text)


def body(script: ScenarioScript) -> str:
    lines = [line.text for line in script.every_line()]
    return squeezed("\n".join([*lines, *(o.text for o in script.objections), script.goal]))


def test_it_holds_every_script_and_no_other() -> None:
    assert {entry["id"] for entry in wanted()} == scripts().keys()


@pytest.mark.parametrize("entry", wanted(), ids=lambda entry: entry["id"])
def test_a_script_carries_its_facts(entry: dict[str, Any]) -> None:
    script = scripts()[entry["id"]]
    text = body(script)
    assert script.group == entry["group"]
    assert squeezed(script.title) == squeezed(entry["title"])
    for fact in entry["facts"]:
        assert fact["figures"] or fact["words"]
        missing = [
            each for each in (*fact["figures"], *fact["words"]) if squeezed(each) not in text
        ]
        assert not missing


def test_it_meets_the_format() -> None:
    rules = Checker.load(model_path=None).rules
    faults = handbook_faults(whole(), rule_ids={rule.id for rule in rules})
    assert [str(fault) for fault in faults] == []


def test_asks_are_many_and_no_rewording_of_the_title() -> None:
    for script in scripts().values():
        assert len(set(script.asks)) >= 25, script.script_id
        titled = [ask for ask in script.asks if squeezed(script.title) in squeezed(ask)]
        assert len(titled) <= 2, script.script_id


def test_lines_differ_by_listener() -> None:
    for script in scripts().values():
        tags = {tag for line in script.every_line() for tag in line.tags}
        expected = {"quiet", "outgoing", "hnw"} if script.audience == "person" else set()
        assert tags, script.script_id
        assert len(expected - tags) <= 2, (script.script_id, expected - tags)


def test_scripts_that_must_not_sell_lead_to_no_product() -> None:
    for script in scripts().values():
        if script.group in {"complaint", "conduct", "retention", "feedback"}:
            assert script.products == (), script.script_id


def test_no_line_is_said_by_two_scripts() -> None:
    said: dict[str, str] = {}
    for script in whole():
        for line in script.heard_lines():
            if line.section != Section.DISCLOSURES:
                first = said.setdefault(line.text, script.script_id)
                assert first == script.script_id, (line.text, first, script.script_id)
