import json
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from knowledge.handbook.format import ScenarioScript
from knowledge.retrieval import (
    HandbookMissing,
    LiveHandbook,
    files,
    open_handbook,
)
from knowledge.retrieval.snapshot import dump_scripts, load_scripts
from knowledge.retrieval.wholeness import check_sizes, damaged_files
from tests.knowledge.retrieval.conftest import Build

pytestmark = pytest.mark.slow


def test_the_snapshot_gives_back_the_scripts(every_script: Sequence[ScenarioScript]) -> None:
    first = replace(every_script[0], valid_until=date(2027, 1, 31), is_service=True)
    dated = [first, *every_script[1:]]
    assert load_scripts(dump_scripts(dated)) == dated


def test_an_opened_build_holds_the_scripts(data_dir: Path, scripts: list[ScenarioScript]) -> None:
    assert list(open_handbook(data_dir).scripts.values()) == scripts


@pytest.mark.parametrize(
    ("change", "answers"),
    [
        ({"status": "approved"}, True),
        ({"status": "draft"}, False),
        ({"status": "withdrawn"}, False),
        ({"valid_until": date(2026, 11, 22)}, True),
        ({"valid_until": date(2026, 11, 21)}, False),
    ],
)
def test_only_approved_and_valid_scripts_answer(
    tmp_path: Path,
    scripts: list[ScenarioScript],
    change: dict[str, Any],
    answers: bool,
    build: Build,
) -> None:
    first, second = scripts[:2]
    build(tmp_path, [replace(first, **change), second])
    assert (first.script_id in open_handbook(tmp_path).scripts) is answers


def test_what_has_not_changed_is_not_built_again(
    tmp_path: Path, scripts: list[ScenarioScript], build: Build
) -> None:
    first = build(tmp_path, scripts[:3])
    again = build(tmp_path, scripts[2::-1])
    changed = build(tmp_path, scripts[:2])
    back = build(tmp_path, scripts[:3])
    assert [each.skipped for each in (first, again, changed, back)] == [False, True, False, True]
    assert first.version == again.version == back.version != changed.version
    assert open_handbook(tmp_path).version == first.version


def test_the_same_scripts_give_the_same_build(
    tmp_path: Path, scripts: list[ScenarioScript], build: Build
) -> None:
    for name in ("one", "two"):
        build(tmp_path / name, scripts[:3])
    one, two = (open_handbook(tmp_path / name) for name in ("one", "two"))
    assert one.search("客户生日送什么") == two.search("客户生日送什么")


def test_progress_is_told(tmp_path: Path, scripts: list[ScenarioScript], build: Build) -> None:
    told: list[str] = []
    build(tmp_path, scripts[:2], progress=told.append)
    assert "脚本 2 份" in told[0]
    assert "已生效" in told[-1]


def test_a_build_that_fails_leaves_the_old_one(
    tmp_path: Path, scripts: list[ScenarioScript], build: Build
) -> None:
    before = build(tmp_path, scripts[:2])
    with pytest.raises(ZeroDivisionError):
        _half_a_build(tmp_path)
    assert open_handbook(tmp_path).version == before.version
    assert not [each for each in (tmp_path / "handbook").iterdir() if each.name[:4] == ".new"]


def _half_a_build(data_dir: Path) -> None:
    with files.new_build(data_dir, "broken") as folder:
        (folder / "scripts.json").write_text("[", encoding="utf-8")
        raise ZeroDivisionError


def test_without_a_build_it_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(HandbookMissing, match="handbook build"):
        open_handbook(tmp_path)
    with pytest.raises(HandbookMissing, match="handbook build"):
        LiveHandbook(tmp_path).current()


def test_a_running_process_picks_the_new_build_up(
    tmp_path: Path, scripts: list[ScenarioScript], build: Build
) -> None:
    time = [0.0]
    build(tmp_path, scripts[:2])
    live = LiveHandbook(tmp_path, clock=lambda: time[0])
    old = live.current()
    build(tmp_path, scripts[:3])
    time[0] = 0.5
    assert live.current() is old
    time[0] = 1.5
    assert len(live.current().scripts) == 3
    assert old.search("客户生日送什么").nearest


def test_a_broken_pointer_does_not_stop_the_answers(
    tmp_path: Path, scripts: list[ScenarioScript], build: Build
) -> None:
    time = [0.0]
    build(tmp_path, scripts[:2])
    live = LiveHandbook(tmp_path, clock=lambda: time[0])
    old = live.current()
    files.point(tmp_path, "nosuchbuild")
    time[0] = 2.0
    assert live.current() is old


