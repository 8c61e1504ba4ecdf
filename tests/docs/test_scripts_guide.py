"""The guide for script authors: its example is a sound script, its tables are the code's."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import fields
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

import knowledge
from bot.record.facts import script_vocabulary
from bot.results.vocabulary import ActionKind
from bot.rules import CheckedText
from bot.usecases.build import faults_of
from knowledge.compliance import Checker
from knowledge.handbook.format import (
    SLOTS,
    VARIANT_TAGS,
    FaultCode,
    Listener,
    ScenarioScript,
    ScriptReading,
    Section,
    applicable,
    handbook_faults,
    load_folder,
    parse_script,
)
from knowledge.handbook.format.formats import FORMATS, newest_format
from knowledge.handbook.format.model import ACTION_CHANNELS, ACTION_DUES, ACTION_KINDS
from store.models import Channel

HANDBOOK = Path(knowledge.__file__).parent / "handbook"
NEIGHBOURS = frozenset({"maturity-rollover", "idle-funds", "birthday-care", "objection-trust"})
Row = tuple[str, ...]


@cache
def guide() -> str:
    return Path(__file__).parents[2].joinpath("docs", "scripts.md").read_text(encoding="utf-8")


def fenced(language: str) -> str:
    """The text of the guide's one block in this language."""
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", guide(), re.M | re.S)
    return str(found)


def rows_of(table: str) -> list[Row]:
    """The cells of the table after a marker, without its header; marks of code are left out."""
    text = guide().split(f"<!-- table: {table} -->\n", 1)[1].split("\n\n", 1)[0]
    rows = [tuple(cell.strip() for cell in row.strip("|").split("|")) for row in text.splitlines()]
    return rows[2:]


def names_of(table: str) -> list[str]:
    return [row[0].strip("`") for row in rows_of(table)]


@cache
def example() -> ScenarioScript:
    return parse_script(fenced("markdown"), file="safe-box-renewal.md")


def test_the_example_is_sound_beside_the_shipped_scripts() -> None:
    shipped = load_folder(HANDBOOK)
    rule_ids = set(re.findall(r"^ *- id: (\S+)", _rules(), re.M))
    faults = handbook_faults(
        [*shipped, example()], rule_ids=rule_ids, vocabulary=script_vocabulary()
    )
    assert [str(fault) for fault in faults] == []
    assert example().script_id not in {script.script_id for script in shipped}


def test_the_example_breaks_no_rule(model_path: Path) -> None:
    rules = CheckedText(Checker.load(model_path=model_path))
    assert [str(fault) for fault in faults_of([example()], rules=rules)] == []


def test_the_example_is_read_as_the_guide_says() -> None:
    facts = {"kind": "person", "needs": ("保管箱续租",), "personality": "quiet", "age": 72}
    met = applicable(example(), facts)
    assert met is not None
    assert f"`{met.why.replace('{need}', '保管箱续租')}`" in guide()
    listener = Listener(
        frozenset({"person", "senior", "quiet"}), {"salutation": "王阿姨", "rm": "林晓"}
    )
    reading = ScriptReading(example(), listener)
    said = [
        f"{line.reference} {line.text}"
        for section in (Section.OPENING, Section.POINTS, Section.QUESTIONS)
        for line in reading.section(section)
    ]
    assert fenced("text").splitlines() == said


@pytest.mark.slow
def test_the_example_answers_a_question_in_other_words(tmp_path: Path) -> None:
    from knowledge.retrieval import build_handbook, open_handbook

    question = "客户租的箱子该续费了，怎么开口"
    assert f"“{question}”" in guide()
    assert question not in example().asks
    neighbours = [script for script in load_folder(HANDBOOK) if script.script_id in NEIGHBOURS]
    day = datetime(2026, 11, 23, tzinfo=UTC)
    build_handbook(data_dir=tmp_path, scripts=[*neighbours, example()], now=day)
    found = open_handbook(tmp_path).search(question)
    assert not found.abstained
    assert found.hits[0].script_id == example().script_id


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("slots", SLOTS),
        ("kinds", ACTION_KINDS),
        ("channels", ACTION_CHANNELS),
        ("dues", ACTION_DUES),
        ("conditions", script_vocabulary().keys()),
    ],
)
def test_a_table_names_every_word_once_and_no_other(table: str, words: Collection[str]) -> None:
    assert sorted(names_of(table)) == sorted(words)


def test_variants_stand_in_the_order_that_decides() -> None:
    assert tuple(names_of("variants")) == VARIANT_TAGS


def test_closed_fields_name_their_values() -> None:
    rows = {row[0].strip("`"): row[1] for row in rows_of("conditions")}
    stated = {field: set(re.findall(r"`([^`]+)`", values)) for field, values in rows.items()}
    for field, values in script_vocabulary().items():
        if values is not None and field != "alerts":
            assert stated[field] == values, field


def test_sections_are_those_of_the_newest_format() -> None:
    stated = [
        (row[0], row[1].strip("`"), row[2], row[3] == "yes", re.findall(r"`(\w+)=`", row[4]))
        for row in rows_of("sections")
    ]
    assert stated == [
        (
            form.section,
            f"{form.letter}1",
            f"{form.least}–{form.most}",
            form.heard,
            list(form.attributes),
        )
        for form in FORMATS[newest_format()]
    ]


def test_every_fault_is_explained_in_the_words_it_says() -> None:
    stated = {row[0].strip("`"): (row[1], row[2]) for row in rows_of("faults")}
    assert {code: words for code, (words, _) in stated.items()} == {
        code.value: code.words.replace("!r}", "}") for code in FaultCode
    }
    assert all(so for _, so in stated.values())


def test_every_field_of_the_front_matter_is_explained() -> None:
    text = guide().split("## The front matter")[1].split("\n## ")[0]
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    written = {"script_id": "id", "is_service": "service"}
    read = {written.get(field.name, field.name) for field in fields(ScenarioScript)}
    stated = set(re.findall(r"`(\w+)`", " ".join(rows)))
    assert stated == read - {"lines", "objections", "origin"}


def test_scripts_and_the_desk_mean_the_same_actions_and_channels() -> None:
    assert {kind.value for kind in ActionKind} == ACTION_KINDS
    ways = {channel.value for channel in Channel if channel is not Channel.UNKNOWN}
    assert ways | {"preferred", "internal"} == ACTION_CHANNELS


def _rules() -> str:
    folder = HANDBOOK.parent / "rules"
    return "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.yaml"))
