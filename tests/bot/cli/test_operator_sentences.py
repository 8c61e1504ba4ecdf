"""Whatever fails, an operator reads one sentence: no traceback, no password, exit status 1."""

from __future__ import annotations

import errno
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from bot.__main__ import main
from bot.usecases.faults import sentence_of
from store.engine import upgrade
from store.errors import FileRefused

Operate = Callable[..., tuple[int, str, str]]
AWAY = "postgresql://bob:hunter2@127.0.0.1:1/bank"


@pytest.fixture
def operate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Operate:
    """Run a command as a process would; status, standard output, standard error."""
    monkeypatch.setenv("RM_DATA_DIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, **settings: str) -> tuple[int, str, str]:
        for name, value in settings.items():
            monkeypatch.setenv(f"RM_{name.upper()}", value)
        monkeypatch.setattr(sys, "argv", ["rm-assistant", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        out = capsys.readouterr()
        status = left.value.code
        return (status if isinstance(status, int) else 0), out.out, out.err

    return run


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nonsense", "写得不对"),
        ("postgresql://bob:hunter2@127.0.0.1:port/bank", "写得不对"),
        ("foo://bob:hunter2@127.0.0.1/bank", "没有驱动"),
        (AWAY, "连不上"),
    ],
)
@pytest.mark.parametrize("command", [("audit", "verify"), ("db", "upgrade"), ("demo",)])
def test_a_database_that_is_not_there_is_said(
    operate: Operate, url: str, said: str, command: tuple[str, ...]
) -> None:
    status, _, err = operate(*command, database_url=url)
    assert (status, err.count("\n")) == (1, 1)
    assert said in err
    assert "hunter2" not in err


@pytest.mark.parametrize("content", [b"hello", b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_store_that_is_none_is_said_and_examined(
    operate: Operate, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "store.db").write_bytes(content)
    for command in (("audit", "verify"), ("db", "upgrade")):
        status, _, err = operate(*command)
        assert (status, err.count("\n")) == (1, 1)
        assert "数据库" in err
    status, out, err = operate("doctor")
    assert (status, err) == (1, "")
    assert "✘ 数据库" in out


def test_a_store_of_another_release_is_said(operate: Operate, tmp_path: Path) -> None:
    upgrade(f"sqlite:///{tmp_path / 'store.db'}")
    for number, command, said in (
        ("0009", ("audit", "verify"), "旧版本"),
        ("9999", ("db", "upgrade"), "更新的版本"),
    ):
        with sqlite3.connect(tmp_path / "store.db") as database:
            database.execute("UPDATE alembic_version SET version_num = ?", (number,))
        status, _, err = operate(*command)
        assert (status, err.count("\n")) == (1, 1)
        assert said in err


def test_a_handbook_is_not_built_before_there_is_a_store(operate: Operate, tmp_path: Path) -> None:
    status, out, err = operate("handbook", "build")
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert "db upgrade" in err
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_anchor_file_is_named(operate: Operate, tmp_path: Path) -> None:
    upgrade(f"sqlite:///{tmp_path / 'store.db'}")
    (tmp_path / "audit-anchors.jsonl").write_bytes(b'{"oops\n\xff\xfe\n')
    status, _, err = operate("audit", "verify")
    assert (status, err.count("\n")) == (1, 1)
    assert "第 1 行" in err
    assert "✘ 审计锚" in operate("doctor")[1]


def test_upgrading_shuts_what_an_earlier_release_left_open(
    operate: Operate, tmp_path: Path
) -> None:
    upgrade(f"sqlite:///{tmp_path / 'store.db'}")
    for path in (tmp_path / "deep" / "log.txt", tmp_path / ".env"):
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
        path.chmod(0o644)
    assert operate("db", "upgrade")[0] == 0
    modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.rglob("*")}
    assert modes == {name: 0o700 if name == "deep" else 0o600 for name in modes}
    assert tmp_path.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "full", "/data/x"), "磁盘满了"),
        (OSError(errno.EROFS, "ro", "/data/x"), "没有权限"),
        (MemoryError(), "内存不够"),
        (UnicodeEncodeError("utf-8", "hunter2\udcff", 7, 8, "surrogates"), "UTF-8"),
        (FileRefused("文件是空的。"), "文件是空的。"),
        (OperationalError("SELECT :x", {"x": "hunter2"}, Exception("hunter2")), "数据库出错"),
        (ValueError("hunter2"), "程序出错（ValueError）"),
    ],
)
def test_every_error_has_a_sentence_without_its_content(error: Exception, said: str) -> None:
    words = sentence_of(error)
    assert said in words
    assert "hunter2" not in words
