"""The way to the Bot API: what cannot be read is skipped unseen, a slow chat waits alone."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

import pytest
from telegram.error import RetryAfter, TelegramError

from bot.channels.telegram.transport import LONGEST_WAIT, RETRIES, CarefulRequest, PerChat

CHAT = {"id": 42, "type": "private", "first_name": "林芳"}
SAID = {"update_id": 2, "message": {"message_id": 1, "date": 1, "chat": CHAT, "text": "王建国"}}
POLL = {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": CHAT, "poll": {"id": "1"}}}
"""A poll as an older Bot API server sends it: without what the library asks for."""


def answered(result: Any) -> bytes:
    return json.dumps({"ok": True, "result": result}, ensure_ascii=False).encode()


@pytest.mark.parametrize(
    "broken", [POLL, {"update_id": 1, "message": 3}, {"update_id": 1, "message": {"chat": []}}]
)
def test_an_update_that_cannot_be_read_is_emptied_and_stops_no_other(
    broken: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    read = CarefulRequest.parse_json_payload(answered([broken, SAID]))
    assert read["result"] == [{"update_id": 1}, SAID]
    assert "update_unreadable update=1" in caplog.text
    assert "林芳" not in caplog.text


@pytest.mark.parametrize(
    "payload", [b"<html>502</html>", b"[]", b"\xff\xfe", b"[" * 100_000, b'"123:SECRET"']
)
def test_what_is_no_answer_is_refused_without_its_content(
    payload: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(TelegramError) as refused:
        CarefulRequest.parse_json_payload(payload)
    assert "SECRET" not in f"{refused.value}{caplog.text}"


def test_other_answers_stand_as_they_are() -> None:
    for result in (True, {"id": 1}, [{"command": "help"}], None):
        assert CarefulRequest.parse_json_payload(answered(result))["result"] == result


class Slow:
    """Telegram, that slows chat 1 down so many times; the calls it took, in order."""

    def __init__(self, times: int, seconds: float = 0.02) -> None:
        self.times, self.seconds, self.calls = times, seconds, list[int]()

    async def take(self, chat: int) -> bool:
        self.calls.append(chat)
        if chat == 1 and self.times:
            self.times -= 1
            raise RetryAfter(self.seconds)  # type: ignore[arg-type]
        return True


async def sent(limiter: PerChat, server: Slow, chat: int, endpoint: str = "sendMessage") -> Any:
    return await limiter.process_request(
        server.take, (chat,), {}, endpoint, {"chat_id": chat}, None
    )


async def test_a_chat_that_is_slowed_down_waits_alone() -> None:
    limiter, server = PerChat(), Slow(times=2, seconds=0.2)
    first = asyncio.create_task(sent(limiter, server, 1))
    await asyncio.sleep(0)
    for chat in (2, 3, 4):
        await sent(limiter, server, chat)
    assert server.calls == [1, 2, 3, 4]
    assert await first
    assert server.calls == [1, 2, 3, 4, 1, 1]


async def test_what_is_refused_too_often_or_for_too_long_is_given_up() -> None:
    often, long = Slow(times=99, seconds=0), Slow(times=1, seconds=LONGEST_WAIT + 1)
    for server, calls in ((often, RETRIES + 1), (long, 1)):
        with pytest.raises(RetryAfter):
            await sent(PerChat(), server, 1)
        assert len(server.calls) == calls


@pytest.mark.parametrize("sign", ["sendChatAction", "answerCallbackQuery", "setMyCommands"])
async def test_no_sign_is_waited_for(sign: str) -> None:
    server = Slow(times=1, seconds=50)
    with pytest.raises(RetryAfter):
        await sent(PerChat(), server, 1, sign)
    assert len(server.calls) == 1
