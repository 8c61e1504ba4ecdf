"""The Bot API's methods that the bot calls; any other is refused."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from tests.botapi.limits import (
    DOCUMENT_LIMIT,
    PHOTO_LIMIT,
    caption_of,
    keyboard_of,
    message_text,
    picture_size,
)
from tests.botapi.wire import ApiError, Call, Json, Upload, bad_request
from tests.botapi.world import Room, Webhook, World

_FILE_IDS = {"file_id": "f1", "file_unique_id": "u1"}
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")


def get_me(world: World, call: Call) -> Json:
    """The bot itself, with its username."""
    return {**world.bot, "can_join_groups": True, "can_read_all_group_messages": True}


async def get_updates(world: World, call: Call) -> list[Json]:
    """Waiting updates; with `timeout`, waits for one that many seconds at most."""
    if world.webhook.url:
        raise ApiError(
            409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook"
        )
    offset = call.integer("offset", 0)
    world.pending[:] = [each for each in world.pending if each["update_id"] >= offset]
    if not world.pending and call.integer("timeout", 0) > 0:
        world.arrived.clear()
        try:
            async with asyncio.timeout(call.integer("timeout")):
                await world.arrived.wait()
        except TimeoutError:
            return []
    return world.pending[: call.integer("limit", 100)]


def set_webhook(world: World, call: Call) -> bool:
    """Push updates to a URL."""
    world.webhook = Webhook(call.text("url"), call.text("secret_token"))
    world.arrived.set()
    return True


def delete_webhook(world: World, call: Call) -> bool:
    """Back to fetching."""
    world.webhook = Webhook()
    return True


def send_message(world: World, call: Call) -> Json:
    """A text message."""
    room = world.room(call.integer("chat_id"))
    body = {"from": world.bot, "date": world.now(), **message_text(call), **keyboard_of(call)}
    if call.flag("protect_content"):
        body["has_protected_content"] = True
    return room.keep(body, source=call.text("text"), by_bot=True)


def send_photo(world: World, call: Call) -> Json:
    """A picture: a PNG or JPEG of at most 10 MB, with a caption of at most 1,024 units."""
    content = call.file("photo")
    if len(content.content) > PHOTO_LIMIT:
        raise bad_request("file is too big")
    width, height = picture_size(content.content)
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return _file_sent(
        world, call, photo=[{**_FILE_IDS, "width": width, "height": height}], file=content
    )


def send_document(world: World, call: Call) -> Json:
    """A file of at most 50 MB."""
    content = call.file("document")
    if len(content.content) > DOCUMENT_LIMIT:
        raise bad_request("file is too big")
    return _file_sent(world, call, document={**_FILE_IDS, "file_name": content.name}, file=content)


def _file_sent(world: World, call: Call, *, file: Upload, **what: Any) -> Json:
    room = world.room(call.integer("chat_id"))
    body = {"from": world.bot, "date": world.now(), **caption_of(call), **keyboard_of(call), **what}
    if call.flag("protect_content"):
        body["has_protected_content"] = True
    room.files.append(file)
    return room.keep(body, source=call.text("caption"), by_bot=True)


def send_chat_action(world: World, call: Call) -> bool:
    """Typing."""
    room = world.room(call.integer("chat_id"))
    if call.text("action") != "typing":
        raise bad_request("wrong parameter action in request")
    room.signs.append("typing")
    return True


def answer_callback_query(world: World, call: Call) -> bool:
    """Stop a pressed button's waiting; once, and not when it is too old."""
    chat_id = world.queries.pop(call.text("callback_query_id"), None)
    if chat_id is None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    world.room(chat_id).signs.append("answered")
    return True


def set_my_commands(world: World, call: Call) -> bool:
    """The menu of one chat; at most 100 commands."""
    commands = call.nested("commands") or []
    if len(commands) > 100:
        raise bad_request("can't have more than 100 commands")
    for command in commands:
        if not _COMMAND.fullmatch(command.get("command", "")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command.get("description", "")) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    _scope(world, call).menu = commands
    return True


def delete_my_commands(world: World, call: Call) -> bool:
    """Forget a chat's menu."""
    _scope(world, call).menu = []
    return True


def _scope(world: World, call: Call) -> Room:
    scope = call.nested("scope") or {"type": "default"}
    if scope["type"] != "chat":
        raise bad_request("unsupported BotCommandScope type")
    return world.room(int(scope["chat_id"]))


METHODS: Mapping[str, Callable[[World, Call], Any | Awaitable[Any]]] = {
    "getme": get_me,
    "getupdates": get_updates,
    "setwebhook": set_webhook,
    "deletewebhook": delete_webhook,
    "sendmessage": send_message,
    "sendphoto": send_photo,
    "senddocument": send_document,
    "sendchataction": send_chat_action,
    "answercallbackquery": answer_callback_query,
    "setmycommands": set_my_commands,
    "deletemycommands": delete_my_commands,
}
