"""What reaches the log: events and ids, no personal data, and not the bot's URL."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from bot.app import configure_logging

TALKATIVE = ("httpx", "httpcore", "telegram", "apscheduler")


@pytest.fixture
def as_at_start(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Loggers as a new process has them; pytest's own handlers are left alone."""
    monkeypatch.setattr(logging.root, "handlers", [])
    levels = {name: logging.getLogger(name).level for name in ("root", *TALKATIVE)}
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.NOTSET)
    yield
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.mark.usefixtures("as_at_start")
def test_personal_data_is_masked_wherever_it_comes_from(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure_logging()
    logging.getLogger("bot.anything").warning("sent phone=%s", "13812345678")
    try:
        raise ValueError("6222020200112233446")
    except ValueError:
        logging.getLogger("library").exception("110101199003078515")
    written = capsys.readouterr().err
    assert "sent phone=〔" in written
    for told in ("13812345678", "6222020200112233446", "110101199003078515"):
        assert told not in written


@pytest.mark.usefixtures("as_at_start")
@pytest.mark.parametrize("name", TALKATIVE)
def test_the_bots_url_is_not_written_even_where_more_is_asked_for(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logging(logging.INFO)
    logging.getLogger(name).info("POST https://api.telegram.org/bot123:ABC/getMe")
    logging.getLogger("bot.anything").info("started")
    written = capsys.readouterr().err
    assert "started" in written
    assert "bot123:ABC" not in written


@pytest.mark.usefixtures("as_at_start")
def test_neither_tokens_nor_what_an_error_says_is_written(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure_logging()
    token = "123456789:AAF" + "x" * 32
    logging.getLogger("library").warning("POST https://api.telegram.org/bot%s/getMe", token)
    logging.getLogger("library").warning("postgresql://bob:hunter2@db:5432/bank")
    logging.getLogger("library").warning("name=%s", "王\x1b[2J\n\u202e2026 ERROR forged")
    try:
        raise ValueError(f"The token {token} was rejected")
    except ValueError:
        logging.getLogger("library").exception("failed", stack_info=True)
    written = capsys.readouterr().err
    assert token not in written
    assert "hunter2" not in written
    assert "error=ValueError at test_logging.py" in written
    assert written.count("\n") == 5
    assert not set("\x1b\u202e") & set(written)
