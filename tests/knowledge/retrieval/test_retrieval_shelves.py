"""What is kept in a real, embedded Chroma: the bank's passages and the answers that were used."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from chromadb.errors import InternalError

from knowledge.handbook.format import ScenarioScript
from knowledge.retrieval import (
    Passage,
    PastAnswer,
    VectorsUnavailable,
    files,
    open_handbook,
)
from knowledge.retrieval.shelf import Chroma
from tests.knowledge.retrieval.conftest import Build

pytestmark = pytest.mark.slow

NOWHERE = "http://127.0.0.1:9"
AT = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
PASSAGES = [
    Passage("存款业务手册", "提前支取", "定期存款提前支取的部分按支取日活期利率计息。"),
    Passage("会议管理办法", "会议室", "会议室使用须提前一日登记。"),
    Passage("茶园贷款办法", "霜冻", "霜冻预警时提醒茶农查看保单约定的责任范围，按合同报案。"),
]
ANSWERS = [
    PastAnswer("SG1", "客户生日送什么好", ("birthday-care",), "T1", AT),
    PastAnswer("SG2", "大额存单到期了怎么续", ("maturity-rollover", "idle-funds"), "T1", AT),
    PastAnswer("SG3", "客户生日送什么好呢", ("birthday-care",), "T2", AT),
]


@pytest.fixture(scope="module")
def shelved(
    tmp_path_factory: pytest.TempPathFactory, scripts: list[ScenarioScript], build: Build
) -> Path:
    """A data folder with passages and past answers; not to be written to."""
    folder = tmp_path_factory.mktemp("shelved")
    build(folder, scripts[:4], references=PASSAGES, answers=ANSWERS)
    return folder


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("定期提前支取利息怎么算", PASSAGES[:1]),
        ("会议室要提前登记吗", PASSAGES[1:2]),
        ("霜冻预警时茶园保险怎么提醒", PASSAGES[2:]),
        ("火星上有水吗", []),
        ("", []),
        ("😀", []),
    ],
)
def test_passages_that_speak_of_the_question_are_found(
    shelved: Path, question: str, found: list[Passage]
) -> None:
    assert open_handbook(shelved).references(question) == tuple(found)


def test_a_used_answer_is_found_again_within_the_team(shelved: Path) -> None:
    handbook = open_handbook(shelved)
    (found,) = handbook.past_answers("客户过生日送什么好", team="T1")
    assert (found.suggestion_id, found.script_ids, found.at) == ("SG1", ("birthday-care",), AT)
    assert 0.8 <= found.cosine <= 1.0
    (other,) = handbook.past_answers("客户过生日送什么好", team="T2")
    assert other.suggestion_id == "SG3"
    assert handbook.past_answers("客户过生日送什么好", team="T9") == ()


@pytest.mark.parametrize("question", ["帮我订张机票", "qwertyuiop", "", "😀"])
def test_a_question_like_none_before_finds_none(shelved: Path, question: str) -> None:
    assert open_handbook(shelved).past_answers(question, team="T1") == ()


def test_an_answer_is_remembered_at_once_and_once(
    tmp_path: Path, scripts: list[ScenarioScript], build: Build
) -> None:
    build(tmp_path, scripts[:4])
    handbook = open_handbook(tmp_path)
    assert handbook.past_answers("客户生日送什么好", team="T1") == ()
    for _ in range(2):
        handbook.remember(ANSWERS[0])
    handbook.remember(ANSWERS[1])
    (found,) = handbook.past_answers("客户生日送什么好", team="T1")
    assert found.suggestion_id == "SG1"
    (found,) = open_handbook(tmp_path).past_answers("客户生日送什么好", team="T1")
    assert found.suggestion_id == "SG1"


def test_a_build_keeps_the_answers_it_is_given_and_no_others(
    tmp_path: Path, scripts: list[ScenarioScript], build: Build
) -> None:
    build(tmp_path, scripts[:4], answers=ANSWERS)
    assert build(tmp_path, scripts[:4], answers=ANSWERS[1:]).skipped
    assert open_handbook(tmp_path).past_answers("客户生日送什么好", team="T1") == ()
    build(tmp_path, scripts[:3], answers=ANSWERS)
    (found,) = open_handbook(tmp_path).past_answers("客户生日送什么好", team="T1")
    assert found.suggestion_id == "SG1"


def test_while_chroma_is_away_scripts_answer_and_a_warning_tells(
    shelved: Path, caplog: pytest.LogCaptureFixture
) -> None:
    handbook = open_handbook(shelved, chroma_url=NOWHERE)
    assert handbook.search("客户生日送什么").nearest[0].script_id == "birthday-care"
    assert handbook.references("定期提前支取利息怎么算") == ()
    assert handbook.past_answers("客户生日送什么好", team="T1") == ()
    handbook.remember(ANSWERS[0])
    assert caplog.text.count("left out") == 2
    assert "not kept" in caplog.text
    assert "支取" not in caplog.text
    assert "生日" not in caplog.text


def test_a_build_does_not_pass_over_passages_it_could_not_keep(
    tmp_path: Path, scripts: list[ScenarioScript], build: Build
) -> None:
    with pytest.raises(VectorsUnavailable):
        build(tmp_path, scripts[:2], references=PASSAGES, chroma_url=NOWHERE)
    assert files.current_version(tmp_path) is None


def test_a_shelf_that_was_lost_is_built_again(
    tmp_path: Path, scripts: list[ScenarioScript], build: Build
) -> None:
    version = build(tmp_path, scripts[:2], references=PASSAGES).version
    Chroma(tmp_path, None).client.delete_collection(f"passages-{version}")
    assert open_handbook(tmp_path).references("会议室要提前登记吗") == ()
    assert not build(tmp_path, scripts[:2], references=PASSAGES).skipped
    assert open_handbook(tmp_path).references("会议室要提前登记吗") == (PASSAGES[1],)


def refused(message: str) -> VectorsUnavailable:
    """What a question raises where the embedded Chroma answers with this."""
    failed = VectorsUnavailable("Chroma")
    failed.__cause__ = InternalError(message)
    return failed


@pytest.mark.parametrize(
    ("message", "damaged"),
    [
        ("error returned from database: (code: 11) database disk image is malformed", True),
        ("error returned from database: (code: 26) file is not a database", True),
        ("error returned from database: (code: 267) database disk image is malformed", True),
        ("error returned from database: (code: 5) database is locked", False),
        ("error returned from database: (code: 8) attempt to write a readonly database", False),
        ("error returned from database: (code: 14) unable to open database file", False),
        ("error returned from database: (code: 13) database or disk is full", False),
        ("Error creating hnsw segment reader: Error loading hnsw index", True),
    ],
)
def test_damage_is_told_from_a_lock(tmp_path: Path, message: str, damaged: bool) -> None:
    (tmp_path / "chroma").mkdir()
    sqlite3.connect(tmp_path / "chroma" / "chroma.sqlite3").execute("CREATE TABLE x (y)")
    assert Chroma(tmp_path, None).is_damaged(refused(message)) is damaged
    assert not Chroma(tmp_path, NOWHERE).is_damaged(refused(message))


def test_what_another_process_holds_is_not_damaged(tmp_path: Path) -> None:
    (tmp_path / "chroma").mkdir()
    with closing(sqlite3.connect(tmp_path / "chroma" / "chroma.sqlite3")) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert not Chroma(tmp_path, None).is_damaged(refused("Failed to get segments"))


def test_a_damaged_chroma_fails_alike_each_time_and_is_made_anew(
    tmp_path: Path, scripts: list[ScenarioScript], build: Build
) -> None:
    (tmp_path / "chroma").mkdir()
    (tmp_path / "chroma" / "chroma.sqlite3").write_bytes(b"garbage" * 1000)
    for _ in range(2):
        with pytest.raises(VectorsUnavailable):
            Chroma(tmp_path, None).count("passages-1")
    said: list[str] = []
    build(tmp_path, scripts[:1], references=PASSAGES, progress=said.append)
    assert "向量库损坏，重新建" in said
    assert open_handbook(tmp_path).references("会议室要提前登记吗") == (PASSAGES[1],)


def test_old_builds_are_tidied_away_in_files_and_chroma(
    tmp_path: Path, scripts: list[ScenarioScript], build: Build
) -> None:
    versions = [
        build(tmp_path, scripts[:size], references=PASSAGES, answers=ANSWERS).version
        for size in (1, 2, 3, 4)
    ]
    assert files.kept_versions(tmp_path) == set(versions[1:])
    for kind in ("passages", "answers"):
        held = [Chroma(tmp_path, None).count(f"{kind}-{version}") > 0 for version in versions]
        assert held == [False, True, True, True]


_REMEMBERING = """
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from knowledge.retrieval import PastAnswer, open_handbook
open_handbook(Path(sys.argv[1])).remember(
    PastAnswer("SG9", "客户生日送什么好", ("birthday-care",), "T1", datetime.now(UTC)))
"""


@pytest.mark.slow  # another process imports everything anew
def test_what_another_process_kept_is_found_once_opened(
    tmp_path: Path, scripts: list[ScenarioScript], build: Build
) -> None:
    build(tmp_path, scripts[:3])
    subprocess.run([sys.executable, "-c", _REMEMBERING, str(tmp_path)], check=True)
    (found,) = open_handbook(tmp_path).past_answers("客户生日送什么好", team="T1")
    assert found.suggestion_id == "SG9"
