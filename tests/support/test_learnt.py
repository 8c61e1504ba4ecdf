"""What is kept is found again only for the same files, whole, and made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import learnt
from tests.support.learnt import Learnt


@pytest.fixture
def thing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Learnt:
    """Made from a file `source` in a tree of its own."""
    monkeypatch.setattr(learnt, "ROOT", tmp_path / "tree")
    monkeypatch.setattr(learnt, "FOLDER", tmp_path / "kept")
    monkeypatch.setattr(learnt, "_ALL", ("source",))
    (tmp_path / "tree").mkdir()
    _write(tmp_path, "one", monkeypatch)
    return Learnt("thing", ("source",))


def _write(folder: Path, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "tree" / "source").write_text(words, encoding="utf-8")
    monkeypatch.setattr(learnt, "_AT_FIRST", learnt._hash_of(("source",)))


class Maker:
    """Makes a file of what the source says, and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, folder: Path) -> None:
        self.times += 1
        (folder / "made").write_text((learnt.ROOT / "source").read_text(), encoding="utf-8")


def _got(thing: Learnt, into: Path, make: Maker) -> str:
    thing.put_into(into, make=make)
    return (into / "made").read_text(encoding="utf-8")


def test_it_is_made_once_and_anew_for_other_files(
    thing: Learnt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = Maker()
    assert [_got(thing, tmp_path / name, make) for name in ("a", "b")] == ["one", "one"]
    assert make.times == 1
    _write(tmp_path, "two", monkeypatch)
    assert _got(thing, tmp_path / "c", make) == "two"
    _write(tmp_path, "one", monkeypatch)
    assert _got(thing, tmp_path / "d", make) == "one"
    assert make.times == 2


def test_what_failed_halfway_is_never_found(thing: Learnt, tmp_path: Path) -> None:
    def fails(folder: Path) -> None:
        (folder / "made").write_text("half", encoding="utf-8")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        thing.put_into(tmp_path / "a", make=fails)
    assert not thing.kept().exists()
    assert _got(thing, tmp_path / "b", Maker()) == "one"
    assert list(learnt.FOLDER.glob("making-*")) == []


def test_what_was_made_while_files_changed_is_used_once(thing: Learnt, tmp_path: Path) -> None:
    def edits(folder: Path) -> None:
        (folder / "made").write_text("of the old", encoding="utf-8")
        (learnt.ROOT / "source").write_text("edited", encoding="utf-8")

    thing.put_into(tmp_path / "a", make=edits)
    assert list(learnt.FOLDER.glob("thing-*")) == []


def test_few_are_kept(thing: Learnt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(learnt.KEPT + 2):
        _write(tmp_path, str(number), monkeypatch)
        assert _got(thing, tmp_path / str(number), Maker()) == str(number)
    assert len(list(learnt.FOLDER.glob("thing-*"))) == learnt.KEPT
