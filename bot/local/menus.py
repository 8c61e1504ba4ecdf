"""setMyCommands, getMyCommands, deleteMyCommands with their scopes."""

from __future__ import annotations

import re

from bot.local.wire import Call, Json, bad_request
from bot.local.world import Room, World

_NAME = re.compile(r"[a-z0-9_]{1,32}")
_PLAIN = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
_CHAT = ("chat", "chat_administrators", "chat_member")


def set_my_commands(world: World, call: Call) -> bool:
    """The menu of a scope; at most 100 commands."""
    commands = call.nested("commands") or []
    if len(commands) > 100:
        raise bad_request("can't have more than 100 commands")
    for command in commands:
        if not _NAME.fullmatch(command.get("command", "").removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command.get("description", "")) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.menus[_key(world, call)] = [dict(command) for command in commands]
    return True


def get_my_commands(world: World, call: Call) -> list[Json]:
    """The menu set for exactly this scope."""
    return world.menus.get(_key(world, call), [])


def delete_my_commands(world: World, call: Call) -> bool:
    """Forget a scope's menu."""
    world.menus.pop(_key(world, call), None)
    return True


def menu_for(world: World, room: Room, user_id: int) -> list[Json]:
    """What a user sees behind the menu button: the narrowest scope that has commands."""
    keys = [f"chat:{room.id}:", "all_private_chats::", "default::"]
    if room.kind != "private":
        keys = [f"chat_member:{room.id}:{user_id}", keys[0], "all_group_chats::", keys[2]]
    return next((world.menus[key] for key in keys if world.menus.get(key)), [])


def _key(world: World, call: Call) -> str:
    scope = call.nested("scope") or {"type": "default"}
    kind = scope.get("type")
    if kind in _PLAIN:
        return f"{kind}::"
    if kind not in _CHAT:
        raise bad_request("unsupported BotCommandScope type")
    room = world.room(int(scope["chat_id"]))
    return f"{kind}:{room.id}:{scope.get('user_id', '')}"
