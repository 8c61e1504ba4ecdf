"""What fails is told in a sentence with a number; the log names the number and no content."""

from __future__ import annotations

import dataclasses

import pytest
from sqlalchemy import text as sql

from bot.app import terminal_conversation
from bot.desk import Desk
from store.engine import reading
from tests.conftest import settings_for
from tests.support.chat import Chat

pytestmark = pytest.mark.slow


class Broken:
    """A writer that fails, with content in its error."""

    def __getattr__(self, name: str) -> object:
        raise ZeroDivisionError("王建国 13812345678")


@pytest.fixture
def errors() -> list[Exception]:
    return []


@pytest.fixture
def conversation(desk: Desk, errors: list[Exception]) -> object:
    broken = dataclasses.replace(desk, writer=Broken())
    settings = settings_for(desk.anchor_file.parent)
    return terminal_conversation(broken, settings=settings, staff_id="rm1", watch=errors.append)


async def test_a_failure_is_told_by_number_alone(
    conversation: object, errors: list[Exception], caplog: pytest.LogCaptureFixture
) -> None:
    chat = Chat(conversation, "terminal:rm1", errors=errors, tolerant=True)
    answer = await chat.send("/brief 王建国")
    reference = answer.reply.reference
    assert reference
    assert reference in answer.text
    assert answer.text.startswith("出了点问题，这次没有办成，也没有写入任何东西。")
    assert reference in caplog.text
    assert "ZeroDivisionError" in caplog.text
    for told in (answer.text, caplog.text):
        assert "王建国" not in told
        assert "13812345678" not in told
    assert "Zero" not in answer.text
    assert [type(each) for each in errors] == [ZeroDivisionError]


async def test_what_failed_left_nothing_behind(
    conversation: object, errors: list[Exception], desk: Desk
) -> None:
    def counts() -> list[int]:
        with reading(desk.engine) as session:
            tables = ("suggestion", "audit_entry", "chat_memory", "chat_reply")
            return [
                session.connection().execute(sql(f"select count(*) from {each}")).scalar_one()  # noqa: S608 - names above
                for each in tables
            ]

    before = counts()
    chat = Chat(conversation, "terminal:rm1", errors=errors, tolerant=True)
    await chat.send("/brief 王建国")
    assert errors
    assert counts() == before


async def test_a_failure_fails_a_test_that_did_not_expect_it(
    conversation: object, errors: list[Exception]
) -> None:
    chat = Chat(conversation, "terminal:rm1", errors=errors)
    with pytest.raises(ZeroDivisionError):
        await chat.send("/brief 王建国")
