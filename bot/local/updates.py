"""getUpdates with long polling, webhooks, getFile, getChat, leaveChat, getMe."""

from __future__ import annotations

import asyncio

from bot.local.limits import DOWNLOAD_LIMIT
from bot.local.wire import ApiError, Call, Json, bad_request
from bot.local.world import Webhook, World


async def get_updates(world: World, call: Call) -> list[Json]:
    """Waiting updates; with `timeout`, waits for one that many seconds at most."""
    if world.webhook.url:
        raise ApiError(
            409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook"
        )
    offset = call.integer("offset", 0)
    if offset > 0:
        world.pending[:] = [each for each in world.pending if each["update_id"] >= offset]
    elif offset < 0:
        world.pending[:] = world.pending[offset:]
    if not world.pending and call.integer("timeout", 0) > 0:
        await _arrival(world, call.integer("timeout"))
    return world.pending[: call.integer("limit", 100)]


async def _arrival(world: World, seconds: int) -> None:
    world.arrived.clear()
    try:
        async with asyncio.timeout(seconds):
            await world.arrived.wait()
    except TimeoutError:
        return


def set_webhook(world: World, call: Call) -> bool:
    """Push updates to a URL; an empty URL goes back to fetching."""
    if call.flag("drop_pending_updates"):
        world.pending.clear()
    world.webhook = Webhook(
        call.text("url"), call.text("secret_token"), call.nested("allowed_updates") or []
    )
    world.arrived.set()
    return True


def delete_webhook(world: World, call: Call) -> bool:
    """Back to fetching."""
    if call.flag("drop_pending_updates"):
        world.pending.clear()
    world.webhook = Webhook()
    return True


def get_webhook_info(world: World, call: Call) -> Json:
    """The webhook and how many updates wait."""
    return {
        "url": world.webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(world.pending),
    }


def get_file(world: World, call: Call) -> Json:
    """Where a file can be fetched, up to 20 MB."""
    file_id = call.text("file_id")
    upload = world.files.get(file_id)
    if upload is None:
        raise bad_request("invalid file_id")
    if len(upload.content) > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return {
        "file_id": file_id,
        "file_unique_id": file_id,
        "file_size": len(upload.content),
        "file_path": f"documents/{file_id}",
    }


def get_chat(world: World, call: Call) -> Json:
    """A chat in full."""
    gifts = {
        "unlimited_gifts": False,
        "limited_gifts": False,
        "unique_gifts": False,
        "premium_subscription": False,
        "gifts_from_channels": False,
    }
    return {
        **world.room(call.integer("chat_id")).as_chat(),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": gifts,
    }


def leave_chat(world: World, call: Call) -> bool:
    """Leave a group."""
    room = world.room(call.integer("chat_id"))
    if room.kind == "private":
        raise bad_request("chat member status can't be changed in private chats")
    room.closed = "bot is not a member of the group chat"
    return True


def get_me(world: World, call: Call) -> Json:
    """The bot itself."""
    return {**world.bot, "can_join_groups": True, "can_read_all_group_messages": True}
