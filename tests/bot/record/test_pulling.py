"""Every record to pull stands in the approved line it is said to come from."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.record.pulling import RecordToPull, all_records, records_to_pull
from knowledge.handbook.format import ScenarioScript, parse_script
from store.models import ComplaintSize, ProductType
from tests.support.records import held, person

SCRIPTS = Path(__file__).parents[3] / "knowledge" / "handbook" / "complaint"


def _script(script_id: str) -> ScenarioScript:
    file = SCRIPTS / f"{script_id}.md"
    return parse_script(file.read_text(encoding="utf-8"), file=file.name)


@pytest.mark.parametrize("record", all_records(), ids=lambda each: each.name)
def test_the_line_names_the_record(record: RecordToPull) -> None:
    lines = _script(record.script_id).lines
    (text,) = [line.text for line in lines if line.reference == record.line]
    assert record.name in text


def test_what_is_pulled_depends_on_size_and_holdings() -> None:
    plain, holder = person(holdings=()), person(holdings=(held("债基", ProductType.FUND),))
    names = {each.name for each in records_to_pull(ComplaintSize.LARGE, plain)}
    assert names == {"交易记录", "服务工单", "沟通记录"}
    assert "双录" in {each.name for each in records_to_pull(ComplaintSize.LARGE, holder)}
    small = [each.name for each in records_to_pull(ComplaintSize.SMALL, holder)]
    assert small[-1] == "收费项目清单"
