"""LocalBotApi: Telegram's Bot API in memory, with Telegram's limits and refusals."""

from __future__ import annotations

import inspect
import json
import mimetypes
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from bot.local import editing, menus, sending, updates
from bot.local.entities import command_entities
from bot.local.wire import ApiError, Call, Json, Upload, bad_request
from bot.local.world import Person, Room, Stored, World

TOKEN = "1:local"
BOT_NAME = "rm_assistant_bot"
_Method = Callable[[World, Call], Any | Awaitable[Any]]
_METHODS: Mapping[str, _Method] = {
    "getme": updates.get_me,
    "getupdates": updates.get_updates,
    "setwebhook": updates.set_webhook,
    "deletewebhook": updates.delete_webhook,
    "getwebhookinfo": updates.get_webhook_info,
    "getfile": updates.get_file,
    "getchat": updates.get_chat,
    "leavechat": updates.leave_chat,
    "sendmessage": sending.send_message,
    "sendphoto": sending.send_photo,
    "senddocument": sending.send_document,
    "sendmediagroup": sending.send_media_group,
    "sendchataction": sending.send_chat_action,
    "editmessagetext": editing.edit_message_text,
    "editmessagecaption": editing.edit_message_caption,
    "editmessagereplymarkup": editing.edit_message_reply_markup,
    "deletemessage": editing.delete_message,
    "answercallbackquery": editing.answer_callback_query,
    "setmycommands": menus.set_my_commands,
    "getmycommands": menus.get_my_commands,
    "deletemycommands": menus.delete_my_commands,
}


class LocalBotApi:
    """One bot's server. Calls come in by `respond`; what users do, by the `user_…` methods."""

    def __init__(self, *, clock: Callable[[], datetime], token: str = TOKEN) -> None:
        bot = {"id": 1, "is_bot": True, "first_name": "客户经理助手", "username": BOT_NAME}
        self.world = World(clock=clock, token=token, bot=bot)

    async def respond(
        self, url: str, values: Mapping[str, str], uploads: Mapping[str, Upload]
    ) -> tuple[int, bytes]:
        """HTTP status and body for a URL `…/bot<token>/<method>` or `…/file/bot<token>/<path>`."""
        path = unquote(urlsplit(url).path)
        try:
            head, _, rest = path.partition("/bot")
            token, _, name = rest.partition("/")
            if token != self.world.token:
                raise ApiError(401, "Unauthorized")
            if head.endswith("/file"):
                return 200, self._content(name)
            result = await self._call(Call(name, values, uploads))
        except ApiError as error:
            refusal = {"ok": False, "error_code": error.code, "description": error.description}
            return error.code, _body(refusal)
        return 200, _body({"ok": True, "result": result})

    def open_chat(
        self, chat_id: int, *, title: str, kind: str = "private", username: str | None = None
    ) -> Room:
        """The chat with this id, begun where it is new; kind: private, group, supergroup."""
        room = self.world.rooms.get(chat_id)
        if room is None:
            room = self.world.rooms[chat_id] = Room(chat_id, kind, title, username)
        return room

    def close_chat(self, chat_id: int) -> None:
        """The user blocks the bot, or the group throws it out: sending there answers 403."""
        room = self.world.rooms[chat_id]
        private = room.kind == "private"
        room.closed = "bot was blocked by the user" if private else "bot was kicked from the chat"

    def menu(self, chat_id: int, user_id: int) -> list[Json]:
        """The commands this user sees in this chat."""
        return menus.menu_for(self.world, self.world.room(chat_id), user_id)

    def user_says(self, chat_id: int, person: Person, text: str) -> Json:
        """A text message typed by a user, as an update."""
        entities = command_entities(text)
        body: Json = {"text": text, **({"entities": entities} if entities else {})}
        return self._from_user(chat_id, person, body)

    def user_uploads(self, chat_id: int, person: Person, path: Path, caption: str = "") -> Json:
        """A document sent by a user, as an update."""
        mime = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        kept = self.world.keep(Upload(path.name, path.read_bytes(), mime))
        body: Json = {"document": {**kept, "file_name": path.name, "mime_type": mime}}
        if caption:
            body |= {"caption": caption, "caption_entities": command_entities(caption)}
        return self._from_user(chat_id, person, body)

    def user_presses(self, chat_id: int, person: Person, message_id: int, data: str) -> Json:
        """A pressed button, as an update."""
        query_id = str(len(self.world.queries) + 1)
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
        method = _METHODS.get(call.method.lower())
        if method is None:
            raise bad_request(f"method {call.method} is not served here")
        result = method(self.world, call)
        return await result if inspect.isawaitable(result) else result

    def _content(self, path: str) -> bytes:
        upload = self.world.files.get(path.rpartition("/")[2])
        if upload is None:
            raise ApiError(404, "Not Found")
        return upload.content

    def _from_user(self, chat_id: int, person: Person, body: Json) -> Json:
        room = self.world.rooms[chat_id]
        message: Json = {
            "message_id": room.next_id(),
            "chat": room.as_chat(),
            "from": person.as_user(),
            "date": self.world.now(),
            **body,
        }
        room.messages[message["message_id"]] = Stored(message, body.get("text", ""), by_bot=False)
        return self.world.update(message=message)


def _body(answer: Json) -> bytes:
    return json.dumps(answer, ensure_ascii=False).encode()
