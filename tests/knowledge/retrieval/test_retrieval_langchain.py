from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowledge.handbook.format import ScenarioScript
from knowledge.retrieval import Handbook, Passage, PastAnswer, open_handbook
from knowledge.retrieval.langchain import HandbookRetriever
from tests.knowledge.retrieval.conftest import Build

pytestmark = pytest.mark.slow

PASSAGE = Passage("差旅办法", "机票", "出差机票由部门秘书统一预订，改签须报批。")
ANSWER = PastAnswer(
    "SG1", "出差的机票怎么预订", ("birthday-care", "gone"), "T1", datetime(2026, 11, 20, tzinfo=UTC)
)


def test_scripts_are_documents_with_their_lines(handbook: Handbook) -> None:
    retriever = HandbookRetriever(handbook=lambda: handbook, top=2)
    documents = retriever.invoke("客户存单到期了")
    assert [each.metadata["source"] for each in documents] == ["script", "script"]
    assert documents[0].metadata["script_id"] == documents[0].id == "maturity-rollover"
    script = handbook.scripts["maturity-rollover"]
    spoken = script.line(documents[0].metadata["lines"][0])
    assert spoken is not None
    assert spoken.text in documents[0].page_content
    assert script.lines[-1].text not in documents[0].page_content


def test_where_no_script_answers_passages_and_past_answers_do(
    tmp_path: Path, scripts: list[ScenarioScript], handbook: Handbook, build: Build
) -> None:
    build(tmp_path, scripts[:3], references=[PASSAGE], answers=[ANSWER])
    shelved = open_handbook(tmp_path)
    strict = replace(shelved, gate=handbook.gate)
    retriever = HandbookRetriever(handbook=lambda: strict, team="T1")
    passage, past = retriever.invoke("出差机票怎么预订")
    assert passage.page_content == PASSAGE.text
    assert passage.metadata == {"source": "passage", "document": "差旅办法", "heading": "机票"}
    assert (past.metadata["source"], past.metadata["suggestion_id"]) == ("past_answer", "SG1")
    assert past.metadata["script_id"] == "birthday-care"
    assert HandbookRetriever(handbook=lambda: strict).invoke("出差机票怎么预订") == [passage]


def test_a_question_of_nobody_finds_nothing(handbook: Handbook) -> None:
    retriever = HandbookRetriever(handbook=lambda: handbook, team="T1")
    assert retriever.invoke("明天下雨吗") == []
