"""A Bot API call as it arrives, over HTTP or in process, and the refusal it may end in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
"""A Bot API object, with the names of https://core.telegram.org/bots/api."""


class ApiError(Exception):
    """A refused call: the HTTP status, Telegram's description of why, seconds to wait."""

    def __init__(self, code: int, description: str, *, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after


def bad_request(why: str) -> ApiError:
    """A 400 in Telegram's wording."""
    return ApiError(400, f"Bad Request: {why}")


@dataclass(frozen=True)
class Upload:
    """A file as it was sent."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Call:
    """A method with its form values: text, or JSON for what is nested; `files` by field."""

    method: str
    values: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The value, empty where it was not sent."""
        return self.values.get(name, "")

    def integer(self, name: str, default: int | None = None) -> int:
        """A number; without a default it must have been sent."""
        value = self.values.get(name)
        if value is None and default is not None:
            return default
        try:
            return int(value or "")
        except ValueError as error:
            raise bad_request(f"{name} must be an integer") from error

    def file(self, name: str) -> Upload:
        """An uploaded file, sent as such or as `attach://` names it."""
        found = self.files.get(self.text(name).removeprefix("attach://")) or self.files.get(name)
        if found is None or not found.content:
            raise bad_request(f"there is no {name} in the request")
        return found

    def flag(self, name: str) -> bool:
        """Whether the value says true."""
        return self.text(name).lower() in ("true", "1")

    def nested(self, name: str) -> Any:
        """The value decoded from JSON, None where it was not sent."""
        if name not in self.values:
            return None
        try:
            return json.loads(self.values[name])
        except json.JSONDecodeError as error:
            raise bad_request(f"can't parse {name} JSON object") from error
