"""A model that does not read is learnt anew beside; none is deleted, and it is said."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot.usecases.doctor import found_of_models
from knowledge.compliance.opening import is_whole, models_of, sound_classifier
from knowledge.compliance.training import SHIPPED, made_from


class Desk:
    """Two places for a model, what was learnt where, and what was said of it."""

    def __init__(self, folder: Path) -> None:
        self.shipped, self.own = folder / "code" / "model.npz", folder / "data" / "own.npz"
        for place in (self.shipped, self.own):
            place.parent.mkdir()
        self.learnt: list[Path] = []
        self.said: list[str] = []

    def opened(self, *models: Path) -> None:
        sound_classifier(
            models or (self.shipped, self.own), learn=self._learn, progress=self.said.append
        )

    def _learn(self, out: Path) -> None:
        self.learnt.append(out)
        shutil.copy(SHIPPED, out)


@pytest.fixture
def at(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def spoilt(model: Path) -> bytes:
    """A model whose origin reads and whose weights do not; its content."""
    content = bytearray(SHIPPED.read_bytes())
    with ZipFile(SHIPPED) as parts:
        start = parts.getinfo("weights.npy").header_offset + 200
    content[start : start + 1000] = bytes(1000)
    model.write_bytes(content)
    assert made_from(model) == made_from(SHIPPED)
    return bytes(content)


def test_a_damaged_shipped_model_stays_and_another_is_learnt_once(at: Desk) -> None:
    content = spoilt(at.shipped)
    at.opened()
    assert (at.learnt, at.shipped.read_bytes()) == ([at.own], content)
    (said,) = at.said
    assert "重新学" in said
    at.opened()
    assert at.learnt == [at.own]


def test_a_damaged_own_model_is_learnt_in_its_place(at: Desk) -> None:
    at.own.write_bytes(SHIPPED.read_bytes()[:-5000])
    at.opened(at.own)
    at.opened(at.own)
    assert at.learnt == [at.own]


def test_a_sound_model_is_taken_in_silence(at: Desk) -> None:
    shutil.copy(SHIPPED, at.shipped)
    at.opened()
    assert (at.learnt, at.said) == ([], [])


class Locked(type(Path())):  # type: ignore[misc]
    """A file that is there and may not be read, whoever asks."""

    def exists(self) -> bool:
        return True

    def __fspath__(self) -> str:
        raise PermissionError(errno.EACCES, "Permission denied", "model.npz")


def test_what_may_not_be_read_is_not_taken_for_damaged(at: Desk) -> None:
    with pytest.raises(PermissionError):
        at.opened(Locked("model.npz"), at.own)
    with pytest.raises(PermissionError):
        is_whole(Locked("model.npz"))
    assert (at.learnt, at.said) == ([], [])


def test_the_installations_own_model_is_asked_last(tmp_path: Path) -> None:
    *before, own = models_of(tmp_path)
    assert set(before) <= {SHIPPED}
    assert own.is_relative_to(tmp_path)


def test_the_doctor_says_which_model_is_damaged(at: Desk) -> None:
    assert found_of_models((at.shipped, at.own)) == (True, "用到时再学")
    spoilt(at.shipped)
    at.own.write_bytes(SHIPPED.read_bytes()[:-5000])
    for models, name in (((at.shipped,), "model.npz"), ((at.shipped, at.own), "own.npz")):
        assert found_of_models(models) == (False, f"{name} 坏了；下次用到时会重新学")
    shutil.copy(SHIPPED, at.own)
    assert found_of_models((at.shipped, at.own)) == (True, "齐全")
