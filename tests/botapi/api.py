"""Telegram's Bot API for the tests, with Telegram's limits and refusals."""

from __future__ import annotations

import inspect
import json
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from tests.botapi.entities import command_entities
from tests.botapi.methods import METHODS
from tests.botapi.wire import ApiError, Call, Json, Upload, bad_request
from tests.botapi.world import Person, Room, World

TOKEN = "1:local"
BOT_NAME = "rm_assistant_bot"


class BotApi:
    """One bot's server. Calls come in by `respond`; what users do, by the `user_…` methods."""

    def __init__(self, *, clock: Callable[[], datetime], token: str = TOKEN) -> None:
        bot = {"id": 1, "is_bot": True, "first_name": "客户经理助手", "username": BOT_NAME}
        self.world = World(clock=clock, token=token, bot=bot)
        self.calls: list[str] = []
        self._failures: defaultdict[str, deque[Exception]] = defaultdict(deque)

    def fail(self, method: str, *errors: Exception) -> None:
        """Let the next calls of a method end so: refused (ApiError), or lost on the way."""
        self._failures[method].extend(errors)

    async def respond(
        self, url: str, values: Mapping[str, str], files: Mapping[str, Upload] | None = None
    ) -> tuple[int, bytes]:
        """HTTP status and body for a URL `…/bot<token>/<method>`."""
        _, _, rest = unquote(urlsplit(url).path).partition("/bot")
        token, _, name = rest.partition("/")
        try:
            if token != self.world.token:
                raise ApiError(401, "Unauthorized")
            result = await self._call(Call(name, values, files or {}))
        except ApiError as error:
            return error.code, _body(_refusal(error))
        return 200, _body({"ok": True, "result": result})

    def open_chat(self, chat_id: int, *, title: str, kind: str = "private") -> Room:
        """The chat with this id, begun where it is new; kind: private, group, supergroup."""
        return self.world.rooms.setdefault(chat_id, Room(chat_id, kind, title))

    def user_says(self, chat_id: int, person: Person, text: str) -> Json:
        """A text message typed by a user, as an update."""
        entities = command_entities(text)
        body: Json = {"text": text, **({"entities": entities} if entities else {})}
        return self.world.update(message=self._from_user(chat_id, person, body))

    def user_sends(self, chat_id: int, person: Person, **body: Any) -> Json:
        """A message of another kind (`sticker=…`), as an update."""
        return self.world.update(message=self._from_user(chat_id, person, body))

    def user_edits(self, chat_id: int, person: Person, text: str) -> Json:
        """A message changed by its writer, as an update."""
        changed = self._from_user(chat_id, person, {"text": text, "edit_date": self.world.now()})
        return self.world.update(edited_message=changed)

    def user_presses(self, chat_id: int, person: Person, message_id: int, data: str) -> Json:
        """A pressed button, as an update."""
        query_id = str(self.world.last_update + 1)
        self.world.queries[query_id] = chat_id
        query: Json = {
            "id": query_id,
            "from": person.as_user(),
            "chat_instance": str(chat_id),
            "message": self.world.rooms[chat_id].messages[message_id].payload,
            "data": data,
        }
        return self.world.update(callback_query=query)

    def enqueue(self, update: Json) -> None:
        """Leave an update for getUpdates."""
        self.world.pending.append(update)
        self.world.arrived.set()

    async def _call(self, call: Call) -> Any:
        self.calls.append(call.method)
        if self._failures[call.method]:
            raise self._failures[call.method].popleft()
        method = METHODS.get(call.method.lower())
        if method is None:
            raise bad_request(f"method {call.method} is not served here")
        result = method(self.world, call)
        return await result if inspect.isawaitable(result) else result

    def _from_user(self, chat_id: int, person: Person, body: Json) -> Json:
        whole = {"from": person.as_user(), "date": self.world.now(), **body}
        room = self.world.rooms[chat_id]
        return room.keep(whole, source=body.get("text", ""), by_bot=False)


def _refusal(error: ApiError) -> Json:
    refusal = {"ok": False, "error_code": error.code, "description": error.description}
    if error.retry_after is not None:
        refusal["parameters"] = {"retry_after": error.retry_after}
    return refusal


def _body(answer: Json) -> bytes:
    return json.dumps(answer, ensure_ascii=False).encode()
