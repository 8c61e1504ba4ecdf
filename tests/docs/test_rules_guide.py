"""The guide for rule authors: its example runs through loader and checker, its tables are true."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path

import pytest

from knowledge.compliance import Checker, Rule, load_rules
from knowledge.compliance.material import BENIGN
from knowledge.compliance.ruleset import CATEGORIES, RULES_FOLDER
from knowledge.training import read_sentences

GUIDE = Path(__file__).parents[2].joinpath("docs", "rules.md").read_text(encoding="utf-8")
RULE_ID = "authority-endorsement"


def fenced(language: str) -> str:
    """The text of the guide's one block in this language."""
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", GUIDE, re.M | re.S)
    return str(found)


def table(name: str) -> list[list[str]]:
    """The cells of a named table, its head left out."""
    (found,) = re.findall(rf"^<!-- table: {name} -->\n(.*?)(?:\n\n|\Z)", GUIDE, re.M | re.S)
    rows = [re.split(r"(?<!\\)\|", line)[1:-1] for line in str(found).strip().splitlines()[2:]]
    return [[cell.replace(r"\|", "|").strip().strip("`") for cell in row] for row in rows]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped rules and the guide's beside them."""
    made = tmp_path_factory.mktemp("rules") / "rules"
    shutil.copytree(RULES_FOLDER, made)
    (made / "publicity.yaml").write_text(fenced("yaml"), encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def checker(folder: Path) -> Checker:
    return Checker.load(model_path=None, rules_folder=folder)


@cache
def shipped() -> Checker:
    return Checker.load(model_path=None)


@pytest.mark.parametrize(("text", "verdict", "quote"), table("checks"))
def test_the_example_finds_what_the_guide_says(
    checker: Checker, text: str, verdict: str, quote: str
) -> None:
    result = checker.check(text)
    found = [(each.rule_id, each.quote) for each in result.findings]
    assert (result.verdict, found) == (verdict, [(RULE_ID, quote)] if quote else [])


@pytest.mark.parametrize("text", [row[0] for row in table("checks")])
def test_no_shipped_rule_says_it_already(text: str) -> None:
    assert shipped().check(text).verdict == "pass"


def test_what_it_says_instead_passes_the_rules(checker: Checker) -> None:
    assert checker.check(checker.rules.get(RULE_ID).instead).verdict == "pass"


@pytest.mark.parametrize(("excuse", "text"), table("excuses"))
def test_an_excuse_is_what_the_guide_calls_it(checker: Checker, excuse: str, text: str) -> None:
    result = checker.check(text)
    votes = {vote.layer: vote.detail for vote in result.layers}
    assert result.verdict == "pass"
    assert votes["scope"] == (f"{RULE_ID}:{excuse}",)


@pytest.mark.parametrize(("pattern", "_means", "found", "left"), table("patterns"))
def test_a_pattern_stands_for_what_the_guide_says(
    tmp_path: Path, folder: Path, pattern: str, _means: str, found: str, left: str
) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    shutil.copy(folder / "concepts.yaml", rules)
    head, _, _ = fenced("yaml").partition("    patterns:")
    one = f"{head}    patterns:\n      - {{match: '{pattern}', bare: true}}\n"
    (rules / "one.yaml").write_text(one, encoding="utf-8")
    alone = Checker.load(model_path=None, rules_folder=rules)
    assert [alone.check(text).verdict for text in (found, left)] == ["block", "pass"]


@pytest.mark.parametrize(
    "written", re.findall(r"`([^`]+)`", GUIDE.split("stand for. ")[1].split("all read")[0])
)
def test_an_evasion_reads_as_the_plain_word(written: str) -> None:
    assert shipped().read(written).normal.text == "保本"


def test_its_sentences_can_be_learned_from(tmp_path: Path) -> None:
    (tmp_path / "wang.jsonl").write_text(fenced("json"), encoding="utf-8")
    sentences = read_sentences(tmp_path, labels=(*CATEGORIES, BENIGN))
    assert {each.author for each in sentences} == {"wang"}
    assert all((each.label == BENIGN) == each.kind.startswith("lookalike") for each in sentences)


def test_every_category_stands_in_the_table_with_its_first_rule() -> None:
    rules = load_rules()
    stated = [(category, rule) for category, rule, _ in table("categories")]
    assert stated == [(category, rules.of_category(category).id) for category in CATEGORIES]


def test_every_key_of_a_rule_is_explained() -> None:
    part = GUIDE.split("| key |")[1].split("\n\n")[0]
    assert set(re.findall(r"^\| `(\w+)`", part, re.M)) == set(Rule.model_fields)