@pytest.mark.parametrize("left_out", ["scripts.json", "weights.json", "texts.json"])
def test_a_build_of_an_older_form_is_to_be_built_again(
    tmp_path: Path, scripts: list[ScenarioScript], build: Build, left_out: str
) -> None:
    report = build(tmp_path, scripts[:2])
    (tmp_path / files.FOLDER / report.version / left_out).unlink()
    with pytest.raises(HandbookMissing, match="handbook build"):
        LiveHandbook(tmp_path).current()


def test_a_damaged_build_is_to_be_built_again(
    tmp_path: Path, scripts: list[ScenarioScript], build: Build
) -> None:
    report = build(tmp_path, scripts[:2])
    (tmp_path / files.FOLDER / report.version / "weights.json").write_text("{", encoding="utf-8")
    with pytest.raises(HandbookMissing, match="handbook build"):
        LiveHandbook(tmp_path).current()


@pytest.mark.parametrize("spoilt", ["centres.npy", "scripts.json", "manifest.json"])
def test_building_again_mends_what_is_damaged(
    tmp_path: Path, scripts: list[ScenarioScript], build: Build, spoilt: str
) -> None:
    report = build(tmp_path, scripts[:2])
    path = tmp_path / files.FOLDER / report.version / spoilt
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(HandbookMissing, match="handbook build"):
        open_handbook(tmp_path)
    said: list[str] = []
    mended = build(tmp_path, scripts[:2], progress=said.append)
    assert (mended.version, mended.skipped) == (report.version, False)
    assert any("损坏" in each for each in said)
    assert open_handbook(tmp_path).search("客户生日送什么").nearest
    assert build(tmp_path, scripts[:2]).skipped


def test_a_file_changed_but_as_long_is_found_when_asked(
    tmp_path: Path, scripts: list[ScenarioScript], build: Build
) -> None:
    report = build(tmp_path, scripts[:2])
    folder = tmp_path / files.FOLDER / report.version
    assert damaged_files(folder) == []
    path = folder / "centres.npy"
    path.write_bytes(path.read_bytes()[:-1] + b"\x00")
    check_sizes(folder)
    assert damaged_files(folder) == ["centres.npy"]


_BUILDER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from knowledge.handbook.format import load_folder
from knowledge.retrieval import build_handbook
from knowledge.retrieval.lexicon import Lexicon
from knowledge.retrieval.material import Material
from tests.support.light_model import save_light
scripts = [each for each in load_folder(Path(sys.argv[2])) if each.group == "care"]
for size in (3, 4):
    build_handbook(data_dir=Path(sys.argv[1]), scripts=scripts[:size], now=datetime.now(UTC),
                   material=Material(Lexicon({}), {}, (), "none"), save_model=save_light)
"""


@pytest.mark.slow  # another process learns everything anew
def test_another_process_builds_while_this_one_answers(
    tmp_path: Path, scripts: list[ScenarioScript], build: Build, handbook_folder: Path
) -> None:
    build(tmp_path, scripts[:2])
    ticks = iter(range(10**9))
    live = LiveHandbook(tmp_path, clock=lambda: float(next(ticks)))
    failures: list[Exception] = []
    seen: set[str] = set()
    over = threading.Event()

    def answer() -> None:
        while not over.wait(0.002):  # leaves the builder a processor
            try:
                handbook = live.current()
                seen.add(handbook.version)
                assert handbook.search("客户喜欢热闹", top=1).nearest
            except Exception as failure:  # noqa: BLE001 - shown by the test's own thread
                failures.append(failure)
                return

    threads = [threading.Thread(target=answer) for _ in range(2)]
    for thread in threads:
        thread.start()
    subprocess.run(
        [sys.executable, "-c", _BUILDER, str(tmp_path), str(handbook_folder)],
        check=True,
        cwd=handbook_folder.parents[1],
    )
    over.set()
    for thread in threads:
        thread.join()
    assert failures == []
    assert live.current().version == files.current_version(tmp_path)
    assert len(live.current().scripts) == 4
    assert len(seen) > 1


def test_the_phrases_belong_to_shipped_scripts(every_script: Sequence[ScenarioScript]) -> None:
    from knowledge.retrieval.material import load_material

    material = load_material()
    searched = {script.script_id for script in every_script if not script.stops}
    assert material.phrases
    assert set(material.phrases) <= searched
    assert len(material.out_of_scope) >= 300
    assert len(set(material.out_of_scope)) == len(material.out_of_scope)


def test_the_build_is_readable_json(data_dir: Path) -> None:
    version = files.current_version(data_dir)
    assert version is not None
    folder = data_dir / "handbook" / version
    for path in folder.glob("*.json"):
        json.loads(path.read_text(encoding="utf-8"))


def test_no_field_of_a_script_is_left_out_of_the_snapshot(scripts: list[ScenarioScript]) -> None:
    (stored,) = json.loads(dump_scripts(scripts[:1]))
    assert set(stored) == {field.name for field in fields(ScenarioScript)}
