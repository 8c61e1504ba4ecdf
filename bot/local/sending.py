"""sendMessage, sendPhoto, sendDocument, sendMediaGroup, sendChatAction."""

from __future__ import annotations

from bot.local.limits import caption_of, check_document, keyboard_of, message_text, photo_size
from bot.local.wire import Call, Json, Upload, bad_request
from bot.local.world import Acting, Posted, Room, Stored, World

_ACTIONS = frozenset(
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document "
    "choose_sticker find_location record_video_note upload_video_note".split()
)


def send_message(world: World, call: Call) -> Json:
    """A text message."""
    room = world.room(call.integer("chat_id"))
    return _post(world, room, call, message_text(call), call.text("text"))


def send_photo(world: World, call: Call) -> Json:
    """A picture with a caption."""
    room = world.room(call.integer("chat_id"))
    caption = caption_of(
        call.text("caption"), call.text("parse_mode"), call.nested("caption_entities")
    )
    photo = _photo(world, _file(world, call, call.text("photo") or "attach://photo"))
    return _post(world, room, call, {**photo, **caption}, call.text("caption"))


def send_document(world: World, call: Call) -> Json:
    """A file with a caption."""
    room = world.room(call.integer("chat_id"))
    caption = caption_of(
        call.text("caption"), call.text("parse_mode"), call.nested("caption_entities")
    )
    document = _document(world, _file(world, call, call.text("document") or "attach://document"))
    return _post(world, room, call, {**document, **caption}, call.text("caption"))


def send_media_group(world: World, call: Call) -> list[Json]:
    """Two to ten pictures, or as many files, as messages of one album."""
    room = world.room(call.integer("chat_id"))
    items = call.nested("media") or []
    if not 2 <= len(items) <= 10:
        raise bad_request("the album must have from 2 to 10 media")
    if len({item["type"] == "document" for item in items}) > 1:
        raise bad_request("document can't be mixed with other media types")
    bodies = [_album_item(world, call, item) for item in items]
    album = {"media_group_id": str(room.last_id + 1)}
    plain = Call(call.method, {k: v for k, v in call.values.items() if k != "reply_markup"})
    return [
        _post(world, room, plain, {**body, **album}, item.get("caption", ""))
        for item, body in zip(items, bodies, strict=True)
    ]


def send_chat_action(world: World, call: Call) -> bool:
    """Typing and the like."""
    room = world.room(call.integer("chat_id"))
    if call.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    room.tell(Acting(call.text("action")))
    return True


def _album_item(world: World, call: Call, item: Json) -> Json:
    caption = caption_of(
        item.get("caption", ""), item.get("parse_mode", ""), item.get("caption_entities")
    )
    upload = _file(world, call, item["media"])
    build = {"photo": _photo, "document": _document}.get(item["type"])
    if build is None:
        raise bad_request(f"album items of type {item['type']} are not understood")
    return {**build(world, upload), **caption}


def _file(world: World, call: Call, reference: str) -> Upload:
    """The upload meant by `attach://NAME`, or a file kept before, by its id."""
    if reference.startswith("attach://"):
        found = call.uploads.get(reference.removeprefix("attach://"))
        if found is None:
            raise bad_request("there is no file in the request")
        return found
    if reference not in world.files:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return world.files[reference]


def _photo(world: World, upload: Upload) -> Json:
    width, height = photo_size(upload)
    return {"photo": [{**world.keep(upload), "width": width, "height": height}]}


def _document(world: World, upload: Upload) -> Json:
    check_document(upload)
    named = {"file_name": upload.name, "mime_type": upload.mime}
    return {"document": {**world.keep(upload), **named}}


def _post(world: World, room: Room, call: Call, body: Json, source: str) -> Json:
    """Put a message into the chat."""
    payload: Json = {
        "chat": room.as_chat(),
        "from": world.bot,
        "date": world.now(),
        **body,
        **keyboard_of(call),
        **_answered(room, call),
    }
    if call.flag("protect_content"):
        payload["has_protected_content"] = True
    payload["message_id"] = room.next_id()
    room.messages[payload["message_id"]] = Stored(payload, source, by_bot=True)
    room.tell(Posted(payload["message_id"]))
    return payload


def _answered(room: Room, call: Call) -> Json:
    reply = call.nested("reply_parameters")
    if not reply:
        return {}
    answered = room.messages.get(reply["message_id"])
    if answered is not None:
        return {"reply_to_message": answered.payload}
    if reply.get("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")
