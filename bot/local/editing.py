"""editMessageText, editMessageCaption, editMessageReplyMarkup, deleteMessage, callback answers."""

from __future__ import annotations

from bot.local.limits import TOAST_LIMIT, caption_of, keyboard_of, message_text
from bot.local.wire import Call, Json, bad_request
from bot.local.world import Answered, Deleted, Edited, Room, Stored, World

_WORDS = ("text", "entities", "caption", "caption_entities")
_COMPARED = (*_WORDS, "reply_markup")


def edit_message_text(world: World, call: Call) -> Json:
    """New words; without `reply_markup` the buttons go."""
    room, stored = _own(world, call)
    if "text" not in stored.payload:
        raise bad_request("there is no text in the message to edit")
    return _change(world, room, stored, {**message_text(call), **keyboard_of(call)}, "text", call)


def edit_message_caption(world: World, call: Call) -> Json:
    """A new caption; without `reply_markup` the buttons go."""
    room, stored = _own(world, call)
    if "text" in stored.payload:
        raise bad_request("there is no caption in the message to edit")
    caption = caption_of(
        call.text("caption"), call.text("parse_mode"), call.nested("caption_entities")
    )
    return _change(world, room, stored, {**caption, **keyboard_of(call)}, "caption", call)


def edit_message_reply_markup(world: World, call: Call) -> Json:
    """New buttons, or none."""
    room, stored = _own(world, call)
    kept = {name: stored.payload[name] for name in _WORDS if name in stored.payload}
    return _change(world, room, stored, {**kept, **keyboard_of(call)}, "", call)


def delete_message(world: World, call: Call) -> bool:
    """Take a message away."""
    room = world.room(call.integer("chat_id"))
    message_id = call.integer("message_id")
    if room.messages.pop(message_id, None) is None:
        raise bad_request("message to delete not found")
    room.tell(Deleted(message_id))
    return True


def answer_callback_query(world: World, call: Call) -> bool:
    """Stop a pressed button's waiting, with a toast of at most 200 characters."""
    query_id = call.text("callback_query_id")
    if query_id not in world.queries:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if len(call.text("text")) > TOAST_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    room = world.room(world.queries[query_id])
    room.tell(Answered(query_id, call.text("text"), call.flag("show_alert")))
    return True


def _own(world: World, call: Call) -> tuple[Room, Stored]:
    room = world.room(call.integer("chat_id"))
    stored = room.messages.get(call.integer("message_id"))
    if stored is None:
        raise bad_request("message to edit not found")
    if not stored.by_bot:
        raise bad_request("message can't be edited")
    return room, stored


def _change(world: World, room: Room, stored: Stored, new: Json, words: str, call: Call) -> Json:
    old = {name: stored.payload[name] for name in _COMPARED if name in stored.payload}
    if new == old:
        raise bad_request(
            "message is not modified: specified new message content and reply markup are "
            "exactly the same as a current content and reply markup of the message"
        )
    rest = {name: value for name, value in stored.payload.items() if name not in _COMPARED}
    edited = {"edit_date": world.now()} if words else {}
    stored.payload = {**rest, **new, **edited}
    stored.source = call.text(words) if words else stored.source
    changed = any(new.get(name) != old.get(name) for name in _WORDS)
    room.tell(Edited(stored.payload["message_id"], words_changed=changed))
    return stored.payload
